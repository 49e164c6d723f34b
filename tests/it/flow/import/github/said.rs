//! What is said on the phone: no signs of Markdown, no addresses in a sentence, and examples told from requests.

use baton::flow::import::Format;
use expect_test::expect;

use crate::flow::import::imported;

/// The ids, words and what stands beside them.
fn said(body: &str) -> String {
    let (imported, _) = imported(&format!("name: x\nbody:\n{body}"), Format::Github);
    let mut lines = Vec::new();
    for question in &imported.form.questions {
        lines.push(format!("{}: {}", question.id, question.ask));
        let options = question.options.iter();
        lines.extend(options.map(|option| format!("  ( ) {}: {}", option.id, option.label)));
        for (key, words) in [("hint", &question.hint), ("help", &question.help)] {
            let Some(words) = words else {
                continue;
            };
            let mut words = words.lines();
            lines.push(format!("  {key}: {}", words.next().unwrap_or_default()));
            lines.extend(words.map(|line| format!("        {line}").trim_end().to_owned()));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn words_to_say_have_no_signs_and_no_addresses() {
    let found = said(
        "
- type: markdown
  attributes:
    value: |
      > [!IMPORTANT]
      > Not reading the **[rules][r]** will
      > close the issue.

      [r]: https://example.org/rules
- type: markdown
  attributes: { value: '## Your _computer_' }
- type: checkboxes
  attributes:
    label: Before you **begin**
    options:
      - label: I have read the [rules](https://example.org/rules) and [`start.md`](https://example.org/start)
      - label: I use `**stars**`, __init__, snake_case_words, 2 * 3 * 4, *nix and C:\\*
      - label: I did *not* ask at <https://example.org> or [a@example.org](mailto:a@example.org)
",
    );
    expect![[r#"
        important_not_reading_the_rules_will: Important: Not reading the rules will close the issue.
          help: Important: Not reading the rules (https://example.org/rules) will
                close the issue.
        your_computer: Your computer
        before_you_begin: Before you begin
          ( ) i_have_read_the_rules_and_start_md: I have read the rules and `start.md`
          ( ) i_use_stars_init_snake_case_words_2_3_4: I use `**stars**`, __init__, snake_case_words, 2 * 3 * 4, *nix and C:*
          ( ) i_did_not_ask_at_https_example_org_or_a: I did not ask at https://example.org or a@example.org
          help: rules: https://example.org/rules
                `start.md`: https://example.org/start
    "#]].assert_eq(&found);
}

#[test]
fn links_are_read_however_they_are_written() {
    let found = said(
        r#"
- type: input
  attributes:
    label: a
    description: |
      [two words]
      [wiki](https://example.org/Foo_(bar) "The title"), [![a badge](https://example.org/b.svg)](https://example.org/ci),
      [example.org](https://example.org/), [Name], [other][NAME], [gone][nowhere], [x] and [ ]

      [name]:
      https://example.org/name
      [unused]: <https://example.org/unused>
"#,
    );
    expect![[r"
        a: a
          help: [two words]
                wiki (https://example.org/Foo_(bar)), a badge (https://example.org/b.svg) (https://example.org/ci),
                https://example.org/, Name (https://example.org/name), other (https://example.org/name), [gone][nowhere], [x] and [ ]

                unused: https://example.org/unused
    "]].assert_eq(&found);
}

#[test]
fn an_empty_field_shows_an_example_or_a_request() {
    let found = said(
        r#"
- type: input
  attributes: { label: Version, placeholder: 1.2.3 }
- type: input
  attributes: { label: System, placeholder: "e.g. Debian" }
- type: input
  attributes: { label: Name, placeholder: "..." }
- type: input
  attributes: { label: What?, placeholder: "What?" }
- type: input
  attributes: { label: Goal, placeholder: "Tell us what you want" }
- type: textarea
  attributes:
    label: Steps
    placeholder: |
      1. Open
      2. Close
    value: |
      <details><summary>Steps</summary>
      <!--- one a line -->
      ```sh
      <code>
      ```
      </details>
"#,
    );
    expect![[r#"
        version_q: Version
          hint: Such as: 1.2.3
        system: System
          hint: e.g. Debian
        name: Name
        what: What?
        goal: Goal
          hint: Tell us what you want
        steps: Steps
          help: Such as:
                1. Open
                2. Close
                The form begins with:
                Steps

                 one a line
                ```sh
                <code>
                ```
    "#]]
    .assert_eq(&found);
}

#[test]
fn a_field_without_a_label_asks_what_stands_beside_it() {
    let found = said(
        "
- type: checkboxes
  attributes: { options: [{ label: 'I have [searched](https://example.org)' }] }
- type: input
  attributes: { label: '', description: 'Where do you **live**? Not exactly.' }
- type: input
  attributes: { placeholder: a }
",
    );
    expect![["
        i_have_searched: I have searched
          ( ) i_have_searched: I have searched
          hint: searched: https://example.org
        where_do_you_live_not_exactly: Where do you live? Not exactly.
        question: question
          hint: Such as: a
    "]]
    .assert_eq(&found);
}
