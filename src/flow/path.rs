//! Paths: the tests of a flow, which stand in its file. They are run without a call, by `baton flows test`.

use std::collections::BTreeSet;

use super::rule::Rule;
use super::{Facts, Flow, Run, Step};
use crate::domain::answer::{Answer, Field, Value};
use crate::domain::priority::{Impact, Urgency};
use crate::flow::question::{Kind, OTHER, Question};

/// A `[[path]]`: answers, and what is to follow from them.
#[derive(Debug, Clone, Default)]
pub struct Path {
    /// What it shows.
    pub name: String,
    /// What is answered, also in the intake.
    pub answers: Vec<Answer>,
    /// What the record knows.
    pub facts: Facts,
    /// The questions that are asked then, among others.
    pub asks: Vec<String>,
    /// Questions that are not.
    pub hides: Vec<String>,
    /// What follows.
    pub expect: Expect,
}

/// What is to follow; nothing is said of what is left out.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// The proposed impact.
    pub impact: Option<Impact>,
    /// The proposed urgency.
    pub urgency: Option<Urgency>,
    /// To whom it is proposed to escalate.
    pub escalate_to: Option<String>,
    /// What it is proposed to promise.
    pub promise: Option<String>,
    /// Words that the caller is told, or a part of them.
    pub tell: Option<String>,
    /// Whether asking stops.
    pub stop: Option<bool>,
    /// The known problem that it looks like.
    pub known_problem: Option<String>,
    /// What is looked for.
    pub search: Option<String>,
    /// The fields that are set.
    pub set: Vec<(Field, String)>,
    /// The line that names the problem.
    pub summary: Option<String>,
}

/// What came of the paths of a flow.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What was not as expected.
    pub failures: Vec<Failure>,
    /// The questions that some path is asked.
    pub questions: Reach,
    /// The options that some path chooses.
    pub options: Reach,
    /// The rules that fire on some path.
    pub rules: Reach,
}

/// Something that was not as a path expects it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path.
    pub path: String,
    /// What is wrong, as a sentence.
    pub what: String,
}

/// How much of something the paths reach.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// How many there are.
    pub all: usize,
    /// Those that no path reaches, in the order of the file.
    pub missed: Vec<String>,
}

/// Runs the paths of a flow beside this intake, which may be the flow itself.
pub fn check(flow: &Flow, intake: &Flow) -> Report {
    let mut reached = Reached::default();
    let mut failures = Vec::new();
    for path in &flow.paths {
        let category = Some(flow).filter(|flow| flow.id() != intake.id());
        let run = Run::new(intake, category, &path.facts, &path.answers);
        let wrong = wrong(path, flow, &run);
        failures.extend(wrong.into_iter().map(|what| Failure {
            path: path.name.clone(),
            what,
        }));
        reached.add(flow, &run);
    }
    Report {
        failures,
        ..reached.report(flow)
    }
}

/// What is not as expected.
fn wrong(path: &Path, flow: &Flow, run: &Run<'_>) -> Vec<String> {
    let asked: BTreeSet<&str> = run
        .steps()
        .iter()
        .map(|step| step.question.id.as_str())
        .collect();
    let is_asked = |id: &String| asked.contains(id.as_str());
    let mut wrong = Vec::new();
    for id in path.asks.iter().filter(|id| !is_asked(id)) {
        wrong.push(format!("`{id}` is not asked"));
    }
    for id in path.hides.iter().filter(|id| is_asked(id)) {
        wrong.push(format!("`{id}` is asked"));
    }
    for answer in run
        .hidden()
        .iter()
        .filter(|answer| answer.flow.id == flow.id())
    {
        wrong.push(format!(
            "`{}` is answered, and it is not asked",
            answer.question
        ));
    }
    for step in run
        .steps()
        .iter()
        .filter(|step| step.flow.id() == flow.id())
    {
        let offered = run.options(step);
        for option in step.chosen() {
            if !offered.iter().any(|one| one.id == option.id) {
                wrong.push(format!(
                    "`{}` is answered with `{}`, which is not offered",
                    step.question.id, option.id
                ));
            }
        }
    }
    let mut differs = |what: &str, expected: Option<String>, is: Vec<String>| {
        if let Some(expected) = expected.filter(|expected| !is.contains(expected)) {
            let is = if is.is_empty() {
                "nothing".to_owned()
            } else {
                is.join(", ")
            };
            wrong.push(format!("{what}: {expected} was expected, and it is {is}"));
        }
    };
    let expect = &path.expect;
    let id = |value: Option<&'static str>| value.map(str::to_owned);
    differs(
        "impact",
        id(expect.impact.map(Impact::id)),
        id(run.impact().map(Impact::id)).into_iter().collect(),
    );
    differs(
        "urgency",
        id(expect.urgency.map(Urgency::id)),
        id(run.urgency().map(Urgency::id)).into_iter().collect(),
    );
    let escalations = run.escalations();
    let to = escalations.iter().map(|escalate| escalate.to.clone());
    differs("escalate_to", expect.escalate_to.clone(), to.collect());
    let promises = run.pledges().map(|pledge| pledge.what.clone());
    differs("promise", expect.promise.clone(), promises.collect());
    let owned = |all: Vec<&str>| all.into_iter().map(str::to_owned).collect();
    differs(
        "known_problem",
        expect.known_problem.clone(),
        owned(run.known_problems()),
    );
    differs("search", expect.search.clone(), owned(run.searches()));
    differs("summary", expect.summary.clone(), vec![run.summary()]);
    for (field, value) in &expect.set {
        let is = run.set(*field).map(str::to_owned);
        differs(field.id(), Some(value.clone()), is.into_iter().collect());
    }
    if let Some(words) = &expect.tell {
        let told = run.tell();
        if !told.iter().any(|told| told.contains(words.as_str())) {
            wrong.push(format!("tell: the caller is not told “{words}”"));
        }
    }
    match (expect.stop, run.stop()) {
        (Some(true), None) => wrong.push("stop: asking goes on".to_owned()),
        (Some(false), Some(why)) => wrong.push(format!("stop: asking stops, because {why}")),
        _ => {}
    }
    wrong
}

/// What the paths reached.
#[derive(Default)]
struct Reached {
    questions: BTreeSet<String>,
    options: BTreeSet<String>,
    rules: BTreeSet<usize>,
}

impl Reached {
    fn add(&mut self, flow: &Flow, run: &Run<'_>) {
        let own = |step: &&Step<'_>| step.flow.id() == flow.id();
        for step in run.steps().iter().filter(own) {
            self.questions.insert(step.question.id.clone());
            let value = step.answer.and_then(|answer| answer.value.as_ref());
            let chosen: &[String] = match value {
                Some(Value::Text(id)) => std::slice::from_ref(id),
                Some(Value::List(ids)) => ids,
                _ => &[],
            };
            let named = chosen.iter().map(|id| named(step.question, id));
            self.options.extend(named);
        }
        let fired = run.fired().iter();
        let fired = fired.filter(|fired| fired.flow.id() == flow.id());
        self.rules.extend(fired.map(|fired| fired.position));
    }

    fn report(&self, flow: &Flow) -> Report {
        // Nobody wrote the question for the next item of a repeated section down.
        let written = flow.questions.iter().enumerate().filter(|(at, _)| {
            let mut sections = flow.sections.iter();
            !sections.any(|section| section.another == Some(*at))
        });
        let asked = written.map(|(_, question)| question);
        let asked = asked.filter(|question| !question.retired);
        let questions: Vec<String> = asked.clone().map(|question| question.id.clone()).collect();
        let options: Vec<String> = asked.flat_map(options).collect();
        let rules = flow.rules.iter().enumerate();
        let unfired = rules.filter(|(at, _)| !self.rules.contains(at));
        Report {
            failures: Vec::new(),
            questions: Reach::of(&questions, &self.questions),
            options: Reach::of(&options, &self.options),
            rules: Reach {
                all: flow.rules.len(),
                missed: unfired.map(|(at, rule)| rule_in_words(at, rule)).collect(),
            },
        }
    }
}

impl Reach {
    fn of(all: &[String], reached: &BTreeSet<String>) -> Self {
        let missed = all.iter().filter(|name| !reached.contains(*name));
        Self {
            all: all.len(),
            missed: missed.cloned().collect(),
        }
    }

    /// How many are reached.
    pub fn reached(&self) -> usize {
        self.all.saturating_sub(self.missed.len())
    }
}

/// The options that somebody can choose, each with its question.
fn options(question: &Question) -> Vec<String> {
    let ids: Vec<&str> = match &question.kind {
        Kind::YesNo => vec!["yes", "no"],
        Kind::Choice(options) | Kind::Choices(options) => {
            let offered = options.items.iter().filter(|option| !option.retired);
            let ids = offered.map(|option| option.id.as_str());
            ids.chain(options.other.then_some(OTHER)).collect()
        }
        _ => Vec::new(),
    };
    ids.into_iter().map(|id| named(question, id)).collect()
}

fn named(question: &Question, option: &str) -> String {
    format!("{}: {option}", question.id)
}

/// A rule has no name, so it is known by its number and by what it does first.
fn rule_in_words(position: usize, rule: &Rule) -> String {
    let does = rule.tell.as_deref().or(rule.stop.as_deref());
    let does = does
        .or(rule.search.as_deref())
        .map(|words| format!(": {words}"));
    format!("rule {}{}", position + 1, does.unwrap_or_default())
}
