//! Files of any size and depth: they load when they are sound, and are faults when they are not; nothing panics, and the
//! shift can start.

use std::fmt::Write;

use baton::flow::Library;
use baton::flow::library::Layer;
use baton::handwritten::Fault;

use super::fixture::file;
use crate::support::large;

/// The shipped flows with this file beside them; they serve whatever is in it.
fn beside_the_shipped(text: &str) -> Library {
    let library = Library::load(vec![file(Layer::Own, "mine.toml", text)]);
    assert!(!library.intake().questions.is_empty());
    assert!(library.get("printing").is_some());
    library
}

fn flow(questions: &str) -> String {
    format!("schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n{questions}")
}

/// A question of this id, with these lines.
fn question(id: &str, lines: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\ntype = \"yes_no\"\nask = \"What about {id}?\"\nwhy = \"It tells {id} from the others.\"\n{lines}\n"
    )
}

fn messages(library: &Library) -> Vec<&str> {
    let faults = library.faults().iter();
    faults.map(|fault: &Fault| fault.message.as_str()).collect()
}

#[test]
fn ten_thousand_questions_load() {
    let library = large::library(10_000, 2_500);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    assert_eq!(library.get("large").unwrap().questions.len(), 10_000);
}

#[test]
fn ten_megabytes_load() {
    let help = "Look at the label on the back of the device. ".repeat(230);
    let mut text = flow("");
    for number in 0..1_000 {
        text += &question(&format!("q{number}"), &format!("help = \"{help}\""));
    }
    assert!(text.len() > 10_000_000);
    let library = beside_the_shipped(&text);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    assert_eq!(library.get("mine").unwrap().questions.len(), 1_000);
}

#[test]
fn what_is_nested_deeply_is_a_fault_or_loads() {
    for (open, close) in [
        ("[", "]"),
        ("{ a = ", " }"),
        ("{ not = ", " }"),
        ("{ any = [", "] }"),
    ] {
        for depth in [30, 10_000] {
            let nested = format!(
                "{}{{ a = \"yes\" }}{}",
                open.repeat(depth),
                close.repeat(depth)
            );
            let text = question("a", "") + &question("b", &format!("when = {nested}"));
            let library = beside_the_shipped(&flow(&text));
            let loads = library.get("mine").is_some();
            assert_ne!(
                loads,
                library.faults().iter().any(Fault::is_error),
                "{open} {depth}"
            );
        }
    }
}

#[test]
fn a_circle_of_ten_thousand_questions_is_one_fault() {
    let mut text = String::new();
    for number in 0..10_000 {
        let before = (number + 9_999) % 10_000;
        text += &question(
            &format!("q{number}"),
            &format!("when = {{ q{before} = \"yes\" }}"),
        );
    }
    let library = beside_the_shipped(&flow(&text));
    assert_eq!(library.faults().len(), 1, "{:#?}", messages(&library));
    assert!(library.get("mine").is_none());
}

#[test]
fn of_very_many_faults_the_number_is_told() {
    let mut text = String::new();
    for number in 0..2_000 {
        // An unknown name, a wrong type, and an id that was there before.
        write!(
            text,
            "{}",
            question(
                "same",
                &format!("when = {{ gone{number} = \"yes\" }}\nretired = 3")
            )
        )
        .unwrap();
    }
    let library = beside_the_shipped(&flow(&text));
    let messages = messages(&library);
    let last = "5899 more faults of this file are not listed; mend these first";
    assert_eq!(
        (messages.len(), messages.last().copied()),
        (101, Some(last))
    );
}

#[test]
fn thousands_of_unknown_names_are_counted_and_not_each_compared_with_all() {
    let mut text = flow("");
    for number in 0..2_000 {
        text += &question(
            &format!("q{number}"),
            &format!("when = {{ none_{number} = \"yes\" }}"),
        );
    }
    let library = beside_the_shipped(&text);
    let told = messages(&library);
    assert!(
        told.iter()
            .any(|message| message.starts_with("1900 more faults")),
        "{told:?}"
    );
}
