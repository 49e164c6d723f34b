//! Impact, urgency, and the priority that is their matrix.

use serde::{Deserialize, Serialize};

/// How far the problem reaches at the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// The whole organisation, or everyone who works with the product.
    Organisation,
    /// Several people.
    Several,
    /// One person.
    One,
}

/// How much it holds up the people it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// They cannot do their work.
    Blocked,
    /// They work more slowly, or around it.
    Hindered,
    /// It can wait.
    CanWait,
}

/// P1 burns most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    /// Everyone is stopped.
    P1,
    /// Several are stopped, or everyone is slowed.
    P2,
    /// The middle; also what is assumed while impact or urgency are unknown.
    P3,
    /// It can wait.
    P4,
}

macro_rules! named {
    ($type:ty { $($variant:ident = $id:literal / $words:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, the one that burns most first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in files and JSON.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id),+ }
            }

            /// The words on the screen.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),+ }
            }

            /// The value with this name in files and JSON.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.id() == id)
            }
        }
    };
}
pub(crate) use named;

named!(Impact {
    Organisation = "organisation" / "everyone",
    Several = "several" / "several people",
    One = "one" / "one person",
});

named!(Urgency {
    Blocked = "blocked" / "cannot work",
    Hindered = "hindered" / "work is slower",
    CanWait = "can_wait" / "can wait",
});

named!(Priority { P1 = "P1" / "P1", P2 = "P2" / "P2", P3 = "P3" / "P3", P4 = "P4" / "P4" });

impl Priority {
    /// The matrix of impact and urgency, as in ITIL (Service Operation, "Incident prioritization"):
    /// each step down in either lowers the priority by one, P4 at the lowest. What is not known yet
    /// counts as P3, so that a call never starts at the bottom of the queue.
    pub fn of(impact: Option<Impact>, urgency: Option<Urgency>) -> Self {
        let (Some(impact), Some(urgency)) = (impact, urgency) else {
            return Self::P3;
        };
        match impact as u8 + urgency as u8 {
            0 => Self::P1,
            1 => Self::P2,
            2 => Self::P3,
            _ => Self::P4,
        }
    }
}
