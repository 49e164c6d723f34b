//! A hit of the search as two lines: what it is about, and where the words stand.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use crate::domain::caller::Tier;
use crate::store::{SearchHit, SearchPage};
use crate::tui::env::Env;
use crate::tui::words;

/// How many incidents fit; nobody counts further than a thousand.
pub(super) fn count(page: &SearchPage) -> String {
    match (page.found, page.more) {
        (0, _) => "nothing found".to_owned(),
        (found, false) => format!("{found} found"),
        (found, true) => format!("{found}+ found"),
    }
}

/// The lines of a hit at this width.
pub(super) fn lines(hit: &SearchHit, query: &str, env: &Env, width: usize) -> Text<'static> {
    Text::from(vec![
        head(hit, query, env, width),
        below(hit, query, env, width),
    ])
}

/// Reference, status, customer, summary.
fn head(hit: &SearchHit, query: &str, env: &Env, width: usize) -> Line<'static> {
    let row = &hit.row;
    let mut line = Line::from(vec![
        Span::styled(format!("{}  ", row.reference), env.theme.strong),
        Span::raw(format!(
            "{} {:<9} ",
            row.priority.words(),
            row.status.words()
        )),
    ]);
    if let Some(customer) = &row.customer {
        let gold = if customer.tier == Some(Tier::Gold) {
            " ◆"
        } else {
            ""
        };
        let name = words::fit(&customer.name, 20);
        line.extend(marked(
            &format!("{name}{gold}  "),
            query,
            env,
            env.theme.text,
        ));
    }
    let room = width.saturating_sub(line.width());
    line.extend(marked(
        &words::fit(&row.summary, room),
        query,
        env,
        env.theme.text,
    ));
    line
}

/// When, who, and the words around what was found.
fn below(hit: &SearchHit, query: &str, env: &Env, width: usize) -> Line<'static> {
    let row = &hit.row;
    let caller = row
        .caller
        .as_ref()
        .map(|caller| words::fit(&caller.name, 20));
    let people = [caller, Some(words::fit(row.owner.as_str(), 20))];
    let people: Vec<String> = people.into_iter().flatten().collect();
    let when = words::day_time(row.opened_at, env.now);
    let mut line = Line::from(vec![Span::styled(
        format!("{:11}{when} · ", ""),
        env.theme.dim,
    )]);
    line.extend(marked(&people.join(" · "), query, env, env.theme.dim));
    if hit.snippet.is_empty() {
        return line;
    }
    line.push_span(Span::styled(" · ", env.theme.dim));
    line.extend(snippet(hit, env, width.saturating_sub(line.width())));
    line
}

/// The words around what was found, so that the first hit is seen, however little room there is.
fn snippet(hit: &SearchHit, env: &Env, room: usize) -> Vec<Span<'static>> {
    let mut parts = hit.snippet.iter().peekable();
    let mut before = parts
        .next_if(|part| !part.hit)
        .map_or("", |part| &part.text);
    let found = parts.peek().map_or(0, |part| part.text.width());
    let mut is_cut = false;
    while before.width() + found + 1 > room / 2 + found / 2 && !before.is_empty() {
        before = before.split_once(' ').map_or("", |(_, rest)| rest);
        is_cut = true;
    }
    let start = if is_cut { "… " } else { "" };
    let mut spans = vec![Span::styled(format!("{start}{before}"), env.theme.dim)];
    let mut left = room.saturating_sub(start.width() + before.width());
    for part in parts {
        let text = words::fit(&part.text, left);
        left -= text.width();
        let style = if part.hit {
            emphasis(env)
        } else {
            env.theme.dim
        };
        spans.push(Span::styled(text, style));
    }
    spans
}

/// Underlined beside the colour, since a terminal may have none.
fn emphasis(env: &Env) -> Style {
    env.theme.accent.add_modifier(Modifier::UNDERLINED)
}

/// A text in which the words that begin as one of the query does are emphasised.
fn marked(text: &str, query: &str, env: &Env, style: Style) -> Vec<Span<'static>> {
    let wanted: Vec<String> = query
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut spans = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let (word, space) = piece.split_at(piece.trim_end().len());
        let begins = word
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|part| {
                wanted
                    .iter()
                    .any(|wanted| part.to_lowercase().starts_with(wanted))
            });
        let word_style = if begins { emphasis(env) } else { style };
        spans.push(Span::styled(word.to_owned(), word_style));
        spans.push(Span::styled(space.to_owned(), style));
    }
    spans
}
