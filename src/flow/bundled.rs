//! The flows we ship, embedded in the program.

use super::library::{File, Layer};

macro_rules! embedded {
    ($name:literal) => {
        (
            concat!("question_flows/", $name),
            include_str!(concat!("../../question_flows/", $name)),
        )
    };
}

/// Every file in `question_flows/` and its folder `blocks`, with its text.
pub const FILES: &[(&str, &str)] = &[
    embedded!("intake.toml"),
    embedded!("data.toml"),
    embedded!("howto.toml"),
    embedded!("installation.toml"),
    embedded!("integration.toml"),
    embedded!("login.toml"),
    embedded!("other.toml"),
    embedded!("performance.toml"),
    embedded!("printing.toml"),
    embedded!("report.toml"),
    embedded!("upgrade.toml"),
    embedded!("blocks/circumstances.toml"),
    embedded!("blocks/environment.toml"),
    embedded!("blocks/message.toml"),
    embedded!("blocks/steps.toml"),
    embedded!("blocks/tried.toml"),
    embedded!("blocks/who.toml"),
];

/// How flows are written, for their authors.
pub const GUIDE: &str = include_str!("../../question_flows/README.md");

/// The files as the lowest layer of a library.
pub fn files() -> Vec<File> {
    let file = |(name, text): &(&str, &str)| File {
        path: (*name).to_owned(),
        layer: Layer::Shipped,
        content: Ok(text.as_bytes().to_vec()),
    };
    FILES.iter().map(file).collect()
}
