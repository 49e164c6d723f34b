//! Keys: the table with a person's own keys laid over it, and what a key means in a context.

pub mod action;
pub mod docs;
pub mod key;
pub mod table;

use std::collections::{BTreeMap, HashMap};

use crossterm::event::{KeyCode, KeyModifiers};

pub use action::{Action, Context};
pub use key::Key;
pub use table::{Row, TABLE};

/// The keys as they are in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    rows: Vec<Bound>,
    meanings: HashMap<(Context, Key), Action>,
}

/// A row of the table with the keys in force.
#[derive(Debug, Clone)]
pub struct Bound {
    /// The row.
    pub row: &'static Row,
    /// Each with how it is written.
    keys: Vec<(Key, String)>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with(&BTreeMap::new()).0
    }
}

impl Keymap {
    /// The table with a person's `[keys]` over it: action to keys. What cannot be is left as it was, and said in words.
    pub fn with(overrides: &BTreeMap<String, Vec<String>>) -> (Self, Vec<String>) {
        let mut rows: Vec<Bound> = TABLE.iter().map(Bound::shipped).collect();
        let mut faults = Vec::new();
        for (id, keys) in overrides {
            match overridden(&rows, id, keys) {
                Ok(changed) => rows = changed,
                Err(fault) => faults.push(fault),
            }
        }
        let meanings = rows
            .iter()
            .flat_map(|bound| {
                let contexts = bound.row.contexts.iter();
                contexts.flat_map(|&context| {
                    bound
                        .meanings(context)
                        .map(move |(key, action)| ((context, key), action))
                })
            })
            .collect();
        (Self { rows, meanings }, faults)
    }

    /// What a key means in a context; `None` when it means nothing and may be text.
    pub fn action(&self, context: Context, key: Key) -> Option<Action> {
        self.meanings.get(&(context, key)).copied()
    }

    /// Every row, in the table's order.
    pub fn all(&self) -> &[Bound] {
        &self.rows
    }

    /// The rows that are live in a context, in the table's order.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Bound> {
        self.rows
            .iter()
            .filter(move |bound| bound.row.contexts.contains(&context))
    }

    /// How the first key of an action is written in a context, for a sentence on the screen.
    pub fn key(&self, context: Context, action: Action) -> String {
        self.rows(context)
            .find(|bound| bound.row.action == action)
            .and_then(|bound| bound.first(context))
            .unwrap_or_default()
            .to_owned()
    }
}

impl Bound {
    fn shipped(row: &'static Row) -> Self {
        let keys = row.keys.iter().filter_map(|text| Key::parse(text));
        Self {
            row,
            keys: keys.map(written).collect(),
        }
    }

    /// The keys as they are written, as far as they are live in the context.
    pub fn shown(&self, context: Context) -> Vec<String> {
        if matches!(self.row.action, Action::Pick(_)) {
            return vec![PICKS.to_owned()];
        }
        self.live(context).map(|(_, text)| text.clone()).collect()
    }

    /// The first of them.
    pub fn first(&self, context: Context) -> Option<&str> {
        if matches!(self.row.action, Action::Pick(_)) {
            return Some(PICKS);
        }
        self.live(context).next().map(|(_, text)| text.as_str())
    }

    /// Where text is typed, a key that types a character is not a key.
    fn live(&self, context: Context) -> impl Iterator<Item = &(Key, String)> {
        self.keys
            .iter()
            .filter(move |(key, _)| !context.is_text() || key.typed().is_none())
    }

    fn meanings(&self, context: Context) -> impl Iterator<Item = (Key, Action)> {
        let action = self.row.action;
        let digits = (1..=9).filter(move |_| matches!(action, Action::Pick(_)));
        let picks = digits.map(|number| {
            let code = KeyCode::Char(char::from(b'0' + number));
            (Key::new(code, KeyModifiers::NONE), Action::Pick(number))
        });
        picks.chain(self.live(context).map(move |(key, _)| (*key, action)))
    }
}

/// The digits that pick an option.
const PICKS: &str = "1-9";

fn written(key: Key) -> (Key, String) {
    (key, key.to_string())
}

/// The rows with other keys for one action, if the laws of the table still hold.
fn overridden(rows: &[Bound], id: &str, keys: &[String]) -> Result<Vec<Bound>, String> {
    let action = Action::ALL
        .iter()
        .copied()
        .filter(|action| !matches!(action, Action::Pick(_)))
        .find(|action| action.id() == id)
        .ok_or_else(|| unknown(id))?;
    let keys = keys
        .iter()
        .map(|text| {
            Key::parse(text).map(written).ok_or_else(|| {
                format!("[keys] {id}: `{text}` is not a key, such as ^t, F5, enter or shift-tab")
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut changed = rows.to_vec();
    for bound in changed
        .iter_mut()
        .filter(|bound| bound.row.action == action)
    {
        bound.keys.clone_from(&keys);
    }
    match broken_laws(&changed).into_iter().next() {
        Some(fault) => Err(format!("[keys] {id}: {fault}")),
        None => Ok(changed),
    }
}

fn unknown(id: &str) -> String {
    let nearest = Action::ALL
        .iter()
        .map(|action| action.id())
        .max_by(|left, right| {
            strsim::jaro_winkler(id, left).total_cmp(&strsim::jaro_winkler(id, right))
        })
        .unwrap_or_default();
    format!("[keys] {id}: there is no such action; did you mean `{nearest}`?")
}

/// What is wrong with these rows: a key that means two things where both are live, or a row without a key.
fn broken_laws(rows: &[Bound]) -> Vec<String> {
    let mut faults = Vec::new();
    for &context in Context::ALL {
        let mut taken: HashMap<Key, &Row> = HashMap::new();
        let live = rows
            .iter()
            .filter(|row| row.row.contexts.contains(&context));
        for bound in live {
            let mut has_a_key = false;
            for (key, _) in bound.meanings(context) {
                has_a_key = true;
                let before = taken.insert(key, bound.row);
                if let Some(other) = before.filter(|other| other.action != bound.row.action) {
                    let (word, other) = (bound.row.word, other.word);
                    let place = context.title();
                    faults.push(format!(
                        "{place}, `{key}` would mean both “{other}” and “{word}”"
                    ));
                }
            }
            if !has_a_key {
                let (place, word) = (context.title(), bound.row.word);
                faults.push(format!(
                    "{place}, “{word}” would have no key; where text is typed it takes one that types nothing, such as ^t or F5"
                ));
            }
        }
    }
    faults
}

/// What is wrong with the table as it is shipped; nothing, says a test.
pub fn faults_of_the_table() -> Vec<String> {
    let rows: Vec<Bound> = TABLE.iter().map(Bound::shipped).collect();
    broken_laws(&rows)
}
