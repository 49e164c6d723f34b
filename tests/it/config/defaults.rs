//! The shipped settings file is the documentation: it is complete, free of faults, and what the program does without it.

use baton::config::{Config, DEFAULTS, Theme, WorkingHours};
use chrono::{NaiveTime, Weekday};

#[test]
fn the_documented_defaults_are_the_defaults() {
    let (written, faults) = Config::parse("assets/config.toml", DEFAULTS.as_bytes());
    assert_eq!(faults, []);
    assert_eq!(written, Config::default());

    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let expected = Config {
        agent: None,
        station: None,
        flows: Vec::new(),
        own_flows: None,
        region: "US".to_owned(),
        language: None,
        theme: Theme::Auto,
        products: Vec::new(),
        working_hours: WorkingHours {
            start: hour(9),
            end: hour(17),
            days: vec![
                Weekday::Mon,
                Weekday::Tue,
                Weekday::Wed,
                Weekday::Thu,
                Weekday::Fri,
            ],
        },
        keys: Vec::new(),
    };
    assert_eq!(written, expected);
}

#[test]
fn every_example_in_the_documented_defaults_holds() {
    let lines = DEFAULTS.lines().map(|line| match line.strip_prefix("# ") {
        Some(example) if example.contains(" = ") && !example.contains(". ") => example,
        _ => line,
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let (config, faults) = Config::parse("assets/config.toml", text.as_bytes());
    assert_eq!(faults, []);
    assert_eq!(config.agent.as_deref(), Some("Dana Reyes"));
    assert_eq!(config.station.unwrap().to_string(), "K7");
    assert_eq!(config.keys.len(), 1);
}

#[test]
fn every_setting_is_documented() {
    for key in [
        "agent",
        "station",
        "flows",
        "region",
        "language",
        "theme",
        "products",
        "working_hours",
        "[keys]",
    ] {
        let documented = DEFAULTS.lines().any(|line| {
            let line = line.trim_start_matches("# ");
            line.starts_with(&format!("{key} = ")) || line == key
        });
        assert!(documented, "assets/config.toml says nothing of {key}");
    }
}
