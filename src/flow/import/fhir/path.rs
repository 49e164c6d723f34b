//! `FHIRPath` as far as questionnaires use it to say when an item is enabled: navigation, comparisons, and, or, not.

mod compare;
mod each;
mod filter;
pub mod mean;
mod reckon;
mod text;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Path {
    /// What a path begins with that names nothing: the item at hand, or each of a filter.
    Here,
    /// `%name`.
    Variable(String),
    /// `base.name`.
    Member(Box<Self>, String),
    /// `base.name(…)`.
    Call(Box<Self>, String, Vec<Self>),
    /// A text, a code, a day or a time.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// `{}`.
    Nothing,
    /// `one sign other`.
    Two(&'static str, Box<Self>, Box<Self>),
}

/// The operators, those that bind least first.
const LEVELS: &[&[&str]] = &[
    &["implies"],
    &["or", "xor"],
    &["and"],
    &["in", "contains"],
    &["=", "~", "!=", "!~"],
    &["<", "<=", ">", ">="],
    &["|"],
    &["is", "as"],
    &["+", "-", "&"],
    &["*", "/", "div", "mod"],
];

/// Longer expressions are not read.
const MOST_TOKENS: usize = 2_000;

/// Nor are those that are nested deeper.
const DEEPEST: usize = 40;

/// Reads an expression; nothing when it is none, or says what questionnaires do not say.
pub fn parse(text: &str) -> Option<Path> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        at: 0,
        depth: 0,
    };
    let path = parser.level(0)?;
    (parser.at == tokens.len()).then_some(path)
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Variable(String),
    Text(String),
    Number(f64),
    Sign(&'static str),
}

const SIGNS: &[&str] = &[
    "<=", ">=", "!=", "!~", "=", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ".", "+", "-",
    "*", "/", "|", "&",
];

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if tokens.len() > MOST_TOKENS {
            return None;
        }
        if let Some(after) = after_comment(rest) {
            rest = after.trim_start();
            continue;
        }
        let (token, after) = match first {
            '\'' | '"' => {
                let (text, after) = quoted(rest, first)?;
                (Token::Text(text), after)
            }
            '`' => {
                let (name, after) = quoted(rest, first)?;
                (Token::Name(name), after)
            }
            '%' => {
                let after = rest.get(1..)?;
                let sign = after
                    .chars()
                    .next()
                    .filter(|sign| matches!(sign, '`' | '\'' | '"'));
                if let Some(sign) = sign {
                    let (name, after) = quoted(after, sign)?;
                    (Token::Variable(name), after)
                } else {
                    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
                    let (name, after) = split(after, is_part);
                    (Token::Variable(name.to_owned()), after)
                }
            }
            '@' => {
                let is_part =
                    |c: char| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 'Z' | '+');
                let (moment, after) = split(rest.get(1..)?, is_part);
                (
                    Token::Text(moment.trim_start_matches('T').to_owned()),
                    after,
                )
            }
            first if first.is_ascii_digit() => {
                let (whole, after) = split(rest, |c| c.is_ascii_digit());
                let fraction = after
                    .strip_prefix('.')
                    .map(|after| split(after, |c| c.is_ascii_digit()));
                match fraction.filter(|(digits, _)| !digits.is_empty()) {
                    Some((digits, after)) => (
                        Token::Number(format!("{whole}.{digits}").parse().ok()?),
                        after,
                    ),
                    None => (Token::Number(whole.parse().ok()?), after),
                }
            }
            first if first.is_alphabetic() || matches!(first, '_' | '$') => {
                let (name, after) = split(rest, |c| c.is_alphanumeric() || matches!(c, '_' | '$'));
                (Token::Name(name.to_owned()), after)
            }
            _ => {
                let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
                (Token::Sign(sign), rest.strip_prefix(sign)?)
            }
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Some(tokens)
}

/// What follows the comment that stands here, if one does.
fn after_comment(text: &str) -> Option<&str> {
    let end = |text: &'_ str, sign: &str| text.find(sign).map_or(text.len(), |at| at + sign.len());
    if text.starts_with("//") {
        return text.get(end(text, "\n")..);
    }
    text.starts_with("/*")
        .then(|| text.get(end(text, "*/")..))?
}

fn split(text: &str, belongs: impl Fn(char) -> bool) -> (&str, &str) {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.split_at(end)
}

/// What stands between two of these signs, and what follows.
fn quoted(text: &str, sign: char) -> Option<(String, &str)> {
    let mut words = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => words.push(match characters.next()?.1 {
                'n' => '\n',
                't' => '\t',
                other => other,
            }),
            other if other == sign => return Some((words, text.get(at + sign.len_utf8()..)?)),
            other => words.push(other),
        }
    }
    None
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn level(&mut self, level: usize) -> Option<Path> {
        let Some(signs) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        while let Some(sign) = self.one_of(signs) {
            let right = self.level(level + 1)?;
            left = Path::Two(sign, Box::new(left), Box::new(right));
        }
        Some(left)
    }

    /// The operator that stands here, if it is one of these.
    fn one_of(&mut self, signs: &'static [&'static str]) -> Option<&'static str> {
        let found = match self.tokens.get(self.at)? {
            Token::Sign(sign) => signs.iter().find(|known| *known == sign),
            Token::Name(name) => signs.iter().find(|known| *known == name),
            _ => None,
        }?;
        self.at += 1;
        Some(found)
    }

    fn unary(&mut self) -> Option<Path> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let path = if self.takes("-") {
            match self.unary()? {
                Path::Number(number) => Path::Number(-number),
                _ => return None,
            }
        } else {
            self.whole()?
        };
        self.depth -= 1;
        Some(path)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is_it = matches!(self.tokens.get(self.at), Some(Token::Sign(known)) if *known == sign);
        self.at += usize::from(is_it);
        is_it
    }

    /// A term and everything that hangs on it.
    fn whole(&mut self) -> Option<Path> {
        let token = self.tokens.get(self.at)?.clone();
        self.at += 1;
        let mut path = match token {
            Token::Text(text) => Path::Text(text),
            Token::Number(number) => Path::Number(number),
            Token::Variable(name) => Path::Variable(name),
            Token::Name(name) => match name.as_str() {
                "true" => Path::Flag(true),
                "false" => Path::Flag(false),
                "$this" => Path::Here,
                _ => self.named(Path::Here, name)?,
            },
            Token::Sign("(") => {
                let inside = self.level(0)?;
                self.takes(")").then_some(inside)?
            }
            Token::Sign("{") => self.takes("}").then_some(Path::Nothing)?,
            Token::Sign(_) => return None,
        };
        loop {
            if self.takes(".") {
                let Token::Name(name) = self.tokens.get(self.at)?.clone() else {
                    return None;
                };
                self.at += 1;
                path = self.named(path, name)?;
            } else if self.takes("[") {
                let index = self.level(0)?;
                self.takes("]").then_some(())?;
                path = Path::Call(Box::new(path), "[]".to_owned(), vec![index]);
            } else {
                return Some(path);
            }
        }
    }

    /// A name, and what stands in parentheses behind it.
    fn named(&mut self, base: Path, name: String) -> Option<Path> {
        if !self.takes("(") {
            return Some(Path::Member(Box::new(base), name));
        }
        let mut parts = Vec::new();
        if !self.takes(")") {
            loop {
                parts.push(self.level(0)?);
                if self.takes(")") {
                    break;
                }
                self.takes(",").then_some(())?;
            }
        }
        Some(Path::Call(Box::new(base), name, parts))
    }
}
