//! Languages by the names that people give them.

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
