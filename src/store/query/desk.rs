//! The desk: what burns first, for whom, and how the shift stands.

use rusqlite::{OptionalExtension, ToSql, params};

use super::row::BY_HEAT;
use super::{IncidentRow, OpenCall, View, key};
use crate::domain::agent::LeftOpen;
use crate::domain::id::{AgentId, Moment};
use crate::domain::queue::SOON_MINUTES;
use crate::store::error::StoreError;
use crate::store::projection::millis;

/// Which incidents the desk shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tab {
    /// What the agent holds.
    Yours,
    /// What waits for the agent to accept.
    Offered,
    /// What anybody holds.
    Team,
    /// Everything: what is held first, then what is done, the newest first.
    All,
}

/// The desk of an agent.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskPage {
    /// What is shown.
    pub tab: Tab,
    /// How many rows of the tab come before these.
    pub offset: usize,
    /// What burns first, first.
    pub rows: Vec<IncidentRow>,
    /// Whether there are more behind them.
    pub more: bool,
    /// How many there are in each tab.
    pub counts: Counts,
    /// How the shift stands.
    pub shift: Shift,
    /// The agent's calls that have not ended, parked and interrupted ones among them.
    pub calls: Vec<OpenCall>,
    /// Who left the hotline all the same, and still holds something.
    pub left: Vec<LeftSomething>,
}

/// How many incidents there are in each tab; nobody counts everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// What the agent holds.
    pub yours: usize,
    /// What waits for the agent to accept.
    pub offered: usize,
    /// What anybody holds.
    pub team: usize,
}

/// How the shift stands. All zero when the agent is not on the hotline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift {
    /// Since when the agent is on the hotline.
    pub since: Option<Moment>,
    /// Calls taken since.
    pub calls: usize,
    /// Promises of the agent that were kept since, in time.
    pub kept: usize,
    /// Promises of the agent that were kept, broken, or moved after their time since, or are late now.
    pub due: usize,
}

/// Somebody left the hotline and still holds something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftSomething {
    /// Who left.
    pub agent: AgentId,
    /// Why, and who watches.
    pub how: LeftOpen,
    /// How many incidents they still hold, have not answered the offer of, or wanted to tell the customer of.
    pub held: usize,
}

impl View<'_> {
    /// The desk of an agent, `limit` rows of it.
    pub fn desk(
        &self,
        agent: &AgentId,
        tab: Tab,
        offset: usize,
        limit: usize,
    ) -> Result<DeskPage, StoreError> {
        let counts = self.counts(agent)?;
        let mut rows = self.tab(agent, tab, offset, limit.saturating_add(1), counts.team)?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        Ok(DeskPage {
            tab,
            offset,
            rows,
            more,
            counts,
            shift: self.shift(agent)?,
            calls: self.open_calls(agent)?,
            left: self.left_something()?,
        })
    }

    /// How the shift of an agent stands.
    pub fn shift(&self, agent: &AgentId) -> Result<Shift, StoreError> {
        let key = key(agent);
        let since: Option<String> = self
            .connection
            .prepare_cached("SELECT since FROM agent WHERE agent_key = ?1")?
            .query_row([&key], |row| row.get(0))
            .optional()?
            .flatten();
        let Some(since) = since.and_then(|since| Moment::parse_from_rfc3339(&since).ok()) else {
            return Ok(Shift::default());
        };
        let calls = self
            .connection
            .prepare_cached("SELECT count(*) FROM call WHERE agent_key = ?1 AND started_ms >= ?2")?
            .query_row(params![key, millis(since)], |row| row.get(0))?;
        let (kept, settled): (usize, usize) = self
            .connection
            .prepare_cached(
                "SELECT count(*) FILTER (WHERE state = 'kept'), count(*) FROM promise
                 WHERE maker_key = ?1 AND settled_ms >= ?2 AND state <> 'moved'",
            )?
            .query_row(params![key, millis(since)], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let late: usize = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM promise
                 WHERE maker_key = ?1 AND settled_ms IS NULL AND by_ms < ?2",
            )?
            .query_row(params![key, millis(self.now)], |row| row.get(0))?;
        Ok(Shift {
            since: Some(since),
            calls,
            kept,
            due: settled + late,
        })
    }

    fn tab(
        &self,
        agent: &AgentId,
        tab: Tab,
        offset: usize,
        limit: usize,
        held: usize,
    ) -> Result<Vec<IncidentRow>, StoreError> {
        let now = millis(self.now);
        let soon = now + SOON_MINUTES * 60_000;
        let whose = key(agent);
        let burning = |condition: &str, whose: Option<&String>| {
            let mut values: Vec<&dyn ToSql> = vec![&now, &soon, &limit, &offset];
            values.extend(whose.map(|whose| whose as &dyn ToSql));
            // The page is chosen from an index first; only its rows are read in full.
            let rest = format!(
                "WHERE i.id IN (
                     SELECT i.id FROM incident i LEFT JOIN customer ON customer.id = i.customer
                     WHERE {condition} ORDER BY {BY_HEAT} LIMIT ?3 OFFSET ?4)
                 ORDER BY {BY_HEAT}"
            );
            self.rows(&rest, values.as_slice())
        };
        match tab {
            Tab::Yours => burning("i.held = 1 AND i.owner_key = ?5", Some(&whose)),
            Tab::Offered => burning("i.offered_key = ?5", Some(&whose)),
            Tab::Team => burning("i.held = 1", None),
            Tab::All => {
                let mut rows = burning("i.held = 1", None)?;
                let done = params![limit - rows.len(), offset.saturating_sub(held)];
                let rest = "WHERE i.held = 0 ORDER BY i.id DESC LIMIT ?1 OFFSET ?2";
                rows.extend(self.rows(rest, done)?);
                Ok(rows)
            }
        }
    }

    fn counts(&self, agent: &AgentId) -> Result<Counts, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT (SELECT count(*) FROM incident WHERE held = 1 AND owner_key = ?1),
                        (SELECT count(*) FROM incident WHERE offered_key = ?1),
                        (SELECT count(*) FROM incident WHERE held = 1)",
            )?
            .query_row([key(agent)], |row| {
                Ok(Counts {
                    yours: row.get(0)?,
                    offered: row.get(1)?,
                    team: row.get(2)?,
                })
            })?)
    }

    fn left_something(&self) -> Result<Vec<LeftSomething>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, left_open,
                    (SELECT count(*) FROM incident WHERE held = 1 AND owner_key = agent_key)
                  + (SELECT count(*) FROM incident WHERE offered_key = agent_key)
                  + (SELECT count(*) FROM incident
                     WHERE teller_key = agent_key AND owner_key <> agent_key) AS holds
             FROM agent WHERE left_open IS NOT NULL AND holds > 0 ORDER BY name",
        )?;
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get(2)?,
            ))
        })?;
        let mut left = Vec::new();
        for row in rows {
            let (name, how, held) = row?;
            if let Ok(how) = serde_json::from_str(&how) {
                left.push(LeftSomething {
                    agent: AgentId::of(&name),
                    how,
                    held,
                });
            }
        }
        Ok(left)
    }
}
