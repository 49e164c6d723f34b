//! `baton flows try`: a walk through a flow on the standard input, as a call would take it.

use std::io::{BufRead, Write};

use crate::cli::session::Session;
use crate::domain::answer::{Answer, AnswerState, Source};
use crate::error::Error;
use crate::export::escape;
use crate::flow::answer::{Setting, parse};
use crate::flow::question::OTHER;
use crate::flow::{Facts, INTAKE, Library, Run, Step};

const HELP: &str = "Type an answer, or: ? does not know · - declines · / skip · . stop";

/// Asks until every question has something; nothing is stored.
pub(super) fn run(
    library: &Library,
    id: &str,
    session: &Session<'_>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let facts = Facts {
        first_call: Some(true),
        today: Some(session.now.date_naive()),
        language: session.config.language.clone(),
        ..Facts::default()
    };
    let category = library.get(id).filter(|_| id != INTAKE);
    let mut answers: Vec<Answer> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    writeln!(out, "{HELP}")?;
    loop {
        let run = Run::new(
            library.intake(),
            category.map(|flow| &**flow),
            &facts,
            &answers,
        );
        for tell in run.tell() {
            if !told.contains(&tell) {
                writeln!(out, "\n   Say: {}", escape::line(&tell))?;
                told.push(tell);
            }
        }
        // One flow is tried: the standard questions are asked when they are the flow.
        let next = run
            .steps()
            .iter()
            .find(|step| step.flow.id() == id && step.is_open());
        let Some(step) = next else {
            return Ok(finish(&run, out)?);
        };
        put(&run, step, out)?;
        match answer(&run, step, session, input, out)? {
            Some(answer) => answers.push(answer),
            None => return Ok(finish(&run, out)?),
        }
    }
}

fn put(run: &Run<'_>, step: &Step<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "\n{}. {}", step.number, escape::line(&run.ask(step)))?;
    for (index, option) in run.options(step).iter().enumerate() {
        writeln!(
            out,
            "   {} {}",
            index + 1,
            escape::line(option.label_in(run.language()))
        )?;
    }
    if step
        .question
        .kind
        .options()
        .is_some_and(|options| options.other)
    {
        writeln!(out, "   {OTHER}: anything else, in words")?;
    }
    writeln!(out, "   Why: {}", escape::line(&step.question.why))?;
    if let Some(hint) = &step.question.hint {
        writeln!(out, "   Hint: {}", escape::line(hint))?;
    }
    Ok(())
}

/// Reads until an answer can be taken; `None` at the end of the input.
fn answer(
    run: &Run<'_>,
    step: &Step<'_>,
    session: &Session<'_>,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<Option<Answer>, Error> {
    let setting = Setting {
        now: session.now,
        region: &session.config.region,
        language: session.config.language.as_deref(),
    };
    loop {
        write!(out, "> ")?;
        out.flush()?;
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(out)?;
            return Ok(None);
        }
        let typed = String::from_utf8_lossy(&bytes);
        let typed = typed.trim_end_matches(['\n', '\r']);
        let without = |state, remark: Option<&str>| {
            step.without_value(&run.ask(step), state, remark.map(str::to_owned))
        };
        match typed.trim() {
            "." => return Ok(None),
            "?" => return Ok(Some(without(AnswerState::Unknown, None))),
            "-" => return Ok(Some(without(AnswerState::Declined, None))),
            "/" => return Ok(Some(without(AnswerState::NotAsked, Some("tried out")))),
            _ => {}
        }
        match parse(step.question, &run.options(step), typed, setting) {
            Ok(parsed) => {
                if let Some(warning) = &parsed.warning {
                    writeln!(out, "   Mind: {}", escape::line(warning))?;
                }
                let answer = step.answered(&run.ask(step), parsed, Source::Caller);
                writeln!(out, "   ✓ {}", escape::line(&answer.words()))?;
                return Ok(Some(answer));
            }
            Err(complaint) => writeln!(out, "   {}", escape::line(&complaint))?,
        }
    }
}

fn finish(run: &Run<'_>, out: &mut dyn Write) -> std::io::Result<()> {
    if let Some(stop) = run.stop() {
        writeln!(out, "\nStopped: {}", escape::line(stop))?;
    }
    for (label, text) in [("Summary", run.summary()), ("Read back", run.readback())] {
        if !text.trim().is_empty() {
            writeln!(out, "\n{label}: {}", escape::line(&text))?;
        }
    }
    Ok(())
}
