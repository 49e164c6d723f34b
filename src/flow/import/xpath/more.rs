//! Further functions that forms call: of several numbers, of days, of items, and of the texts behind options.

use super::Expr;
use super::compare::{compare, number_of};
use super::mean::{Reader, Val};
use super::nodes::Thing;
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test};
use crate::flow::import::num::Num;

/// More options are not gone through one by one.
const MOST_OPTIONS: usize = 40;

impl Reader<'_> {
    pub(super) fn more(&self, name: &str, arguments: &[Expr]) -> Val {
        let cannot = || Val::Unknown(format!("`{name}(…)`"));
        let value = |at: usize| arguments.get(at).map_or_else(cannot, |one| self.value(one));
        match (name.to_lowercase().as_str(), arguments) {
            ("max", [_, _, ..]) => self.function("max", self.values(arguments)),
            ("min", [_, _, ..]) => self.function("min", self.values(arguments)),
            ("abs", [_]) => self.function("abs", vec![value(0)]),
            ("pow", [base, times]) if *times == Expr::Number(2.0) => {
                self.arithmetic("*", self.value(base), self.value(base))
            }
            ("difference-in-months", [_, _]) => self.function("months", self.values(arguments)),
            ("format-date" | "format-date-time", [_, Expr::Text(pattern)]) => {
                match pattern.as_str() {
                    "%Y" => self.function("year", vec![value(0)]),
                    "%m" | "%n" => self.function("month", vec![value(0)]),
                    "%d" | "%e" => self.function("day", vec![value(0)]),
                    _ => self.in_some_words(value(0)),
                }
            }
            ("substr", [_, Expr::Number(from), Expr::Number(to)]) if self.is_day(&value(0)) => {
                match (*from, *to) {
                    (0.0, 4.0) => self.function("year", vec![value(0)]),
                    (5.0, 7.0) => self.function("month", vec![value(0)]),
                    (8.0, 10.0) => self.function("day", vec![value(0)]),
                    _ => cannot(),
                }
            }
            ("substr", [_, Expr::Number(_), ..]) => {
                let ends = [1, 2].map(|at| number_of(&value(at)));
                self.text(value(0), &|text| part(text, ends))
            }
            ("translate", [_, Expr::Text(from), Expr::Text(to)]) => {
                self.text(value(0), &|text| translated(text, from, to))
            }
            ("lower-case", [_]) => self.text(value(0), &str::to_lowercase),
            ("upper-case", [_]) => self.text(value(0), &str::to_uppercase),
            ("substring-before", [_, Expr::Text(mark)]) => self.text(value(0), &|text| {
                text.split_once(mark.as_str())
                    .map_or_else(String::new, |(before, _)| before.to_owned())
            }),
            ("substring-after", [_, Expr::Text(mark)]) => self.text(value(0), &|text| {
                text.split_once(mark.as_str())
                    .map_or_else(String::new, |(_, after)| after.to_owned())
            }),
            ("join", [Expr::Text(between), _, ..]) => {
                let parts = arguments.iter().skip(1).map(|one| self.value(one));
                let between = Val::Text(between.clone());
                let join = |left, right: Val| self.joined(self.joined(left, &between), &right);
                parts.reduce(join).unwrap_or_else(cannot)
            }
            ("position", [place]) => self.position(place),
            ("count", [Expr::Name(counted) | Expr::Bare(counted)]) => self.items(counted),
            ("sum", [_]) => self.every("sum", &value(0)),
            ("max", [_]) => self.every("max", &value(0)),
            ("min", [_]) => self.every("min", &value(0)),
            ("checklist", [_, _, _, ..]) => {
                let each = arguments
                    .iter()
                    .skip(2)
                    .map(|when| (Val::Number(1.0), when));
                self.checklist(&value(0), &value(1), each)
            }
            ("weighted-checklist", [_, _, _, _, ..]) => {
                let pairs = arguments.get(2..).unwrap_or_default().chunks_exact(2);
                let each = pairs.filter_map(|pair| Some((self.value(pair.get(1)?), pair.first()?)));
                self.checklist(&value(0), &value(1), each)
            }
            ("selected-at", [_, Expr::Number(place)]) => match value(0) {
                Val::Question(at) => self.chosen_at(at, *place),
                _ => cannot(),
            },
            _ => cannot(),
        }
    }

    fn values(&self, arguments: &[Expr]) -> Vec<Val> {
        arguments.iter().map(|one| self.value(one)).collect()
    }

    fn is_day(&self, value: &Val) -> bool {
        match value {
            Val::Question(at) => self.kind(*at) == Kind::Date,
            Val::Sum(_) => true,
            _ => false,
        }
    }

    /// The text behind each option, for an answer that is one of a few; the value as it is for any other.
    pub(super) fn cases(&self, value: Val) -> Val {
        let Val::Question(at) = value else {
            return value;
        };
        let Some(question) = self.question(at) else {
            return value;
        };
        let few = question.options.len() <= MOST_OPTIONS;
        if question.kind != Kind::Choice || question.other || !few {
            return value;
        }
        let none = Val::Text(String::new());
        question.options.iter().rev().fold(none, |other, option| {
            let is_it = Logic::Test(at, Test::Is(vec![option.id.clone()]));
            Val::either(is_it, Val::Text(option.source.clone()), other)
        })
    }

    /// What becomes of a text that is known in each of its cases.
    fn text(&self, value: Val, of: &dyn Fn(&str) -> String) -> Val {
        self.each(self.cases(value), &|_, value| match value {
            Val::Text(text) => Val::Text(of(&text)),
            Val::Unknown(cause) => Val::Unknown(cause),
            _ => Val::unknown("a part of a text"),
        })
    }

    /// Which option was chosen first, in the order in which they are offered.
    fn chosen_at(&self, at: usize, place: f64) -> Val {
        let options = self.question(at).map_or(&[][..], |one| &one.options);
        if place != 0.0 || self.kind(at) != Kind::Choices || options.len() > MOST_OPTIONS {
            return Val::unknown("the place of an option among those that were chosen");
        }
        let none = Val::Text(String::new());
        options.iter().rev().fold(none, |other, option| {
            let has_it = Logic::Test(at, Test::HasAny(vec![option.id.clone()]));
            Val::If(
                has_it,
                Box::new(Val::Text(option.source.clone())),
                Box::new(other),
            )
        })
    }

    /// Whether so many conditions hold, each counted as often as it says.
    fn checklist<'e>(
        &self,
        least: &Val,
        most: &Val,
        each: impl Iterator<Item = (Val, &'e Expr)>,
    ) -> Val {
        let none = Val::Number(0.0);
        let sum = each.fold(none, |sum, (counts, when)| {
            let counted = Val::either(self.condition(when), counts, Val::Number(0.0));
            self.arithmetic("+", sum, counted)
        });
        // Below zero there is no end.
        let within = |sign: &str, end: &Val| match number_of(end) {
            Some(number) if number < 0.0 => Logic::Always,
            _ => compare(self, sign, sum.clone(), end.clone()),
        };
        Val::Truth(Logic::all([within(">=", least), within("<=", most)]))
    }

    /// The number of the item: of a group in a repeated one there is one.
    fn position(&self, place: &Expr) -> Val {
        let Expr::Steps(Some(up), steps) = place else {
            return Val::unknown("`position(…)`");
        };
        let end = self.here.len().checked_sub(*up);
        let path = end.and_then(|end| self.here.get(..end));
        let Some(path) = path.filter(|_| steps.is_empty()) else {
            return Val::unknown("`position(…)`");
        };
        let nodes = self.scope.nodes;
        let is_repeat = |length: usize| {
            let node = path
                .get(..length)
                .and_then(|path| nodes.at(Some(0), &[], path))
                .and_then(|at| nodes.get(at));
            node.is_some_and(|node| matches!(node.thing, Thing::Repeat(_)))
        };
        let outermost = (1..=path.len()).find(|length| is_repeat(*length));
        if outermost == Some(path.len()) {
            Val::Num(Num::Item, false)
        } else {
            Val::Number(1.0)
        }
    }

    /// How many items there are.
    fn items(&self, name: &str) -> Val {
        let nodes = self.scope.nodes;
        let named = nodes.named(name, self.here).and_then(|at| nodes.get(at));
        // As often as the form says, however often the agent asked for another one.
        if let Some(Thing::Repeat(Some(often))) = named.map(|node| &node.thing) {
            let often = self.round(self.value(often), super::number::Rounding::Cut);
            let none = Val::Number(0.0);
            return match self.num(often) {
                Ok(often) => self.function(
                    "max",
                    vec![
                        Val::Num(Num::two("or", often, Num::Number(0.0)), false),
                        none,
                    ],
                ),
                Err(cause) => Val::Unknown(cause),
            };
        }
        let sections = &self.scope.form.sections;
        let is_it = |section: &crate::flow::import::form::Section| {
            section.repeat.is_some() && section.source.as_deref() == Some(name)
        };
        let own = sections.iter().position(is_it);
        let of_question = || {
            let at = self.scope.nodes.named(name, self.here)?;
            let Thing::Question(at) = self.scope.nodes.get(at)?.thing else {
                return None;
            };
            let section = self.question(at)?.section?;
            sections.get(section)?.repeat.as_ref().map(|_| section)
        };
        match own.or_else(of_question) {
            Some(section) => Val::Num(Num::Items(section), false),
            None => Val::unknown("`count(…)`"),
        }
    }

    /// What was answered about every item, put together.
    fn every(&self, of: &'static str, value: &Val) -> Val {
        let &Val::Question(at) = value else {
            return Val::Unknown(format!("`{of}(…)`"));
        };
        let section = self.question(at).and_then(|question| question.section);
        let section = section.and_then(|at| self.scope.form.sections.get(at));
        let name = section.and_then(|section| section.source.as_ref());
        let is_inside = name.is_some_and(|name| self.here.contains(name));
        if is_inside || !self.kind(at).is_number() {
            return Val::Unknown(format!("`{of}(…)`"));
        }
        Val::Num(Num::Each(of, at), false)
    }
}

/// The letters from one place to another, counted from 0; from the end when a place is below.
fn part(text: &str, ends: [Option<f64>; 2]) -> String {
    let letters: Vec<char> = text.chars().collect();
    let place = |end: f64| {
        let length = super::function::count(letters.len());
        let place = if end < 0.0 { length + end } else { end };
        let place = place.clamp(0.0, length);
        (0..=letters.len()).find(|at| super::function::count(*at) >= place)
    };
    let from = ends[0].and_then(place).unwrap_or(0);
    let to = ends[1].and_then(place).unwrap_or(letters.len());
    letters.get(from..to).unwrap_or_default().iter().collect()
}

/// Each letter of the one list replaced by that of the other, or left out where there is none.
fn translated(text: &str, from: &str, to: &str) -> String {
    let to: Vec<char> = to.chars().collect();
    let letter = |letter: char| match from.chars().position(|known| known == letter) {
        Some(at) => to.get(at).copied(),
        None => Some(letter),
    };
    text.chars().filter_map(letter).collect()
}
