//! FHIR Questionnaires of R4, R4B and R5, and of STU3 as far as it differs only in names: JSON with nested items.
//!
//! An item is asked when its own `enableWhen` holds and so does that of every item it is nested in, groups and questions
//! alike. A condition looks at answers: `=`, `<` and the like hold when one answer passes, `!=` when none is equal, so also
//! when there is none (R4B and R5 say so in as many words, and LHC-Forms does so for all versions).
//!
//! Several conditions without an `enableBehavior` break rule que-12 of R4. They are joined by “any”, which is what STU3 says
//! of several conditions, and what LHC-Forms and Medplum do; others refuse the form, or join by “all”. “Any” asks too much
//! rather than too little. So an `enableWhen` that is an empty list is never met, and the item is not asked, unless its
//! `enableBehavior` is “all”: that is how Smart Forms reads it. FHIR itself has no empty lists.

mod compare;
mod enable;
mod extension;
mod habit;
mod hidden;
mod item;
mod options;
mod package;
mod path;
mod rest;
mod section;
mod toggle;

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::Trouble;
use super::form::{Form, Kind, Loss, Question};
use super::logic::Logic;
use super::name::Names;
use super::words::one_line;
use package::Package;

/// Reads a questionnaire, or the first of several.
pub fn read(text: &str) -> Result<Form, Trouble> {
    let mut whole: Value = serde_json::from_str(text).map_err(|error| no_json(text, &error))?;
    let empty = habit::no_conditions(&mut whole);
    let package = Package::of(&whole)?;
    let questionnaire = package.questionnaire;
    let mut form = Form {
        id: words(questionnaire, "name")
            .or_else(|| words(questionnaire, "id"))
            .unwrap_or_default(),
        title: words(questionnaire, "title")
            .or_else(|| words(questionnaire, "name"))
            .unwrap_or_default(),
        ..Form::default()
    };
    form.title = one_line(&form.title);
    if empty > 0 {
        let what = format!(
            "{empty} items have an empty list of conditions, as if there was none; they are asked always"
        );
        form.losses.push(Loss::new("", what));
    }
    for other in &package.others {
        let what = format!(
            "another questionnaire of the file is left out: {}",
            one_line(other)
        );
        form.losses.push(Loss::new("", what));
    }
    rest::of_form(questionnaire, &mut form);
    let mut reading = Reading {
        package: &package,
        form,
        names: Names::of_questions(),
        sections: Names::default(),
        conditions: Vec::new(),
        of_sections: Vec::new(),
        by_link: HashMap::new(),
        options: Vec::new(),
        shown: BTreeMap::new(),
        path: None,
        named: HashMap::new(),
        quantities: HashMap::new(),
        variables: HashMap::new(),
        headed: HashSet::new(),
        depth: Cell::new(0),
    };
    let items = list(questionnaire, "item");
    options::named("Coding", items, &mut reading.named);
    options::named("Quantity", items, &mut reading.quantities);
    extension::variables(questionnaire, &mut reading.variables);
    reading.items(list(questionnaire, "item"), &Place::default());
    Ok(reading.finish())
}

/// Why it is not JSON, in the words of whoever has to mend it.
fn no_json(text: &str, error: &serde_json::Error) -> Trouble {
    let line = error.line();
    let words = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    let is_comment = ["//", "/*", "#"]
        .iter()
        .any(|sign| words.trim_start().starts_with(sign));
    if text.trim_start().starts_with('<') {
        return Trouble::new(1, super::IS_XML);
    }
    if is_comment {
        return Trouble::new(
            line,
            "a comment stands here, and JSON has none; take it out",
        );
    }
    Trouble::new(line, format!("this is not JSON: {error}"))
}

/// What is known while a form is read.
struct Reading<'v, 'p> {
    package: &'p Package<'v>,
    form: Form,
    names: Names,
    sections: Names,
    /// The items whose conditions decide over each question: its own, and those that it is nested in.
    conditions: Vec<Vec<&'v Value>>,
    /// The same for each section.
    of_sections: Vec<Vec<&'v Value>>,
    by_link: HashMap<&'v str, usize>,
    /// What the options of each question are in the form.
    options: Vec<Vec<options::Coded<'v>>>,
    /// How often the form says how to draw something, by what it says.
    shown: BTreeMap<String, usize>,
    /// The groups of the section that was opened last.
    path: Option<Vec<*const Value>>,
    /// The codes that conditions name, by the item that they ask about.
    named: HashMap<&'v str, Vec<&'v Value>>,
    /// The quantities that conditions name, by the item that they ask about.
    quantities: HashMap<&'v str, Vec<&'v Value>>,
    /// The variables of the form and its items, by name; nothing where one name means several things.
    variables: HashMap<&'v str, Option<&'v str>>,
    /// The groups whose heading stands over a section already.
    headed: HashSet<*const Value>,
    /// How many hidden questions hang on each other where a condition is worked out.
    depth: Cell<usize>,
}

/// Where an item stands.
#[derive(Default, Clone)]
struct Place<'v> {
    /// The groups that it is in, and the questions.
    above: Vec<&'v Value>,
    /// How many of those make up the section; the rest decide over the question alone.
    section: usize,
    /// Whether the section is repeated already.
    repeats: bool,
    /// Whether something that it is in is hidden.
    hidden: bool,
}

impl<'v> Reading<'v, '_> {
    fn items(&mut self, items: &'v [Value], place: &Place<'v>) {
        for item in items {
            let kind = words(item, "type").unwrap_or_default();
            let nested = list(item, "item");
            let mut inside = match kind.as_str() {
                "group" => self.group(item, place),
                "" if !nested.is_empty() => self.group(item, place),
                _ => self.question(item, &kind, place),
            };
            inside.hidden |= hidden::is_hidden(item);
            self.items(nested, &inside);
        }
    }

    /// Opens a group; where its items stand.
    fn group(&mut self, item: &'v Value, place: &Place<'v>) -> Place<'v> {
        let link = words(item, "linkId").unwrap_or_default();
        let title = one_line(&prefixed(item).unwrap_or_default());
        let at = format!("linkId {link}");
        let repeats = flag(item, "repeats");
        let mut lose = |what: String| self.form.losses.push(Loss::new(&at, what));
        if list(item, "item").is_empty() {
            lose(format!("a group without a question: {title}"));
        }
        if place.repeats {
            let what = if repeats {
                "a repeated group inside a repeated group is asked once for each of the outer one"
            } else {
                "the heading of a group inside a repeated one"
            };
            lose(format!("{what}: {title}"));
        }
        if hidden::is_hidden(item) {
            lose("the group is hidden in the form, so its questions are not asked".to_owned());
        }
        let mut inside = place.clone();
        inside.above.push(item);
        if !place.repeats {
            inside.section = inside.above.len();
            inside.repeats = repeats;
        }
        rest::of_group(item, &at, &mut self.form.losses, &mut self.shown);
        inside
    }

    /// Takes a question in; where the items stand that are nested in it.
    fn question(&mut self, item: &'v Value, kind: &str, place: &Place<'v>) -> Place<'v> {
        if kind == "display" && self.is_told(item, place) {
            return place.clone();
        }
        let link = words(item, "linkId").unwrap_or_default();
        let id = self.names.make(&link, "question");
        let mut question = Question::new(id, Kind::Text, "", format!("linkId {link}"));
        question.source = Some(link);
        let coded = item::fill(&mut question, item, kind, self.package, &mut self.shown);
        let coded = self.named_options(&mut question, item, coded);
        if question.unit.is_none() && question.kind.is_number() {
            question.unit = self.unit_named(item);
        }
        if place.hidden && !question.retired {
            question.retired = true;
            question.lose("it stands in something that is hidden in the form, so it is not asked");
        }
        let several = flag(item, "repeats")
            && !matches!(question.kind, Kind::Choices | Kind::Steps | Kind::Note);
        let mut own = place.clone();
        if several && place.repeats {
            question.lose("it takes several answers; it is asked once");
        } else if several {
            // Asked for one answer after another, in a section of its own, and what is nested in it with each.
            own.above.push(item);
            own.section = own.above.len();
            own.repeats = true;
        }
        let is_asked = |nested: &Value| words(nested, "type").as_deref() != Some("display");
        if flag(item, "repeats") && !several && list(item, "item").iter().any(is_asked) {
            question.lose("what is nested in it is asked once, not once for each answer");
        }
        question.section = self.section(&own);
        let at = self.form.questions.len();
        if let Some(link) = item.get("linkId").and_then(Value::as_str).map(str::trim) {
            if self.by_link.contains_key(link) {
                question.lose("another item has the same linkId; conditions look at the first");
            } else {
                self.by_link.insert(link, at);
            }
        }
        let above = own.above.iter().skip(own.section).copied();
        self.conditions
            .push(above.chain(std::iter::once(item)).collect());
        self.options.push(coded);
        self.form.questions.push(question);
        if !several || place.repeats {
            own.above.push(item);
        }
        own
    }

    /// Puts words that only explain a question beside it, unless something decides whether they are shown.
    fn is_told(&mut self, item: &'v Value, place: &Place<'v>) -> bool {
        let is_condition = !list(item, "enableWhen").is_empty()
            || item::expression(item).is_some()
            || enable::is_shut(item);
        if is_condition || !list(item, "item").is_empty() || hidden::is_hidden(item) {
            return false;
        }
        let parent = place.above.last().copied();
        let above = parent
            .and_then(|parent| parent.get("linkId")?.as_str())
            .and_then(|link| self.by_link.get(link.trim()).copied());
        let Some(question) = above.and_then(|at| self.form.questions.get_mut(at)) else {
            return false;
        };
        let link = words(item, "linkId").unwrap_or_default();
        let asks = parent.and_then(item::spoken_below);
        if !asks.is_some_and(|asks| std::ptr::eq(asks, item)) {
            item::explain(question, item);
            for (language, _) in item::translations(item.get("_text")) {
                question.lose(format!(
                    "the words of {link} in another language ({language})"
                ));
            }
        }
        rest::of_group(
            item,
            &format!("linkId {link}"),
            &mut question.losses,
            &mut self.shown,
        );
        true
    }

    /// Where the options of a choice do not come with the form, those that conditions name are given, and room for others.
    /// The unit that every condition on a quantity names, where the item names none: the number is typed in that.
    fn unit_named(&self, item: &Value) -> Option<String> {
        let link = item.get("linkId").and_then(Value::as_str)?.trim();
        let quantities = self.quantities.get(link)?;
        let (first, others) = quantities.split_first()?;
        let agree = others.iter().all(|other| compare::same_unit(first, other));
        let unit = words(first, "unit").or_else(|| words(first, "code"))?;
        (agree && !extension::has_units(item)).then_some(unit)
    }

    fn named_options(
        &self,
        question: &mut Question,
        item: &'v Value,
        coded: Vec<options::Coded<'v>>,
    ) -> Vec<options::Coded<'v>> {
        let kind = words(item, "type").unwrap_or_default();
        let is_choice = matches!(kind.as_str(), "choice" | "open-choice" | "coding");
        let link = item
            .get("linkId")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let named = self.named.get(link.trim()).map_or(&[][..], Vec::as_slice);
        if !is_choice || !coded.is_empty() || named.is_empty() {
            return coded;
        }
        question.kind = if flag(item, "repeats") {
            Kind::Choices
        } else {
            Kind::Choice
        };
        question.lose("its options are those that conditions name; any other is typed");
        options::put_named(question, named)
    }

    /// Works the conditions out, now that every question is known.
    fn finish(mut self) -> Form {
        self.toggle_options();
        let mut notes = Vec::new();
        let whens: Vec<Logic> = self
            .conditions
            .iter()
            .map(|items| self.enabled(items, &mut notes))
            .collect();
        let of_sections: Vec<Logic> = self
            .of_sections
            .iter()
            .map(|items| self.enabled(items, &mut notes))
            .collect();
        let own = self.conditions.iter().map(|items| items.last());
        for ((question, when), item) in self.form.questions.iter_mut().zip(whens).zip(own) {
            question.when = when;
            if item.is_some_and(|item| enable::is_shut(item)) {
                enable::shut(question);
            }
        }
        for (section, when) in self.form.sections.iter_mut().zip(of_sections) {
            section.when = when;
        }
        for note in notes {
            if !self.form.losses.contains(&note) {
                self.form.losses.push(note);
            }
        }
        let shown = self.shown.into_iter();
        self.form.losses.extend(shown.map(|(what, count)| {
            Loss::new("", format!("{what}, which {count} items or options have"))
        }));
        self.form
    }

    /// Whether all of these items are enabled.
    fn enabled(&self, items: &[&Value], notes: &mut Vec<Loss>) -> Logic {
        Logic::all(items.iter().map(|item| enable::when(item, self, notes)))
    }
}

/// The list under a key; none when there is none.
fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The text under a key, or the number or flag in its place.
fn words(value: &Value, key: &str) -> Option<String> {
    let words = match value.get(key)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

/// The text of an item with what stands before it, such as its number.
fn prefixed(item: &Value) -> Option<String> {
    let parts = [words(item, "prefix"), words(item, "text")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The choice element `NAME[x]`: its type and its value, such as `Coding` and the coding.
fn element<'v>(value: &'v Value, name: &str) -> Option<(&'v str, &'v Value)> {
    let pairs = value.as_object()?.iter();
    let mut typed = pairs.filter_map(|(key, value)| Some((key.strip_prefix(name)?, value)));
    typed.find(|(kind, _)| kind.starts_with(|first: char| first.is_ascii_uppercase()))
}
