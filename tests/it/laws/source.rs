//! Source files as the laws see them: the text, the code without comments and strings, and the paths it names.

use std::fs;
use std::path::{Path, PathBuf};

/// One Rust file.
pub struct Source {
    /// Relative to the package, with `/`.
    pub path: String,
    /// As it stands.
    pub text: String,
    /// With comments and the insides of strings blanked out, line by line the same.
    pub code: String,
}

impl Source {
    /// A file made up by a test.
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: blank_comments_and_strings(text),
        }
    }

    /// Every Rust file below a folder of the package, in order.
    pub fn all_below(folder: &str) -> Vec<Self> {
        let mut files = Vec::new();
        collect(&root().join(folder), &mut files);
        files.sort();
        files
            .iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
            .map(|path| Self::new(&relative(path), &fs::read_to_string(path).unwrap()))
            .collect()
    }

    /// The path of the module that the file is, from the crate's root: `src/tui/screen/desk.rs` is `tui`, `screen`, `desk`.
    pub fn module(&self) -> Vec<String> {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let inside = inside.strip_suffix(".rs").unwrap_or(inside);
        inside
            .split('/')
            .filter(|part| !matches!(*part, "lib" | "main"))
            .map(str::to_owned)
            .collect()
    }

    /// The module directly below the crate's root: the layer.
    pub fn layer(&self) -> String {
        self.module()
            .first()
            .cloned()
            .unwrap_or_else(|| self.path.clone())
    }

    /// Every path that the code names through `crate`, `super` or `self`, from the crate's root, with its line.
    /// A glob is a path that ends in `*`.
    pub fn references(&self) -> Vec<(usize, Vec<String>)> {
        let tokens = tokens(&self.code);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let continues = at > 0 && tokens[at - 1].1 == "::";
            let (line, word) = &tokens[at];
            let base = match word.as_str() {
                _ if continues || tokens.get(at + 1).is_none_or(|next| next.1 != "::") => None,
                "crate" => Some(Vec::new()),
                "self" => Some(self.module()),
                "super" => Some(parent(self.module())),
                _ => None,
            };
            at += 1;
            if let Some(base) = base {
                at += 1;
                let mut paths = Vec::new();
                expand(&tokens, &mut at, base, &mut paths);
                found.extend(paths.into_iter().map(|path| (*line, path)));
            }
        }
        found
    }
}

/// The folder of the package.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder, hidden ones included.
pub fn collect(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// A path relative to the package, with `/`.
pub fn relative(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap();
    inside.to_string_lossy().replace('\\', "/")
}

fn parent(mut module: Vec<String>) -> Vec<String> {
    module.pop();
    module
}

/// Follows one tree of a `use`, or one path of an expression, and collects the paths that it names.
fn expand(
    tokens: &[(usize, String)],
    at: &mut usize,
    mut path: Vec<String>,
    found: &mut Vec<Vec<String>>,
) {
    while let Some((_, word)) = tokens.get(*at) {
        *at += 1;
        match word.as_str() {
            "{" => {
                while tokens.get(*at).is_some_and(|(_, word)| word != "}") {
                    expand(tokens, at, path.clone(), found);
                    while tokens
                        .get(*at)
                        .is_some_and(|(_, word)| word != "," && word != "}")
                    {
                        *at += 1;
                    }
                    if tokens.get(*at).is_some_and(|(_, word)| word == ",") {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            "super" => drop(path.pop()),
            "self" => {}
            "<" => break,
            _ => path.push(word.clone()),
        }
        if tokens.get(*at).is_some_and(|(_, word)| word == "::") {
            *at += 1;
        } else {
            break;
        }
    }
    found.push(path);
}

/// Words, `::`, and single characters, each with its line.
fn tokens(code: &str) -> Vec<(usize, String)> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !c.is_alphanumeric() && c != '_')
                    .unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            tokens.push((number + 1, rest[..length].to_owned()));
            rest = rest[length..].trim_start();
        }
    }
    tokens
}

/// The text with everything that is not code turned into spaces; line breaks stay.
fn blank_comments_and_strings(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = match letters[at] {
            '/' if letters.get(at + 1) == Some(&'/') => end_of_line(&letters, at),
            '/' if letters.get(at + 1) == Some(&'*') => end_of_block_comment(&letters, at),
            '"' => end_of_string(&letters, at),
            'r' if !follows_a_word(&letters, at) => end_of_raw_string(&letters, at).unwrap_or(at),
            '\'' => end_of_char(&letters, at).unwrap_or(at),
            _ => at,
        };
        if end == at {
            code.push(letters[at]);
            at += 1;
        } else {
            let end = end.min(letters.len());
            code.extend(
                letters[at..end]
                    .iter()
                    .map(|&c| if c == '\n' { '\n' } else { ' ' }),
            );
            at = end;
        }
    }
    code
}

fn end_of_line(letters: &[char], at: usize) -> usize {
    at + letters[at..].iter().take_while(|&&c| c != '\n').count()
}

fn end_of_block_comment(letters: &[char], mut at: usize) -> usize {
    let mut depth = 0;
    while at < letters.len() {
        match (letters[at], letters.get(at + 1)) {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            break;
        }
    }
    at
}

fn end_of_string(letters: &[char], mut at: usize) -> usize {
    at += 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

fn end_of_raw_string(letters: &[char], at: usize) -> Option<usize> {
    let hashes = letters[at + 1..].iter().take_while(|&&c| c == '#').count();
    let inside = at + 1 + hashes + 1;
    if letters.get(inside - 1) != Some(&'"') {
        return None;
    }
    let closes = |&end: &usize| {
        letters[end] == '"'
            && letters[end + 1..]
                .iter()
                .take(hashes)
                .filter(|&&c| c == '#')
                .count()
                == hashes
    };
    let end = (inside..letters.len()).find(closes)?;
    Some(end + 1 + hashes)
}

/// The end of `'x'` or `'\n'`; `None` for a lifetime.
fn end_of_char(letters: &[char], at: usize) -> Option<usize> {
    if letters.get(at + 1) == Some(&'\\') {
        let after = at + 3;
        return letters[after.min(letters.len())..]
            .iter()
            .position(|&c| c == '\'')
            .map(|found| after + found + 1);
    }
    (letters.get(at + 2) == Some(&'\'')).then_some(at + 3)
}

/// Whether the `r` at this place belongs to a longer word, other than the `b` of `br"…"`.
fn follows_a_word(letters: &[char], at: usize) -> bool {
    let word: Vec<char> = letters[..at]
        .iter()
        .rev()
        .take_while(|c| c.is_alphanumeric() || **c == '_')
        .copied()
        .collect();
    !matches!(word.as_slice(), [] | ['b' | 'c'])
}

#[test]
fn comments_and_strings_are_no_code() {
    for (text, code) in [
        ("a // crate::b\nc", &["a", "c"] as &[_]),
        ("a /* x /* y */ z */ b", &["a", "b"]),
        (r#"f("crate::\" b") + 1"#, &["f(", ")", "+", "1"]),
        ("f(r#\"a \" b\"#) + 1", &["f(", ")", "+", "1"]),
        (
            "for 'a' in b'\\'' &'life x",
            &["for", "in", "b", "&'life", "x"],
        ),
        ("br\"x\" expr\"y\"", &["b", "expr"]),
        ("a \"open // until the end", &["a"]),
    ] {
        let blanked = blank_comments_and_strings(text);
        assert_eq!(
            blanked.split_whitespace().collect::<Vec<_>>(),
            code,
            "{text}"
        );
        assert_eq!(blanked.chars().count(), text.chars().count(), "{text}");
        assert_eq!(blanked.lines().count(), text.lines().count(), "{text}");
    }
}

#[test]
fn paths_are_followed_from_the_root() {
    let text = "use crate::{domain::{id, call::Call as C}, store};\nuse super::super::runtime::go;\n\
        fn f(x: super::call::X) { self::inner::g(); crate::tui::words::<T>(); self.y() }";
    let found: Vec<String> = Source::new("src/tui/screen/desk.rs", text)
        .references()
        .into_iter()
        .map(|(line, path)| format!("{line} {}", path.join("::")))
        .collect();
    assert_eq!(
        found,
        [
            "1 domain::id",
            "1 domain::call::Call",
            "1 store",
            "2 tui::runtime::go",
            "3 tui::screen::call::X",
            "3 tui::screen::desk::inner::g",
            "3 tui::words",
        ]
    );
}
