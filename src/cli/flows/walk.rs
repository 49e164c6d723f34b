//! `baton flows try`: a walk through a flow on the standard input, as a call would take it.

use std::io::{BufRead, Write};

use super::outcome::Page;
use crate::cli::session::Session;
use crate::domain::answer::{Answer, AnswerState, Source};
use crate::error::Error;
use crate::flow::answer::{Parsed, Setting, parse};
use crate::flow::question::OTHER;
use crate::flow::run::Part;
use crate::flow::{Facts, INTAKE, Library, Run, Step};

const HELP: &str = "Type an answer, or: ? does not know · - declines · / skip · . stop";

/// Asks until every question has something; nothing is stored.
pub(super) fn run(
    library: &Library,
    id: &str,
    facts: &Facts,
    session: &Session<'_>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut page = Page::new(out);
    let category = library.get(id).filter(|_| id != INTAKE);
    let mut answers: Vec<Answer> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    let mut heading = None;
    let mut noted: Vec<(String, Option<u32>)> = Vec::new();
    page.line("", HELP)?;
    loop {
        let run = Run::new(
            library.intake(),
            category.map(|flow| &**flow),
            facts,
            &answers,
        );
        for tell in run.tell() {
            if !told.contains(&tell) {
                page.gap()?;
                page.line("   Say: ", &tell)?;
                told.push(tell);
            }
        }
        // One flow is tried: the standard questions are asked when they are the flow.
        let own = |step: &&Step<'_>| step.flow.id() == id;
        let Some(next) = run.steps().iter().filter(own).position(Step::is_open) else {
            return Ok(page.outcome(&run)?);
        };
        for step in run.steps().iter().filter(own).take(next + 1) {
            if step.question.is_asked() || step.stopped {
                continue;
            }
            let note = run.ask(step).into_owned();
            if !noted.contains(&(note.clone(), step.item)) {
                page.gap()?;
                page.line("   Note: ", &note)?;
                noted.push((note, step.item));
            }
        }
        let Some(step) = run.steps().iter().filter(own).nth(next) else {
            return Ok(page.outcome(&run)?);
        };
        let title = run.parts().get(step.part).map(Part::title);
        if title != heading {
            page.gap()?;
            page.line("── ", title.as_deref().unwrap_or_default())?;
            heading = title;
        }
        put(&run, step, &mut page)?;
        match answer(&run, step, session, input, &mut page)? {
            Some(answer) => answers.push(answer),
            None => return Ok(page.outcome(&run)?),
        }
    }
}

fn put(run: &Run<'_>, step: &Step<'_>, page: &mut Page<'_>) -> std::io::Result<()> {
    page.gap()?;
    page.line(&format!("{}. ", step.number), &run.ask(step))?;
    for (index, option) in run.options(step).iter().enumerate() {
        let label = option.label_in(run.language());
        page.line(&format!("   {} ", index + 1), label)?;
    }
    let options = step.question.kind.options();
    if options.is_some_and(|options| options.other) {
        page.line(&format!("   {OTHER}: "), "anything else, in words")?;
    }
    page.line("   Why: ", &step.question.why)?;
    let say_why = step.question.say_why_in(run.language());
    let hint = step.question.hint.as_deref();
    for (label, text) in [("   To the caller: ", say_why), ("   Hint: ", hint)] {
        if let Some(text) = text {
            page.line(label, text)?;
        }
    }
    Ok(())
}

/// What was typed in a line; `None` at the end of the input.
fn typed(
    mark: &str,
    input: &mut dyn BufRead,
    page: &mut Page<'_>,
) -> Result<Option<String>, Error> {
    page.prompt(mark)?;
    let mut bytes = Vec::new();
    if input.read_until(b'\n', &mut bytes)? == 0 {
        page.gap()?;
        return Ok(None);
    }
    let typed = String::from_utf8_lossy(&bytes);
    Ok(Some(typed.trim_end_matches(['\n', '\r']).to_owned()))
}

/// Reads until an answer can be taken; `None` at the end of the input.
fn answer(
    run: &Run<'_>,
    step: &Step<'_>,
    session: &Session<'_>,
    input: &mut dyn BufRead,
    page: &mut Page<'_>,
) -> Result<Option<Answer>, Error> {
    let language = run.language();
    let setting = Setting {
        now: session.now,
        region: &session.config.region,
        language,
    };
    let without = |state, remark: Option<&str>| {
        Some(step.without_value(&run.ask(step), state, remark.map(str::to_owned)))
    };
    loop {
        let Some(typed) = typed("> ", input, page)? else {
            return Ok(None);
        };
        match typed.trim() {
            "." => return Ok(None),
            "?" => return Ok(without(AnswerState::Unknown, None)),
            "-" => return Ok(without(AnswerState::Declined, None)),
            "/" => return Ok(without(AnswerState::NotAsked, Some("tried out"))),
            _ => {}
        }
        match parse(step.question, &run.options(step), &typed, setting) {
            Ok(parsed) => {
                if !is_accepted(&parsed, input, page)? {
                    continue;
                }
                let answer = step.answered(&run.ask(step), parsed, Source::Caller);
                page.line("   ✓ ", &answer.words())?;
                return Ok(Some(answer));
            }
            Err(complaint) => page.line("   ", &complaint)?,
        }
    }
}

/// Whether nothing stands against an answer, or it is taken all the same: a second key does that in a call.
fn is_accepted(
    parsed: &Parsed,
    input: &mut dyn BufRead,
    page: &mut Page<'_>,
) -> Result<bool, Error> {
    let Some(warning) = &parsed.warning else {
        return Ok(true);
    };
    page.line("   Mind: ", warning)?;
    let typed = typed("   Take it all the same? y/n > ", input, page)?;
    Ok(typed.is_some_and(|typed| matches!(typed.trim(), "y" | "yes")))
}
