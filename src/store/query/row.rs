//! The line of an incident in a list.

use rusqlite::{Params, Row};

use super::{Names, View};
use crate::domain::caller::Tier;
use crate::domain::id::{AgentId, CallerId, CustomerId, Moment};
use crate::domain::incident::{NextStep, Status};
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::store::error::{Fault, StoreError};

/// What a list says of an incident.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentRow {
    /// Its spoken name.
    pub reference: Reference,
    /// Where it stands.
    pub status: Status,
    /// Whose it is.
    pub owner: AgentId,
    /// The priority that counts.
    pub priority: Priority,
    /// When it burns: the first live promise or the next step.
    pub due: Option<Moment>,
    /// The first live promise.
    pub promise: Option<PromiseDue>,
    /// To whom it has to go on, by the rules of its questions, and has not yet.
    pub has_to_go: Option<String>,
    /// What happens next.
    pub next_step: NextStep,
    /// One line that names the problem.
    pub summary: String,
    /// The category's id.
    pub category: Option<String>,
    /// The product.
    pub product: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// For whom.
    pub customer: Option<RowCustomer>,
    /// Who reported it.
    pub caller: Option<RowCaller>,
    /// To whom it is offered.
    pub offered_to: Option<AgentId>,
    /// Who still has to tell the customer that somebody else took over.
    pub teller: Option<AgentId>,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was resolved.
    pub resolved_at: Option<Moment>,
}

/// A live promise in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseDue {
    /// Its number within the incident.
    pub id: u32,
    /// What we do.
    pub what: String,
    /// By when.
    pub by: Moment,
}

/// A customer in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCustomer {
    /// Which.
    pub id: CustomerId,
    /// The name.
    pub name: String,
    /// What they pay for.
    pub tier: Option<Tier>,
}

/// A caller in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCaller {
    /// Who.
    pub id: CallerId,
    /// The name.
    pub name: String,
    /// The number to call back on.
    pub phone: Option<String>,
}

/// The order of the desk in SQL, as [`crate::domain::queue::Place`] has it; `?1` is now, `?2` is what counts as soon.
pub(super) const BY_HEAT: &str = "
    CASE WHEN i.promise_ms < ?1 THEN 0 WHEN i.due_ms <= ?2 THEN 1 ELSE 2 END,
    i.priority,
    CASE customer.tier WHEN 'gold' THEN 0 WHEN 'silver' THEN 1 ELSE 2 END,
    coalesce(i.due_ms, 9223372036854775807), i.id";

const COLUMNS: &str = "
    SELECT i.reference, i.status, i.owner_key, i.priority, i.due_ms, i.promise, i.promise_what, i.promise_ms,
           i.next_what, i.next_who, i.next_ms, i.summary, i.category, i.product, i.version,
           customer.id, customer.name, customer.tier, caller.id, caller.name,
           (SELECT phone FROM caller_phone WHERE caller = i.caller ORDER BY place LIMIT 1),
           i.offered_key, i.teller_key, i.opened_ms, i.resolved_ms, i.has_to_go
    FROM incident i
    LEFT JOIN customer ON customer.id = i.customer
    LEFT JOIN caller ON caller.id = i.caller";

impl View<'_> {
    /// The incidents that a condition, an order and a limit in SQL of ours select.
    pub(super) fn rows(
        &self,
        rest: &str,
        parameters: impl Params,
    ) -> Result<Vec<IncidentRow>, StoreError> {
        let names = self.names()?;
        let mut statement = self
            .connection
            .prepare_cached(&format!("{COLUMNS} {rest}"))?;
        let mut rows = statement.query(parameters)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(self.row(row, &names)?);
        }
        Ok(found)
    }

    fn row(&self, row: &Row<'_>, names: &Names) -> Result<IncidentRow, StoreError> {
        let text = |column: usize| row.get::<_, Option<String>>(column);
        let moment = |column: usize| -> Result<Option<Moment>, StoreError> {
            Ok(row
                .get::<_, Option<i64>>(column)?
                .map(|millis| self.moment(millis)))
        };
        let reference: String = row.get(0)?;
        let damaged =
            || StoreError::new(Fault::Damaged, format!("the row of incident {reference}"));
        let (status, priority): (String, String) = (row.get(1)?, row.get(3)?);
        let promise: (Option<u32>, Option<String>, Option<Moment>) =
            (row.get(5)?, text(6)?, moment(7)?);
        let customer: (Option<String>, Option<String>) = (text(15)?, text(16)?);
        let caller: (Option<String>, Option<String>) = (text(18)?, text(19)?);
        Ok(IncidentRow {
            reference: Reference::parse(&reference).map_err(|_| damaged())?,
            status: Status::from_id(&status).ok_or_else(damaged)?,
            owner: names.of(&row.get::<_, String>(2)?),
            priority: Priority::from_id(&priority).ok_or_else(damaged)?,
            due: moment(4)?,
            promise: match promise {
                (Some(id), Some(what), Some(by)) => Some(PromiseDue { id, what, by }),
                _ => None,
            },
            next_step: NextStep {
                what: row.get(8)?,
                who: AgentId::of(&row.get::<_, String>(9)?),
                by: self.moment(row.get(10)?),
            },
            summary: row.get(11)?,
            category: text(12)?,
            product: text(13)?,
            version: text(14)?,
            customer: customer.0.zip(customer.1).map(|(id, name)| RowCustomer {
                id: CustomerId::stored(id),
                name,
                tier: text(17).ok().flatten().and_then(|id| Tier::from_id(&id)),
            }),
            caller: caller.0.zip(caller.1).map(|(id, name)| RowCaller {
                id: CallerId::stored(id),
                name,
                phone: text(20).ok().flatten(),
            }),
            offered_to: text(21)?.map(|key| names.of(&key)),
            teller: text(22)?.map(|key| names.of(&key)),
            opened_at: self.moment(row.get(23)?),
            resolved_at: moment(24)?,
            has_to_go: text(25)?,
        })
    }
}
