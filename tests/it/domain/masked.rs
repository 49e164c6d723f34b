//! A note of what was said to a sensitive question is masked as its answer would be.

use baton::domain::command::Change;
use baton::domain::incident::Entry;
use baton::domain::record_of;

use super::world::{DANA, World, change};

#[test]
fn a_note_of_it_leaves_only_when_it_is_asked_for() {
    let (mut world, _, incident) = World::with_an_incident();
    let sensitive = Entry::Note {
        text: "Which PIN has it? 4711".to_owned(),
        sensitive: true,
    };
    let open = Entry::note("she spells it out".to_owned());
    for entry in [sensitive, open] {
        world.must(DANA, change(incident, Change::Add(entry)));
    }
    let whole = record_of::record(&world.state, world.incident(incident), world.now);
    let json = serde_json::to_string(&whole).unwrap();
    assert!(json.contains("4711"), "{json}");
    let json = serde_json::to_string(&whole.masked()).unwrap();
    assert!(!json.contains("4711"), "{json}");
    assert!(json.contains("she spells it out"), "{json}");
}
