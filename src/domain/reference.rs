//! The reference: the name of an incident that is read out over the phone, such as `K7-1042-Q`.

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
    /// It does not have the form `K7-1042-Q`.
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
        let &[first, second, a, b, c, d, check] = values.as_slice() else {
            return Err(NotAReference::Form);
        };
        let reference = Self {
            station: Station::from_values([first, second]).ok_or(NotAReference::Form)?,
            number: rank([a, b, c, d]),
        };
        if check_of([first, second, a, b, c, d]) == check {
            Ok(reference)
        } else {
            Err(NotAReference::Check(reference.without_check()))
        }
    }

    /// Whether somebody meant a reference and got a character wrong. A word of seven letters may look like one, too.
    pub fn is_mistyped(text: &str) -> bool {
        text.chars().any(|letter| letter.is_ascii_digit())
            && matches!(Self::parse(text), Err(NotAReference::Check(_)))
    }

    /// `K7-1042`, the reference without its check character.
    pub fn without_check(self) -> String {
        let [first, second, a, b, c, d] = self.values().map(base32_letter);
        [first, second, '-', a, b, c, d].iter().collect()
    }

    /// The base 32 values that the check is over: two of the station, four of the number.
    fn values(self) -> [u8; 6] {
        let [first, second] = self.station.values();
        let [a, b, c, d] = unrank(self.number);
        [first, second, a, b, c, d]
    }
}

/// The check is the weighted sum itself: its own position has the weight 1, which no other has.
fn check_of(values: [u8; 6]) -> u8 {
    let mut sum = 0;
    let mut weight = ALPHA;
    for value in values {
        sum ^= multiply(weight, value);
        weight = multiply(weight, ALPHA);
    }
    sum
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.without_check();
        text.push('-');
        text.push(base32_letter(check_of(self.values())));
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
        Self::parse(&text).map_err(|_| format!("`{text}` is not a reference, such as K7-1042-Q"))
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
        return [1_000, 100, 10, 1].map(|place| u8::try_from(number / place % 10).unwrap_or(0));
    }
    let mut rest = number - DIGITS_ONLY;
    let mut has_letter = false;
    PLACES.map(|(texts, digit_texts)| {
        // What stands behind a letter may be anything; behind digits alone it has a letter yet to come.
        let with_a_letter = texts - digit_texts;
        let value = if !has_letter && rest < 10 * with_a_letter {
            let digit = rest / with_a_letter;
            rest %= with_a_letter;
            digit
        } else {
            if !has_letter {
                rest += 10 * digit_texts;
            }
            has_letter = true;
            let letter = rest / texts;
            rest %= texts;
            letter
        };
        u8::try_from(value).unwrap_or(0)
    })
}

/// How many texts of digits alone have a plain value below that of `values`.
fn digit_texts_below(values: [u8; 4]) -> u32 {
    let mut count = 0;
    for (value, (_, digit_texts)) in values.into_iter().zip(PLACES) {
        count += u32::from(value.min(10)) * digit_texts;
        if value > 9 {
            return count;
        }
    }
    count
}

/// For each of the four places: how many texts fit behind it, and how many of digits alone.
const PLACES: [(u32, u32); 4] = [(32_768, 1_000), (1_024, 100), (32, 10), (1, 1)];
