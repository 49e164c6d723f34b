//! Lists and searches: one line says when, which, who and what; the next who does what.

use expect_test::expect;

use super::{Home, ONE};

/// Lines without how late it is, since the program reads the clock on the wall.
fn timeless(out: &str) -> String {
    let mut text = String::new();
    for line in out.lines() {
        let from_reference = line.find("K7-").unwrap_or(0);
        text.push_str(&line[from_reference..]);
        text.push('\n');
    }
    text
}

#[test]
fn what_is_open_stands_in_a_list() {
    let home = Home::with_one();
    for args in [
        &["list"] as &[&str],
        &["list", "--mine", "--as", "ana ruiz"],
        &["search", "labels"],
    ] {
        let ran = home.run(args);
        expect![[r#"
            K7-1042-Q  P1  Acme · gold          Labels print half a line
                                            Ana Ruiz             → ask for the driver date
        "#]]
        .assert_eq(&timeless(&ran.out));
        assert!(ran.out.starts_with("! "), "{args:?}: {}", ran.out);
    }
    assert_eq!(
        home.run(&["list", "--mine", "--as", "dana reyes"]).out,
        "Nothing is open.\n"
    );
    assert_eq!(
        home.run(&["search", "zebra"]).out,
        "Nothing is recorded with these words.\n"
    );
}

#[test]
fn a_problem_that_was_told_at_length_stays_one_line() {
    let home = Home::new();
    let told = "they cannot ship since this morning and ".repeat(40);
    home.write("told.jsonl", ONE.replace("Labels print half a line", &told));
    home.run(&["--as", "Dana Reyes", "import", "told.jsonl"]);
    for args in [&["list"] as &[&str], &["search", "ship"]] {
        let ran = home.run(args);
        expect![[r#"
            K7-1042-Q  P1  Acme · gold          they cannot ship since this morning and they cannot ship since this morning and…
                                            Ana Ruiz             → ask for the driver date
        "#]]
        .assert_eq(&timeless(&ran.out));
    }
}

#[test]
fn json_is_a_record_a_line() {
    let home = Home::with_one();
    let exported = home.run(&["export"]).out;
    for args in [
        &["list", "--json"] as &[&str],
        &["search", "--json", "labels"],
        &["handoff", "sheet", "--json", "--as", "Ana Ruiz"],
    ] {
        assert_eq!(home.run(args).out, exported, "{args:?}");
    }
    let shown: serde_json::Value =
        serde_json::from_str(&home.run(&["show", "--json", "K7-1042-Q"]).out).unwrap();
    assert_eq!(
        shown,
        serde_json::from_str::<serde_json::Value>(&exported).unwrap()
    );
    for key in [
        "ref",
        "status",
        "priority",
        "impact",
        "urgency",
        "category",
        "product",
        "version",
        "summary",
        "customer",
        "caller",
        "owner",
        "next_step",
        "promises",
        "answers",
        "timeline",
        "calls",
        "resolution",
        "handoffs",
        "opened_at",
        "resolved_at",
    ] {
        assert!(shown.get(key).is_some(), "{key}");
    }
}

#[test]
fn a_stranger_steers_nothing() {
    let home = Home::new();
    let hostile = ONE
        .replace("Labels", r"\u001b]0;x\u0007\u202e\u200b")
        .replace("Acme", r"\u009b2J")
        .replace("ask", r"\u001b[A");
    home.write("hostile.jsonl", hostile);
    assert_eq!(
        home.run(&["--as", "Dana\u{1b}[1m", "import", "hostile.jsonl"])
            .code,
        0
    );
    for args in [
        &["list"] as &[&str],
        &["list", "--json"],
        &["search", "half"],
        &["show", "K7-1042-Q"],
        &["show", "--markdown", "K7-1042-Q"],
        &["show", "--json", "K7-1042-Q"],
        &["show", "K7-1042-X"],
        &["handoff", "sheet", "--as", "Ana Ruiz"],
        &["export"],
    ] {
        let ran = home.run(args);
        let text = format!("{}{}", ran.out, ran.err);
        let harmful = text
            .chars()
            .find(|&c| (c.is_control() && c != '\n') || matches!(c, '\u{200b}' | '\u{202e}'));
        assert_eq!(harmful, None, "{args:?}: {text:?}");
        assert!(text.contains("half a line"), "{args:?}: {text:?}");
    }
}

#[test]
fn the_sheet_says_who_takes_what() {
    let home = Home::with_one();
    let sheet = home.run(&["handoff", "sheet", "--as", "Ana Ruiz"]).out;
    let lines: Vec<&str> = sheet
        .lines()
        .filter(|line| {
            !line.contains("Written") && !line.contains("late") && !line.contains("All times")
        })
        .collect();
    expect![[r#"
        # Handoff sheet of Ana Ruiz


        ## To hand over: K7-1042-Q · P1 · Labels print half a line

        - **Customer**: Acme · gold
        - **Caller**: Maria Ortiz · +15550142
        - **What happened**: Labels print half a line. everyone: cannot work.
        - **To**: nobody yet
    "#]]
    .assert_eq(&lines.join("\n"));
    let empty = home.run(&["handoff", "sheet", "--as", "Dana Reyes"]).out;
    assert!(empty.contains("There is nothing to hand over."), "{empty}");
}
