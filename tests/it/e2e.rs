//! A whole story in real terminals: Maria’s call about labels, a second caller in between, the shift’s end, the
//! handoff to Ana, and what a developer reads in the end. The keys beside content are counted on the way.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::pty::{Program, Terminal};

const ENTER: &str = "\r";

/// Somebody at a terminal over the one database, and how many keys they pressed that are no content.
struct Seat {
    terminal: Terminal,
    keys: usize,
}

impl Seat {
    fn take(home: &Path, agent: Option<&str>) -> Self {
        let mut program = baton(home);
        if let Some(agent) = agent {
            program = program.args(["--as", agent]);
        }
        Self {
            terminal: program.start(100, 30),
            keys: 0,
        }
    }

    /// Presses keys that are no content.
    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys += keys.chars().count();
        self.terminal.send(keys);
        self
    }

    /// Types what the caller says.
    fn say(&mut self, content: &str) -> &mut Self {
        self.terminal.send(content);
        self
    }

    fn see(&mut self, text: &str) -> &mut Self {
        self.terminal.wait_for_text(text);
        self
    }

    /// Waits until a text is gone, such as the title of a form that was answered.
    fn miss(&mut self, text: &str) -> &mut Self {
        self.terminal.wait_for(&format!("no {text}"), |screen| {
            !screen.contents().contains(text)
        });
        self
    }

    /// How many keys were pressed since this was last asked.
    fn count(&mut self) -> usize {
        std::mem::take(&mut self.keys)
    }
}

fn baton(home: &Path) -> Program {
    Program::new(env!("CARGO_BIN_EXE_baton"), home).args(["--config", "config.toml"])
}

fn ctrl(letter: char) -> String {
    char::from(letter as u8 & 0x1f).to_string()
}

/// Maria calls: everything up to the promise, with somebody else's call in between.
fn take_the_call(dana: &mut Seat) {
    dana.press("n").see("What can I do for you?");
    assert_eq!(dana.count(), 1, "to start a call");
    dana.say("labels print half a line since the upgrade to Ledger 5.2")
        .press(ENTER);
    dana.see("Who am I speaking with?")
        .say("Maria Ortiz")
        .see("new caller")
        .press(ENTER);
    dana.see("Which company")
        .say("Acme")
        .see("new customer")
        .press(ENTER);
    dana.see("On which number").say("555 0142").press(ENTER);
    dana.see("look after it for others").press("1");
    dana.see("look up your contract").press("1");
    dana.see("mail address").press(ENTER);
    dana.see("in one line")
        .say("Labels print half a line")
        .press(ENTER);
    dana.see("Printing  fits the words").press(ENTER);
    dana.see("Which program is open")
        .say("Ledger")
        .see("new product")
        .press(ENTER);
    dana.see("click Help").say("5.2").press(ENTER);
    let before_the_category = dana.count();

    dana.see("What comes out of the printer?").press("2");
    dana.see("What do you see on the paper")
        .say("half a line, then nothing");
    park_and_take_another(dana);
    dana.see("half a line, then nothing").press(ENTER);
    dana.see("What are you printing")
        .say("shipping labels, Orders > Ship > Print")
        .press(ENTER);
    dana.see("Is it just your computer").press("2");
    dana.see("front of the printer")
        .say("all four")
        .press(ENTER);
    dana.see("When did you first notice")
        .say("yesterday 14:00")
        .press(ENTER);
    dana.see("anything new just before").press("1");
    dana.see("number the old version").press(&ctrl('k'));
    dana.see("print as image").press("1");
    dana.see("begins with Driver").press(&ctrl('k'));
    dana.see("anything else about the printing").press(ENTER);
    dana.count();

    dana.see("Who is affected").press("2");
    dana.see("Does the work stand still").press("1");
    dana.see("What would you be doing")
        .say("six people cannot ship")
        .press(ENTER);
    dana.see("done anything about it")
        .say("reset the tray: no change")
        .press(ENTER);
    dana.see("anything else on your mind").press(ENTER);
    let standard = before_the_category + dana.count();
    assert!(
        standard <= 25,
        "{standard} keys for the standard questions of a new caller"
    );
}

/// Tom's call comes while Maria looks for a label: hers is parked, his is filed, hers is taken up again.
fn park_and_take_another(dana: &mut Seat) {
    dana.press(&ctrl('w')).see("parked");
    dana.press("n").see("What can I do for you?");
    dana.say("where do I find last month's report").press(ENTER);
    dana.see("Who am I speaking with?")
        .say("Tom Hill")
        .see("new caller")
        .press(ENTER);
    dana.see("Which company")
        .press(&ctrl('e'))
        .see("What do we do next");
    dana.say("call back tomorrow 11:00")
        .press(ENTER)
        .see("Your reference is");
    dana.press(ENTER).see("filed");
    dana.press("r").see("Maria Ortiz");
}

fn promise_and_file(dana: &mut Seat) {
    dana.see("What do we do next");
    dana.press(&ctrl('y'))
        .see("What was tried")
        .say("print as image")
        .press(ENTER);
    dana.say("works, slow")
        .press(ENTER)
        .see("What do we do next");
    dana.count();
    dana.say("call back tomorrow 10:00")
        .see("→ call back, tomorrow 10:00")
        .press(ENTER);
    dana.see("Your reference is");
    assert!(dana.count() <= 2, "to promise");
    dana.press(ENTER).see("filed");
    assert!(dana.count() <= 2, "to end and file");
}

/// What the command line says, as JSON.
fn json(home: &Path, args: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_baton"))
        .current_dir(home)
        .env_clear()
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .args(["--config", "config.toml", "--as", "Dana Reyes"])
        .args(args)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Both incidents go to Ana, and Dana tells the customers herself.
fn hand_over(dana: &mut Seat) {
    dana.press("H")
        .see("Leaving the hotline")
        .see("still yours");
    dana.press("*")
        .press("a")
        .see("Who takes over")
        .say("Ana Ruiz")
        .press(ENTER);
    dana.see("Who tells the customer")
        .press("1")
        .see("offered to Ana Ruiz")
        .see("… offered");
    for _ in 0..2 {
        dana.press("m")
            .see("I am handing")
            .press(ENTER)
            .miss("I am handing");
        dana.press("j");
    }
}

/// Ana sees what comes to her, and reads each one back before it is hers.
fn accept(ana: &mut Seat) {
    ana.see("Offered to you 2")
        .press("\t")
        .see("from Dana Reyes");
    ana.press("y")
        .see("Accept K7-")
        .press(ENTER)
        .see("Offered to you 1");
    ana.press("y").see("Accept K7-").press(ENTER).see("Yours 2");
}

/// Ana calls Maria back with the answer, and ends it.
fn resolve(ana: &mut Seat) {
    ana.press("\x1b[Z")
        .see("call back")
        .press(&ctrl('r'))
        .see("How it ends")
        .press("1");
    ana.see("What was done")
        .say("labels are cut at the new length")
        .press(ENTER);
    ana.see("How it was verified")
        .say("Maria printed ten labels")
        .press(ENTER);
    ana.see("Does the customer know").press("1").see("Resolved");
}

#[test]
fn a_call_goes_from_hand_to_hand_until_it_is_solved() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("config.toml"), "station = \"K7\"\n").unwrap();
    let mut dana = Seat::take(home.path(), None);
    dana.see("Who are you?")
        .say("Dana Reyes")
        .press(ENTER)
        .see("When the phone rings");
    dana.count();
    take_the_call(&mut dana);
    promise_and_file(&mut dana);
    let mut ana = Seat::take(home.path(), Some("Ana Ruiz"));
    ana.see("Offered to you 0");
    hand_over(&mut dana);
    accept(&mut ana);
    dana.see("2 open · 2 ready");
    println!("{}", dana.terminal.text());
    dana.press(ENTER).see("Everything is in good hands");
    resolve(&mut ana);
    println!(
        "{}",
        serde_json::to_string_pretty(&json(home.path(), &["show", "K7-0001-N", "--json"])).unwrap()
    );
}

/// Somebody who types faster than the database answers, or a macro.
#[test]
fn an_intake_in_one_burst_loses_no_key() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("config.toml"), "station = \"K7\"\n").unwrap();
    let mut dana = Seat::take(home.path(), Some("Dana Reyes"));
    dana.see("When the phone rings")
        .press("n")
        .see("What can I do for you?");
    dana.say(
        "labels print half a line\rMaria Ortiz\rAcme\r555 0142\r11\rHalf labels\r\rLedger\r5.2\r2",
    );
    dana.see("What do you see on the paper")
        .see("Maria Ortiz · Acme ◆ gold");
    dana.press(&ctrl('e'))
        .say("call back tomorrow 10:00\r\r")
        .see("filed");
    let record = json(home.path(), &["show", "K7-0001-N", "--json"]);
    for (pointer, fact) in [
        ("/caller/name", "Maria Ortiz"),
        ("/caller/phone", "555 0142"),
        ("/customer/name", "Acme"),
        ("/category", "printing"),
        ("/product", "Ledger"),
        ("/version", "5.2"),
    ] {
        assert_eq!(
            record.pointer(pointer),
            Some(&Value::from(fact)),
            "{pointer} in {record:#}"
        );
    }
}

/// The line stood still, and everything comes at once.
#[test]
fn the_first_words_of_a_call_may_come_with_the_key_that_begins_it() {
    let home = tempfile::tempdir().unwrap();
    let mut dana = Seat::take(home.path(), Some("Dana Reyes"));
    dana.see("When the phone rings")
        .say("nlabels print half a line")
        .see("CALL 00:")
        .see("labels print half a line");
}

/// A terminal that does not say what is pasted: letters would leave the hotline, begin calls and take incidents.
#[test]
fn what_is_pasted_on_the_desk_does_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut dana = Seat::take(home.path(), Some("Dana Reyes"));
    dana.see("When the phone rings")
        .say("Hello,\rnothing prints here since noon\rHelp!\rnow, please\r")
        .see("Pasted text goes nowhere here. Press / to search, or n for a call.")
        .see("not on the hotline");
}
