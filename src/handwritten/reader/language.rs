//! The same text in other words: keys that end in a language or a level, and the names that people give languages.

use std::ops::Range;

use super::Reader;

/// A text under a key that is one of several of a kind.
pub(crate) struct Variant<'t> {
    /// The whole key.
    pub(crate) key: &'t str,
    /// What stands there.
    pub(crate) text: String,
    /// Where.
    pub(crate) span: Range<usize>,
}

impl<'t> Reader<'t> {
    /// The texts under keys that begin so and whose end means something, such as the `de` of `ask_de`; each with what
    /// that is, its key and its place.
    pub(crate) fn variants<T>(
        &self,
        prefix: &'static str,
        meaning: impl Fn(&str) -> Option<T>,
    ) -> Vec<(T, Variant<'t>)> {
        self.faults.asked.prefix(&self.at, prefix);
        self.prefixes.borrow_mut().push(prefix);
        let mut found = Vec::new();
        for (key, value) in self.table {
            let key = key.get_ref().as_ref();
            let Some(meant) = key.strip_prefix(prefix).and_then(&meaning) else {
                continue;
            };
            self.known.borrow_mut().push(key.into());
            if let Some((text, span)) = self.text_of(key, value) {
                found.push((meant, Variant { key, text, span }));
            }
        }
        found
    }
}

/// The codes of languages, and what people call them.
const CALLED: &[(&str, &[&str])] = &[
    ("ar", &["arabic"]),
    ("cs", &["czech"]),
    ("da", &["danish"]),
    ("de", &["german", "deutsch", "ger", "deu"]),
    ("el", &["greek"]),
    ("en", &["english", "eng"]),
    ("es", &["spanish", "español", "espanol", "spa"]),
    ("fi", &["finnish"]),
    ("fr", &["french", "français", "francais", "fra", "fre"]),
    ("hu", &["hungarian"]),
    ("it", &["italian", "italiano", "ita"]),
    ("ja", &["japanese", "jp"]),
    ("ko", &["korean"]),
    ("nl", &["dutch", "nederlands"]),
    ("no", &["norwegian"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese"]),
    ("ro", &["romanian"]),
    ("ru", &["russian"]),
    ("sv", &["swedish"]),
    ("tr", &["turkish"]),
    ("uk", &["ukrainian"]),
    ("zh", &["chinese", "cn"]),
];

/// The key that is meant by one that ends in the name of a language: `ask_german` by `ask_de`.
pub(super) fn meant(key: &str, prefixes: &[&str]) -> Option<String> {
    let mut all = prefixes.iter();
    all.find_map(|prefix| {
        let code = language_called(key.strip_prefix(prefix)?)?;
        Some(format!("{prefix}{code}"))
    })
}

/// The code of the language that is called so.
fn language_called(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let found = CALLED
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()));
    found.map(|(code, _)| *code)
}
