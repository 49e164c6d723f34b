//! Who calls the demo: companies and their people, and what is known of them.

use super::chance::Chance;
use crate::domain::id::{CallerId, CustomerId};

const FIRST: &[&str] = &[
    "Maria", "Jonas", "Aiko", "Peter", "Fatima", "Liam", "Chloé", "Ivan", "Ngozi", "Sofia", "Mats",
    "Elena", "Rahul", "Grace", "Tomás", "Hannah", "Omar", "Yuki", "Bruno", "Ingrid", "Kofi",
    "Leila", "Marek", "Nora", "Oscar", "Paula", "Quentin", "Rosa", "Stefan", "Tuva", "Ursula",
    "Viktor", "Wanda", "Xavier", "Yasmin", "Zoran",
];
const LAST: &[&str] = &[
    "Ortiz",
    "Weber",
    "Tanaka",
    "Novak",
    "Haddad",
    "Murphy",
    "Dubois",
    "Petrov",
    "Okafor",
    "Rossi",
    "Lindqvist",
    "Papadakis",
    "Sharma",
    "Kim",
    "Silva",
    "Schmidt",
    "Farouk",
    "Sato",
    "Costa",
    "Berg",
    "Mensah",
    "Karimi",
    "Kowalski",
    "Hansen",
    "Wilde",
    "Moreau",
    "Leroy",
    "Vega",
    "Braun",
    "Dahl",
    "Keller",
    "Ivanov",
    "Zielinski",
    "Laurent",
    "Aziz",
    "Jovanovic",
];
const COMPANY: &[&str] = &[
    "Acme", "Borealis", "Cantor", "Delmont", "Eastgate", "Fjord", "Granite", "Harbour", "Ivory",
    "Juniper", "Kestrel", "Lumen", "Meridian", "Northway", "Orchard", "Pelican", "Quarry", "Ridge",
    "Sable", "Tessel", "Umber", "Vantage", "Willow", "Zephyr",
];
const TRADE: &[&str] = &[
    "Freight", "Foods", "Clinics", "Tools", "Optics", "Textiles", "Energy", "Paper", "Marine",
    "Homes", "Motors", "Seeds", "Cabling", "Bakeries", "Glass", "Rentals", "Timber", "Dental",
    "Travel", "Cycles",
];

/// A company that calls.
#[derive(Debug)]
pub(super) struct Company {
    pub name: String,
    pub tier: &'static str,
    /// Known once somebody has called.
    pub id: Option<CustomerId>,
}

/// A person who calls.
#[derive(Debug)]
pub(super) struct Person {
    pub name: String,
    pub company: usize,
    pub phone: String,
    pub email: String,
    pub role: &'static str,
    /// Known once they have called.
    pub id: Option<CallerId>,
}

/// Everybody who may call.
#[derive(Debug)]
pub(super) struct People {
    pub companies: Vec<Company>,
    pub persons: Vec<Person>,
}

impl People {
    /// As many companies as suit this many incidents, one to five people in each.
    pub(super) fn new(incidents: usize, chance: &mut Chance) -> Self {
        let count = (incidents / 8).clamp(10, COMPANY.len() * (TRADE.len() + 1));
        let mut people = Self {
            companies: vec![],
            persons: vec![],
        };
        // The first ones go by one word, the later ones say their trade.
        let trades = [None].into_iter().chain(TRADE.iter().copied().map(Some));
        let names = trades.flat_map(|trade| COMPANY.iter().map(move |company| (company, trade)));
        for (index, (company, trade)) in names.take(count).enumerate() {
            let name = trade.map_or_else(
                || (*company).to_owned(),
                |trade| format!("{company} {trade}"),
            );
            let tier = match chance.between(1, 10) {
                1 | 2 => "gold",
                3..=6 => "silver",
                _ => "bronze",
            };
            for _ in 0..chance.between(1, 5) {
                people.persons.push(person(index, &name, chance));
            }
            people.companies.push(Company {
                name,
                tier,
                id: None,
            });
        }
        people
    }

    /// Somebody who calls.
    pub(super) fn somebody(&self, chance: &mut Chance) -> usize {
        let last = i64::try_from(self.persons.len()).unwrap_or(1) - 1;
        // The first companies call twice as often as the others.
        let last = if chance.percent(30) {
            (last / 4).max(0)
        } else {
            last
        };
        usize::try_from(chance.between(0, last)).unwrap_or(0)
    }
}

fn person(company: usize, at: &str, chance: &mut Chance) -> Person {
    let first = chance.pick(FIRST).copied().unwrap_or_default();
    let last = chance.pick(LAST).copied().unwrap_or_default();
    let domain: String = at.to_lowercase().split(' ').collect::<Vec<_>>().join("-");
    let role = match chance.between(1, 10) {
        1 => "buyer",
        2 | 3 => "it",
        4 => "support",
        _ => "end_user",
    };
    Person {
        name: format!("{first} {last}"),
        company,
        phone: format!(
            "+1 555 {:03} {:04}",
            chance.between(200, 989),
            chance.between(0, 9999)
        ),
        email: format!("{}@{domain}.example", last.to_lowercase()),
        role,
        id: None,
    }
}
