//! Answering: what a key or a text at a question becomes.

use super::entry::{Entry, Lookup, labels};
use super::place::Place;
use super::sheet::Wish;
use super::{CallScreen, Complaint};
use crate::domain::answer::{Answer, AnswerState, Field as Record, Source, Value};
use crate::domain::command::Change;
use crate::domain::id::Moment;
use crate::domain::incident::Entry as TimelineEntry;
use crate::flow::answer::{Parsed, Setting, parse};
use crate::flow::question::OTHER;
use crate::flow::{Kind, Run, Step};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Form, Outbox};
use crate::tui::widget::field::Field;
use crate::tui::widget::list::List;

/// Reasons for not asking, a key each.
pub(super) const SKIPS: &[&str] = &[
    "it does not fit this problem",
    "there was no time",
    "it is plain from what was said",
    "asked later",
];

impl CallScreen {
    /// The category is known before the call begins.
    pub(super) fn begin_with(&mut self, category: &str) {
        let Some(flow) = self.sheet.flows().get(category) else {
            return;
        };
        let parsed = Parsed {
            value: Value::Text(flow.id().to_owned()),
            shown: Some(flow.title.clone()),
            warning: None,
        };
        let run = self.sheet.run();
        let step = run.filling(Record::Category);
        let step = step.and_then(|at| run.steps().get(at));
        let answer = step.map(|step| step.answered(&run.ask(step), parsed, Source::Record));
        drop(run);
        if let Some(answer) = answer {
            self.sheet.answer(answer);
        }
    }

    /// The input of the place where the agent is.
    pub(super) fn entry_here(&self, _now: Moment) -> Entry {
        let typed = self.texts.get(&self.place.key()).map(String::as_str);
        match &self.place {
            Place::Question { .. } => {
                let run = self.sheet.run();
                let step = self
                    .place
                    .position(&run)
                    .and_then(|position| run.steps().get(position));
                step.map_or(Entry::Nothing, |step| Entry::of(&run, step, typed))
            }
            Place::About => {
                let field = Field::line().with(typed.unwrap_or_default());
                Entry::Lookup(field, Lookup::default())
            }
            Place::Earlier(..) => Entry::One(List::new(super::wrap::EARLIER.len()), false),
            Place::Promise => Entry::Text(Field::line().with(typed.unwrap_or_default())),
            Place::ReadBack => Entry::Nothing,
        }
    }

    /// The options at the place, each with its id.
    pub(super) fn options(&self) -> Vec<(String, String)> {
        if let Place::Earlier(..) = self.place {
            let pair = |(id, label): &(&str, &str)| ((*id).to_owned(), (*label).to_owned());
            return super::wrap::EARLIER.iter().map(pair).collect();
        }
        self.at_step(labels).unwrap_or_default()
    }

    /// Asks the run about the step where the agent is.
    pub(super) fn at_step<T>(&self, ask: impl FnOnce(&Run<'_>, &Step<'_>) -> T) -> Option<T> {
        let run = self.sheet.run();
        let step = run.steps().get(self.place.position(&run)?)?;
        Some(ask(&run, step))
    }

    /// Takes what stands there, and goes on.
    pub(super) fn enter(&mut self, env: &Env, out: &mut Outbox) {
        if !self.touched && self.is_answered_here() {
            return self.go_on(env, out);
        }
        match (&self.place, &self.entry) {
            (Place::ReadBack, _) => self.file(env, out),
            (Place::Promise, _) => self.promise(env, out),
            (Place::About, _) => self.take_about(),
            (_, Entry::Lookup(..)) => self.take_hit(env, out),
            (_, Entry::File(..)) => self.take_file(env, out),
            (_, Entry::One(..)) => match self.entry.highlighted() {
                Some(index) => self.pick(env, index, out),
                None => self.go_on(env, out),
            },
            (_, Entry::Several(_, chosen)) if chosen.is_empty() => self.go_on(env, out),
            (_, Entry::Several(_, chosen)) => {
                let typed: Vec<String> =
                    chosen.iter().map(|index| (index + 1).to_string()).collect();
                self.read(env, &typed.join(", "), out);
            }
            (_, Entry::Nothing) => self.go_on(env, out),
            (_, Entry::Text(_)) => match self.entry.typed() {
                Some(typed) => self.read(env, &typed, out),
                None => self.confirm(env, out),
            },
        }
    }

    /// Whether the question at hand has a value; taking it as it stands changes nothing, nor who said it.
    pub(super) fn is_answered_here(&self) -> bool {
        let answered = |step: &Step<'_>| {
            step.answer
                .is_some_and(|answer| answer.state == AnswerState::Answered)
        };
        self.at_step(|_, step| answered(step)) == Some(true)
    }

    /// Takes the option with this position.
    pub(super) fn pick(&mut self, env: &Env, index: usize, out: &mut Outbox) {
        match self.place.clone() {
            Place::ReadBack => {
                if let Some(fact) = super::wrap::facts(self).into_iter().nth(index) {
                    self.go_to(env, fact.place, out);
                }
            }
            Place::Earlier(reference, promise) => {
                self.settle(env, (reference, promise), index, out);
            }
            Place::Promise | Place::About => {}
            Place::Question { .. } => {
                let is_other = self.options().get(index).is_some_and(|(id, _)| id == OTHER);
                match &mut self.entry {
                    _ if is_other => self.type_other(),
                    Entry::Several(list, chosen) => {
                        self.touched = true;
                        list.select(index);
                        if !chosen.remove(&index) {
                            chosen.insert(index);
                        }
                    }
                    _ => self.read(env, &(index + 1).to_string(), out),
                }
            }
        }
    }

    /// The option with free text becomes a field; of several, what was chosen stands in it already.
    fn type_other(&mut self) {
        let chosen = self.entry.chosen().into_iter().flatten();
        let mut before: Vec<String> = chosen.map(|index| (index + 1).to_string()).collect();
        before.push(String::new());
        let before = before.join(", ");
        self.entry = Entry::Text(Field::line().with(&before));
    }

    /// Reads a text as the answer: complains, warns, or records it and goes on.
    pub(super) fn read(&mut self, env: &Env, typed: &str, out: &mut Outbox) {
        let setting = Setting {
            now: env.now,
            region: &env.config.region,
            language: env.config.language.as_deref(),
        };
        let parsed =
            self.at_step(|run, step| parse(step.question, &run.options(step), typed, setting));
        let warned = self
            .complaint
            .as_ref()
            .is_some_and(|complaint| complaint.acceptable);
        match parsed {
            None => self.go_on(env, out),
            Some(Err(sentence)) => {
                self.complaint = Some(Complaint {
                    sentence,
                    acceptable: false,
                });
            }
            Some(Ok(Parsed {
                warning: Some(sentence),
                ..
            })) if !warned => {
                self.complaint = Some(Complaint {
                    sentence,
                    acceptable: true,
                });
            }
            Some(Ok(parsed)) => self.record(env, parsed, out),
        }
    }

    /// Takes what the record knows, if it knows something here; then goes on.
    pub(super) fn confirm(&mut self, env: &Env, out: &mut Outbox) {
        let known = self.at_step(|_, step| step.prefill.clone()).flatten();
        match known {
            Some(known) => self.read(env, &known, out),
            None => self.go_on(env, out),
        }
    }

    /// Records an answer to the question at hand, and goes on. What stood in the record and was confirmed comes from it.
    pub(super) fn record(&mut self, env: &Env, parsed: Parsed, out: &mut Outbox) {
        let is_known = |step: &Step<'_>| {
            let known = step.prefill.as_ref();
            known.is_some_and(|known| parsed.value.to_string() == *known)
        };
        let is_known = !self.touched && self.at_step(|_, step| is_known(step)) == Some(true);
        let source = if is_known {
            Source::Record
        } else {
            Source::Caller
        };
        let answer = self.at_step(|run, step| step.answered(&run.ask(step), parsed, source));
        self.take(env, answer, out);
    }

    fn take(&mut self, env: &Env, answer: Option<Answer>, out: &mut Outbox) {
        if let Some(answer) = answer {
            let key = self.place.key();
            if let Some(typed) = self.entry.typed() {
                self.sent.insert(key.clone(), typed);
            }
            self.texts.remove(&key);
            self.sheet.answer(answer);
            self.remember();
            self.entry = Entry::Nothing;
        }
        self.go_on(env, out);
    }

    /// Says what became of the question when there is no value; or asks why, or from whom.
    pub(super) fn without_value(&mut self, env: &Env, action: Action, out: &mut Outbox) {
        let is_category = self.at_step(|_, step| matches!(step.question.kind, Kind::Category));
        let title = self.sheet.category().map(|flow| flow.title.clone());
        if let (Some(true), Some(title)) = (is_category, title) {
            // Its questions were asked; without another one there is nothing to ask instead.
            out.toast(format!(
                "It stays {title}. Pick another category here to change it."
            ));
            return;
        }
        match action {
            Action::DoesNotKnow => self.left(env, AnswerState::Unknown, None, out),
            Action::Declines => self.left(env, AnswerState::Declined, None, out),
            Action::Skip => {
                let (title, reasons) = match self.place {
                    Place::Promise => ("Why is there no promise?", super::wrap::NO_PROMISE),
                    Place::ReadBack => ("Why is it not read back?", super::wrap::NOT_READ_BACK),
                    _ => ("Why is it not asked?", SKIPS),
                };
                let of = self
                    .sheet
                    .reference()
                    .map_or_else(String::new, |of| of.to_string());
                let about = format!("{} {of} {}", self.draft_key, self.place.key());
                let form = Form::new(action, title).about(&about);
                out.form(form.handed_over().reason("Because", reasons));
            }
            Action::Source => {
                if self.at_step(|_, step| step.answer.is_some()) == Some(true) {
                    // What a rule says, no person has to.
                    let sources = Source::ALL
                        .iter()
                        .filter(|source| **source != Source::Rule)
                        .map(|source| (source.id(), source.words()));
                    out.form(
                        Form::new(action, "Where does the answer come from?")
                            .choice("Source", sources),
                    );
                } else {
                    out.toast("Answer it first; then say where it comes from.");
                }
            }
            _ => {}
        }
    }

    pub(super) fn left(
        &mut self,
        env: &Env,
        state: AnswerState,
        remark: Option<String>,
        out: &mut Outbox,
    ) {
        self.typed_becomes_a_note();
        let answer = self.at_step(|run, step| step.without_value(&run.ask(step), state, remark));
        self.take(env, answer, out);
    }

    /// What was typed here and is not taken as the answer was said all the same.
    pub(super) fn typed_becomes_a_note(&mut self) {
        let typed = self.entry.typed().filter(|_| self.touched);
        let asked = self.at_step(|run, step| (run.ask(step).into_owned(), step.question.sensitive));
        if let (Some(text), Some((ask, sensitive))) = (typed, asked) {
            let text = format!("{ask} {text}");
            let note = TimelineEntry::Note { text, sensitive };
            self.sheet.wish(Wish::Here(Change::Add(note)));
        }
    }

    /// Says from whom the answer comes that stands there.
    pub(super) fn comes_from(&mut self, source: Source) {
        let answer = self.at_step(|_, step| step.answer.cloned()).flatten();
        if let Some(answer) = answer {
            self.sheet.answer(Answer { source, ..answer });
        }
    }

    /// Takes the selected hit, or what was typed as something new.
    pub(super) fn take_hit(&mut self, env: &Env, out: &mut Outbox) {
        let typed = self.entry.typed();
        let Entry::Lookup(_, lookup) = &mut self.entry else {
            return;
        };
        if lookup.ticket.is_some() && typed.is_some() {
            // What is known is still being looked for; taking the text now would make a known caller a new one.
            lookup.hurry = true;
            return;
        }
        if lookup.has_failed && typed.is_some() {
            self.look_up(env, out);
            if let Entry::Lookup(_, lookup) = &mut self.entry {
                lookup.hurry = true;
            }
            return;
        }
        let hit = lookup.selected().cloned();
        let kind = self.at_step(|_, step| step.question.kind.clone());
        let (value, shown) = match (hit, typed) {
            (Some(hit), _) => (hit.id, hit.name),
            (None, None) => return self.go_on(env, out),
            (None, Some(_)) if matches!(kind, Some(Kind::Category)) => {
                let sentence =
                    "No category fits that. Clear the line to see all of them.".to_owned();
                self.complaint = Some(Complaint {
                    sentence,
                    acceptable: false,
                });
                return;
            }
            (None, Some(_)) if !matches!(kind, Some(Kind::Product)) => {
                let sentence = "Nobody has that number. Please type the name.".to_owned();
                self.complaint = Some(Complaint {
                    sentence,
                    acceptable: false,
                });
                return;
            }
            (None, Some(typed)) => (typed.clone(), typed),
        };
        if matches!(kind, Some(Kind::Caller)) {
            self.met(&value, &shown);
        }
        let shown = (shown != value).then_some(shown);
        self.record(
            env,
            Parsed {
                value: Value::Text(value),
                shown,
                warning: None,
            },
            out,
        );
    }

    /// What is known of whoever was picked counts at once; the store tells the rest.
    fn met(&mut self, id: &str, name: &str) {
        self.sheet.facts.caller = Some(name.to_owned());
        self.sheet.facts.first_call = Some(!self.known_callers.iter().any(|known| known == id));
    }

    /// The caller's own words and the summary, to find what looks alike; of what is being typed the words that are whole,
    /// so that what stands beside the question does not change at every letter.
    pub(super) fn problem_in_words(&self) -> String {
        let here = matches!(&self.place, Place::Question { question, .. } if question == "words");
        let whole = |text: String| Some(text.rsplit_once(char::is_whitespace)?.0.to_owned());
        let typed = self.entry.typed().filter(|_| here).and_then(whole);
        let words = self.sheet.field(Record::Words).or(typed);
        let run = self.sheet.run();
        let searches = run.searches().into_iter().map(str::to_owned);
        let said = [self.sheet.field(Record::Summary), words];
        let all: Vec<String> = said.into_iter().flatten().chain(searches).collect();
        all.join(" ")
    }
}
