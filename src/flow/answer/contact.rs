//! Telephone numbers and mail addresses.

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
