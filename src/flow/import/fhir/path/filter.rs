//! Items and answers of which something is true.

use super::Path;
use super::mean::{Meaning, Part, Thing, Truth};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test};

impl Meaning<'_, '_, '_> {
    /// Answers that stand for a condition: those of a yes-or-no question.
    pub(super) fn bare(&self, thing: &Thing) -> Option<Truth> {
        let Thing::Answers(at, Part::Whole) = thing else {
            return None;
        };
        let is_flag = self.kind(*at) == Some(Kind::YesNo) && self.is_single(*at);
        let is = |word: &str| Logic::Test(*at, Test::Is(vec![word.to_owned()]));
        is_flag.then(|| Truth {
            holds: is("yes"),
            fails: is("no"),
        })
    }

    /// `where(linkId = '…')`, and beside it nothing but that there is an answer.
    pub(super) fn filtered(&self, link: Option<&str>, criteria: &Path) -> Option<Thing> {
        match criteria {
            Path::Two("and", left, right) => match self.filtered(link, left)? {
                Thing::Items(Some(link)) => self.filtered(Some(&link), right),
                _ => None,
            },
            Path::Two("=", left, right) if asks_for_link(left) => {
                let focus = Thing::Items(link.map(str::to_owned));
                let (left, right) = (self.thing(left, &focus)?, self.thing(right, &focus)?);
                let (Thing::Link, Thing::Known(values)) = (left, right) else {
                    return None;
                };
                let wanted = values.first().filter(|_| values.len() == 1)?.as_str()?;
                link.is_none_or(|link| link == wanted)
                    .then(|| Thing::Items(Some(wanted.to_owned())))
            }
            other => {
                let link = link?;
                let truth = self.truth(other, &Thing::Items(Some(link.to_owned())));
                if matches!(truth.holds, Logic::Test(_, Test::Answered)) {
                    return Some(Thing::Items(Some(link.to_owned())));
                }
                // Of an item that is not so nothing is left, so that it does not exist; it is not true or false of it.
                let mut causes = Vec::new();
                truth.holds.causes(&mut causes);
                causes.is_empty().then(|| {
                    Thing::Some(Truth {
                        fails: truth.holds.clone().negated(),
                        holds: truth.holds,
                    })
                })
            }
        }
    }
}

/// Whether this is the link of the item at hand.
fn asks_for_link(path: &Path) -> bool {
    match path {
        Path::Member(base, name) => name == "linkId" && **base == Path::Here,
        Path::Call(base, name, _) => {
            matches!(name.as_str(), "first" | "single") && asks_for_link(base)
        }
        _ => false,
    }
}
