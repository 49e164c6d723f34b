//! `baton flows show`: a flow as a card to print and review.

use std::io::{self, Write};

use crate::export::escape;
use crate::flow::{Flow, Question, RequiredFor};

pub(super) fn write(flow: &Flow, out: &mut dyn Write) -> io::Result<()> {
    let title = escape::line(&flow.title);
    let (id, version) = (escape::line(flow.id()), flow.reference.version);
    writeln!(out, "{title} ({id}, version {version})")?;
    line(out, "tended by", flow.owner.as_deref())?;
    let review = flow.review_by.map(|day| day.to_string());
    line(out, "review by", review.as_deref())?;
    line(out, "products", Some(&flow.products.join(", ")))?;
    line(out, "found by", Some(&flow.keywords.join(", ")))?;
    for say in &flow.say {
        line(out, "say", Some(say))?;
    }
    for avoid in &flow.avoid {
        line(out, "do not say", Some(avoid))?;
    }
    let mut section = None;
    for (number, question) in flow
        .questions
        .iter()
        .filter(|question| !question.retired)
        .enumerate()
    {
        if section != Some(question.section) {
            section = Some(question.section);
            let title = flow
                .sections
                .get(question.section)
                .map_or("", |section| section.title.as_str());
            if !title.is_empty() {
                writeln!(out, "\n{}", escape::line(title))?;
            }
        }
        writeln!(out, "\n{}. {}", number + 1, escape::line(&question.ask))?;
        details(question, out)?;
    }
    Ok(())
}

fn details(question: &Question, out: &mut dyn Write) -> io::Result<()> {
    let options = question.kind.options().map(|options| {
        let labels = options.items.iter().filter(|option| !option.retired);
        let labels = labels.map(|option| option.label.as_str());
        let other = options.other.then_some("something else");
        labels.chain(other).collect::<Vec<_>>().join(" · ")
    });
    let needed = match question.required_for {
        RequiredFor::Escalate => Some("before escalating"),
        RequiredFor::Resolve => Some("before resolving"),
        RequiredFor::Never => None,
    };
    let asked = question
        .when
        .as_ref()
        .map(|_| "only when other answers call for it");
    for (label, text) in [
        ("in plain words", question.ask_plain.as_deref()),
        ("to a technician", question.ask_technical.as_deref()),
        ("why", Some(question.why.as_str())),
        ("say why", question.say_why.as_deref()),
        ("answers", options.as_deref()),
        ("hint", question.hint.as_deref()),
        ("help", question.help.as_deref()),
        ("listen for", question.listen_for.as_deref()),
        ("do not say", question.avoid.as_deref()),
        ("asked", asked),
        ("needed", needed),
        ("type", Some(question.kind.id())),
    ] {
        line(out, label, text)?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, label: &str, text: Option<&str>) -> io::Result<()> {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => writeln!(out, "   {label:<16}{}", escape::line(text)),
        None => Ok(()),
    }
}
