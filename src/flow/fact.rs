//! Facts beside a flow's own answers: what the record knows of the caller, the customer and the incident.

use super::value::{Given, Measure};
use crate::domain::answer::Field;
use crate::domain::caller::{Caller, Customer, Level, Role, Tier};
use crate::domain::priority::{Impact, Priority, Urgency};
use crate::handwritten::fault::nearest;

/// What the record knows before and beside the answers. An answer that fills the same field comes first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The caller's name.
    pub caller: Option<String>,
    /// What the caller is to the product.
    pub role: Option<Role>,
    /// How to speak with the caller.
    pub level: Option<Level>,
    /// Whether the caller calls for the first time.
    pub first_call: Option<bool>,
    /// The customer's name.
    pub customer: Option<String>,
    /// The customer's tier.
    pub tier: Option<Tier>,
    /// The caller's number.
    pub phone: Option<String>,
    /// The caller's mail address.
    pub email: Option<String>,
    /// How many incidents of the customer are open.
    pub open_incidents: Option<u32>,
    /// The product.
    pub product: Option<String>,
    /// The product's version.
    pub version: Option<String>,
    /// The impact.
    pub impact: Option<Impact>,
    /// The urgency.
    pub urgency: Option<Urgency>,
    /// A priority set by hand; otherwise it is the matrix of impact and urgency.
    pub priority: Option<Priority>,
    /// The product of the customer's last incident.
    pub last_product: Option<String>,
    /// The version in the customer's last incident about this product.
    pub last_version: Option<String>,
    /// The day of the call, which sums of days can count from.
    pub today: Option<chrono::NaiveDate>,
    /// The agent's language, such as `de`, for the words of questions.
    pub language: Option<String>,
}

impl Facts {
    /// What is known of a caller and a customer.
    pub fn of(caller: Option<&Caller>, customer: Option<&Customer>) -> Self {
        Self {
            caller: caller.map(|caller| caller.name.clone()),
            role: caller.and_then(|caller| caller.role),
            level: caller.and_then(|caller| caller.level),
            phone: caller.and_then(|caller| caller.phones.first().cloned()),
            email: caller.and_then(|caller| caller.email.clone()),
            customer: customer.map(|customer| customer.name.clone()),
            tier: customer.and_then(|customer| customer.tier),
            ..Self::default()
        }
    }

    /// Whether the record knows a field without being told again.
    pub(super) fn knows(&self, field: Field) -> bool {
        self.words(field).is_some()
    }

    /// What the record knows of a field, in words.
    pub(super) fn words(&self, field: Field) -> Option<String> {
        match field {
            Field::Caller => self.caller.clone(),
            Field::CallerPhone => self.phone.clone(),
            Field::CallerEmail => self.email.clone(),
            Field::CallerRole => self.role.map(|role| role.words().to_owned()),
            Field::CallerLevel => self.level.map(|level| level.words().to_owned()),
            Field::Customer => self.customer.clone(),
            Field::CustomerTier => self.tier.map(|tier| tier.words().to_owned()),
            Field::Product => self.product.clone(),
            Field::Version => self.version.clone(),
            Field::Impact => self.impact.map(|impact| impact.words().to_owned()),
            Field::Urgency => self.urgency.map(|urgency| urgency.words().to_owned()),
            Field::Words | Field::Summary | Field::Description | Field::Steps | Field::Category => {
                None
            }
        }
    }

    /// What the record knows, as an answer would say it.
    pub(super) fn prefill(&self, from: Prefill) -> Option<String> {
        match from {
            Prefill::LastProduct => self.last_product.clone(),
            Prefill::LastVersion => self.last_version.clone(),
            Prefill::Field(Field::CallerRole) => self.role.map(|role| role.id().to_owned()),
            Prefill::Field(Field::CallerLevel) => self.level.map(|level| level.id().to_owned()),
            Prefill::Field(Field::CustomerTier) => self.tier.map(|tier| tier.id().to_owned()),
            Prefill::Field(field) => self.words(field),
        }
    }

    /// What is known, each fact by its name in conditions: for paths, which are read by their authors.
    pub(super) fn in_words(&self) -> Vec<String> {
        let tables = [OF_CALLER, OF_CUSTOMER, ALONE];
        let facts = tables.iter().flat_map(|table| table.iter());
        let known = facts.filter_map(|(_, fact)| match self.get(*fact)? {
            Given::Text(text) => Some(format!("{} is {text}", fact.words())),
            Given::Number(number) => Some(format!("{} is {number}", fact.words())),
            Given::List(_) => None,
        });
        let today = self.today.map(|day| format!("today is {day}"));
        known.chain(today).collect()
    }

    /// Sets a fact by the name that conditions use; `of` is `caller`, `customer`, or nothing for a fact that stands alone.
    /// The error is a sentence.
    pub fn tell(&mut self, of: Option<&str>, name: &str, text: &str) -> Result<(), String> {
        let known = match of {
            Some("caller") => OF_CALLER,
            Some(_) => OF_CUSTOMER,
            None => ALONE,
        };
        let Some(&(_, fact)) = known.iter().find(|(fact, _)| *fact == name) else {
            let names: Vec<_> = known.iter().map(|(fact, _)| *fact).collect();
            let near = nearest(name, names.iter().copied());
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let of = of.unwrap_or("the record");
            return Err(format!(
                "{of} has no fact `{name}`, only {}{near}",
                names.join(", ")
            ));
        };
        if self.put(fact, text) {
            return Ok(());
        }
        let values = fact.values().unwrap_or_default();
        let only = match values.as_slice() {
            [] => String::new(),
            values => format!(", only {}", values.join(", ")),
        };
        Err(format!("{} cannot be `{text}`{only}", fact.words()))
    }

    /// Sets a fact; tells whether it can have this value.
    pub(super) fn put(&mut self, fact: Fact, text: &str) -> bool {
        fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
            *place = value;
            place.is_some()
        }
        match fact {
            Fact::Role => set(&mut self.role, Role::from_id(text)),
            Fact::Level => set(&mut self.level, Level::from_id(text)),
            Fact::Tier => set(&mut self.tier, Tier::from_id(text)),
            Fact::Impact => set(&mut self.impact, Impact::from_id(text)),
            Fact::Urgency => set(&mut self.urgency, Urgency::from_id(text)),
            Fact::Priority => set(&mut self.priority, Priority::from_id(text)),
            Fact::OpenIncidents => set(&mut self.open_incidents, text.parse().ok()),
            Fact::FirstCall => {
                let says = ["no", "yes"].iter().position(|word| *word == text);
                set(&mut self.first_call, says.map(|at| at == 1))
            }
            Fact::Product => set(&mut self.product, Some(text.to_owned())),
            Fact::Version => set(&mut self.version, Some(text.to_owned())),
        }
    }

    pub(super) fn get(&self, fact: Fact) -> Option<Given<'_>> {
        match fact {
            Fact::Role => self.role.map(|role| Given::Text(role.id())),
            Fact::Level => self.level.map(|level| Given::Text(level.id())),
            Fact::FirstCall => self
                .first_call
                .map(|first| Given::Text(if first { "yes" } else { "no" })),
            Fact::Tier => self.tier.map(|tier| Given::Text(tier.id())),
            Fact::OpenIncidents => self
                .open_incidents
                .map(|open| Given::Number(f64::from(open))),
            Fact::Product => self.product.as_deref().map(Given::Text),
            Fact::Version => self.version.as_deref().map(Given::Text),
            Fact::Impact => self.impact.map(|impact| Given::Text(impact.id())),
            Fact::Urgency => self.urgency.map(|urgency| Given::Text(urgency.id())),
            Fact::Priority => self.priority.map(|priority| Given::Text(priority.id())),
        }
    }
}

/// What of the record stands in a question before it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefill {
    /// A field, as far as it is known before the call.
    Field(Field),
    /// The product of the customer's last incident.
    LastProduct,
    /// The version in the customer's last incident about the product.
    LastVersion,
}

impl Prefill {
    /// The name in files.
    pub(super) fn id(self) -> &'static str {
        let known = PREFILLS.iter().find(|(_, prefill)| *prefill == self);
        known.map_or("", |(id, _)| id)
    }
}

/// The names that `from` can use.
pub(super) const PREFILLS: &[(&str, Prefill)] = &[
    ("caller.name", Prefill::Field(Field::Caller)),
    ("caller.phone", Prefill::Field(Field::CallerPhone)),
    ("caller.email", Prefill::Field(Field::CallerEmail)),
    ("caller.role", Prefill::Field(Field::CallerRole)),
    ("caller.level", Prefill::Field(Field::CallerLevel)),
    ("customer.name", Prefill::Field(Field::Customer)),
    ("customer.tier", Prefill::Field(Field::CustomerTier)),
    ("customer.product", Prefill::LastProduct),
    ("customer.version", Prefill::LastVersion),
];

/// A fact that a condition can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Role,
    Level,
    FirstCall,
    Tier,
    OpenIncidents,
    Product,
    Version,
    Impact,
    Urgency,
    Priority,
}

/// The facts under `caller`.
pub(super) const OF_CALLER: &[(&str, Fact)] = &[
    ("role", Fact::Role),
    ("level", Fact::Level),
    ("first_call", Fact::FirstCall),
];

/// The facts under `customer`.
pub(super) const OF_CUSTOMER: &[(&str, Fact)] = &[
    ("tier", Fact::Tier),
    ("open_incidents", Fact::OpenIncidents),
];

/// The day of the call, in sums and unless a question is called so.
pub(super) const TODAY: &str = "today";

/// The facts that stand alone.
pub(super) const ALONE: &[(&str, Fact)] = &[
    ("product", Fact::Product),
    ("version", Fact::Version),
    ("impact", Fact::Impact),
    ("urgency", Fact::Urgency),
    ("priority", Fact::Priority),
];

impl Fact {
    /// The field of the record that holds it, through which an answer can give it.
    pub(super) fn field(self) -> Option<Field> {
        match self {
            Self::Role => Some(Field::CallerRole),
            Self::Level => Some(Field::CallerLevel),
            Self::Tier => Some(Field::CustomerTier),
            Self::Product => Some(Field::Product),
            Self::Version => Some(Field::Version),
            Self::Impact => Some(Field::Impact),
            Self::Urgency => Some(Field::Urgency),
            Self::FirstCall | Self::OpenIncidents | Self::Priority => None,
        }
    }

    /// The fact in words: `the customer’s tier`.
    pub(super) fn words(self) -> String {
        let tables = [
            (OF_CALLER, "the caller’s "),
            (OF_CUSTOMER, "the customer’s "),
            (ALONE, "the "),
        ];
        let named = tables.iter().find_map(|(table, before)| {
            let (name, _) = table.iter().find(|(_, fact)| *fact == self)?;
            Some(format!("{before}{}", name.replace('_', " ")))
        });
        named.unwrap_or_default()
    }

    pub(super) fn measure(self) -> Measure {
        match self {
            Self::OpenIncidents => Measure::Number,
            Self::Product => Measure::Words,
            Self::Version => Measure::Version,
            _ => Measure::Option,
        }
    }

    /// The values it may have, where they are few.
    pub(super) fn values(self) -> Option<Vec<&'static str>> {
        match self {
            Self::FirstCall => Some(vec!["yes", "no"]),
            Self::Priority => Some(Priority::ALL.iter().map(|value| value.id()).collect()),
            _ => self.field().and_then(values_of),
        }
    }
}

/// The values that a field of the record takes, where they are few.
pub(super) fn values_of(field: Field) -> Option<Vec<&'static str>> {
    Some(match field {
        Field::CallerRole => Role::ALL.iter().map(|value| value.id()).collect(),
        Field::CallerLevel => Level::ALL.iter().map(|value| value.id()).collect(),
        Field::CustomerTier => Tier::ALL.iter().map(|value| value.id()).collect(),
        Field::Impact => Impact::ALL.iter().map(|value| value.id()).collect(),
        Field::Urgency => Urgency::ALL.iter().map(|value| value.id()).collect(),
        _ => return None,
    })
}
