//! Colours: one accent, red only for what is late or lost. A colour never says what a sign or a word does not say.

use ratatui::style::{Color, Modifier, Style};

use crate::config::Theme as Choice;

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
    /// The look that was chosen, or the one that suits the terminal, as far as these variables of the environment say.
    pub fn of(chosen: Choice, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        match chosen {
            _ if set("NO_COLOR").is_some() => Self::Mono,
            Choice::Dark => Self::Dark,
            Choice::Light => Self::Light,
            Choice::Mono => Self::Mono,
            Choice::Auto if set("TERM").is_some_and(|term| term == "dumb") => Self::Mono,
            // Some terminals say their colours as “0;15”, the background last; 7 and 15 are light.
            Choice::Auto => match set("COLORFGBG") {
                Some(colours) if colours.ends_with(";7") || colours.ends_with(";15") => Self::Light,
                _ => Self::Dark,
            },
        }
    }
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
