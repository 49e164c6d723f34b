//! Colours: one accent, red only for what is late or lost. A colour never says what a sign or a word does not say.

use ratatui::style::{Color, Modifier, Style};

/// The styles of the screen. Each works alone on the terminal's own background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// What is to be read.
    pub text: Style,
    /// What is there when it is looked for.
    pub dim: Style,
    /// What to look at first: the question, the selected, the key.
    pub accent: Style,
    /// What stands out without calling.
    pub strong: Style,
    /// What is late or lost.
    pub late: Style,
    /// The row that is selected.
    pub selected: Style,
}

/// How a theme is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// For a dark background.
    #[default]
    Dark,
    /// For a light background.
    Light,
    /// Without colours.
    Mono,
}

impl Look {
    /// Every look, by its name in the config.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("dark", Self::Dark),
        ("light", Self::Light),
        ("mono", Self::Mono),
    ];
}

impl Theme {
    /// The theme of a look; the sixteen colours of the terminal's own palette, so that it fits beside everything else.
    pub fn new(look: Look) -> Self {
        let plain = Style::new();
        let (accent, late) = match look {
            Look::Dark => (plain.fg(Color::Cyan), plain.fg(Color::LightRed)),
            Look::Light => (plain.fg(Color::Blue), plain.fg(Color::Red)),
            Look::Mono => (plain.add_modifier(Modifier::BOLD), plain),
        };
        Self {
            text: plain,
            dim: plain.add_modifier(Modifier::DIM),
            accent,
            strong: plain.add_modifier(Modifier::BOLD),
            late: late.add_modifier(Modifier::BOLD),
            selected: plain.add_modifier(Modifier::BOLD),
        }
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(Look::default())
    }
}
