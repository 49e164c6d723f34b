//! The reference keeps its promises: unique, ordered, forgiving, and no single slip goes unnoticed.

use baton::domain::id::{ALPHABET, Station, base32_value};
use baton::domain::reference::{CAPACITY, NotAReference, Reference};

/// A colleague who sorts a list by reference sees the order in which they were given out: digits alone first,
/// then the texts with a letter. Ascending means that none is given out twice.
#[test]
fn every_number_reads_back_and_the_texts_are_unique_and_ordered() {
    let station = station("K7");
    let mut before = String::new();
    for number in 0..CAPACITY {
        let reference = Reference::new(station, number).unwrap();
        let text = reference.to_string();
        assert_eq!(Reference::parse(&text), Ok(reference), "{number}");
        let body = &text[..7];
        let is_number = body[3..].parse() == Ok(number);
        assert!(text.len() == 9 && is_number == (number < 10_000), "{text}");
        assert!(number == 10_000 || *before < *body, "{before} then {text}");
        body.clone_into(&mut before);
    }
    assert_eq!(before, "K7-ZZZZ");
    assert_eq!(Reference::new(station, CAPACITY), None);
}

/// The check is linear over GF(2⁵): whether a slip is caught depends only on the position and on the
/// difference of the characters. So a sample in which every position takes every character covers every
/// reference; it is spread over all stations and the whole range besides.
#[test]
fn every_single_wrong_character_is_caught() {
    for text in sample() {
        let right = values(&text);
        for position in 0..right.len() {
            for wrong in 0..32 {
                if wrong != right[position] {
                    let mut slip = right.clone();
                    slip[position] = wrong;
                    assert_caught(&slip, &text);
                }
            }
        }
    }
}

#[test]
fn every_swap_of_two_neighbours_is_caught() {
    for text in sample() {
        let right = values(&text);
        for position in 1..right.len() {
            if right[position - 1] != right[position] {
                let mut slip = right.clone();
                slip.swap(position - 1, position);
                assert_caught(&slip, &text);
            }
        }
    }
}

/// The argument for all 2³⁰ references of all stations: with the sum s = Σ wᵢ·vᵢ over GF(2⁵), a wrong character
/// changes s by wᵢ·d and a swap by (wᵢ + wⱼ)·d with d ≠ 0. Neither is zero as long as no weight is zero and
/// neighbours' weights differ. The weights are read off the real check character here, and linearity with them.
#[test]
fn the_weights_of_the_check_are_not_zero_and_all_differ() {
    let weight_times = |position: usize, difference: u8| -> u8 {
        let mut body = values("A00000");
        let before = check_of(&body);
        body[position] ^= difference;
        before ^ check_of(&body)
    };
    let mut weights: Vec<u8> = (1..6).map(|position| weight_times(position, 1)).collect();
    // A station begins with a letter, so its first place only moves between values with the same high bit.
    let first = weight_times(0, 1);
    assert!((0..6).all(|position| weight_times(position, 1) != 0));
    weights.push(first);
    weights.push(1); // the check character itself
    let distinct: std::collections::BTreeSet<u8> = weights.iter().copied().collect();
    assert_eq!(distinct.len(), 7, "{weights:?}");

    for position in 1..6 {
        for left in 0..32 {
            for right in 0..32 {
                assert_eq!(
                    weight_times(position, left) ^ weight_times(position, right),
                    weight_times(position, left ^ right)
                );
            }
        }
        let products: std::collections::BTreeSet<u8> = (0..32)
            .map(|difference| weight_times(position, difference))
            .collect();
        assert_eq!(
            products.len(),
            32,
            "two differences at place {position} look alike"
        );
    }
}

#[test]
fn a_reference_is_read_as_people_type_it() {
    let reference = Reference::new(station("K7"), 1042).unwrap();
    let text = reference.to_string();
    let check = &text[8..];
    for typed in [
        text.clone(),
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('-', "\u{2013}"),
        text.replace('-', "\u{2011}"),
        format!("  {text} "),
        format!("k7 1O42 {check}"),
        format!("k7-l042-{check}"),
        format!("K7-I042-{check}"),
        format!("K-7-1-0-4-2-{check}"),
    ] {
        assert_eq!(Reference::parse(&typed), Ok(reference), "{typed:?}");
    }
}

#[test]
fn what_is_not_a_reference_says_why() {
    for typed in [
        "",
        " ",
        "-",
        "K7",
        "K7-1042",
        "K7-1042-",
        "K7-10422-PP",
        "77-1042-P",
        "K7-1U42-P",
        "K7/1042/P",
        "K7-104é-P",
        "Ｋ7-1042-P",
        "K7-1042-P\u{202e}",
        "K7_1042_P",
        "\u{1b}[31m",
        "9999999",
        "０１２３４５６",
    ] {
        assert_eq!(
            Reference::parse(typed),
            Err(NotAReference::Form),
            "{typed:?}"
        );
    }
    let right = Reference::new(station("K7"), 1042).unwrap().to_string();
    let wrong = if right.ends_with('P') {
        "K7-1042-Q"
    } else {
        "K7-1042-P"
    };
    assert_eq!(
        Reference::parse(wrong),
        Err(NotAReference::Check("K7-1042".to_owned()))
    );
}

#[test]
fn a_reference_is_one_string_in_json() {
    let reference = Reference::new(station("K7"), 1042).unwrap();
    let json = serde_json::to_string(&reference).unwrap();
    assert_eq!(json, format!("\"{reference}\""));
    assert_eq!(serde_json::from_str::<Reference>(&json).unwrap(), reference);
    assert!(serde_json::from_str::<Reference>("\"K7-1042\"").is_err());
    assert_eq!(format!("{reference:<12}|"), format!("{reference}   |"));
}

/// References in which every position, the check's included, takes every character it can.
fn sample() -> Vec<String> {
    let mut sample = Vec::new();
    for first in &ALPHABET[10..] {
        for second in ALPHABET {
            let code = format!("{}{}", char::from(*first), char::from(*second));
            let station = station(&code);
            let number = (u32::from(*first) * 7_919 + u32::from(*second) * 104_729) % CAPACITY;
            sample.push(Reference::new(station, number).unwrap().to_string());
        }
    }
    for position in 0..7 {
        let taken: std::collections::BTreeSet<u8> =
            sample.iter().map(|text| values(text)[position]).collect();
        assert_eq!(
            taken.len(),
            if position == 0 { 22 } else { 32 },
            "place {position}"
        );
    }
    sample
}

fn assert_caught(slip: &[u8], meant: &str) {
    let typed = text(slip);
    assert!(
        Reference::parse(&typed).is_err(),
        "{typed} was taken, {meant} was meant"
    );
}

/// The check value of six values, found by trying every check character: exactly one fits.
fn check_of(body: &[u8]) -> u8 {
    let fits: Vec<u8> = (0..32)
        .filter(|&check| {
            let typed = [body, &[check]].concat();
            Reference::parse(&text(&typed)).is_ok()
        })
        .collect();
    assert_eq!(fits.len(), 1, "{body:?}");
    fits[0]
}

fn values(text: &str) -> Vec<u8> {
    text.chars().filter_map(base32_value).collect()
}

fn text(values: &[u8]) -> String {
    values
        .iter()
        .map(|&value| char::from(ALPHABET[usize::from(value)]))
        .collect()
}

fn station(code: &str) -> Station {
    Station::parse(code).unwrap()
}
