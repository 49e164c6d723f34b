//! How much of the picture a key changes.

use baton::tui::route::Route;
use expect_test::expect;

use crate::support::play::Play;

/// Nearly every letter changes nothing but its field, and no more than that is drawn; [`Play`] compares each with a
/// whole frame.
#[test]
fn a_letter_changes_its_field_alone() {
    let mut play = Play::on(Route::Desk);
    play.press("n");
    let mut changes = Vec::new();
    let line = "word ".repeat(9);
    for keys in [
        "l",
        "a",
        "b",
        "<backspace>",
        "<space>",
        "😀",
        "<left>",
        "<F3>",
        "x",
        "<F3>",
        &line,
        "y",
        "wrapped",
        " on",
        "<c-b>",
        "z",
        "<c-g>",
        "<esc>",
    ] {
        play.press(keys);
        changes.push(format!("{keys} {:?}", play.changed()));
    }
    expect![[r#"
        l All
        a Field
        b Field
        <backspace> Field
        <space> Field
        😀 Field
        <left> Field
        <F3> All
        x Field
        <F3> All
        word word word word word word word word word  Field
        y Field
        wrapped All
         on Field
        <c-b> All
        z All
        <c-g> All
        <esc> All"#]]
    .assert_eq(&changes.join("\n"));
}
