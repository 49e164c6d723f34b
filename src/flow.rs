//! Question flows: text → [`Flow`] → [`Run`]. Pure: text in, faults or a flow out; a flow and answers in, the next
//! step out. Who reads the files hands them over as [`library::File`]s.
//!
//! A flow is a TOML file that somebody who supports the product can read, mend and review without being a programmer.
//! What its keys mean stands in the files we ship; these rules are the engine's:
//!
//! 1. A condition on what is unanswered is neither true nor false, and so is `not` of it. Neither is not met. Only
//!    `state` asks about it.
//! 2. A question that is hidden counts as unanswered everywhere else. Its answer is kept and comes back with it.
//! 3. Conditions may refer to later questions; a circle is a fault.
//! 4. What is asked next is a function of the answers alone: a run is its answers, and can be replayed from them.
//!
//! A section with `repeat` is asked for one thing after another: its questions for item 1, then whether there is another
//! item, and so on; an answer says which item it is about. Within the section, a condition or a place in a text sees
//! the answers about the same item. Elsewhere it sees all of them: a condition is met as soon as one item meets it, each
//! test by itself (`not = { model = "x" }` says that no item is x); a text lists them.
//!
//! A block (`blocks/NAME.toml`) is a list of questions that flows include. Its text counts in the hash of every flow
//! that includes it, and its faults point into its own file.
//!
//! A text for a person may have places: `Does {answer.device|it} print?`. What stands after `|` is said when there is no
//! answer. A brace that is meant as one is written twice.
//!
//! What a rule sets in the record is recorded with the rule as its source. It is withdrawn when the rule no longer fires,
//! unless somebody answered the question meanwhile, and conditions do not see it: it follows from the answers.
//!
//! The sections of the intake stand around those of the category: a `[[section]]` of the intake has
//! `place = "before"`, which is what it is when left out, or `place = "after"`. No other flow has `place`.
//!
//! Reading order: [`library`] finds the flows; `schema`, `condition` and `compile` make them;
//! [`run`] plays them; [`answer`] reads what was typed; [`card`] prints them, [`diff`] compares them; [`path`] tests them;
//! [`import`] makes them of the forms of other programs; `lint` finds what their owner should look at.

pub mod answer;
pub mod bundled;
pub mod card;
mod compile;
pub mod condition;
pub mod diff;
pub mod fact;
pub mod import;
pub mod library;
mod lint;
pub mod path;
pub mod question;
pub mod rule;
pub mod run;
mod schema;
pub mod template;
pub mod value;

use std::collections::HashMap;

use chrono::NaiveDate;

pub use fact::Facts;
pub use library::Library;
pub use question::{Choice, Kind, Options, Question, RequiredFor};
pub use run::{Run, Step};

use crate::domain::answer::FlowRef;
pub use crate::handwritten::{Fault, Severity};
use condition::Condition;
use path::Path;
use rule::Rule;
use template::{Template, Text};

/// The id of the flow with the standard questions of every call.
pub const INTAKE: &str = "intake";

/// The id of the category for what fits no other.
pub const OTHERWISE: &str = "other";

/// The JSON Schema of a flow file, for editors: made of what the compiler reads.
pub fn json_schema() -> String {
    schema::json_schema()
}

/// A compiled flow.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its id, version and content hash.
    pub reference: FlowRef,
    /// The name of the category.
    pub title: String,
    /// Who mends it.
    pub owner: Option<String>,
    /// When somebody should look at it again.
    pub review_by: Option<NaiveDate>,
    /// The products it is for; all when empty.
    pub products: Vec<String>,
    /// Words of the caller that propose it.
    pub keywords: Vec<String>,
    /// What to say.
    pub say: Vec<Text>,
    /// What not to say.
    pub avoid: Vec<String>,
    /// The sections; the first holds the questions that name none.
    pub sections: Vec<Section>,
    /// The questions, in the order of the file.
    pub questions: Vec<Question>,
    /// The rules, in the order of the file.
    pub rules: Vec<Rule>,
    /// One line that names the problem.
    pub summary: Option<Template>,
    /// What is read back to the caller.
    pub readback: Option<Template>,
    /// Its tests.
    pub paths: Vec<Path>,
    /// The order in which conditions are worked out, so that each finds what it looks at.
    pub(crate) order: Vec<Node>,
    /// Where each question stands.
    pub(crate) by_id: HashMap<String, usize>,
    /// Where the answers to each question are kept: one for each item of its section.
    pub(crate) slots: Vec<Slots>,
    /// The questions of the intake, as conditions number them.
    pub(crate) intake: Vec<String>,
}

/// A group of questions.
#[derive(Debug, Clone)]
pub struct Section {
    /// Stable within its flow; empty for the first.
    pub id: String,
    /// What the agent sees.
    pub title: String,
    /// When it is asked; always when absent.
    pub when: Option<Condition>,
    /// Whether its questions are asked for one thing after another.
    pub repeat: Option<Repeat>,
    /// In the intake: whether it comes after the category's questions.
    pub after: bool,
    /// Its questions, by position.
    pub(crate) questions: Vec<usize>,
    /// The question that asks for the next item.
    pub(crate) another: Option<usize>,
}

/// How often a section is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// What is asked about each time, such as `printer`.
    pub item: String,
    /// How many at most.
    pub max: usize,
    /// The words that ask for the next one, where its name alone does not make them.
    pub another: Option<String>,
    /// The same in other languages, by language.
    pub anothers: Vec<(String, String)>,
}

/// Where the answers to a question are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Slots {
    /// The first.
    pub(crate) start: usize,
    /// How many: one for each item of the section.
    pub(crate) count: usize,
    /// The section, by position.
    pub(crate) section: usize,
}

/// Something with a condition that can hide a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Node {
    /// A section, by position.
    Section(usize),
    /// A question, by position.
    Question(usize),
}

impl Section {
    fn new(id: String, title: String) -> Self {
        Self {
            id,
            title,
            when: None,
            repeat: None,
            after: false,
            questions: Vec::new(),
            another: None,
        }
    }

    /// What stands over its questions: the title, or the item at hand, such as `Printer 2`.
    pub fn title_of(&self, item: Option<u32>) -> String {
        let (Some(repeat), Some(item)) = (&self.repeat, item) else {
            return self.title.clone();
        };
        let mut letters = repeat.item.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        let name: String = first.chain(letters.as_str().chars()).collect();
        format!("{name} {item}")
    }
}

impl Flow {
    /// The flow's id.
    pub fn id(&self) -> &str {
        &self.reference.id
    }

    /// A question by its id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.get(*self.by_id.get(id)?)
    }

    /// Whether it is for this product, or the product is not known.
    pub fn is_for(&self, product: Option<&str>) -> bool {
        use crate::domain::id::fold;
        product.is_none_or(|product| {
            self.products.is_empty() || self.products.iter().any(|one| fold(one) == fold(product))
        })
    }

    /// Whether somebody should have looked at it again by now.
    pub fn review_is_due(&self, today: NaiveDate) -> bool {
        self.review_by.is_some_and(|day| day < today)
    }
}

/// A flow that asks nothing.
impl Default for Flow {
    fn default() -> Self {
        Self {
            reference: FlowRef {
                id: String::new(),
                version: 0,
                hash: String::new(),
            },
            title: String::new(),
            owner: None,
            review_by: None,
            products: Vec::new(),
            keywords: Vec::new(),
            say: Vec::new(),
            avoid: Vec::new(),
            sections: Vec::new(),
            questions: Vec::new(),
            rules: Vec::new(),
            summary: None,
            readback: None,
            paths: Vec::new(),
            order: Vec::new(),
            by_id: HashMap::new(),
            slots: Vec::new(),
            intake: Vec::new(),
        }
    }
}
