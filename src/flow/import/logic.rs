//! Conditions as other formats mean them: two-valued, a question without an answer being simply not equal to anything;
//! and the same as a `when` of a flow, where what is unanswered is neither true nor false.
//!
//! The two agree by construction. Every negation is pushed down to what is asked about one question ([`Logic::settled`]);
//! what is left joins tests with `any` and `all` alone, and there "is met" of the whole is "is met" of the parts. A test
//! is met only when there is an answer, as in the other formats; the negation of a test holds also when there is none,
//! which `state` says.

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
    /// What a flow cannot say; the reason, with the words of the source.
    Unknown(String),
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
const MOST_PARTS: usize = 2_000;

impl Logic {
    /// All of them.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::All(parts.into_iter().collect())
    }

    /// Any of them.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::Any(parts.into_iter().collect())
    }

    /// The contrary.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
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
            Self::Test(..) if negated => Self::Not(Box::new(self)),
            Self::Test(..) => self,
            Self::All(parts) => join(parts, !negated, negated, unknown),
            Self::Any(parts) => join(parts, negated, negated, unknown),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::size).sum::<usize>(),
            Self::Not(part) => 1 + part.size(),
            _ => 1,
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
            Self::Always | Self::Never | Self::Unknown(_) => {}
        }
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
    match kept.len() {
        0 => idle,
        1 => kept.pop().unwrap_or(idle),
        _ if all => Logic::All(kept),
        _ => Logic::Any(kept),
    }
}
