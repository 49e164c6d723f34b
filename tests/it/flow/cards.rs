//! A flow as a card.

use baton::flow::card::{Style, card};
use expect_test::expect;

use super::fixture::{LABELS, labels, library};

#[test]
fn a_card_holds_the_whole_flow() {
    let (_, labels) = labels();
    expect![[r#"
        Labels
        ══════
        labels · version 7 · owner maria · review by 2027-06-01 · for Ledger

        Say:
        - I can hear that this is holding you up.

        Avoid:
        - It works here.

        Proposed by these words:
        - label, labels, half a line

        Labels
        ──────

        1. Does it happen on one computer or on several?
           scope · choice · needed before escalating
           In plain words: Is it just your computer?
           In technical words: One workstation or all clients?
           Why: One computer points to its driver; several to the server.
           To the caller: It tells us where to look first.
           - One computer (one)
           - Several (several)
           - Everyone (all): “Then it is not your computer.”

        2. Is there a message?
           sees_message · yes/no · needed before escalating
           Why: With a message we can search for its words.

        3. Please read me the message, word by word.
           message · exact · needed before escalating
           Why: Developers search the code for these words.
           Hint: With numbers, and the title bar.
           Asked when sees_message is yes.

        4. Is the code on the box, too?
           code · text
           Why: The code tells which printer language is in use.
           Asked when message matches E-[0-9]+.

        5. Ask for a photo of the label.
           photo · note

        Details
        ───────
        Asked when scope is several or all.

        6. How many labels do you print a day?
           copies · number of a day · needed before escalating
           Why: It tells how much work stands still meanwhile.
           Check: at least 1

        What follows
        ────────────

        When the customer’s tier is gold and scope is all:
           - tell the caller: I am asking a colleague to look at this now.
           - impact: everyone
           - urgency: cannot work
           - promise: status report, within 30 min

        When scope is several:
           - impact: several people

        When scope is one and sees_message is no:
           - stop asking: Their own IT is quicker: hand it over.

        Brief
        ─────

        Summary:
        - {product} {version}: {answer.message|labels fail} ({answer.scope})

        Read back:
        - It happens on: {answer.scope}. The message reads: {answer.message}."#]]
    .assert_eq(&card(&labels, Style::Text));
}

#[test]
fn a_card_for_the_web_has_headings() {
    let (intake, _) = labels();
    let card = card(&intake, Style::Markdown);
    let head: Vec<_> = card.lines().take(14).collect();
    expect![[r#"
        # Standard questions

        intake · version 3 · owner dana

        ## Caller

        1. **Who am I speaking with?**
           - caller · caller · needed before escalating or resolving · fills caller
           - Why: The name brings up what we promised before.

        2. **Which number do you answer?**
           - phone · phone · needed before escalating · fills caller's number
           - Why: A promise to call back needs a number that is answered.
           - Asked when the caller’s first call is yes."#]]
    .assert_eq(&head.join("\n"));
}

#[test]
fn no_card_sends_anything_to_the_terminal() {
    let hostile = LABELS.replace(
        "Is there a message?",
        "Is there \\u001b[2J\\u202e a message?",
    );
    let library = library(&[("labels.toml", &hostile)]);
    let card = card(library.get("labels").unwrap(), Style::Text);
    assert!(card.contains("Is there") && !card.contains(['\u{1b}', '\u{202e}']));
}
