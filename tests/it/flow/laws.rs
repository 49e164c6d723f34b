//! The laws of runs, over answers that nobody would think of: a run is its answers, in whatever order they came.

use std::sync::LazyLock;

use baton::domain::answer::{Answer, AnswerState, Source};
use baton::flow::library::Layer;
use baton::flow::{Facts, Flow, Kind, Library, Question, Run};
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, proptest,
};
use proptest::sample::{Index, select};

use super::fixture::{answer, file};

/// The shipped flows: the intake and every category; and one with everything that the language has.
fn library() -> &'static Library {
    static FLOWS: LazyLock<Library> = LazyLock::new(|| {
        let rich = include_str!("../fixtures/flows/rich.toml");
        let library = Library::load(vec![file(Layer::Own, "rich.toml", rich)]);
        assert!(library.faults().is_empty(), "{:#?}", library.faults());
        library
    });
    &FLOWS
}

/// Something to say to a question: mostly an option, sometimes text, sometimes nothing.
fn said(flow: &str, question: &Question, pick: Index, state: usize) -> Answer {
    let states = ["unknown", "declined", "not_asked"];
    if let Some(state) = states.get(state) {
        return answer(flow, &format!("{}?{state}", question.id));
    }
    let value = match &question.kind {
        Kind::YesNo => ["yes", "no"][pick.index(2)].to_owned(),
        Kind::Choice(options) => options.items[pick.index(options.items.len())].id.clone(),
        Kind::Choices(options) => format!("{}+", options.items[pick.index(options.items.len())].id),
        Kind::Number { .. } | Kind::Scale { .. } => format!("#{}", pick.index(100)),
        Kind::Version => format!("5.{}", pick.index(12)),
        _ => format!("word{}", pick.index(9)),
    };
    let mut answer = answer(flow, &format!("{}={value}", question.id));
    answer.shown = Some(format!("«{}.{value}»", question.id));
    answer
}

/// Answers to some questions of a call, each at most once.
fn calls() -> impl Strategy<Value = (String, Vec<Answer>)> {
    let ids: Vec<String> = library()
        .categories()
        .iter()
        .map(|flow| flow.id().to_owned())
        .collect();
    let spoken = proptest::collection::vec((any::<bool>(), any::<Index>(), 0_usize..9), 80);
    (select(ids), spoken).prop_map(|(category, spoken)| {
        let library = library();
        let intake = library.intake();
        let category = library.get(&category).unwrap();
        let answers = asked(intake)
            .chain(asked(category))
            .zip(spoken)
            .filter(|(_, (is_said, _, _))| *is_said)
            .map(|((flow, question, item), (_, pick, state))| {
                let said = said(flow, question, pick, state);
                // Each item has words of its own, so that they cannot be those of another one.
                let shown = said.shown.clone();
                let shown =
                    shown.map(|shown| item.map_or(shown.clone(), |item| format!("{shown}{item}»")));
                Answer {
                    item,
                    shown,
                    ..said
                }
            });
        (category.id().to_owned(), answers.collect())
    })
}

/// Every question of a flow, about every item.
fn asked(flow: &Flow) -> impl Iterator<Item = (&str, &Question, Option<u32>)> {
    flow.questions.iter().flat_map(move |question| {
        let repeat = flow.sections[question.section].repeat.as_ref();
        let items: Vec<Option<u32>> = match repeat {
            Some(repeat) => (1..=u32::try_from(repeat.max).unwrap()).map(Some).collect(),
            None => vec![None],
        };
        items
            .into_iter()
            .map(move |item| (flow.id(), question, item))
    })
}

/// Everything a run tells.
fn told(run: &Run<'_>) -> String {
    let steps = run.steps().iter().map(|step| {
        (
            step.question.id.as_str(),
            step.item,
            run.ask(step),
            step.answer.map(Answer::words),
            step.is_unsettled(),
        )
    });
    let hidden = run
        .hidden()
        .iter()
        .map(|answer| answer.question.clone())
        .collect::<Vec<_>>();
    format!(
        "{:?} {hidden:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {} {}",
        steps.collect::<Vec<_>>(),
        run.to_set(),
        run.escalations(),
        run.tell(),
        run.stop(),
        run.impact(),
        run.urgency(),
        run.next_after(None),
        run.summary(),
        run.readback()
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_run_is_its_answers_in_whatever_order(
        (category, answers, shuffled) in calls().prop_flat_map(|(category, answers)| {
            (Just(category), Just(answers.clone()), Just(answers).prop_shuffle())
        })
    ) {
        let library = library();
        let category = library.get(&category).map(|flow| &**flow);
        let facts = Facts { first_call: Some(true), ..Facts::default() };
        let first = told(&Run::new(library.intake(), category, &facts, &answers));
        prop_assert_eq!(&first, &told(&Run::new(library.intake(), category, &facts, &shuffled)));
        prop_assert_eq!(&first, &told(&Run::new(library.intake(), category, &facts, &answers)));
    }

    #[test]
    fn what_is_hidden_counts_nowhere((category, answers) in calls()) {
        let library = library();
        let category = library.get(&category).map(|flow| &**flow);
        let facts = Facts::default();
        let run = Run::new(library.intake(), category, &facts, &answers);
        let hidden: Vec<Answer> = run.hidden().into_iter().cloned().collect();
        let spoken = run.summary() + &run.readback();
        for answer in &hidden {
            prop_assert!(run.position(&answer.flow.id, &answer.question, answer.item).is_none());
            prop_assert!(answer.state != AnswerState::Answered || !spoken.contains(&answer.words()));
        }
        // Without the hidden answers the call is the same.
        let visible: Vec<Answer> = answers.iter().filter(|answer| !hidden.contains(answer)).cloned().collect();
        let without = Run::new(library.intake(), category, &facts, &visible);
        let questions = |run: &Run<'_>| run.steps().iter().map(|step| (step.question.id.clone(), step.item)).collect::<Vec<_>>();
        prop_assert_eq!(questions(&run), questions(&without));
        prop_assert_eq!(run.readback(), without.readback());
    }

    #[test]
    fn what_was_hidden_comes_back_with_its_answer((category, answers) in calls(), change in any::<Index>(), pick in any::<Index>()) {
        let library = library();
        let flow = library.get(&category).unwrap();
        let facts = Facts::default();
        let before = told(&Run::new(library.intake(), Some(flow), &facts, &answers));
        let question = &flow.questions[change.index(flow.questions.len())];
        let mut changed = answers.clone();
        changed.retain(|answer| answer.flow.id != category || answer.question != question.id);
        changed.push(said(&category, question, pick, 9));
        let other = Run::new(library.intake(), Some(flow), &facts, &changed);
        // Every answer is either on a step or hidden; none is lost.
        let kept = other.steps().iter().filter(|step| step.answer.is_some()).count() + other.hidden().len();
        prop_assert_eq!(kept, changed.len());
        // Taking the change back brings everything back.
        changed.pop();
        changed.extend(answers.iter().filter(|answer| answer.flow.id == category && answer.question == question.id).cloned());
        prop_assert_eq!(before, told(&Run::new(library.intake(), Some(flow), &facts, &changed)));
    }

    #[test]
    fn walking_on_meets_every_open_step_and_ends((category, answers) in calls()) {
        let library = library();
        let category = library.get(&category).map(|flow| &**flow);
        let facts = Facts::default();
        let run = Run::new(library.intake(), category, &facts, &answers);
        let open = run.steps().iter().filter(|step| step.is_open()).count();
        let mut met = std::collections::BTreeSet::new();
        let mut at = None;
        for _ in 0..=run.steps().len() {
            let Some(next) = run.next_after(at) else { break };
            if run.steps()[next].is_open() {
                met.insert(next);
            }
            at = Some(next);
        }
        prop_assert_eq!(met.len(), open);
    }

    #[test]
    fn what_rules_set_follows_from_the_answers((category, answers) in calls(), drop in any::<Index>()) {
        let library = library();
        let category = library.get(&category).map(|flow| &**flow);
        let facts = Facts::default();
        let before = Run::new(library.intake(), category, &facts, &answers);
        let mut recorded = answers.clone();
        recorded.extend(before.to_set());
        let after = Run::new(library.intake(), category, &facts, &recorded);
        // What was recorded changes nothing: it is there, and conditions do not see it.
        prop_assert!(after.to_set().is_empty());
        prop_assert_eq!(before.hidden().len(), after.hidden().len());
        prop_assert_eq!(before.summary(), after.summary());
        prop_assert_eq!(before.steps().len(), after.steps().len());
        // With other answers, what is set and no longer follows is hidden; what follows is there or to be recorded.
        if !answers.is_empty() {
            recorded.remove(drop.index(answers.len()));
        }
        let fewer = Run::new(library.intake(), category, &facts, &recorded);
        let ruled = recorded.iter().filter(|answer| answer.source == Source::Rule);
        for answer in ruled {
            let holds = fewer.set(answer.field.unwrap()) == answer.value.as_ref().map(ToString::to_string).as_deref();
            let is_hidden = fewer.hidden().iter().any(|hidden| hidden.is_to_the_question_of(answer));
            prop_assert!(is_hidden || holds);
        }
    }
}
