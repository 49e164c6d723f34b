//! What a flow says of itself as a whole, and the order in which it is asked, as its owner should look at them.

use baton::flow::library::Layer;
use expect_test::expect;

use super::fixture::file;
use super::lints::{ask, check, examine, lines};

#[test]
fn a_flow_that_nobody_mends_and_no_words_propose_is_named() {
    let text = format!(
        "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n{}",
        ask("a", "")
    );
    let library = examine(vec![file(Layer::Shipped, "mine.toml", text)]);
    expect![[r#"
        mine.toml:1:1: owner: nobody is named who mends this flow: write owner = "maria"
        mine.toml:1:1: keywords: there are none, so no words of a caller propose this flow: write keywords = ["print"]
    "#]].assert_eq(&lines(&library));
}

#[test]
fn what_is_asked_in_another_order_than_it_is_written_is_named() {
    let section = |id: &str| format!("[[section]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
    let tables = [
        section("one"),
        section("two"),
        ask("first", ""),
        ask("a", "section = \"one\""),
        ask("b", "section = \"two\""),
        ask("c", "section = \"one\""),
        ask("late", ""),
        ask("d", "section = \"two\""),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:28:1: question c: section: the section `one` comes first, so it is asked before `b`, which stands above it; put what is asked first above
            mine.toml:33:1: question late: section: it stands in no section, so it is asked before `b`, which stands above it; name its section, or put it first
        "#]],
    );
}
