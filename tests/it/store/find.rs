//! Finding: people by a few letters, the search, what looks alike, mistyped references, everything one by one.

use baton::domain::answer::Field;
use baton::domain::command::Change;
use baton::domain::incident::{Entry, NextStep};
use baton::domain::reference::Reference;
use baton::store::{Problem, sought};

use super::hotline::{Hotline, answer};

#[test]
fn callers_are_found_by_the_end_of_a_number_and_the_beginnings_of_names() {
    let mut hotline = Hotline::new();
    for (caller, customer, phone) in [
        ("Maria Ortiz", "Acme", "+1 555 0142"),
        ("Jörg Weiß", "Borealis GmbH", "+49 30 1230142"),
        ("Marianne Öztürk", "Acme", "+1 555 0177"),
        ("Tom O'Hara", "Cantor & Co", "030 99"),
    ] {
        hotline.call(caller, customer, phone, "labels", 60);
    }
    let found = |text: &str| -> Vec<String> {
        let hits = hotline
            .store
            .view(hotline.now)
            .find_callers(text, 9)
            .unwrap();
        hits.into_iter().map(|hit| hit.caller.name).collect()
    };
    let table: &[(&str, &[&str])] = &[
        ("0142", &["Jörg Weiß", "Maria Ortiz"]),
        ("555-0142", &["Maria Ortiz"]),
        ("mari", &["Marianne Öztürk", "Maria Ortiz"]),
        ("MARI OZ", &["Marianne Öztürk"]),
        ("weiss", &["Jörg Weiß"]),
        ("acme", &["Marianne Öztürk", "Maria Ortiz"]),
        ("acme mari ort", &["Maria Ortiz"]),
        ("hara", &["Tom O'Hara"]),
        ("%", &[]),
        ("zz", &[]),
        ("", &[]),
    ];
    for (text, names) in table {
        assert_eq!(found(text), *names, "{text}");
    }
    let view = hotline.store.view(hotline.now);
    let by_number = view.callers_by_number("(555) 0142").unwrap();
    assert_eq!(by_number[0].caller.name, "Maria Ortiz");
    assert_eq!(by_number[0].open, 2, "of Acme");
    assert!(by_number[0].last_call.is_some());
    let customers = view.find_customers("gmb", 9).unwrap();
    assert_eq!(customers[0].customer.name, "Borealis GmbH");
    let history = view
        .history(
            by_number[0].customer.as_ref().map(|c| &c.id).unwrap(),
            None,
            5,
        )
        .unwrap()
        .unwrap();
    assert_eq!(
        (history.open.len(), history.late, history.done.len()),
        (2, 0, 0)
    );
    // What is shown is cut off; what is counted is not.
    hotline.now += chrono::TimeDelta::hours(2);
    let view = hotline.store.view(hotline.now);
    let acme = &history.customer.id;
    let history = view.history(acme, None, 1).unwrap().unwrap();
    assert_eq!((history.open.len(), history.held, history.late), (1, 2, 2));
    assert_eq!(view.agents().unwrap()[0].held, 4);
}

#[test]
fn the_search_finds_every_word_wherever_it_was_recorded() {
    let mut hotline = Hotline::new();
    let labels = hotline.call(
        "Maria Ortiz",
        "Acme",
        "+1 555 0142",
        "Labels print half a line",
        600,
    );
    hotline.note(
        labels,
        "The spooler service of Zürich was restarted, twice, without any change at all for them.",
    );
    let other = hotline.call(
        "Jörg Weiß",
        "Borealis",
        "030 1230177",
        "Label printer offline",
        600,
    );
    hotline.resolve(other, "exchanged the toner cartridge");
    let found = |text: &str| -> Vec<Reference> {
        let page = hotline.store.view(hotline.now).search(text, 20).unwrap();
        page.hits.into_iter().map(|hit| hit.row.reference).collect()
    };
    let table: &[(&str, &[Reference])] = &[
        ("label", &[other, labels]),
        ("labels", &[labels]),
        ("ZURICH spool", &[labels]),
        ("0142", &[labels]),
        ("5550142", &[labels]),
        ("weiss toner", &[other]),
        ("cartridges", &[]),
        ("restarted labels maria", &[labels]),
        ("\" OR * NEAR(", &[]),
        ("", &[]),
    ];
    for (text, references) in table {
        assert_eq!(found(text), *references, "{text}");
    }
    for text in [
        labels.to_string(),
        labels.to_string().to_lowercase().replace('-', ""),
    ] {
        assert_eq!(found(&text), [labels], "{text}");
    }
    let hits = hotline
        .store
        .view(hotline.now)
        .search("spooler", 20)
        .unwrap()
        .hits;
    let marked: Vec<(&str, bool)> = hits[0]
        .snippet
        .iter()
        .map(|part| (part.text.as_str(), part.hit))
        .collect();
    let after = " service of Zürich was restarted, twice, without any change at all …";
    assert_eq!(marked, [("The ", false), ("spooler", true), (after, false)]);
    let hits = hotline
        .store
        .view(hotline.now)
        .search("labels", 20)
        .unwrap()
        .hits;
    assert_eq!(hits[0].snippet, [], "it stands in the line itself");
}

#[test]
fn a_query_is_cut_at_twelve_words_and_two_hundred_characters() {
    let words = |count: usize| {
        (1..=count)
            .map(|n| format!("w{n}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let long = "ä".repeat(300);
    let table = [
        (String::new(), 0),
        ("labels".to_owned(), 6),
        (words(12), words(12).len()),
        (words(13), words(12).len() + 1),
        (format!("{} …", words(12)), words(12).len() + 4),
        (long, 2 * 200),
    ];
    for (text, bytes) in table {
        assert_eq!(sought(&text).len(), bytes, "{text}");
    }
    let mut hotline = Hotline::new();
    let summary = "one two three four five six seven eight nine ten eleven twelve";
    let reference = hotline.call("Maria", "Acme", "1", summary, 60);
    // A hundred kilobytes of other words behind it change nothing.
    let pasted = format!("{summary} {}", words(20_000));
    let view = hotline.store.view(hotline.now);
    let found: Vec<Reference> = view
        .search(&pasted, 9)
        .unwrap()
        .hits
        .iter()
        .map(|hit| hit.row.reference)
        .collect();
    assert_eq!(found, [reference]);
    assert_eq!(view.search(&words(20_000), 9).unwrap().hits, []);
    assert_eq!(view.nearest(&"K7".repeat(50_000), 9).unwrap(), []);
    let callers = view.find_callers(
        &format!("Maria Acme{}", " ".repeat(200) + &words(20_000)),
        9,
    );
    assert_eq!(callers.unwrap().len(), 1);
}

#[test]
fn a_corrected_text_is_no_longer_found_by_what_it_was() {
    let mut hotline = Hotline::new();
    let reference = hotline.call("Maria", "Acme", "1", "labels", 60);
    hotline.change(
        reference,
        Change::Answer(answer(Field::Summary, "stickers")),
    );
    let count = |text: &str| {
        hotline
            .store
            .view(hotline.now)
            .search(text, 9)
            .unwrap()
            .hits
            .len()
    };
    assert_eq!((count("labels"), count("stickers")), (0, 1));
}

#[test]
fn what_looks_alike_says_what_solved_it() {
    let mut hotline = Hotline::new();
    let solved = hotline.call("Jörg", "Borealis", "1", "Labels print only half a line", 60);
    hotline.resolve(solved, "reset the tray");
    hotline.call("Jörg", "Borealis", "1", "Nobody can log in", 60);
    let now = hotline.call("Maria", "Acme", "1", "half of the labels do not print", 60);
    let problem = Problem {
        reference: Some(now),
        text: "half of the labels do not print".to_owned(),
        ..Problem::default()
    };
    let hits = hotline
        .store
        .view(hotline.now)
        .similar(&problem, 5)
        .unwrap();
    let told: Vec<_> = hits
        .iter()
        .map(|hit| (hit.row.reference, hit.solved.as_deref()))
        .collect();
    assert_eq!(told, [(solved, Some("reset the tray"))]);
}

#[test]
fn a_mistyped_reference_gets_its_neighbours() {
    let mut hotline = Hotline::new();
    let references: Vec<Reference> = (0..40)
        .map(|n| hotline.call("Maria", "Acme", "1", &format!("problem {n}"), 60))
        .collect();
    let right = references[24].to_string();
    let swapped = right.replace("0024", "0042");
    let nearest = hotline
        .store
        .view(hotline.now)
        .nearest(&swapped, 5)
        .unwrap();
    assert!(
        nearest.iter().any(|near| near.reference == references[24]),
        "{nearest:?}"
    );
    assert_eq!(
        hotline
            .store
            .view(hotline.now)
            .nearest("nonsense", 5)
            .unwrap(),
        []
    );
}

#[test]
fn everything_can_be_written_out_one_by_one() {
    let mut hotline = Hotline::new();
    let mut references = Vec::new();
    for n in 0..5 {
        references.push(hotline.call("Maria", "Acme", "1", &format!("problem {n}"), 60));
    }
    let step = NextStep {
        what: "look".to_owned(),
        who: hotline.agent.clone(),
        by: hotline.now + chrono::TimeDelta::hours(1),
    };
    hotline.change(references[0], Change::Plan(step));
    hotline.change(references[0], Change::Add(Entry::note("n".to_owned())));
    let mut written = Vec::new();
    let view = hotline.store.view(hotline.now);
    view.each_incident(|page| {
        assert_eq!(page.record.caller.as_ref().unwrap().name, "Maria");
        assert_eq!(page.record.calls.len(), 1);
        written.push(page.incident.reference);
        if written.len() == 4 {
            std::ops::ControlFlow::Break(())
        } else {
            std::ops::ControlFlow::Continue(())
        }
    })
    .unwrap();
    assert_eq!(written, references[..4]);
    assert_eq!(
        view.incident(Reference::new(hotline.store.station(), 999).unwrap())
            .unwrap(),
        None
    );
}
