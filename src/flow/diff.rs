//! Two versions of a flow, in words: what is asked now, what no longer, and what is asked otherwise.

mod order;

use super::card::{acts, check_in_words, in_words, kind_in_words, wording_in_words};
use super::fact::Prefill;
use super::lint::meaning::change;
use super::question::{Choice, Question, RequiredFor};
use super::template::Template;
use super::{Flow, Section};

/// Something that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about: `question scope`, `section printers`, `rules`, `flow`.
    pub about: String,
    /// What changed, as a sentence without its full stop.
    pub words: String,
}

/// What something is made of: each part by its name, in words.
type Parts = Vec<(String, String)>;

/// What changed from one version to the other, in the order of the later one.
pub fn diff(before: &Flow, after: &Flow) -> Vec<Change> {
    let mut changes = Vec::new();
    compare("flow", &of_flow(before), &of_flow(after), &mut changes);
    sections(before, after, &mut changes);
    questions(before, after, &mut changes);
    rules(before, after, &mut changes);
    changes
}

fn compare(about: &str, before: &Parts, after: &Parts, changes: &mut Vec<Change>) {
    let find = |parts: &Parts, name: &str| {
        let part = parts.iter().find(|(known, _)| known == name);
        part.map(|(_, words)| words.clone())
            .filter(|words| !words.is_empty())
    };
    let gone = before
        .iter()
        .filter(|(name, _)| !after.iter().any(|(known, _)| known == name));
    for (name, _) in after.iter().chain(gone) {
        let words = match (find(before, name), find(after, name)) {
            (was, is) if was == is => continue,
            (Some(was), Some(is)) => format!("{name} is “{is}”, was “{was}”"),
            (None, Some(is)) => format!("{name} is new: “{is}”"),
            (Some(was), None) => format!("{name} is gone: “{was}”"),
            (None, None) => continue,
        };
        changes.push(Change {
            about: about.to_owned(),
            words,
        });
    }
}

fn part(name: &str, words: impl Into<String>) -> (String, String) {
    (name.to_owned(), words.into())
}

fn of_flow(flow: &Flow) -> Parts {
    let text = |template: &Option<Template>| {
        template
            .as_ref()
            .map_or_else(String::new, |template| template.written().to_owned())
    };
    let say: Vec<&str> = flow.say.iter().map(|text| &**text).collect();
    vec![
        part("the title", &*flow.title),
        part("the version", flow.reference.version.to_string()),
        part("the owner", flow.owner.clone().unwrap_or_default()),
        part(
            "the day of its review",
            flow.review_by
                .map_or_else(String::new, |day| day.to_string()),
        ),
        part("its products", flow.products.join(", ")),
        part("what proposes it", flow.keywords.join(", ")),
        part("what to say", say.join(" ")),
        part("what to avoid", flow.avoid.join(" ")),
        part("the summary", text(&flow.summary)),
        part("the read-back", text(&flow.readback)),
    ]
}

fn sections(before: &Flow, after: &Flow, changes: &mut Vec<Change>) {
    let named =
        |flow: &'_ Flow, id: &str| flow.sections.iter().position(|section| section.id == id);
    let about = |section: &Section| format!("section {}", section.id);
    for section in after
        .sections
        .iter()
        .filter(|section| !section.id.is_empty())
    {
        match named(before, &section.id).and_then(|at| before.sections.get(at)) {
            Some(was) => compare(
                &about(section),
                &of_section(was, before),
                &of_section(section, after),
                changes,
            ),
            None => changes.push(Change {
                about: about(section),
                words: format!("it is new: “{}”", section.title),
            }),
        }
    }
    let rows = (&section_ids(before), &section_ids(after));
    for (id, place) in order::moved_to(rows.0, rows.1) {
        let place = place.map_or_else(|| "first".to_owned(), |above| format!("after `{above}`"));
        changes.push(Change {
            about: format!("section {id}"),
            words: format!("it stands elsewhere, now {place}"),
        });
    }
    for section in before
        .sections
        .iter()
        .filter(|section| !section.id.is_empty())
    {
        if named(after, &section.id).is_none() {
            changes.push(Change {
                about: about(section),
                words: "it is gone".to_owned(),
            });
        }
    }
}

fn of_section(section: &Section, flow: &Flow) -> Parts {
    let repeat = section.repeat.as_ref();
    vec![
        part("its title", &*section.title),
        part(
            "when it is asked",
            section
                .when
                .as_ref()
                .map_or_else(String::new, |when| in_words(when, flow)),
        ),
        part(
            "what it is repeated for",
            repeat.map_or_else(String::new, |repeat| {
                let others = repeat.anothers.iter();
                let others = others.map(|(language, words)| format!("; {language}: “{words}”"));
                let another = repeat.another.iter().map(|words| format!("; “{words}”"));
                let another: String = another.chain(others).collect();
                format!("each {}, up to {} times{another}", repeat.item, repeat.max)
            }),
        ),
        part(
            "its place",
            if section.after {
                "after the category"
            } else {
                "before it"
            },
        ),
    ]
}

/// The sections that have a name, in their order.
fn section_ids(flow: &Flow) -> Vec<&str> {
    let ids = flow.sections.iter().map(|section| section.id.as_str());
    ids.filter(|id| !id.is_empty()).collect()
}

fn ids(flow: &Flow) -> Vec<&str> {
    let questions = flow.questions.iter();
    questions.map(|question| question.id.as_str()).collect()
}

/// The names of parts.
fn names(parts: &Parts) -> Vec<&str> {
    parts.iter().map(|(name, _)| name.as_str()).collect()
}

fn questions(before: &Flow, after: &Flow, changes: &mut Vec<Change>) {
    let moved = order::moved_to(&ids(before), &ids(after));
    for question in &after.questions {
        let about = format!("question {}", question.id);
        let Some(was) = before.question(&question.id) else {
            changes.push(Change {
                about,
                words: format!("it is new: “{}”", &*question.ask),
            });
            continue;
        };
        if let Some((_, above)) = moved.iter().find(|(id, _)| *id == question.id) {
            let words = match above {
                Some(above) => format!("it is asked elsewhere, now after `{above}`"),
                None => "it is asked first now".to_owned(),
            };
            changes.push(Change {
                about: about.clone(),
                words,
            });
        }
        let is_later = after.reference.version > before.reference.version;
        let meaning = change(was, question).filter(|_| !is_later);
        changes.extend(meaning.map(|(_, change)| Change {
            about: about.clone(),
            words: format!(
                "its answers mean something else, and the version did not rise: {change}"
            ),
        }));
        compare(
            &about,
            &of_question(was, before),
            &of_question(question, after),
            changes,
        );
        options(&about, (was, before), (question, after), changes);
    }
    for question in &before.questions {
        if after.question(&question.id).is_none() {
            changes.push(Change {
                about: format!("question {}", question.id),
                words: format!(
                    "it is gone, and old answers to it have no question any more: “{}”",
                    &*question.ask
                ),
            });
        }
    }
}

fn of_question(question: &Question, flow: &Flow) -> Parts {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let section = flow
        .sections
        .get(question.section)
        .filter(|section| !section.id.is_empty());
    let mut parts = vec![
        part("what is asked", &*question.ask),
        part("the reason", &*question.why),
        part("its type", kind_in_words(&question.kind)),
        part(
            "when it is asked",
            question
                .when
                .as_ref()
                .map_or_else(String::new, |when| in_words(when, flow)),
        ),
        part("the reason for the caller", text(&question.say_why)),
        part("the hint", text(&question.hint)),
        part("the help", text(&question.help)),
        part("what to listen for", text(&question.listen_for)),
        part("what to avoid", text(&question.avoid)),
        part(
            "its section",
            section.map_or_else(String::new, |section| section.id.clone()),
        ),
        part(
            "what needs it",
            match question.required_for {
                RequiredFor::Escalate => "escalating",
                RequiredFor::Resolve => "escalating and resolving",
                RequiredFor::Never => "nothing",
            },
        ),
        part("its check", check_in_words(question).unwrap_or_default()),
        part("what fills it", question.from.map_or("", Prefill::id)),
        part(
            "what it fills",
            question
                .maps_to
                .map_or_else(String::new, |field| field.words().to_owned()),
        ),
        part(
            "who sees it",
            if question.sensitive {
                "masked outside"
            } else {
                "everybody"
            },
        ),
        part(
            "its state",
            if question.retired {
                "retired"
            } else {
                "in use"
            },
        ),
    ];
    parts.extend(question.wordings.iter().map(|wording| {
        let name = format!(
            "what is asked {}",
            wording_in_words(wording).replacen('I', "i", 1)
        );
        (name, wording.text.to_string())
    }));
    parts.extend(question.say_whys.iter().map(|(language, words)| {
        (
            format!("the reason for the caller in {language}"),
            words.clone(),
        )
    }));
    parts
}

fn options(
    about: &str,
    before: (&Question, &Flow),
    after: (&Question, &Flow),
    changes: &mut Vec<Change>,
) {
    let listed = |(question, flow): (&Question, &Flow)| -> Parts {
        let options = question.kind.options();
        let mut parts: Parts = options
            .iter()
            .flat_map(|options| &options.items)
            .map(|option| {
                (
                    format!("the option `{}`", option.id),
                    of_option(option, flow),
                )
            })
            .collect();
        if options.is_some_and(|options| options.other) {
            parts.push(part("the option for anything else", "in words"));
        }
        parts
    };
    let (before, after) = (listed(before), listed(after));
    compare(about, &before, &after, changes);
    for (name, above) in order::moved_to(&names(&before), &names(&after)) {
        let place = above.map_or_else(|| "first".to_owned(), |above| format!("after {above}"));
        changes.push(Change {
            about: about.to_owned(),
            words: format!("{name} is offered {place} now"),
        });
    }
}

fn of_option(option: &Choice, flow: &Flow) -> String {
    let retired = if option.retired { ", retired" } else { "" };
    let labels = option
        .labels
        .iter()
        .map(|(language, label)| format!(", {language}: {label}"));
    let labels: String = labels.collect();
    super::card::option_in_words(flow, option).replacen(&format!(" ({})", option.id), "", 1)
        + &labels
        + retired
}

/// Rules have no names: one with the same condition is the same one.
fn rules(before: &Flow, after: &Flow, changes: &mut Vec<Change>) {
    let written = |flow: &Flow| -> Parts {
        let mut parts: Parts = Vec::new();
        for rule in &flow.rules {
            let when = rule
                .when
                .as_ref()
                .map_or_else(|| "always".to_owned(), |when| in_words(when, flow));
            let (name, acts) = (format!("what follows when {when}"), acts(rule).join("; "));
            match parts.iter_mut().find(|(known, _)| *known == name) {
                Some((_, known)) => *known = format!("{known}; {acts}"),
                None => parts.push((name, acts)),
            }
        }
        parts
    };
    let (before, after) = (written(before), written(after));
    compare("rules", &before, &after, changes);
    for (name, above) in order::moved_to(&names(&before), &names(&after)) {
        let place = above.map_or_else(|| "first".to_owned(), |above| format!("after {above}"));
        changes.push(Change {
            about: "rules".to_owned(),
            words: format!("{name} comes {place} now"),
        });
    }
}
