//! Whether one value can pass several tests at once: exact where the values are few or stand in an order, and always
//! yes where that cannot be told.

use std::cmp::Ordering;

use super::range::Range;
use crate::domain::answer::AnswerState;
use crate::domain::priority::Priority;
use crate::flow::condition::{Comparison, Test};
use crate::flow::fact::Fact;
use crate::flow::question::{Bound, Kind, Options, Question};
use crate::flow::value::Measured;

/// A test, and whether it is to pass or to fail.
pub(super) type Wanted<'f> = (&'f Test, bool);

/// What a value may be.
pub(super) struct Domain<'f> {
    values: Values<'f>,
    /// Whether there may be a state without a value, as only a question has it.
    is_asked: bool,
}

enum Values<'f> {
    Options(Vec<&'f str>),
    /// Sets of the options, those left out that nobody can choose; and how many may be chosen at most.
    Sets(&'f Options, Vec<&'f str>, Option<f64>),
    /// In an order; of numbers it is known which there are, of others the ends.
    Ordered(Option<Numbers>, Vec<Test>),
    Texts,
    /// Nothing that could be told beforehand.
    Any,
}

/// The numbers that are taken.
#[derive(Clone, Copy, Default)]
struct Numbers {
    min: Option<f64>,
    max: Option<f64>,
    integer: bool,
}

/// How several tests can be passed at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passing {
    /// Not at all.
    Never,
    /// Without anything having been asked.
    Unasked,
    /// Only when the question is asked.
    Asked,
}

impl<'f> Domain<'f> {
    /// What the answer to a question may be, but for one of its options.
    pub(super) fn of_question(question: &'f Question, without: Option<&str>) -> Self {
        let bound = |bound: Option<&Bound>| match bound {
            Some(Bound::At(Measured::Number(number))) if !question.check.warn_only => Some(*number),
            _ => None,
        };
        // What is retired is not offered any more.
        let is_out = |id: &str| {
            let option = question.kind.options().and_then(|options| options.get(id));
            without == Some(id) || option.is_some_and(|option| option.retired)
        };
        let parted = |options: &'f Options| -> (Vec<&'f str>, Vec<&'f str>) {
            options.ids().into_iter().partition(|id| is_out(id))
        };
        let values = match &question.kind {
            Kind::YesNo => Values::Options(vec!["yes", "no"]),
            Kind::Choice(options) => Values::Options(parted(options).1),
            Kind::Choices(options) => {
                let most = bound(question.check.max.as_ref());
                Values::Sets(options, parted(options).0, most)
            }
            Kind::Number { integer, .. } => Values::Ordered(
                Some(Numbers {
                    min: bound(question.check.min.as_ref()),
                    max: bound(question.check.max.as_ref()),
                    integer: *integer,
                }),
                Vec::new(),
            ),
            #[expect(clippy::cast_precision_loss, reason = "a scale has few points")]
            Kind::Scale { min, max } => Values::Ordered(
                Some(Numbers {
                    min: Some(*min as f64),
                    max: Some(*max as f64),
                    integer: true,
                }),
                Vec::new(),
            ),
            other if other.measure().is_ordered() => {
                let end = |bound: &Option<Bound>, comparison| match bound {
                    Some(Bound::At(end)) if !question.check.warn_only => {
                        Some(Test::Compare(comparison, end.clone()))
                    }
                    _ => None,
                };
                let least = end(&question.check.min, Comparison::AtLeast);
                let most = end(&question.check.max, Comparison::AtMost);
                Values::Ordered(None, least.into_iter().chain(most).collect())
            }
            Kind::Steps | Kind::Note => Values::Any,
            _ => Values::Texts,
        };
        Self {
            values,
            is_asked: true,
        }
    }

    /// What a fact of the record may be; answers may tell it, too.
    pub(super) fn of_fact(fact: Fact, is_asked: bool) -> Self {
        let values = match (fact.values(), fact) {
            (Some(values), _) => Values::Options(values),
            (None, Fact::OpenIncidents) => Values::Ordered(
                Some(Numbers {
                    min: Some(0.0),
                    max: None,
                    integer: true,
                }),
                Vec::new(),
            ),
            (None, fact) if fact.measure().is_ordered() => Values::Ordered(None, Vec::new()),
            _ => Values::Texts,
        };
        Self { values, is_asked }
    }

    /// What is reckoned may be.
    pub(super) fn of_range(range: Range) -> Self {
        let finite = |end: f64| Some(end).filter(|end| end.is_finite());
        Self {
            values: Values::Ordered(
                Some(Numbers {
                    min: finite(range.least),
                    max: finite(range.most),
                    integer: range.whole,
                }),
                Vec::new(),
            ),
            is_asked: false,
        }
    }

    /// What the priority may be.
    pub(super) fn of_priority() -> Self {
        let values = Priority::ALL.iter().map(|value| value.id()).collect();
        Self {
            values: Values::Options(values),
            is_asked: false,
        }
    }

    /// How all of these can be passed at once.
    pub(super) fn passing(&self, wanted: &[Wanted<'f>]) -> Passing {
        let fits = |state: Option<AnswerState>| {
            wanted.iter().all(|(test, passes)| match test {
                Test::State(states) => states.contains(&state) == *passes,
                _ => state == Some(AnswerState::Answered),
            })
        };
        if fits(None) {
            return Passing::Unasked;
        }
        let other = |state: &&AnswerState| **state != AnswerState::Answered && fits(Some(**state));
        let without_value = self.is_asked && AnswerState::ALL.iter().any(|state| other(&state));
        if without_value || (fits(Some(AnswerState::Answered)) && self.has_value(wanted)) {
            return Passing::Asked;
        }
        Passing::Never
    }

    fn has_value(&self, wanted: &[Wanted<'f>]) -> bool {
        let is_one = |values: &[Measured], text: &str| {
            let is = |value: &Measured| matches!(value, Measured::Text(known) if known == text);
            values.iter().any(is)
        };
        // What only a longer look could tell counts as passed.
        let passes = |text: Option<&str>| {
            wanted.iter().all(|(test, passes)| match test {
                Test::Is(values) => text.is_some_and(|text| is_one(values, text)) == *passes,
                Test::IsNot(values) => text.is_some_and(|text| is_one(values, text)) != *passes,
                _ => true,
            })
        };
        match &self.values {
            Values::Options(options) => options.iter().any(|option| passes(Some(option))),
            Values::Sets(options, out, most) => super::sets::exists(options, out, *most, wanted),
            Values::Ordered(numbers, ends) => {
                let ends = ends.iter().map(|end| (end, true));
                let wanted: Vec<Wanted<'_>> = wanted.iter().copied().chain(ends).collect();
                in_order(*numbers, &wanted).unwrap_or(true)
            }
            Values::Texts => {
                let named = mentioned(wanted).filter_map(|value| match value {
                    Measured::Text(text) => Some(Some(text.as_str())),
                    _ => None,
                });
                // Beside the texts that are named there is always another one.
                named.chain([None]).any(passes)
            }
            Values::Any => true,
        }
    }
}

/// The values that the tests name.
fn mentioned<'f>(wanted: &[Wanted<'f>]) -> impl Iterator<Item = &'f Measured> {
    wanted.iter().flat_map(|(test, _)| match test {
        Test::Is(values) | Test::IsNot(values) => values.as_slice(),
        Test::Compare(_, value) => std::slice::from_ref(value),
        _ => &[],
    })
}

/// Tries every value that is named and one in each gap between them; `None` when they do not stand in one order.
fn in_order(numbers: Option<Numbers>, wanted: &[Wanted<'_>]) -> Option<bool> {
    // What has a currency does not compare with every other money.
    let has_currency = |value: &&Measured| matches!(value, Measured::Money(_, Some(_)));
    let one = mentioned(wanted).find(has_currency);
    let one = one.or_else(|| mentioned(wanted).next());
    let order = |one: &Measured, other: &Measured| one.compare(other).unwrap_or(Ordering::Equal);
    let mut marks: Vec<&Measured> = Vec::new();
    for value in mentioned(wanted) {
        value.compare(one?)?;
        if let Err(place) = marks.binary_search_by(|mark| order(mark, value)) {
            marks.insert(place, value);
        }
    }
    // Every second place is a mark, the others are the gaps around them.
    let last = marks.len() * 2;
    let place_of = |value: &Measured| {
        let (Ok(at) | Err(at)) = marks.binary_search_by(|mark| order(mark, value));
        at * 2 + 1
    };
    // How many tests are passed more at a place than at the one before it.
    let mut more = vec![0_isize; last + 2];
    let mut add = |from: usize, to: usize, tests: isize| {
        for (place, tests) in [(from, tests), (to + 1, -tests)] {
            if let Some(known) = more.get_mut(place) {
                *known += tests;
            }
        }
    };
    let mut all = 0;
    for (test, passes) in wanted {
        let (values, passes) = match test {
            Test::Is(values) => (values, *passes),
            Test::IsNot(values) => (values, !*passes),
            Test::Compare(comparison, value) => {
                all += 1;
                let place = place_of(value);
                match (comparison, *passes) {
                    (Comparison::Below, true) | (Comparison::AtLeast, false) => {
                        add(0, place - 1, 1);
                    }
                    (Comparison::AtMost, true) | (Comparison::Above, false) => add(0, place, 1),
                    (Comparison::Above, true) | (Comparison::AtMost, false) => {
                        add(place + 1, last, 1);
                    }
                    (Comparison::AtLeast, true) | (Comparison::Below, false) => {
                        add(place, last, 1);
                    }
                }
                continue;
            }
            _ => continue,
        };
        all += 1;
        if !passes {
            add(0, last, 1);
        }
        let mut places: Vec<usize> = values.iter().map(place_of).collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            add(place, place, if passes { 1 } else { -1 });
        }
    }
    let exists = |place: usize| {
        let Some(numbers) = numbers else { return true };
        let number = |at: Option<usize>| match at.and_then(|at| marks.get(at)) {
            Some(Measured::Number(number)) => Some(*number),
            _ => None,
        };
        let at = place / 2;
        if place % 2 == 1 {
            number(Some(at)).is_none_or(|number| numbers.has(number))
        } else {
            numbers.has_between(number(at.checked_sub(1)), number(Some(at)))
        }
    };
    let passed = more.iter().scan(0, |so_far, more| {
        *so_far += more;
        Some(*so_far)
    });
    let mut places = (0..=last).zip(passed);
    Some(places.any(|(place, passed)| passed == all && exists(place)))
}

impl Numbers {
    fn has(self, number: f64) -> bool {
        self.min.is_none_or(|min| min <= number)
            && self.max.is_none_or(|max| number <= max)
            && !(self.integer && number.fract() != 0.0)
    }

    /// Whether one lies between these two, neither of which counts.
    fn has_between(self, low: Option<f64>, high: Option<f64>) -> bool {
        if self.integer {
            let least = match (low.map(|low| low.floor() + 1.0), self.min.map(f64::ceil)) {
                (Some(low), Some(min)) => Some(low.max(min)),
                (low, min) => low.or(min),
            };
            let most = match (high.map(|high| high.ceil() - 1.0), self.max.map(f64::floor)) {
                (Some(high), Some(max)) => Some(high.min(max)),
                (high, max) => high.or(max),
            };
            return least.zip(most).is_none_or(|(least, most)| least <= most);
        }
        let below = low.zip(self.max).is_none_or(|(low, max)| low < max);
        let above = high.zip(self.min).is_none_or(|(high, min)| min < high);
        let ends = self.min.zip(self.max);
        below && above && ends.is_none_or(|(min, max)| min <= max)
    }
}
