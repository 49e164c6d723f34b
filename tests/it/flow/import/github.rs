//! GitHub issue forms.

mod made_up;
mod said;

use baton::flow::Kind;
use baton::flow::import::{Format, import};
use expect_test::expect;

use super::{flow_of, imported, losses, samples};

const FORM: &str = include_str!("../../fixtures/forms/issue.yml");

#[test]
fn an_issue_form_becomes_a_flow() {
    let (imported, _) = imported(FORM, Format::Github);
    expect![[r##"
        # name: Broken printer
        # description: Labels that do not come out
        # title: [print]
        # labels: print, bug
        # assignees: dana
        # LOST line 7: `contact` is unknown: somewhere
        # LOST line 15: words without a letter are left out
        # LOST line 69: it has no type, so it is left out: attributes: label: Without a type

        schema = 1
        id = "form"
        title = "Broken printer"
        version = 1

        [[question]]
        id = "before_you_begin"
        type = "note"
        ask = "Before you begin"
        help = """
        Before you begin
        Please read the manual (https://example.org/manual) first."""

        # in the source: version
        [[question]]
        id = "version_q"
        ask = "Which version?"
        why = "" # missing: say what the answer tells us
        hint = """
        Help → About tells it.
        Such as: 5.2.1"""

        # LOST line 26: nothing is filled in beforehand; what the form fills in stands in the hint or the help
        [[question]]
        id = "what_happens"
        type = "long"
        ask = "What happens?"
        why = "" # missing: say what the answer tells us
        hint = "The form begins with: 1. I press …"
        required_for = "never"

        # shown as code: shell
        [[question]]
        id = "the_log_31m"
        type = "exact"
        ask = "The log[31m"
        why = "" # missing: say what the answer tells us
        required_for = "never"

        # in the source: Scope-Of-It
        # LOST line 35: nothing is chosen beforehand; in the form it is: Only me!
        [[question]]
        id = "scope_of_it"
        type = "choices"
        ask = "Who has it?"
        why = "" # missing: say what the answer tells us
        options = [
          { id = "only_me", label = "Only me" },
          { id = "only_me_2", label = "Only me!" },
          { id = "everyone", label = "Everyone" },
        ]

        [[question]]
        id = "who_has_it"
        type = "choice"
        ask = "Who has it?"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        options = [
          { id = "only_me", label = "Only me" },
          { id = "only_me_2", label = "Only me!" },
          { id = "everyone", label = "Everyone" },
        ]

        # LOST line 55: that this box must be ticked; at least 1 must be: I searched
        # LOST line 50: `attributes_` is unknown: typo
        [[question]]
        id = "agreed"
        type = "choices"
        ask = "Agreed"
        why = "" # missing: say what the answer tells us
        min = 1
        options = [
          { id = "i_searched", label = "I searched" },
          { id = "i_would_help", label = "I would help" },
        ]

        # LOST line 59: there is no type `slider`; it is asked as a text
        # LOST line 59: `colour` is unknown: red
        [[question]]
        id = "how_bad"
        ask = "How bad?"
        why = "" # missing: say what the answer tells us
        required_for = "never"

        # LOST line 63: the check of its answer: ^[0-9]+$
        [[question]]
        id = "a_number_in_forgejo"
        type = "number"
        ask = "A number, in Forgejo"
        why = "" # missing: say what the answer tells us
        required_for = "never"
    "##]].assert_eq(&imported.text);
}

#[test]
fn every_loss_has_its_line() {
    let (imported, _) = imported(FORM, Format::Github);
    expect![[r#"
        line 7: `contact` is unknown: somewhere
        line 15: words without a letter are left out
        line 69: it has no type, so it is left out: attributes: label: Without a type
        line 26: nothing is filled in beforehand; what the form fills in stands in the hint or the help
        line 35: nothing is chosen beforehand; in the form it is: Only me!
        line 55: that this box must be ticked; at least 1 must be: I searched
        line 50: `attributes_` is unknown: typo
        line 59: there is no type `slider`; it is asked as a text
        line 59: `colour` is unknown: red
        line 63: the check of its answer: ^[0-9]+$
    "#]].assert_eq(&losses(&imported.form));
}

#[test]
fn words_stay_as_they_were_written() {
    let text = "body:\n- type: dropdown\n  attributes:\n    label: Which?\n    options: [1.10, no, 0x1F, 2024-01-01, ~x]\n";
    let (_, flow) = imported(text, Format::Github);
    let Some(Kind::Choice(options)) = flow.questions.first().map(|question| &question.kind) else {
        panic!("{flow:#?}");
    };
    let labels: Vec<_> = options
        .items
        .iter()
        .map(|option| option.label.as_str())
        .collect();
    assert_eq!(labels, ["1.10", "no", "0x1F", "2024-01-01", "~x"]);
}

#[test]
fn what_turns_words_about_unseen_is_left_out() {
    let text = "name: Bug\ndescription: x\nbody:\n- type: input\n  id: a\n  attributes:\n    label: \"Which \u{202E}file\u{202C} is it?\"\n";
    let (imported, flow) = imported(text, Format::Github);
    assert_eq!(flow.questions[0].ask.to_string(), "Which file is it?");
    assert!(!imported.text.contains('\u{202E}'));
}

#[test]
fn what_is_no_issue_form_is_said_in_a_sentence() {
    let deep = "[".repeat(100_000);
    let laughs = laughs();
    let keys: Vec<String> = (0..90_000).map(|key| format!("k{key}: 1\n")).collect();
    let keys = keys.concat();
    for (text, words) in [
        ("", "nothing in it"),
        ("name: x", "no `body`"),
        ("blank_issues_enabled: false", "config.yml"),
        (
            "---\nname: Bug\nabout: x\n---\n\n**Describe** the: bug\n",
            "in Markdown",
        ),
        ("body: [", "not YAML"),
        ("a: *b", "not YAML"),
        (&deep, "not YAML"),
        (&laughs, "alias"),
        (&keys, "more than 1000 keys"),
    ] {
        let trouble = import(text.as_bytes(), "form.yml", Some(Format::Github), None).unwrap_err();
        assert!(trouble.to_string().contains(words), "{trouble}");
    }
}

#[test]
fn the_peculiarities_of_yaml_are_understood() {
    let form = |text: &str| {
        let (imported, _) = imported(text, Format::Github);
        let questions = imported.form.questions.iter();
        let told: Vec<_> = questions
            .map(|question| {
                format!(
                    "{} {:?} {}\n",
                    question.ask, question.kind, question.required
                )
            })
            .collect();
        told.concat() + &losses(&imported.form)
    };
    let anchors = "body:\n- &a\n  type: input\n  attributes: &b {label: One}\n  validations: &v {required: Yes}\n- *a\n- type: textarea\n  attributes:\n    <<: *b\n    label: Two\n  validations: *v\n";
    expect![[r#"
        One Text true
        One Text true
        Two Long true
    "#]]
    .assert_eq(&form(anchors));
    let windows = "\u{FEFF}%YAML 1.1\r\n---\r\n# words\r\nname: x\r\nbody:\r\n- type: input\r\n  attributes:\r\n    label: >-\r\n      Folded\r\n      words\r\n...\r\n";
    expect![[r#"
        Folded words Text false
    "#]]
    .assert_eq(&form(windows));
    let several = "---\n---\nbody:\n- type: input\n  attributes: {label: 404}\n  validations: {required: on}\n---\nname: other\n";
    expect![[r#"
        404 Text true
        1 more documents of the file are left out
    "#]]
    .assert_eq(&form(several));
    let list = "- type: upload\n  attributes:\n    label: A picture\n  validations:\n    accept: .png\n- type: input\n  id: a\n  attributes: {label: true}\n- type: input\n  id: a\n  attributes: {label: ~, description: Said here}\n";
    expect![[r#"
        A picture File false
        true Text false
        Said here Text false
    "#]]
    .assert_eq(&form(list));
}

#[test]
fn control_characters_are_no_places_for_answers() {
    let text = "body:\n- type: input\n  id: b\n  attributes:\n    label: \"A\\x01b\\x02 \\x01 \\x02 {b} \\x01gone\\x02\"\n";
    let (imported, _) = imported(text, Format::Github);
    assert!(
        imported.text.contains("ask = \"Ab   {{b}} gone\""),
        "{}",
        imported.text
    );
}

#[test]
fn words_keep_what_only_looks_like_a_tag() {
    let text = "body:\n- type: input\n  attributes:\n    label: Is `Vec<T>` &lt;b&gt; in <b>your</b> <name>?\n    description: See <https://example.org><br>or [us](mailto:us@example.org).\n";
    let (imported, _) = imported(text, Format::Github);
    let question = &imported.form.questions[0];
    assert_eq!(question.ask, "Is `Vec<T>` <b> in your <name>?");
    let hint = "See https://example.org\nor us (mailto:us@example.org).";
    assert_eq!(
        question.hint.as_deref().or(question.help.as_deref()),
        Some(hint)
    );
}

/// Ten aliases of ten aliases of …
fn laughs() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let list = vec![format!("*a{}", level - 1); 10].join(", ");
        text = [text, format!("a{level}: &a{level} [{list}]\n")].concat();
    }
    text
}

#[test]
fn real_issue_forms_load() {
    for (name, bytes) in samples("issue_forms") {
        let imported =
            import(&bytes, &name, None, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        flow_of(&imported);
    }
}
