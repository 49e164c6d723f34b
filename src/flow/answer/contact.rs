//! Telephone numbers, mail addresses and web addresses.

use std::str::FromStr;

use email_address::EmailAddress;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

use super::Parsed;
use crate::domain::answer::Value;
use crate::flow::question::Check;

/// A number in E.164 when it can be read so, shown as it was typed; otherwise as typed. Never refused: a number that
/// looks odd is better than none.
pub(super) fn phone(line: &str, region: &str) -> Parsed {
    let number = PHONE_NUMBER_UTIL
        .parse(line, Region::from_str(region).ok())
        .ok()
        .filter(rlibphonenumber::PhoneNumber::is_valid);
    match number {
        Some(number) => {
            let stored = number.format_as(PhoneNumberFormat::E164).into_owned();
            Parsed::shown(Value::Text(stored), line)
        }
        None => Parsed::text(line),
    }
}

/// A mail address. What has the form and yet is doubtful is accepted with a warning.
pub(super) fn email(line: &str, check: &Check) -> Result<Parsed, String> {
    let own = check.message.as_deref();
    let warning = match EmailAddress::from_str(line) {
        Ok(address) if address.domain().contains('.') => None,
        Ok(_) => Some("There is no dot behind the @; please check it."),
        Err(_) => {
            let complaint = own.unwrap_or("That is not a mail address, such as maria@example.com.");
            if !check.warn_only {
                return Err(complaint.to_owned());
            }
            Some(complaint)
        }
    };
    Ok(Parsed {
        warning: warning.map(ToOwned::to_owned),
        ..Parsed::text(line)
    })
}

/// A web address, with its scheme. What has no dot in its host is accepted with a warning: it may be a machine of theirs.
pub(super) fn url(line: &str, check: &Check) -> Result<Parsed, String> {
    let (scheme, rest) = line.split_once("://").unwrap_or(("https", line));
    let is_scheme = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = !host.is_empty() && !host.starts_with('.') && !host.contains("..");
    let stored = format!("{}://{rest}", scheme.to_ascii_lowercase());
    let complaint = if !is_scheme || !is_host || line.contains(char::is_whitespace) {
        let own = check.message.as_deref();
        let complaint = own.unwrap_or("That is not a web address, such as example.com/help.");
        if !check.warn_only {
            return Err(complaint.to_owned());
        }
        Some(complaint)
    } else if host.contains(['.', ':', '[']) {
        None
    } else {
        Some("There is no dot in the name of the machine; please check it.")
    };
    Ok(Parsed {
        warning: complaint.map(ToOwned::to_owned),
        ..Parsed::text(stored)
    })
}
