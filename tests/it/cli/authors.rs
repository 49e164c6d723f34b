//! `baton flows` for whoever writes them: which file is used, what was looked at, and that an id or a file is the same.

use super::Home;

/// A small flow with this id and version.
pub fn flow(id: &str, version: u32) -> String {
    format!(
        "schema = 1\nid = \"{id}\"\ntitle = \"Mine\"\nversion = {version}\nowner = \"maria\"\nkeywords = [\"mine\"]\n\n[[question]]\nid = \"a\"\nask = \"What is it?\"\nwhy = \"It tells one thing from another.\"\n"
    )
}

/// A home with a flow of the person's own and one that is named on the command line.
fn two_layers() -> Home {
    let home = Home::new();
    let own = home.path(".config/baton/question_flows");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("printing.toml"), flow("printing", 31)).unwrap();
    std::fs::create_dir_all(home.path("named")).unwrap();
    home.write("named/printing.toml", flow("printing", 32));
    home
}

#[test]
fn what_the_command_line_names_comes_before_everything_else() {
    let home = two_layers();
    let ran = home.run(&["flows", "list"]);
    let own = "printing      Mine, version 31: 1 question, HOME/.config/baton/question_flows/printing.toml (your own), instead of the one that comes with baton\n";
    assert!(ran.out.contains(own), "{}", ran.out);
    let ran = home.run(&["--flows", "named", "flows", "list"]);
    let named = "printing      Mine, version 32: 1 question, named/printing.toml, instead of HOME/.config/baton/question_flows/printing.toml (your own)\n";
    assert!(ran.out.contains(named), "{}", ran.out);
    assert!(
        ran.out.contains("questions, comes with baton\n"),
        "{}",
        ran.out
    );
    let ran = home.run(&["--flows", "named", "flows", "check"]);
    assert!(
        ran.out.contains("printing: named/printing.toml is used, not HOME/.config/baton/question_flows/printing.toml (your own).\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_check_says_what_it_looked_at() {
    let home = two_layers();
    home.write("mine.toml", flow("mine", 1));
    let check = |what: &[&str]| home.run(&[&["flows", "check"], what].concat()).out;
    assert_eq!(check(&["mine.toml"]), "mine.toml: no fault.\n");
    assert_eq!(check(&["login"]), "question_flows/login.toml: no fault.\n");
    let both = check(&["mine.toml", "named"]);
    assert!(both.ends_with("\n2 files, no fault.\n"), "{both}");
    assert!(
        both.contains("printing: named/printing.toml takes the place of HOME/.config/baton/question_flows/printing.toml (your own).\n"),
        "{both}"
    );
    // What is in force already takes no place of itself.
    let own = check(&[".config/baton/question_flows/printing.toml"]);
    assert!(!own.contains("(your own)"), "{own}");
    let ran = home.run(&["flows", "check", "nothing"]);
    assert_eq!(ran.code, 66, "{ran:?}");
}

#[test]
fn an_id_or_a_file_is_the_same_to_every_command() {
    let home = two_layers();
    for what in ["check", "show", "test", "try"] {
        for flow in ["printing", "named/printing.toml"] {
            let ran = home.run(&["flows", what, flow]);
            assert_eq!(ran.code, 0, "{what} {flow}: {ran:?}");
        }
        let ran = home.run(&["flows", what, "nowhere.toml"]);
        assert_eq!(ran.code, 66, "{what}: {ran:?}");
    }
}

#[test]
fn nobody_is_told_of_a_question_that_nobody_wrote() {
    let home = Home::new();
    let text = flow("mine", 1)
        + "section = \"each\"\n[[section]]\nid = \"each\"\ntitle = \"Each\"\nrepeat = { item = \"printer\", max = 3 }\n[[path]]\nname = \"one\"\nasks = [\"a\"]\n";
    home.write("mine.toml", text);
    let ran = home.run(&["flows", "test", "mine.toml"]);
    assert_eq!(
        ran.out,
        "mine: 1 path, 1 of 1 questions, 0 of 0 options, 0 of 0 rules\n"
    );
}
