//! Ids for what has none, or has one that a flow cannot take.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

/// The longest id that is made of a label.
const LONGEST: usize = 40;

/// Words that conditions understand as something else.
const TAKEN: &[&str] = &[
    "any", "all", "not", "caller", "customer", "product", "version", "impact", "urgency",
    "priority", "today", "using", "item", "or", "mod",
];

/// Makes ids, each once.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
    /// Whether they stand in conditions, where some words mean something else.
    in_conditions: bool,
    /// How often a name was wished for: ten thousand questions of one name are not compared with each other.
    wished: std::collections::HashMap<String, usize>,
}

impl Names {
    /// Ids of questions.
    pub fn of_questions() -> Self {
        Self {
            in_conditions: true,
            ..Self::default()
        }
    }

    /// An id near to the wish: a–z, 0–9 and _, a letter first, like no other.
    pub fn make(&mut self, wish: &str, fallback: &str) -> String {
        let mut name = slug(wish);
        if name.is_empty() {
            fallback.clone_into(&mut name);
        }
        if self.in_conditions && TAKEN.contains(&name.as_str()) {
            name.push_str("_q");
        }
        if self.taken.insert(name.clone()) {
            return name;
        }
        let count = self.wished.entry(name.clone()).or_insert(1);
        loop {
            *count += 1;
            let numbered = format!("{name}_{count}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// The text as an id, or nothing when no letter of it can stand in one.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for character in text.nfkd().take(400) {
        let character = match character {
            'ß' => {
                slug.push('s');
                's'
            }
            other => other.to_ascii_lowercase(),
        };
        if character.is_ascii_lowercase() || character.is_ascii_digit() {
            slug.push(character);
        } else if !matches!(character, '\'' | '’' | '\u{300}'..='\u{36F}')
            && !slug.ends_with('_')
            && !slug.is_empty()
        {
            slug.push('_');
        }
    }
    if slug.len() > LONGEST {
        let cut = slug.get(..LONGEST).unwrap_or_default();
        let word = cut.rfind('_').filter(|&at| at > LONGEST / 2);
        slug = cut
            .get(..word.unwrap_or(cut.len()))
            .unwrap_or_default()
            .to_owned();
    }
    let slug = slug.trim_matches('_');
    if slug.starts_with(|first: char| first.is_ascii_digit()) {
        format!("q_{slug}")
    } else {
        slug.to_owned()
    }
}
