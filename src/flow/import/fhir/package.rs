//! Where the questionnaire stands in what was read: by itself, in a bundle, in parameters, or in a list; and the value sets
//! that come along with it.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{flag, list, words};
use crate::flow::import::Trouble;

/// A questionnaire, and everything that came with it.
pub struct Package<'v> {
    /// The first questionnaire.
    pub questionnaire: &'v Value,
    /// The names of the others.
    pub others: Vec<String>,
    /// The value sets and code systems, by what they are called: `#id` for those inside of the questionnaire, else the
    /// address, or the type and the id.
    sets: HashMap<String, &'v Value>,
}

/// More resources than this are no package of forms.
const MOST_RESOURCES: usize = 10_000;

/// A value set names others at most so many times over.
const DEEPEST_SET: usize = 8;

/// More codes than this are no options that somebody could choose among.
pub const MOST_CODES: usize = 2_000;

/// A code of a value set, and the system that it belongs to.
pub type Concept<'v> = (&'v Value, Option<&'v str>);

impl<'v> Package<'v> {
    /// Finds the first questionnaire.
    pub fn of(whole: &'v Value) -> Result<Self, Trouble> {
        let resources = resources(whole);
        let kind = |value: &Value| words(value, "resourceType");
        let is_one = |value: &Value| match kind(value) {
            Some(kind) => kind == "Questionnaire",
            None => value.get("item").is_some_and(Value::is_array),
        };
        let mut found = resources.iter().copied().filter(|value| is_one(value));
        let questionnaire = found.next().ok_or_else(|| none(whole))?;
        if questionnaire.get("group").is_some() && questionnaire.get("item").is_none() {
            let message = "it is a Questionnaire of DSTU2, which has groups in place of items; convert it to R4, and import that";
            return Err(Trouble::new(0, message));
        }
        let name = |one: &Value| {
            let named = ["title", "name", "url", "id"]
                .iter()
                .find_map(|key| words(one, key));
            named.unwrap_or_else(|| "one without a name".to_owned())
        };
        let others = found.map(name).collect();
        let mut sets = HashMap::new();
        let contained = list(questionnaire, "contained");
        for (one, inside) in contained
            .iter()
            .map(|one| (one, true))
            .chain(resources.iter().map(|one| (*one, false)))
        {
            let kind = kind(one).unwrap_or_default();
            if !matches!(kind.as_str(), "ValueSet" | "CodeSystem") {
                continue;
            }
            if let Some(id) = words(one, "id") {
                let key = if inside {
                    format!("#{id}")
                } else {
                    format!("{kind}/{id}")
                };
                sets.entry(key).or_insert(one);
            }
            if let Some(url) = words(one, "url") {
                let url = if kind == "CodeSystem" {
                    format!("system {url}")
                } else {
                    url
                };
                sets.entry(url).or_insert(one);
            }
        }
        Ok(Self {
            questionnaire,
            others,
            sets,
        })
    }

    /// The codes of a value set, if it comes along: as it was expanded, or else as it is composed.
    pub fn concepts(&self, name: &str) -> Option<Vec<Concept<'v>>> {
        let mut found = Vec::new();
        self.set(name, DEEPEST_SET, &mut HashSet::new(), &mut found)?;
        Some(found)
    }

    /// Adds the codes of a set, unless it has been seen before.
    fn set(
        &self,
        name: &str,
        depth: usize,
        seen: &mut HashSet<String>,
        found: &mut Vec<Concept<'v>>,
    ) -> Option<()> {
        if !seen.insert(name.to_owned()) {
            return Some(());
        }
        let depth = depth.checked_sub(1)?;
        // `|` begins the version.
        let address = name.split('|').next().unwrap_or(name).trim();
        let set = self.sets.get(address).copied().or_else(|| {
            let mut parts = address.rsplit('/');
            let (id, kind) = (parts.next()?, parts.next()?);
            self.sets.get(&format!("{kind}/{id}")).copied()
        })?;
        let before = found.len();
        if let Some(expansion) = set.get("expansion") {
            let mut waiting: Vec<&Value> = list(expansion, "contains").iter().rev().collect();
            while let Some(one) = waiting.pop() {
                if one.get("code").is_some() && !flag(one, "abstract") {
                    found.push((one, None));
                }
                waiting.extend(list(one, "contains").iter().rev());
            }
        }
        if found.len() > before {
            return Some(());
        }
        let compose = set.get("compose");
        let part = |key: &str| {
            compose
                .map(|compose| list(compose, key))
                .unwrap_or_default()
        };
        for include in part("include") {
            let system = include.get("system").and_then(Value::as_str);
            let listed = list(include, "concept");
            found.extend(listed.iter().map(|one| (one, system)));
            for other in list(include, "valueSet").iter().filter_map(Value::as_str) {
                self.set(other, depth, seen, found)?;
            }
            let is_whole = listed.is_empty() && list(include, "filter").is_empty();
            if let Some(system) = system.filter(|_| is_whole) {
                let code_system = self.sets.get(&format!("system {system}"))?;
                let mut waiting: Vec<&Value> = list(code_system, "concept").iter().rev().collect();
                while let Some(one) = waiting.pop() {
                    found.push((one, Some(system)));
                    waiting.extend(list(one, "concept").iter().rev());
                }
            }
            if found.len() > MOST_CODES {
                break;
            }
        }
        for exclude in part("exclude") {
            let system = exclude.get("system").and_then(Value::as_str);
            let codes = list(exclude, "concept").iter();
            let codes: HashSet<_> = codes.map(|one| words(one, "code")).collect();
            found.retain(|(known, of)| *of != system || !codes.contains(&words(known, "code")));
        }
        Some(())
    }
}

/// Every resource of a bundle, of parameters, or of a list; a resource by itself is a list of one.
fn resources(whole: &Value) -> Vec<&Value> {
    let mut found = Vec::new();
    let mut waiting = vec![whole];
    while let Some(one) = waiting.pop() {
        if found.len() >= MOST_RESOURCES {
            break;
        }
        if let Some(items) = one.as_array() {
            waiting.extend(items.iter().rev());
            continue;
        }
        let inside = |key: &str| list(one, key).iter().rev();
        match words(one, "resourceType").as_deref() {
            Some("Bundle") => {
                waiting.extend(inside("entry").filter_map(|entry| entry.get("resource")));
            }
            Some("Parameters") => waiting.extend(inside("parameter")),
            // A parameter is a resource, or parts of its own.
            None if one.get("resource").is_some() || one.get("part").is_some() => {
                waiting.extend(inside("part"));
                waiting.extend(one.get("resource"));
            }
            None if one.get("entry").is_some() => {
                waiting.extend(inside("entry").filter_map(|entry| entry.get("resource")));
            }
            _ => found.push(one),
        }
    }
    found
}

/// Why there is no questionnaire in it.
fn none(whole: &Value) -> Trouble {
    let kind = words(whole, "resourceType");
    let message = match kind.as_deref() {
        Some("QuestionnaireResponse") => {
            "these are the answers to a form; import the Questionnaire that they answer".to_owned()
        }
        Some(kind @ ("Bundle" | "Parameters")) => {
            format!("there is no Questionnaire in this {kind}")
        }
        Some(kind) => format!("this is a resource of type {kind}; there is no Questionnaire in it"),
        None if whole.get("lformsVersion").is_some() || whole.get("items").is_some() => {
            "it is a form of LHC-Forms; save it as a FHIR Questionnaire there, and import that"
                .to_owned()
        }
        None => "there is no Questionnaire in it with an `item`".to_owned(),
    };
    Trouble::new(0, message)
}
