//! The reference: the name of an incident that is read out over the phone, such as `K7-1042-P`.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::id::{Station, base32_letter, base32_value};

/// How many references one station can give out: every four characters of base 32.
pub const CAPACITY: u32 = 32 * 32 * 32 * 32;

/// Numbers below this are written with digits alone; later ones hold at least one letter.
const DIGITS_ONLY: u32 = 10_000;

/// Station code, running number, check character.
///
/// The check character is a weighted sum over the field GF(2⁵): position *i* has the weight α^i, where
/// α is a root of x⁵+x²+1. All weights differ and none is zero, so every single wrong character and
/// every swap of two neighbours, the check character included, changes the sum. It is a Reed–Solomon
/// code with one check symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference {
    station: Station,
    number: u32,
}

/// Why a text is not a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAReference {
    /// It does not have the form `K7-1042-P`.
    Form,
    /// The form is right but the check character does not fit; these characters came before it.
    Check(String),
}

impl Reference {
    /// The reference with this running number; `None` once the station has used them all.
    pub fn new(station: Station, number: u32) -> Option<Self> {
        (number < CAPACITY).then_some(Self { station, number })
    }

    /// The station that gave the reference out.
    pub fn station(self) -> Station {
        self.station
    }

    /// The running number, from 0.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Reads a reference as a person types it: any case, with or without hyphens and spaces, O for 0,
    /// I or L for 1.
    pub fn parse(text: &str) -> Result<Self, NotAReference> {
        let mut values = Vec::with_capacity(7);
        for character in text
            .chars()
            .filter(|c| !matches!(c, '-' | ' ' | '\u{2013}' | '\u{2011}'))
        {
            values.push(base32_value(character).ok_or(NotAReference::Form)?);
        }
        let [first, second, a, b, c, d, check] = values.as_slice() else {
            return Err(NotAReference::Form);
        };
        let code: String = [*first, *second].map(base32_letter).iter().collect();
        let station = Station::parse(&code).ok_or(NotAReference::Form)?;
        let reference = Self {
            station,
            number: rank([*a, *b, *c, *d]),
        };
        if reference.check() == *check {
            Ok(reference)
        } else {
            Err(NotAReference::Check(reference.without_check()))
        }
    }

    /// `K7-1042`, the reference without its check character.
    pub fn without_check(self) -> String {
        let body: String = unrank(self.number).map(base32_letter).iter().collect();
        format!("{}-{body}", self.station)
    }

    fn check(self) -> u8 {
        let [first, second] = self.station.values();
        let [a, b, c, d] = unrank(self.number);
        let mut sum = 0;
        let mut weight = ALPHA;
        for value in [first, second, a, b, c, d] {
            sum ^= multiply(weight, value);
            weight = multiply(weight, ALPHA);
        }
        // The check position has weight 1, which no other has: the check is the sum itself.
        sum
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}-{}", self.without_check(), base32_letter(self.check()));
        f.pad(&text)
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

impl TryFrom<String> for Reference {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| format!("`{text}` is not a reference, such as K7-1042-P"))
    }
}

/// A generator of GF(2⁵) under x⁵+x²+1.
const ALPHA: u8 = 2;

/// The product of two elements of GF(2⁵).
fn multiply(mut left: u8, mut right: u8) -> u8 {
    let mut product = 0;
    while right > 0 {
        if right & 1 == 1 {
            product ^= left;
        }
        left <<= 1;
        if left & 32 != 0 {
            left ^= 0b10_0101;
        }
        right >>= 1;
    }
    product
}

/// The running number behind four base 32 values: digits alone are the number itself; texts with a
/// letter follow after them, in order.
fn rank(values: [u8; 4]) -> u32 {
    let plain = values
        .iter()
        .fold(0, |sum, &value| sum * 32 + u32::from(value));
    if values.iter().all(|&value| value < 10) {
        values
            .iter()
            .fold(0, |sum, &value| sum * 10 + u32::from(value))
    } else {
        DIGITS_ONLY + plain - digit_texts_below(values)
    }
}

/// The inverse of [`rank`].
fn unrank(number: u32) -> [u8; 4] {
    if number < DIGITS_ONLY {
        return split(number, 10);
    }
    // The plain value is the rank among all texts; search for it, since the ranks ascend with it.
    let (mut low, mut high) = (number - DIGITS_ONLY, CAPACITY - 1);
    while low < high {
        let middle = low.midpoint(high);
        let values = split(middle, 32);
        let below = middle - digit_texts_below(values) + u32::from(values.iter().any(|&v| v > 9));
        if below <= number - DIGITS_ONLY {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    split(low, 32)
}

/// How many texts of digits alone have a plain value below that of `values`.
fn digit_texts_below(values: [u8; 4]) -> u32 {
    let mut count = 0;
    for (position, &value) in values.iter().enumerate() {
        let places_after = u32::try_from(3 - position).unwrap_or(0);
        count += u32::from(value.min(10)) * 10_u32.pow(places_after);
        if value > 9 {
            return count;
        }
    }
    count
}

/// The four digits of a number to a base of at most 32, highest first.
fn split(number: u32, base: u32) -> [u8; 4] {
    [base * base * base, base * base, base, 1]
        .map(|place| u8::try_from(number / place % base).unwrap_or(0))
}
