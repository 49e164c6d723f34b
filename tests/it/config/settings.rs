//! What a settings file sets, and what is said about the rest of it.

use std::fmt::Write;

use baton::config::{Config, Theme};
use chrono::{NaiveTime, Weekday};
use expect_test::{Expect, expect};
use proptest::prelude::{any, proptest};

fn check(text: &str, expected: &Expect) {
    let (_, faults) = Config::parse("config.toml", text.as_bytes());
    let mut said = String::new();
    for fault in &faults {
        writeln!(said, "{fault}").unwrap();
    }
    expected.assert_eq(&said);
}

#[test]
fn what_is_set_takes_the_place_of_the_default() {
    let text = r#"
        agent = " Dana Reyes "
        station = "k7"
        flows = ["~/flows", "/srv/flows"]
        region = "de"
        theme = "mono"
        products = ["Ledger", "Till"]
        working_hours = { end = "18:30", days = ["sun", "mon"] }
        [keys]
        open_search = "ctrl-f"
        new_call = ["n", "f5"]
    "#;
    let (config, faults) = Config::parse("config.toml", text.as_bytes());
    assert_eq!(faults, []);
    assert_eq!(config.agent.as_deref(), Some("Dana Reyes"));
    assert_eq!(config.station.unwrap().to_string(), "K7");
    assert_eq!(config.region, "DE");
    assert_eq!(config.theme, Theme::Mono);
    assert_eq!(config.products, ["Ledger", "Till"]);
    assert_eq!(
        config.working_hours.start,
        NaiveTime::from_hms_opt(9, 0, 0).unwrap()
    );
    assert_eq!(
        config.working_hours.end,
        NaiveTime::from_hms_opt(18, 30, 0).unwrap()
    );
    assert_eq!(config.working_hours.days, [Weekday::Sun, Weekday::Mon]);
    let folders: Vec<_> = config
        .flows
        .iter()
        .map(|noted| noted.value.to_str().unwrap())
        .collect();
    assert_eq!(folders, ["~/flows", "/srv/flows"]);
    let keys: Vec<_> = config
        .keys
        .iter()
        .map(|noted| (noted.value.action.as_str(), noted.value.keys.join(" ")))
        .collect();
    assert_eq!(
        keys,
        [
            ("new_call", "n f5".to_owned()),
            ("open_search", "ctrl-f".to_owned())
        ]
    );
}

#[test]
fn every_fault_is_said_at_once() {
    check(
        r#"agnet = "Dana"
station = "I1O"
flows = "flows"
region = "Germany"
theme = "drak"
products = ["Ledger", 5]
working_hours = { start = "9 o'clock", days = ["mon", "teu"] }
[keys]
open_search = 5
new_call = []
"#,
        &expect![[r#"
            config.toml:1:1: agnet: there is no key `agnet` here (did you mean `agent`?)
            config.toml:2:11: station: `I1O` is not a station code: a letter, then a letter or digit, without I, L, O and U, such as K7
            config.toml:3:9: flows: a list of texts was expected, not a text
            config.toml:4:10: region: `Germany` is not a country’s code of two letters, such as "US" or "DE"
            config.toml:5:9: theme: `drak` is not one of `auto`, `dark`, `light`, `mono` (did you mean `dark`?)
            config.toml:6:23: products: every item is a text that is not empty
            config.toml:7:27: working_hours: start: `9 o'clock` is not a time of day, such as "09:00" or "17:30"
            config.toml:7:55: working_hours: days: `teu` is not one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun` (did you mean `thu`?)
            config.toml:9:15: keys: open_search: a key or a list of keys was expected, such as "ctrl-f"
            config.toml:10:12: keys: new_call: a key or a list of keys was expected, such as "ctrl-f"
        "#]],
    );
}

#[test]
fn a_day_is_sound_or_stays_the_default() {
    check(
        r#"working_hours = { start = "18:00" }"#,
        &expect![[r#"
        config.toml:1:17: working_hours: end: the day ends before it begins; the default hours are in force
    "#]],
    );
    check(
        r"working_hours = { days = [] }",
        &expect![[r#"
        config.toml:1:26: working_hours: days: there is no working day; name at least one, such as "mon"
    "#]],
    );
    check(
        r"working_hours = 8",
        &expect![[r#"
        config.toml:1:17: working_hours: a table was expected, not a whole number
    "#]],
    );
    check(
        r#"region = "uk""#,
        &expect![[r#"
        config.toml:1:10: region: the code of the United Kingdom is "GB"
    "#]],
    );
    let (config, _) = Config::parse(
        "",
        br#"working_hours = { start = "18:00", days = ["sun"] }"#,
    );
    assert_eq!(config.working_hours, Config::default().working_hours);
}

#[test]
fn what_stands_beside_a_fault_still_counts() {
    let text = "agent = \"Dana\"\ntheme = dark\nregion = \"DE\"\n";
    let (config, faults) = Config::parse("config.toml", text.as_bytes());
    assert_eq!(
        (config.agent.as_deref(), config.region.as_str()),
        (Some("Dana"), "DE")
    );
    assert_eq!(config.theme, Theme::Dark);
    let said: Vec<String> = faults.iter().map(ToString::to_string).collect();
    expect!["config.toml:2:9: a text stands in quotes (\"dark\")"].assert_eq(&said.join("\n"));
}

#[test]
fn a_fault_shows_its_line() {
    let (_, faults) = Config::parse("config.toml", b"region = \"DE\"\nthemes = \"dark\"\n");
    expect![[r#"
        error: themes: there is no key `themes` here
         --> config.toml:2:1
          |
        2 | themes = "dark"
          | ^^^^^^ did you mean `theme`?"#]]
    .assert_eq(&faults[0].picture());
}

#[test]
fn a_key_that_fits_nothing_is_said_at_its_place() {
    let (config, _) = Config::parse("config.toml", b"[keys]\nfly = \"x\"\n");
    let fault = config.keys[0].fault("there is no action `fly`", None);
    assert_eq!(
        fault.to_string(),
        "config.toml:2:7: keys: fly: there is no action `fly`"
    );
}

proptest! {
    #[test]
    fn no_file_stops_a_shift(bytes: Vec<u8>, text in any::<String>()) {
        Config::parse("config.toml", &bytes);
        Config::parse("config.toml", text.as_bytes());
        Config::parse("config.toml", format!("theme = {text}\n[keys]\n{text} = {text:?}").as_bytes());
    }
}
