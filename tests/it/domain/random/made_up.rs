//! What the agents who press anything say: answers, and records from files, many of them spoilt.

use baton::domain::answer::{Answer, AnswerState, Field, FlowRef, Source, Value};
use baton::domain::id::Station;
use baton::domain::record::Record;
use baton::domain::record_of;
use baton::domain::reference::Reference;
use baton::domain::resolution::ResolutionKind;

use super::Press;
use crate::domain::world::World;

impl Press {
    pub(super) fn answer(&self, field: Option<Field>) -> Answer {
        let number = [0.1 + 0.2, -0.0, 1e300, f64::NAN, 5.0][self.which % 5];
        let value = match (field, self.which % 4) {
            (Some(Field::Impact), _) => Value::Text("several".to_owned()),
            (_, 0) => Value::Number(number),
            (_, 1) => Value::List(vec![self.words(), String::new()]),
            _ => Value::Text(self.words()),
        };
        Answer {
            flow: FlowRef {
                id: "f".to_owned(),
                version: 1,
                hash: String::new(),
            },
            question: format!("q{}", self.which % 3),
            ask: "What about it?".to_owned(),
            state: AnswerState::ALL[self.how % 5],
            source: Source::ALL[self.which % 5],
            value: (!self.how.is_multiple_of(7)).then_some(value),
            shown: None,
            remark: (!self.how.is_multiple_of(2)).then(|| self.words()),
            field,
            item: None,
            sensitive: false,
        }
    }

    pub(super) fn answer_about_caller(&self, world: &World) -> Answer {
        let others = usize::try_from(self.minutes).unwrap() % ABOUT_THE_CALLER.len();
        let field = if self.what == 13 {
            Field::Caller
        } else {
            ABOUT_THE_CALLER[others]
        };
        let text = match field {
            Field::CallerRole => "it".to_owned(),
            Field::CustomerTier => "gold".to_owned(),
            Field::Caller if self.how.is_multiple_of(3) => world
                .state
                .callers
                .keys()
                .next()
                .map_or_else(|| self.words(), ToString::to_string),
            _ => self.words(),
        };
        Answer {
            state: AnswerState::Answered,
            value: Some(Value::Text(text)),
            question: field.id().to_owned(),
            ..self.answer(Some(field))
        }
    }

    /// A record of an incident that is here, under another reference, and often spoilt.
    pub(super) fn record(&self, world: &World) -> Record {
        let here = world.state.incidents.get(&self.incident(world));
        let (base, at) = here.map_or_else(
            || {
                let (other, _, reference) = World::with_a_promised_incident();
                (other.state.clone(), other.incident(reference).clone())
            },
            |incident| (world.state.clone(), incident.clone()),
        );
        let mut record = record_of::record(&base, &at, world.now);
        let number = u32::try_from(self.which).unwrap();
        let station = if self.how.is_multiple_of(2) {
            world.state.station
        } else {
            Station::parse("M2").unwrap()
        };
        record.reference = Reference::new(station, number).unwrap();
        let words = self.words();
        match self.how % 16 {
            1 => record.owner = words,
            2 => record.next_step.what = words,
            3 => record.next_step.who = words,
            4 => record.opened_by = self.name().to_lowercase(),
            5 => record.resolution = None,
            6 => record.handoffs.clear(),
            7 => record.promises.truncate(1),
            8 => record
                .customer
                .iter_mut()
                .for_each(|customer| customer.name.clone_from(&words)),
            9 => record
                .caller
                .iter_mut()
                .for_each(|caller| caller.name.clone_from(&words)),
            10 => record
                .handoffs
                .iter_mut()
                .for_each(|handoff| handoff.to.clone_from(&words)),
            11 => record
                .promises
                .iter_mut()
                .for_each(|promise| promise.what.clone_from(&words)),
            12 => record.resolution.iter_mut().for_each(|resolution| {
                resolution.kind = ResolutionKind::AsDesigned;
                resolution.need = None;
            }),
            13 => record
                .answers
                .iter_mut()
                .for_each(|answer| answer.value = Some(Value::Text(words.clone()))),
            14 => record
                .promises
                .iter_mut()
                .for_each(|promise| promise.why = None),
            15 => record.owner = self.name().to_uppercase(),
            _ => {}
        }
        record
    }
}

const ABOUT_THE_CALLER: [Field; 5] = [
    Field::Customer,
    Field::CustomerTier,
    Field::CallerPhone,
    Field::CallerRole,
    Field::Version,
];
