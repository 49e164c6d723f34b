//! Makes a flow of a draft: resolves conditions and templates, and orders the questions so that each condition finds
//! what it looks at already worked out.

mod order;
mod path;

use super::condition::names::Names;
use super::condition::read::Spotter;
use super::condition::{Condition, Source};
use super::fact::{ALONE, Fact};
use super::lint::{self, Care, Marks};
use super::schema::{Draft, Owner, Place, TextOf};
use super::template::{NoPlace, Template, Text};
use super::{Flow, INTAKE, Slots};
use crate::domain::answer::Field;
use crate::handwritten::fault::Faults;
use order::order;

/// What the record needs, and so what the intake has to ask for.
const NEEDED: &[Field] = &[
    Field::Caller,
    Field::Summary,
    Field::Category,
    Field::Product,
    Field::Version,
    Field::Impact,
];

/// Compiles a draft; what is wrong goes to the faults of the file where it stands. With care, also what its owner should
/// look at.
pub(super) fn compile(
    draft: Draft<'_>,
    intake: Option<&Flow>,
    faults: &Faults<'_>,
    care: Option<Care<'_>>,
) -> Flow {
    let Draft {
        mut flow,
        conditions,
        texts,
        summary,
        readback,
        places,
        paths,
        ..
    } = draft;
    check_names(&flow, &places, faults);
    let asked = flow.questions.clone();
    let names = Names::new(&asked, intake.map_or(&[], |intake| &intake.questions));

    let resolved: Vec<_> = conditions
        .iter()
        .map(|pending| {
            let spotter = Spotter {
                names: &names,
                faults: pending.place.faults,
                path: &pending.place.path,
            };
            (pending.owner, spotter.read(pending.value))
        })
        .collect();
    flow.summary = template(summary.as_ref(), &names);
    flow.readback = template(readback.as_ref(), &names);
    if let (Some(summary), Some((_, place))) = (&flow.summary, &summary) {
        report_secrets(summary, &names, place);
    }
    for (owner, place) in &texts {
        if let Some(text) = text_mut(&mut flow, *owner) {
            resolve(text, *owner, &names, place);
        }
    }
    for (owner, condition) in resolved {
        let place = match owner {
            Owner::Section(at) => flow.sections.get_mut(at).map(|section| &mut section.when),
            Owner::Question(at) => flow
                .questions
                .get_mut(at)
                .map(|question| &mut question.when),
            Owner::Option(question, at) => flow
                .questions
                .get_mut(question)
                .and_then(|question| question.kind.options_mut()?.items.get_mut(at))
                .map(|option| &mut option.when),
            Owner::Rule(at) => flow.rules.get_mut(at).map(|rule| &mut rule.when),
        };
        if let (Some(place), Some(condition)) = (place, condition) {
            // Whoever includes a question may say when, too; then both have to hold.
            *place = Some(match place.take() {
                Some(before) => Condition::All(vec![before, condition]),
                None => condition,
            });
        }
    }
    let ids = flow.questions.iter().enumerate();
    flow.by_id = ids
        .map(|(at, question)| (question.id.clone(), at))
        .collect();
    flow.intake = intake
        .map(|intake| {
            intake
                .questions
                .iter()
                .map(|question| question.id.clone())
                .collect()
        })
        .unwrap_or_default();
    for (at, question) in flow.questions.iter().enumerate() {
        if let Some(section) = flow.sections.get_mut(question.section) {
            section.questions.push(at);
        }
    }
    flow.slots = slots(&flow);
    flow.order = order(&flow, &conditions);
    let paths = paths
        .into_iter()
        .map(|draft| path::path(draft, &flow, &names));
    flow.paths = paths.collect();
    let is_whole = flow.order.len() == flow.sections.len() + flow.questions.len();
    if let Some(care) = care.filter(|_| is_whole) {
        let marks = Marks {
            conditions: &conditions,
            questions: &places,
        };
        lint::look(&flow, intake, &marks, care);
    }
    flow
}

/// Gives each question room for its answers.
fn slots(flow: &Flow) -> Vec<Slots> {
    let mut start = 0;
    let each = flow.questions.iter().map(|question| {
        let section = flow.sections.get(question.section);
        let repeat = section.and_then(|section| section.repeat.as_ref());
        let slots = Slots {
            start,
            count: repeat.map_or(1, |repeat| repeat.max),
            section: question.section,
        };
        start += slots.count;
        slots
    });
    each.collect()
}

fn text_mut(flow: &mut Flow, owner: TextOf) -> Option<&mut Text> {
    match owner {
        TextOf::Say(at) => flow.say.get_mut(at),
        TextOf::Ask(at) => Some(&mut flow.questions.get_mut(at)?.ask),
        TextOf::Wording(question, at) => {
            let wordings = &mut flow.questions.get_mut(question)?.wordings;
            Some(&mut wordings.get_mut(at)?.text)
        }
        TextOf::Option(question, at) => {
            let options = flow.questions.get_mut(question)?.kind.options_mut()?;
            options.items.get_mut(at)?.say.as_mut()
        }
        TextOf::Tell(at) => flow.rules.get_mut(at)?.tell.as_mut(),
    }
}

/// Finds the places of a text. A question with a gap cannot be asked, so each of its places needs words to fall back to.
fn resolve(text: &mut Text, owner: TextOf, names: &Names<'_>, place: &Place<'_>) {
    if let Err(gaps) = text.resolve(names) {
        report(&gaps, place);
    }
    if text.has_gaps() {
        place.lint("a place has no words for when there is no answer: {answer.device|the device}");
    }
    let (TextOf::Ask(asked) | TextOf::Wording(asked, _)) = owner else {
        return;
    };
    if text.sources().contains(&Source::Own(asked)) {
        place.fault("it tells the answer that it asks for");
    }
}

/// The summary stands on every sheet, so nothing sensitive goes into it.
fn report_secrets(summary: &Template, names: &Names<'_>, place: &Place<'_>) {
    let secret = summary
        .sources()
        .into_iter()
        .filter_map(|source| names.at(source));
    for question in secret.filter(|question| question.sensitive) {
        let id = &question.id;
        place.fault(format!(
            "`{id}` is sensitive, and the summary stands on every sheet"
        ));
    }
}

fn template(text: Option<&(String, Place<'_>)>, names: &Names<'_>) -> Option<Template> {
    let (text, place) = text?;
    match Template::parse(text, names) {
        Ok(template) => Some(template),
        Err(gaps) => {
            report(&gaps, place);
            None
        }
    }
}

/// Reports the places of a text that mean nothing, each where it stands.
fn report(gaps: &[NoPlace], place: &Place<'_>) {
    for gap in gaps {
        let span = place.faults.within(&place.span, &gap.written, gap.nth);
        let near = gap.near.as_ref();
        let near = near.map(|near| format!("did you mean `{{{near}}}`?"));
        place
            .faults
            .advise(&span, &place.path, &gap.message, near.as_deref());
    }
}

/// Names that would be mistaken for facts, and fields that the record cannot do without.
fn check_names(flow: &Flow, places: &[Place<'_>], faults: &Faults<'_>) {
    for (question, place) in flow.questions.iter().zip(places) {
        let fault = |message: String| {
            let key = format!("question {}: id", question.id);
            place.faults.add(&place.span, &key, message);
        };
        if ["any", "all", "not", "or", "mod"].contains(&question.id.as_str()) {
            fault(format!(
                "`{}` is a word of conditions; choose another id",
                question.id
            ));
        }
        let fact = ALONE.iter().find(|(name, _)| *name == question.id);
        if let Some((name, fact)) = fact {
            let fills_it = question.maps_to.is_some() && question.maps_to == fact.field();
            if !fills_it && *fact == Fact::Priority {
                fault(
                    "`priority` is worked out of impact and urgency; choose another id".to_owned(),
                );
            } else if !fills_it {
                fault(format!(
                    "conditions call the record’s {name} so; add maps_to = \"{name}\", or choose another id"
                ));
            }
        }
    }
    if flow.reference.id == INTAKE {
        let missing = |field: &&Field| {
            !flow
                .questions
                .iter()
                .any(|q| q.maps_to == Some(**field) && !q.retired)
        };
        for field in NEEDED.iter().filter(missing) {
            let message = format!(
                "no question of the intake has maps_to = \"{}\", which the record needs",
                field.id()
            );
            faults.add(&(0..1), "maps_to", message);
        }
    }
}
