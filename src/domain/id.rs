//! Names of things: stations, agents, calls, callers, customers, and moments in time.

use std::fmt;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// A point in time with the offset that was on the wall when it was recorded; millisecond precision.
pub type Moment = DateTime<FixedOffset>;

/// Crockford's base 32: digits and letters without I, L, O and U, which are mistaken for 1, 0 and V.
/// Source: Douglas Crockford, "Base 32", <https://www.crockford.com/base32.html>.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The value 0–31 of a character as a person may type it: either case, O for 0, I and L for 1.
pub fn base32_value(character: char) -> Option<u8> {
    let plain = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let position = ALPHABET.binary_search(&u8::try_from(plain).ok()?).ok()?;
    u8::try_from(position).ok()
}

/// The character for a value 0–31.
pub fn base32_letter(value: u8) -> char {
    char::from(
        ALPHABET
            .get(usize::from(value & 31))
            .copied()
            .unwrap_or(b'0'),
    )
}

/// The two-letter code of one installation, such as `K7`: a letter, then a letter or digit of base 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Station([u8; 2]);

impl Station {
    /// Reads a code; `None` unless it is a letter followed by a letter or digit of base 32.
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text.trim().chars();
        let first = base32_value(letters.next()?)?;
        let second = base32_value(letters.next()?)?;
        if letters.next().is_some() {
            return None;
        }
        Self::from_values([first, second])
    }

    /// The station of two base 32 values, as a reference holds them; the first must be a letter.
    pub(crate) fn from_values(values: [u8; 2]) -> Option<Self> {
        let [first, second] = values;
        ((10..32).contains(&first) && second < 32).then_some(Self(values))
    }

    /// The station for a random number, for a new installation that was given no code.
    pub fn from_random(random: u16) -> Self {
        let first = u8::try_from(random % 22).unwrap_or(0) + 10;
        let second = u8::try_from((random / 22) % 32).unwrap_or(0);
        Self([first, second])
    }

    /// The two base 32 values, as a reference needs them.
    pub(crate) fn values(self) -> [u8; 2] {
        self.0
    }
}

impl fmt::Display for Station {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.0;
        write!(f, "{}{}", base32_letter(first), base32_letter(second))
    }
}

impl From<Station> for String {
    fn from(station: Station) -> Self {
        station.to_string()
    }
}

impl TryFrom<String> for Station {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a station code, such as K7"))
    }
}

/// An agent: the name itself, with single spaces and without control characters. Two stations that know a
/// Dana Reyes know the same one, so a handoff finds her on either; names are compared [`fold`]ed when typed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgentId(String);

impl AgentId {
    /// The id for a name as it was typed.
    pub fn of(name: &str) -> Self {
        Self(clean(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same person, whatever the case the name was typed in.
    pub fn is(&self, other: &Self) -> bool {
        fold(&self.0) == fold(&other.0)
    }
}

impl fmt::Display for AgentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A name as it is kept: single spaces, no control characters.
pub fn clean(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether nothing of a text would be seen.
pub fn is_blank(text: &str) -> bool {
    let shows_nothing =
        |letter: char| letter.is_whitespace() || letter.is_control() || INVISIBLE.contains(&letter);
    text.chars().all(shows_nothing)
}

/// Characters that take no room and have no ink: hyphens and spaces of no width, joiners, marks of direction, fillers.
const INVISIBLE: &[char] = &[
    '\u{ad}', '\u{34f}', '\u{61c}', '\u{115f}', '\u{1160}', '\u{17b4}', '\u{17b5}', '\u{180e}',
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}', '\u{202a}', '\u{202b}', '\u{202c}',
    '\u{202d}', '\u{202e}', '\u{2060}', '\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}', '\u{2066}',
    '\u{2067}', '\u{2068}', '\u{2069}', '\u{2800}', '\u{3164}', '\u{feff}', '\u{ffa0}',
];

/// A name for comparing: as it is kept, in lower case.
pub fn fold(name: &str) -> String {
    clean(name).to_lowercase()
}
macro_rules! numbered_id {
    ($(#[$doc:meta])* $name:ident, $mark:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id with this running number at this station.
            pub fn new(station: Station, number: u64) -> Self {
                Self(format!(concat!("{}-", $mark, "{}"), station, number))
            }

            /// An id as it was stored.
            pub fn stored(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The running number at the given station, if the id is of that station.
            pub fn number_at(&self, station: Station) -> Option<u64> {
                self.0.strip_prefix(&format!(concat!("{}-", $mark), station))?.parse().ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

numbered_id!(
    /// One phone conversation.
    CallId,
    "call-"
);
numbered_id!(
    /// A person who calls.
    CallerId,
    "caller-"
);
numbered_id!(
    /// A company that callers belong to.
    CustomerId,
    "customer-"
);
