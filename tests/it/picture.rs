//! The pictures in the README: real screens of the real program, drawn as SVG; `UPDATE_EXPECT=1` draws them anew.

use std::fmt::Write;
use std::fs;

use baton::tui::route::Route;
use chrono::TimeDelta;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::laws::root;
use crate::screen::sample::{LABELS, LOCKED_OUT, OLD_LAYOUT, ROW_4096, on_shift};
use crate::support::play::Play;

/// The width and height of a cell, and the size of its letters, in pixels.
const CELL: (f64, f64) = (8.4, 18.0);
const LETTERS: f64 = 14.0;

fn desk() -> Play {
    let mut play = on_shift(Route::Desk, &[OLD_LAYOUT, LOCKED_OUT, ROW_4096, LABELS]);
    play.size = (110, 24);
    play
}

fn call() -> Play {
    let mut play = desk();
    play.press("nlabels are cut off after half a line, on all printers<enter>0142<enter>");
    play.press("Labels are cut off after half a line<enter><enter>Ledger<enter>5.2<enter>2");
    play.env.now += TimeDelta::seconds(192);
    play
}

#[test]
fn the_pictures_in_the_readme_are_of_these_screens() {
    for (name, play) in [("call", call()), ("desk", desk())] {
        let file = root().join(format!("assets/{name}.svg"));
        let fresh = svg(&play.buffer());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&file, &fresh).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == fresh,
            "assets/{name}.svg is not this screen; draw it anew with\nUPDATE_EXPECT=1 cargo test --test it picture\n{}",
            play.picture()
        );
    }
}

/// A terminal of the usual dark look; every run of cells with one style is one text.
fn svg(buffer: &Buffer) -> String {
    let (columns, rows) = (f64::from(buffer.area.width), f64::from(buffer.area.height));
    let (width, height) = (columns * CELL.0 + 24.0, rows * CELL.1 + 24.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" xml:space=\"preserve\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"{LETTERS}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n"
    );
    for (row, line) in (0_u16..).zip(buffer.content.chunks(usize::from(buffer.area.width))) {
        let y = 12.0 + f64::from(row) * CELL.1 + LETTERS;
        for (column, run) in runs(line) {
            let words: String = run.iter().map(Cell::symbol).collect();
            let spaces = words.chars().take_while(|c| *c == ' ').count();
            let words = words.trim();
            if words.is_empty() {
                continue;
            }
            let x = 12.0 + (f64::from(column) + count(spaces)) * CELL.0;
            let length = count(words.chars().count()) * CELL.0;
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" textLength=\"{length:.1}\" {}>{}</text>",
                style(&run[0]),
                escaped(words)
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The runs of cells with one style, each with its first column.
fn runs(line: &[Cell]) -> Vec<(u16, &[Cell])> {
    let mut column = 0;
    let same = |left: &Cell, right: &Cell| left.style() == right.style();
    let with_column = |run| {
        let first = column;
        column += u16::try_from(<[Cell]>::len(run)).unwrap();
        (first, run)
    };
    line.chunk_by(same).map(with_column).collect()
}

fn count(of: usize) -> f64 {
    f64::from(u16::try_from(of).unwrap())
}

fn style(cell: &Cell) -> String {
    let fill = match cell.fg {
        Color::Cyan => "#5cc8d7",
        Color::LightRed => "#ff7a70",
        _ => "#d7dae0",
    };
    let mut style = format!("fill=\"{fill}\"");
    if cell.modifier.contains(Modifier::BOLD) {
        style.push_str(" font-weight=\"bold\"");
    }
    if cell.modifier.contains(Modifier::DIM) {
        style.push_str(" opacity=\"0.6\"");
    }
    style
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
