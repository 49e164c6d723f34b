//! The expressions of XLSForms: the part of XPath 1.0 that forms are written in, read into a tree.

mod compare;
mod count;
mod function;
pub mod mean;
mod more;
pub mod nodes;
mod number;
mod reckon;
mod words;

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A text in quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// `${name}`.
    Name(String),
    /// A bare name: a column of the options, or in a list in CSV a question.
    Bare(String),
    /// `.`: the question itself.
    Own,
    /// A function with its arguments.
    Call(String, Vec<Self>),
    /// Two expressions with an operator between them.
    Two(&'static str, Box<Self>, Box<Self>),
    /// `-x`.
    Negative(Box<Self>),
    /// A path: so many steps up from where it stands, or from the top; then down along these names.
    Steps(Option<usize>, Vec<String>),
    /// A path of which it is not known where it leads: what stands in it.
    Path(String),
}

/// The operators, the loosest first; those of one row bind alike.
const LEVELS: &[&[&str]] = &[
    &["or"],
    &["and"],
    &["=", "!="],
    &["<", "<=", ">", ">="],
    &["+", "-"],
    &["*", "div", "mod"],
];

/// Deeper nesting is not read.
const DEEPEST: usize = 60;

/// The longest expression that is read, in letters.
const LONGEST: usize = 20_000;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text(String),
    Number(f64),
    Name(String),
    Word(String),
    Sign(&'static str),
}

/// Reads an expression; the error says what is not understood.
pub fn parse(text: &str) -> Result<Expr, String> {
    if text.len() > LONGEST {
        return Err("it is too long".to_owned());
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let expression = parser.level(0)?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(format!("{token:?} is not expected there")),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    const SIGNS: &[&str] = &[
        "!=", "<=", ">=", "//", "..", "::", "=", "<", ">", "(", ")", ",", "+", "-", "*", "/", "[",
        "]", "@", "|", ".",
    ];
    let mut found: Vec<Token> = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let after_value = matches!(
            found.last(),
            Some(
                Token::Text(_)
                    | Token::Number(_)
                    | Token::Name(_)
                    | Token::Word(_)
                    | Token::Sign(")" | "]" | "." | "..")
            )
        );
        let closing = match first {
            '\'' => Some('\''),
            '"' => Some('"'),
            '‘' | '’' => Some('’'),
            '“' | '”' => Some('”'),
            _ => None,
        };
        let length;
        if let Some(closing) = closing {
            let inside = rest.get(first.len_utf8()..).unwrap_or_default();
            let end = inside.find(closing).ok_or("a quotation has no end")?;
            found.push(Token::Text(
                inside.get(..end).unwrap_or_default().to_owned(),
            ));
            length = first.len_utf8() + end + closing.len_utf8();
        } else if let Some(inside) = rest.strip_prefix("${") {
            let end = inside.find('}').ok_or("a ${ has no }")?;
            found.push(Token::Name(
                inside.get(..end).unwrap_or_default().trim().to_owned(),
            ));
            length = 2 + end + 1;
        } else if first.is_ascii_digit()
            || (first == '.'
                && rest
                    .chars()
                    .nth(1)
                    .is_some_and(|next| next.is_ascii_digit())
                && !after_value)
        {
            let end = rest
                .find(|c: char| !c.is_ascii_digit() && c != '.')
                .unwrap_or(rest.len());
            let digits = rest.get(..end).unwrap_or_default();
            found.push(Token::Number(
                digits
                    .parse()
                    .map_err(|_| format!("{digits} is no number"))?,
            ));
            length = end;
        } else if first.is_alphabetic() || first == '_' {
            length = word(rest);
            found.push(Token::Word(
                rest.get(..length).unwrap_or_default().to_owned(),
            ));
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let sign = sign.ok_or_else(|| format!("`{first}` is not understood"))?;
            found.push(Token::Sign(sign));
            length = sign.len();
        }
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(found)
}

/// The length of a name: letters, digits, `_`, `-`, `.`, and a colon between two parts.
fn word(text: &str) -> usize {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = text.find(|c: char| !fits(c)).unwrap_or(text.len());
    let rest = text.get(end..).unwrap_or_default();
    let colon = rest
        .strip_prefix(':')
        .filter(|rest| rest.starts_with(char::is_alphabetic));
    colon.map_or(end, |rest| {
        end + 1 + rest.find(|c: char| !fits(c)).unwrap_or(rest.len())
    })
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, sign: &str) -> bool {
        let is_there = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.at += usize::from(is_there);
        is_there
    }

    fn level(&mut self, level: usize) -> Result<Expr, String> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        while let Some(operator) = self.operator(operators) {
            let right = self.level(level + 1)?;
            left = Expr::Two(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn operator(&mut self, operators: &[&'static str]) -> Option<&'static str> {
        let word = match self.peek()? {
            Token::Sign(sign) => *sign,
            // `AND` is no operator of XPath, but what its writer meant.
            Token::Word(word) => operators
                .iter()
                .find(|known| known.eq_ignore_ascii_case(word))?,
            _ => return None,
        };
        let found = operators.iter().find(|known| **known == word)?;
        self.at += 1;
        Some(found)
    }

    fn unary(&mut self) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("it is nested too deep".to_owned());
        }
        let expression = if self.takes("-") {
            match self.unary()? {
                Expr::Number(number) => Expr::Number(-number),
                other => Expr::Negative(Box::new(other)),
            }
        } else {
            self.primary()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn primary(&mut self) -> Result<Expr, String> {
        let first = self.next().ok_or("it ends too early")?;
        let expression = match first {
            Token::Text(text) => Expr::Text(text),
            Token::Number(number) => Expr::Number(number),
            Token::Name(name) => Expr::Name(name),
            Token::Word(name) if self.takes("(") => Expr::Call(name, self.arguments()?),
            Token::Word(name) => Expr::Bare(name),
            Token::Sign(".") => Expr::Own,
            Token::Sign("(") => {
                let inside = self.level(0)?;
                if !self.takes(")") {
                    return Err("a bracket is not closed".to_owned());
                }
                inside
            }
            Token::Sign(sign @ ("/" | "//" | ".." | "@")) => {
                self.at -= 1;
                return self.path(sign, (sign == "..").then_some(0));
            }
            Token::Sign(sign) => return Err(format!("`{sign}` is not expected there")),
        };
        match self.peek() {
            Some(Token::Sign("/")) => match expression {
                Expr::Own => self.path("", Some(0)),
                Expr::Call(name, parts) if name == "current" && parts.is_empty() => {
                    self.path("", Some(0))
                }
                // `${group}/name`: what it is called is enough.
                Expr::Name(_) | Expr::Bare(_) => Ok(match self.path("", None)? {
                    Expr::Steps(_, mut steps) => steps.pop().map_or(expression, Expr::Name),
                    other => other,
                }),
                _ => self.path("(…)", None),
            },
            Some(Token::Sign("//" | "[" | "|" | "::")) => self.path("…", None),
            _ => Ok(expression),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, String> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.level(0)?);
            if self.takes(")") {
                return Ok(arguments);
            }
            if !self.takes(",") {
                return Err("a comma or a bracket is missing".to_owned());
            }
        }
    }

    /// A path that begins at so many steps up, or at the top.
    fn path(&mut self, before: &str, mut up: Option<usize>) -> Result<Expr, String> {
        let mut steps = Vec::new();
        let mut plain = matches!(before, "" | "/" | "..");
        let mut open = 0_usize;
        let mut after_slash = true;
        loop {
            match self.peek() {
                Some(Token::Sign("[")) => {
                    open += 1;
                    plain = false;
                }
                Some(Token::Sign("]")) if open > 0 => open -= 1,
                Some(_) if open > 0 => {}
                Some(Token::Sign("/")) => after_slash = true,
                Some(Token::Sign("..")) => {
                    plain &= steps.is_empty();
                    up = up.map(|up| up + 1);
                    after_slash = false;
                }
                Some(Token::Sign(".")) if after_slash => after_slash = false,
                Some(Token::Sign("*")) if !after_slash => break,
                Some(Token::Sign("//" | "@" | "|" | "::" | "*")) => {
                    plain = false;
                    after_slash = true;
                }
                Some(Token::Word(name) | Token::Name(name)) if after_slash => {
                    steps.push(name.clone());
                    after_slash = false;
                }
                _ => break,
            }
            self.at += 1;
        }
        if open > 0 {
            return Err("a bracket is not closed".to_owned());
        }
        Ok(if plain {
            Expr::Steps(up, steps)
        } else {
            Expr::Path(steps.pop().unwrap_or_default())
        })
    }
}
