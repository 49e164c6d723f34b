//! What callers of the demo have on their minds: believable problems at the vendor of business software, with what is
//! answered, tried and found. Words in braces are filled in anew each time.

mod access;
mod figures;
mod machines;
mod questions;

use crate::domain::resolution::ResolutionKind;

/// One problem, as it might be reported.
#[derive(Debug)]
pub(super) struct Story {
    /// The flow that fits.
    pub category: &'static str,
    pub product: &'static str,
    pub summary: &'static str,
    /// The caller's own words.
    pub words: &'static str,
    pub impact: &'static str,
    pub urgency: &'static str,
    pub held_up: &'static str,
    /// What the caller had tried.
    pub tried: &'static str,
    /// Questions of the category, and what is typed as their answers. What is not here the caller does not know.
    pub answers: &'static [(&'static str, &'static str)],
    /// What we try, and what comes of it.
    pub attempts: &'static [(&'static str, &'static str)],
    pub promise: &'static str,
    /// To whom it may go, and why.
    pub escalation: (&'static str, &'static str),
    pub kind: ResolutionKind,
    pub done: &'static str,
    pub verified: &'static str,
    /// The need behind it, for what works as designed.
    pub need: Option<&'static str>,
}

/// Every story, those of one category together.
pub(super) fn all() -> impl Iterator<Item = &'static Story> {
    [
        machines::STORIES,
        access::STORIES,
        figures::STORIES,
        questions::STORIES,
    ]
    .into_iter()
    .flatten()
}

/// What stands for a word in braces.
pub(super) const FILLERS: &[(&str, &[&str])] = &[
    (
        "{printer}",
        &[
            "Zebra ZD421",
            "Brother QL-820",
            "HP M404",
            "Kyocera P2040",
            "Epson TM-T88",
            "Canon LBP233",
        ],
    ),
    (
        "{site}",
        &[
            "the warehouse",
            "the front office",
            "the branch in Leeds",
            "hall 3",
            "the depot",
            "accounts",
            "the shop",
        ],
    ),
    ("{n}", &["3", "4", "6", "8", "12", "15", "20", "35"]),
    ("{mm}", &["20 mm", "40 mm", "55 mm", "one third"]),
    (
        "{month}",
        &[
            "September",
            "October",
            "the last quarter",
            "the whole year",
            "week 44",
            "week 46",
        ],
    ),
    ("{row}", &["118", "512", "1025", "4096", "7730", "65536"]),
    (
        "{person}",
        &[
            "Mrs Lindqvist",
            "Mr Okafor",
            "Petra",
            "our Mr Sato",
            "Jean",
            "the new colleague",
        ],
    ),
    (
        "{code}",
        &[
            "E-1107",
            "E-2043",
            "0x80070005",
            "HTTP 502",
            "ORA-01555",
            "E-0917",
        ],
    ),
    (
        "{when}",
        &[
            "yesterday",
            "Monday",
            "3 days ago",
            "last week",
            "this morning",
            "2 weeks ago",
        ],
    ),
    (
        "{partner}",
        &[
            "the web shop",
            "our bank",
            "the carrier",
            "the tax office",
            "the time clocks",
            "the mail server",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::all;
    use crate::flow::Library;
    use crate::flow::answer::{Setting, parse};

    /// A story whose answer the flow would not take tells of another program.
    #[test]
    fn every_answer_is_one_that_its_flow_takes() {
        let library = Library::load(vec![]);
        let now = "2026-11-25T14:31:00+01:00".parse();
        let setting = Setting {
            now: now.unwrap_or_default(),
            region: "US",
            language: None,
        };
        let mut wrong = vec![];
        for story in all() {
            for (id, typed) in story.answers {
                let flow = library.get(story.category);
                let Some(question) = flow.and_then(|flow| flow.question(id)) else {
                    wrong.push(format!("{}: there is no question {id}", story.summary));
                    continue;
                };
                let options = question
                    .kind
                    .options()
                    .map_or(vec![], |options| options.items.iter().collect());
                let typed = typed.replace("{when}", "yesterday").replace("{n}", "4");
                if let Err(complaint) = parse(question, &options, &typed, setting) {
                    wrong.push(format!("{}: {id}: {complaint}", story.summary));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
