//! Conditions as other formats mean them: two-valued, a question without an answer being simply not equal to anything;
//! and the same as a `when` of a flow, where what is unanswered is neither true nor false.
//!
//! The two agree by construction. Every negation is pushed down to what is asked about one question ([`Logic::settled`]);
//! what is left joins tests with `any` and `all` alone, and there "is met" of the whole is "is met" of the parts. A test
//! is met only when there is an answer, as in the other formats; the negation of a test holds also when there is none,
//! which `state` says.

use super::num::{HAS_VALUE, Num};

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Logic {
    /// It holds.
    Always,
    /// It does not hold.
    Never,
    /// All of them hold.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// A question is tested, by its position in the form.
    Test(usize, Test),
    /// How the answers to questions, each times a number, stand together to another number. Not true unless all have one.
    Sum(Vec<(Addend, f64)>, &'static str, f64),
    /// How what is reckoned stands to a number. Not true when it has no value.
    Reckoned(Num, &'static str, f64),
    /// What a flow cannot say; the reason, with the words of the source.
    Unknown(String),
}

/// What is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addend {
    /// The answer to a question: a number, or a day as a number.
    Answer(usize),
    /// The day of the call.
    Today,
}

impl Addend {
    /// The question.
    pub fn question(self) -> Option<usize> {
        match self {
            Self::Answer(at) => Some(at),
            Self::Today => None,
        }
    }
}

/// What is asked about a question. None of it is true of a question that has no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// There is an answer.
    Answered,
    /// The answer is one of these.
    Is(Vec<String>),
    /// The answer stands so to this value: one of `<`, `<=`, `>`, `>=`.
    Compare(&'static str, String),
    /// One of these options was chosen.
    HasAny(Vec<String>),
    /// All of these options were chosen.
    HasAll(Vec<String>),
    /// The text matches.
    Matches(String),
}

/// A condition with more parts than this is not carried over.
pub const MOST_PARTS: usize = 2_000;

/// The sign that says the same with both sides exchanged.
pub fn mirrored(sign: &str) -> &'static str {
    match sign {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        "!=" => "!=",
        _ => "=",
    }
}

impl Logic {
    /// All of them.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        plain(parts, true)
    }

    /// Any of them.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        plain(parts, false)
    }

    /// One of them, as the first holds or does not.
    pub fn either(when: Self, then: Self, other: Self) -> Self {
        if then == other {
            return then;
        }
        match (then, other) {
            (Self::Always, other) => Self::any([when, other]),
            (Self::Never, other) => Self::all([when.negated(), other]),
            (then, Self::Always) => Self::any([when.negated(), then]),
            (then, Self::Never) => Self::all([when, then]),
            (then, other) => Self::any([
                Self::all([when.clone(), then]),
                Self::all([when.negated(), other]),
            ]),
        }
    }

    /// The contrary.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Always => Self::Never,
            Self::Never => Self::Always,
            Self::Not(part) => *part,
            other => Self::Not(Box::new(other)),
        }
    }

    /// The same, with what a flow cannot say put in these words, which are made of the causes.
    #[must_use]
    pub fn explained(self, words: impl Fn(&str) -> String) -> Self {
        let mut causes = Vec::new();
        self.causes(&mut causes);
        let words = words(&causes.join(", "));
        self.with_reason(&words)
    }

    /// What a flow cannot say of it, each once.
    pub fn causes(&self, found: &mut Vec<String>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.causes(found);
                }
            }
            Self::Not(part) => part.causes(found),
            Self::Unknown(cause) if !found.contains(cause) => found.push(cause.clone()),
            _ => {}
        }
    }

    fn with_reason(self, words: &str) -> Self {
        let each = |parts: Vec<Self>| {
            parts
                .into_iter()
                .map(|part| part.with_reason(words))
                .collect()
        };
        match self {
            Self::All(parts) => Self::All(each(parts)),
            Self::Any(parts) => Self::Any(each(parts)),
            Self::Not(part) => Self::Not(Box::new(part.with_reason(words))),
            Self::Unknown(_) => Self::Unknown(words.to_owned()),
            other => other,
        }
    }

    /// A cause for which a flow cannot say it, in whole or in part.
    pub fn unsaid(&self) -> Option<String> {
        match self {
            Self::Unknown(cause) => Some(cause.clone()),
            Self::All(parts) | Self::Any(parts) => parts.iter().find_map(Self::unsaid),
            Self::Not(part) => part.unsaid(),
            Self::Reckoned(num, ..) => num.unsaid(),
            _ => None,
        }
    }

    /// Always or never.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Always } else { Self::Never }
    }

    /// The condition in its simplest form: negations only before tests, nothing twice, nothing constant inside. What a
    /// flow cannot say counts as met, so that nothing stays unasked that the source would ask; the reasons are handed
    /// back.
    pub fn settled(self) -> (Self, Vec<String>) {
        let mut unknown = Vec::new();
        let size = self.size();
        if size > MOST_PARTS {
            return (
                Self::Always,
                vec![format!("the condition has {size} parts, which is too many")],
            );
        }
        let settled = self.settle(false, &mut unknown);
        unknown.dedup();
        (settled, unknown)
    }

    fn settle(self, negated: bool, unknown: &mut Vec<String>) -> Self {
        match self {
            Self::Always => Self::of(!negated),
            Self::Never => Self::of(negated),
            Self::Not(part) => part.settle(!negated, unknown),
            Self::Unknown(reason) => {
                if !unknown.contains(&reason) {
                    unknown.push(reason);
                }
                Self::Always
            }
            Self::Reckoned(num, sign, bound) => reckoned(num, sign, bound, negated, unknown),
            Self::Test(..) | Self::Sum(..) if negated => Self::Not(Box::new(self)),
            Self::Test(..) | Self::Sum(..) => self,
            Self::All(parts) => join(parts, !negated, negated, unknown),
            Self::Any(parts) => join(parts, negated, negated, unknown),
        }
    }

    /// How many parts it has, those inside included.
    pub fn size(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::size).sum::<usize>(),
            Self::Not(part) => 1 + part.size(),
            Self::Reckoned(num, ..) => 1 + num.size(),
            _ => 1,
        }
    }

    /// The question of which it says no more than that there is an answer; or when `is_so` is false, that there is none.
    fn answered(&self, is_so: bool) -> Option<usize> {
        match self {
            Self::Test(at, Test::Answered) if is_so => Some(*at),
            Self::Not(part) if !is_so => part.answered(true),
            _ => None,
        }
    }

    /// Whether it is not true unless this question has an answer; or when `is_so` is false, true when it has none.
    fn needs(&self, at: usize, is_so: bool) -> bool {
        match self {
            Self::Test(tested, _) => is_so && *tested == at,
            Self::Sum(terms, ..) => {
                is_so && terms.iter().any(|(term, _)| term.question() == Some(at))
            }
            Self::Reckoned(num, ..) => is_so && num.needs(at),
            Self::Not(part) => !is_so && part.needs(at, true),
            _ => false,
        }
    }

    /// The questions whose options count a number in it, if they have options.
    pub fn counts(&self, found: &mut Vec<usize>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.counts(found);
                }
            }
            Self::Not(part) => part.counts(found),
            Self::Reckoned(num, ..) => num.counts(found),
            _ => {}
        }
    }

    /// Every question that it looks at.
    pub fn questions(&self, found: &mut Vec<usize>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.questions(found);
                }
            }
            Self::Not(part) => part.questions(found),
            Self::Test(at, _) => found.push(*at),
            Self::Reckoned(num, ..) => num.questions(found),
            Self::Sum(terms, ..) => {
                found.extend(terms.iter().filter_map(|(term, _)| term.question()));
            }
            Self::Always | Self::Never | Self::Unknown(_) => {}
        }
    }
}

/// What is reckoned, with its own conditions settled: a part of one that a flow cannot say makes all of it unsaid.
fn reckoned(
    num: Num,
    sign: &'static str,
    bound: f64,
    negated: bool,
    unknown: &mut Vec<String>,
) -> Logic {
    let mut reasons = Vec::new();
    let alone = matches!(num, Num::Number(_));
    let num = num.changed(&mut |part| match part {
        // A flow has no word for what a division by zero makes.
        Num::Number(number) if !alone && !number.is_finite() => {
            reasons.push("it reckons with a number without an end".to_owned());
            Num::Number(number)
        }
        Num::If(when, then, other) => {
            let (when, unsaid) = when.settled();
            reasons.extend(unsaid);
            Num::either(when, *then, *other)
        }
        other => other,
    });
    if !reasons.is_empty() {
        unknown.extend(reasons);
        return Logic::Always;
    }
    let holds = match (&num, sign) {
        (Num::Nothing, _) => Some(false),
        (num, HAS_VALUE) if !num.may_lack() => Some(true),
        (Num::Number(number), sign) => Some(stands(sign, *number, bound)),
        _ => None,
    };
    match holds {
        Some(holds) => Logic::of(holds != negated),
        None if negated => Logic::Not(Box::new(Logic::Reckoned(num, sign, bound))),
        None => Logic::Reckoned(num, sign, bound),
    }
}

/// Whether one number stands so to another.
pub fn stands(operator: &str, left: f64, right: f64) -> bool {
    match operator {
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        ">=" => left >= right,
        _ => (left - right).abs() == 0.0,
    }
}

/// Parts joined by `all` (or `any`) as they are, without what says nothing.
fn plain(parts: impl IntoIterator<Item = Logic>, all: bool) -> Logic {
    let (decides, idle) = (Logic::of(!all), Logic::of(all));
    let mut kept: Vec<Logic> = Vec::new();
    for part in parts {
        if part == decides {
            return decides;
        }
        match part {
            Logic::All(inner) if all => kept.extend(inner),
            Logic::Any(inner) if !all => kept.extend(inner),
            part if part == idle => {}
            part => kept.push(part),
        }
    }
    match kept.len() {
        0 => idle,
        1 => kept.pop().unwrap_or(idle),
        _ if all => Logic::All(kept),
        _ => Logic::Any(kept),
    }
}

/// Joins parts by `all` (or `any`), simplest first: a part that decides ends it, one that says nothing drops out.
fn join(parts: Vec<Logic>, all: bool, negated: bool, unknown: &mut Vec<String>) -> Logic {
    let (decides, idle) = if all {
        (Logic::Never, Logic::Always)
    } else {
        (Logic::Always, Logic::Never)
    };
    let mut kept: Vec<Logic> = Vec::new();
    let mut reasons = Vec::new();
    let mut ends = false;
    for part in parts {
        let part = part.settle(negated, &mut reasons);
        let same = |part: Logic| match part {
            Logic::All(parts) if all => parts,
            Logic::Any(parts) if !all => parts,
            other => vec![other],
        };
        ends |= part == decides;
        for part in same(part) {
            if part != idle && !kept.contains(&part) {
                kept.push(part);
            }
        }
    }
    // A part that cannot be said does not matter beside one that is never met.
    if !(ends && all) {
        unknown.extend(reasons);
    }
    if ends {
        return decides;
    }
    // That there is an answer need not be said beside what is asked about it.
    let said: Vec<usize> = kept.iter().filter_map(|part| part.answered(all)).collect();
    let needless = |at: &usize| {
        let mut others = kept.iter().filter(|part| part.answered(all).is_none());
        others.any(|part| part.needs(*at, all))
    };
    let needless: Vec<usize> = said.into_iter().filter(needless).collect();
    kept.retain(|part| part.answered(all).is_none_or(|at| !needless.contains(&at)));
    match kept.len() {
        0 => idle,
        1 => kept.pop().unwrap_or(idle),
        _ if all => Logic::All(kept),
        _ => Logic::Any(kept),
    }
}
