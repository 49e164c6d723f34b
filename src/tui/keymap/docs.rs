//! The key table as text: for the README, for `baton keys`, for the man page.

use std::fmt::Write;

use super::{Context, Keymap};

/// One line of the help: the keys, the word in the footer, the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The keys as they are written.
    pub keys: Vec<String>,
    /// The word in the footer.
    pub word: &'static str,
    /// What it does.
    pub help: &'static str,
}

/// Every row under the heading of its first context, in the table's order; what holds in many stands under headings
/// of its own.
pub fn sections(keymap: &Keymap) -> Vec<(&'static str, Vec<Line>)> {
    let mut sections: Vec<(&'static str, Vec<Line>)> = Vec::new();
    for bound in keymap.all() {
        let context = bound.row.contexts.first().copied().unwrap_or_default();
        let heading = heading(bound.row.contexts, context);
        let line = Line {
            keys: bound.shown(context),
            word: bound.row.word,
            help: bound.row.help,
        };
        let said = |(_, lines): &(_, Vec<Line>)| lines.contains(&line);
        if sections.iter().any(said) {
            continue;
        }
        match sections.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, lines)) => lines.push(line),
            None => sections.push((heading, vec![line])),
        }
    }
    let place = |heading| {
        Context::ALL
            .iter()
            .position(|context| context.title() == heading)
    };
    // What holds everywhere is read last, when the own keys of each place are known.
    sections.sort_by_key(|(heading, _)| place(*heading).unwrap_or(Context::ALL.len()));
    sections
}

const EVERYWHERE: &str = "Everywhere";
const WHILE_YOU_TYPE: &str = "While you type";

fn heading(contexts: &[Context], context: Context) -> &'static str {
    if contexts.len() > 4 {
        EVERYWHERE
    } else if contexts.len() > 1 && contexts.iter().all(|context| context.is_text()) {
        WHILE_YOU_TYPE
    } else {
        context.title()
    }
}

/// The tables of the README.
pub fn markdown(keymap: &Keymap) -> String {
    let mut text = String::new();
    for (heading, lines) in sections(keymap) {
        let _ = writeln!(text, "**{heading}**\n\n| key | what |\n| --- | --- |");
        for line in lines {
            let keys: Vec<String> = line.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(text, "| {} | {} |", keys.join(" "), line.help);
        }
        text.push('\n');
    }
    text
}

/// What `baton keys` prints.
pub fn plain(keymap: &Keymap) -> String {
    let sections = sections(keymap);
    let width = sections
        .iter()
        .flat_map(|(_, lines)| lines)
        .map(|line| line.keys.join(" ").chars().count())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for (heading, lines) in sections {
        let _ = writeln!(text, "{heading}");
        for line in lines {
            let _ = writeln!(text, "  {:width$}  {}", line.keys.join(" "), line.help);
        }
        text.push('\n');
    }
    text
}
