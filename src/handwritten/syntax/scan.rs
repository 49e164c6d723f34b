//! Walks through a text that is no TOML: where what is not closed begins, and other slips that a parser notices late.

use super::Slip;

/// Quotes as word processors and telephones write them.
pub(super) const TYPOGRAPHIC: &[char] = &['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];

/// The first slip, if there is one that can be named.
pub(super) fn scan(text: &str) -> Option<Slip> {
    let mut scan = Scan {
        text,
        at: 0,
        open: Vec::new(),
        last: '\n',
    };
    scan.walk().err()
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// The brackets and braces that are open, each with its place.
    open: Vec<(char, usize)>,
    /// The last character that was neither white space nor part of a comment.
    last: char,
}

type Walked = Result<(), Slip>;

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The rest of the line.
    fn line(&self) -> &'t str {
        self.rest().lines().next().unwrap_or_default()
    }

    fn walk(&mut self) -> Walked {
        while self.at < self.text.len() {
            let is_start = self.at == 0 || self.text.as_bytes().get(self.at - 1) == Some(&b'\n');
            if is_start && self.begin_line()? {
                continue;
            }
            let Some(next) = self.rest().chars().next() else {
                break;
            };
            match next {
                '#' => {
                    self.at += self.line().len();
                    continue;
                }
                '"' | '\'' => {
                    self.string(next)?;
                    self.last = next;
                    continue;
                }
                '[' | '{' => self.open.push((next, self.at)),
                ']' | '}' => self.close(next)?,
                quote if TYPOGRAPHIC.contains(&quote) => {
                    let message =
                        format!("{quote} is a typographic quote, as word processors write it");
                    let end = self.at + quote.len_utf8();
                    return Err(Slip::new(self.at..end, message)
                        .instead("put the text between straight quotes: \"…\""));
                }
                _ => {}
            }
            if !next.is_whitespace() {
                self.last = next;
            }
            self.at += next.len_utf8();
        }
        match self.open.last() {
            Some(&open) => Err(unclosed(open)),
            None => Ok(()),
        }
    }

    /// Passes over the header of a table; a line that cannot stand within brackets says that one is not closed.
    fn begin_line(&mut self) -> Result<bool, Slip> {
        let line = self.line();
        let is_header = is_header(line);
        if let Some(&open) = self.open.last() {
            let separated = open.0 == '{' && matches!(self.last, ',' | '{');
            if is_header || (is_key(line) && !separated) {
                return Err(unclosed(open));
            }
            return Ok(false);
        }
        if line.trim_start().starts_with('[') {
            self.at += line.len();
            return Ok(!line.is_empty());
        }
        Ok(false)
    }

    fn close(&mut self, next: char) -> Walked {
        let fits = |open: char| matches!((open, next), ('[', ']') | ('{', '}'));
        match self.open.pop() {
            Some((open, _)) if fits(open) => Ok(()),
            Some(open) => Err(unclosed(open)),
            None => {
                let message = format!("this `{next}` closes nothing");
                Err(Slip::new(self.at..self.at + 1, message))
            }
        }
    }

    /// Passes over a text in quotes.
    fn string(&mut self, quote: char) -> Walked {
        let start = self.at;
        let three: String = std::iter::repeat_n(quote, 3).collect();
        if self.rest().starts_with(&three) {
            self.at += 3;
            return self.long_string(quote, &three, start);
        }
        self.at += 1;
        loop {
            let rest = self.rest();
            let mut letters = rest.chars();
            match letters.next() {
                None | Some('\n') => return Err(self.unclosed_text(quote, start)),
                Some('\\') if quote == '"' => self.escape()?,
                Some(letter) if letter == quote => break,
                Some(letter) => self.at += letter.len_utf8(),
            }
        }
        self.at += 1;
        if self.rest().starts_with(char::is_alphanumeric) {
            let slip = Slip::new(start..self.at, format!("the text ends at this {quote}"));
            return Err(slip.instead(if quote == '"' {
                "a quote within a text is written \\\""
            } else {
                "put a text with an apostrophe between \"…\""
            }));
        }
        Ok(())
    }

    fn long_string(&mut self, quote: char, three: &str, start: usize) -> Walked {
        loop {
            let rest = self.rest();
            match rest.chars().next() {
                None => {
                    let message = format!("the text that begins here has no {three} at its end");
                    return Err(Slip::new(start..start + 3, message));
                }
                Some('\\') if quote == '"' => self.escape()?,
                Some(_) if rest.starts_with(three) => {
                    let quotes = rest.chars().take_while(|letter| *letter == quote).count();
                    self.at += quotes.min(5);
                    return Ok(());
                }
                Some(letter) => self.at += letter.len_utf8(),
            }
        }
    }

    /// Passes over a backslash and what it makes of the next letter.
    fn escape(&mut self) -> Walked {
        let next = self.rest().chars().nth(1);
        match next {
            Some('b' | 't' | 'n' | 'f' | 'r' | 'e' | '"' | '\\' | 'x' | 'u' | 'U') | None => {}
            Some(space) if space.is_whitespace() => {}
            Some(other) => {
                let message = format!("`\\{other}` means nothing between double quotes");
                let span = self.at..self.at + 1 + other.len_utf8();
                return Err(
                    Slip::new(span, message).instead("put a pattern between single quotes: '…'")
                );
            }
        }
        self.at += 1 + next.map_or(0, char::len_utf8);
        Ok(())
    }

    fn unclosed_text(&self, quote: char, start: usize) -> Slip {
        let text = self.text.get(start..self.at).unwrap_or_default();
        let message = format!("the text that begins here has no {quote} at its end");
        let slip = Slip::new(start..start + text.trim_end().len(), message);
        match text
            .chars()
            .find(|letter| matches!(letter, '“' | '”' | '’' | '»' | '«'))
        {
            Some(curly) => {
                slip.instead(format!("{curly} does not count: it is a typographic quote"))
            }
            None => slip,
        }
    }
}

fn unclosed((open, at): (char, usize)) -> Slip {
    let close = if open == '[' { ']' } else { '}' };
    Slip::new(at..at + 1, format!("this `{open}` has no `{close}`"))
}

/// Whether a line is the header of a table, such as `[[question]]`, and no list of values.
fn is_header(line: &str) -> bool {
    let line = line.split('#').next().unwrap_or_default().trim();
    let Some(name) = line
        .strip_prefix("[[")
        .and_then(|line| line.strip_suffix("]]"))
        .or_else(|| line.strip_prefix('[')?.strip_suffix(']'))
    else {
        return false;
    };
    let is_name =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    name.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && name.chars().all(is_name)
        && !matches!(name, "true" | "false" | "inf" | "nan")
}

/// Whether a line begins with a key and its `=`.
fn is_key(line: &str) -> bool {
    let Some((key, _)) = line.split_once('=') else {
        return false;
    };
    let key = key.trim();
    let is_name =
        |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    !key.is_empty() && key.chars().all(is_name)
}
