//! `baton flows new`: a small flow to begin with.

use std::io::Write;
use std::path::Path;

use crate::cli::session::Session;
use crate::error::{Error, Kind};

/// What is written; the names in capitals are filled in.
const SKELETON: &str = r#"# What a developer needs to know about this kind of problem, and what settles most of these calls.
# How flows are written: `baton flows guide`.

schema = 1
id = "ID"
title = "TITLE"
version = 1                     # raise it when a question's meaning changes
owner = "OWNER"
keywords = ["WORD"]          # words of a caller that propose this flow

[[question]]
id = "scope"
type = "choice"
ask = "Is it only you, or do others have it, too?"
why = "One person points to their computer or account; several point to the server or to our release."
options = [
  { id = "one", label = "Only the caller" },
  { id = "several", label = "Several" },
]

[[question]]
id = "sees_message"
type = "yes_no"
ask = "Is there a message on the screen?"
why = "With a message we search for its words; without one we have to follow every step."

[[question]]
id = "message_words"
type = "exact"
ask = "Please read me the message, word by word."
why = "Developers search the code for these words; a paraphrase finds nothing."
when = { sees_message = "yes" }

[[rule]]
when = { scope = "several" }
impact = "several"

[brief]
summary = "TITLE: {answer.message_words|no message} ({answer.scope})"
readback = "Who has it: {answer.scope}. The message says: {answer.message_words}."

[[path]]                        # a test: `baton flows test`
name = "several, without a message"
given = { scope = "several", sees_message = "no" }
hides = ["message_words"]
expect = { impact = "several" }

[[path]]
name = "only the caller, with a message"
given = { scope = "one", sees_message = "yes", message_words = "E-17" }
asks = ["message_words"]
"#;

/// Writes a flow with this id, to a file or to the standard output.
pub(super) fn run(
    id: &str,
    into: Option<&Path>,
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let fits = id.starts_with(|first: char| first.is_ascii_lowercase())
        && id
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    if !fits {
        let message = format!("`{id}` is not an id: use a–z, 0–9 and _, such as wrong_labels");
        return Err(Error::new(Kind::Usage, message));
    }
    let (library, _faults) = session.library();
    if library.get(id).is_some() {
        let message = format!("there is a flow {id} already: choose another id");
        let hint = format!("`baton flows show {id}` shows it.");
        return Err(Error::new(Kind::Usage, message).hint(hint));
    }
    let text = skeleton(id, session.config.agent.as_deref());
    let Some(path) = into else {
        return Ok(out.write_all(text.as_bytes())?);
    };
    super::import::write_new(path, &text)?;
    let path = path.display();
    Ok(writeln!(
        out,
        "Written to {path}. Next: baton flows try {path}, and baton flows check {path} after every change."
    )?)
}

fn skeleton(id: &str, owner: Option<&str>) -> String {
    let words = id.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let title: String = first.chain(letters.as_str().chars()).collect();
    // A name that needs more than quotes is left to its bearer.
    let owner =
        owner.filter(|name| !name.contains(['"', '\\']) && !name.contains(char::is_control));
    SKELETON
        .replace("OWNER", owner.unwrap_or("your name"))
        .replace("WORD", words.trim())
        .replace("TITLE", title.trim())
        .replace("\"ID\"", &format!("\"{id}\""))
}
