//! The lines of an incident: what is next, what is promised, whose it is, the record, what was tried, what happened.

use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::answer::{Answer, AnswerState, Field, Source};
use crate::domain::caller::Tier;
use crate::domain::handoff::Teller;
use crate::domain::incident::{Incident, Status};
use crate::domain::promise::{Outcome, Promise};
use crate::domain::resolution::Resolution;
use crate::store::IncidentPage;
use crate::tui::env::Env;
use crate::tui::widget::timeline::{self, Entry};
use crate::tui::words;

/// The column in which values stand beside their labels.
const LABEL: usize = 13;

/// All lines at this width.
pub(super) fn lines(env: &Env, page: &IncidentPage, width: usize) -> Vec<Line<'static>> {
    let mut paper = Paper {
        env,
        width,
        lines: Vec::new(),
    };
    let incident = &page.incident;
    paper.wrapped(&incident.summary(), env.theme.strong);
    paper.next(incident);
    paper.promises(incident);
    paper.advice(incident);
    paper.owner(incident);
    paper.record(page);
    paper.answers(incident);
    paper.attempts(incident);
    paper.timeline(incident);
    paper.lines
}

/// What is written on, line by line.
struct Paper<'a> {
    env: &'a Env,
    width: usize,
    lines: Vec<Line<'static>>,
}

impl Paper<'_> {
    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn heading(&mut self, words: &str) {
        self.blank();
        let line = Line::styled(words.to_owned(), self.env.theme.accent);
        self.lines.push(line);
    }

    fn wrapped(&mut self, text: &str, style: Style) {
        let lines = words::wrap(text, self.width).into_iter();
        self.lines
            .extend(lines.map(|line| Line::styled(line, style)));
    }

    /// A label, and a value wrapped beside it.
    fn labelled(&mut self, label: &str, value: &str, style: Style) {
        let room = self.width.saturating_sub(LABEL);
        for (index, line) in words::wrap(value, room).into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            let gap = LABEL.saturating_sub(label.width());
            self.lines.push(Line::from(vec![
                Span::styled(format!("{label}{}", " ".repeat(gap)), self.env.theme.dim),
                Span::styled(line, style),
            ]));
        }
    }

    fn next(&mut self, incident: &Incident) {
        if let Some(resolution) = &incident.resolution
            && incident.status == Status::Resolved
        {
            self.resolution(resolution);
            return;
        }
        let (step, now, theme) = (&incident.next_step, self.env.now, self.env.theme);
        let late = step.by < now;
        let (sign, style) = if late {
            ("! ", theme.late)
        } else {
            ("", theme.strong)
        };
        let by = words::by(step.by, now);
        let words = format!("{sign}{} · {} · {by}", step.what, step.who);
        self.labelled("Next step", &words, style);
    }

    fn resolution(&mut self, resolution: &Resolution) {
        let (now, theme) = (self.env.now, self.env.theme);
        let when = words::day_time(resolution.at, now);
        let kind = resolution.kind.words();
        let words = format!("{kind} · {} · {when}", resolution.by);
        self.labelled("Resolved", &words, theme.strong);
        self.labelled("Done", &resolution.done, theme.text);
        self.labelled("Verified", &resolution.verified, theme.text);
        if let Some(need) = &resolution.need {
            self.labelled("Needed", need, theme.text);
        }
        let (told, style) = match &resolution.told {
            Some(told) if resolution.confirmed => (format!("✓ {told}, and it helps"), theme.text),
            Some(told) => (format!("✓ {told}, not confirmed yet"), theme.text),
            None => ("✗ the customer does not know yet".to_owned(), theme.accent),
        };
        self.labelled("Told", &told, style);
    }

    /// The live ones first, the first due first; then what became of the others.
    fn promises(&mut self, incident: &Incident) {
        let settled = incident
            .promises
            .iter()
            .filter(|promise| !promise.is_live());
        for promise in incident.live_promises().chain(settled) {
            let (words, style) = self.promise(promise);
            self.labelled("Promise", &words, style);
        }
        if let (Some(why), None) = (&incident.no_promise, incident.promises.first()) {
            let words = format!("none: {why}");
            self.labelled("Promise", &words, self.env.theme.text);
        }
    }

    fn promise(&self, promise: &Promise) -> (String, Style) {
        let (now, theme) = (self.env.now, self.env.theme);
        let (what, by) = (&promise.what, words::by(promise.by, now));
        match &promise.outcome {
            Outcome::Live if promise.is_late(now) => (format!("! {what} · {by}"), theme.late),
            Outcome::Live => (format!("{what} · {by}"), theme.strong),
            Outcome::Kept { at } if *at > promise.by => {
                let at = words::day_time(*at, now);
                (format!("✓ {what} · kept late, {at}"), theme.dim)
            }
            Outcome::Kept { at } => {
                let at = words::day_time(*at, now);
                (format!("✓ {what} · kept {at}"), theme.dim)
            }
            Outcome::Broken { why, .. } => (format!("✗ {what} · not kept: {why}"), theme.dim),
            Outcome::Moved { consent, .. } => {
                (format!("→ {what} · moved, agreed {consent}"), theme.dim)
            }
        }
    }

    /// What the rules say of it, as long as nobody has done it.
    fn advice(&mut self, incident: &Incident) {
        for onward in incident.onward() {
            let (sign, style) = if onward.must {
                ("! ", self.env.theme.late)
            } else {
                ("", self.env.theme.text)
            };
            let words = format!("{sign}{}", onward.words());
            self.labelled("Goes on", &words, style);
        }
        for problem in &incident.advice.known_problems {
            self.labelled("Looks like", problem, self.env.theme.strong);
        }
    }

    /// Whose it is, where it is, and who is asked to take it.
    fn owner(&mut self, incident: &Incident) {
        let (now, theme) = (self.env.now, self.env.theme);
        self.labelled("Owner", incident.owner.as_str(), theme.text);
        if incident.status == Status::Escalated
            && let Some(escalation) = incident.escalations.last()
        {
            let since = words::day_time(escalation.at, now);
            let words = format!("{} · {} · since {since}", escalation.to, escalation.why);
            self.labelled("Escalated to", &words, theme.strong);
        }
        if let Some(offer) = incident.offer() {
            let words = format!(
                "… {} · offered {}, not accepted yet",
                offer.to,
                words::day_time(offer.offered, now)
            );
            self.labelled("Offered to", &words, theme.strong);
        }
        let handoff = crate::tui::act::handoff::untold_handoff(incident);
        if let Some(handoff) = handoff {
            let teller = match handoff.teller {
                Teller::Giver => &handoff.from,
                Teller::Receiver => &handoff.to,
            };
            let words = format!(
                "✗ the customer does not know that {} takes over; {teller} tells them",
                handoff.to
            );
            self.labelled("To tell", &words, theme.accent);
        }
    }

    fn record(&mut self, page: &IncidentPage) {
        let incident = &page.incident;
        let text = self.env.theme.text;
        self.blank();
        if let Some(caller) = &page.caller {
            let mut parts = vec![caller.name.clone()];
            parts.extend(caller.phones.first().cloned());
            parts.extend(caller.email.clone());
            parts.extend(caller.role.map(|role| role.words().to_owned()));
            self.labelled("Caller", &parts.join(" · "), text);
        }
        if let Some(customer) = &page.customer {
            let tier = match customer.tier {
                Some(Tier::Gold) => " ◆ gold".to_owned(),
                Some(tier) => format!(" {}", tier.words()),
                None => String::new(),
            };
            let manager = customer.account_manager.as_ref();
            let manager =
                manager.map_or(String::new(), |name| format!(" · looked after by {name}"));
            let words = format!("{}{tier}{manager}", customer.name);
            self.labelled("Customer", &words, text);
        }
        let product = [Field::Product, Field::Version].map(|field| incident.field(field));
        let product: Vec<String> = product.into_iter().flatten().collect();
        if !product.is_empty() {
            self.labelled("Product", &product.join(" "), text);
        }
        self.labelled("Priority", &priority(incident), text);
        let opened = words::day_time(incident.opened_at, self.env.now);
        let calls = i64::try_from(page.calls.len()).unwrap_or(i64::MAX);
        let calls = words::count(calls, "call", "calls");
        let words = format!("{opened} by {} · {calls}", incident.opened_by);
        self.labelled("Opened", &words, text);
    }

    /// Every answer below the words that were asked, in the order of the flows as they were gone through.
    fn answers(&mut self, incident: &Incident) {
        let mut flows: Vec<&str> = Vec::new();
        for answer in incident.visible_answers() {
            if !flows.contains(&answer.flow.id.as_str()) {
                flows.push(&answer.flow.id);
            }
        }
        for id in flows {
            let title = self.env.flows.get(id).map_or(id, |flow| &flow.title);
            self.heading(title);
            for answer in incident
                .visible_answers()
                .filter(|answer| answer.flow.id == id)
            {
                self.answer(answer);
            }
        }
    }

    /// The words that were asked and the answer, on one line where both fit.
    fn answer(&mut self, answer: &Answer) {
        let theme = self.env.theme;
        let (ask, words) = (answer.ask.trim(), answer_words(answer));
        let style = if answer.settles() {
            theme.text
        } else {
            theme.accent
        };
        if ask.width() + words.width() + 2 <= self.width && !words.contains('\n') {
            self.lines.push(Line::from(vec![
                Span::styled(format!("{ask}  "), theme.dim),
                Span::styled(words, style),
            ]));
            return;
        }
        self.wrapped(ask, theme.dim);
        for line in words::wrap(&words, self.width.saturating_sub(2)) {
            self.lines.push(Line::styled(format!("  {line}"), style));
        }
    }

    fn attempts(&mut self, incident: &Incident) {
        if incident.attempts.is_empty() {
            return;
        }
        self.heading("Tried");
        for attempt in &incident.attempts {
            let words = format!("{}: {}", attempt.what, attempt.result);
            self.wrapped(&words, self.env.theme.text);
        }
    }

    /// Newest first: who calls about it asks what has happened since, and that stands at the top then.
    fn timeline(&mut self, incident: &Incident) {
        self.heading("What happened, newest first");
        for line in incident.visible_timeline().rev() {
            let entry = Entry {
                at: line.at,
                by: line.by.as_str(),
                kind: &line.kind.replace('_', " "),
                text: &line.text,
            };
            let lines = timeline::lines(&entry, self.env.now, self.width, self.env.theme);
            self.lines.extend(lines);
        }
    }
}

/// An answer with what a reader has to know about it: that it counts as missing, where it comes from, what was noted.
fn answer_words(answer: &Answer) -> String {
    let mut words = answer.words();
    if answer.state == AnswerState::Answered {
        if answer.source != Source::Caller {
            words = format!("{words}  ({})", answer.source.words());
        }
        if let Some(remark) = &answer.remark {
            words = format!("{words}  ({remark})");
        }
    }
    if answer.settles() {
        words
    } else {
        format!("! {words}")
    }
}

/// The priority, and where it comes from.
fn priority(incident: &Incident) -> String {
    let priority = incident.priority().words();
    if let Some(by_hand) = &incident.priority_override {
        return format!("{priority} by hand: {}", by_hand.reason);
    }
    match (incident.impact(), incident.urgency()) {
        (Some(impact), Some(urgency)) => {
            format!("{priority} · {}: {}", impact.words(), urgency.words())
        }
        (Some(impact), None) => format!("{priority} · {}; urgency not known yet", impact.words()),
        (None, Some(urgency)) => format!("{priority} · {}; impact not known yet", urgency.words()),
        (None, None) => format!("{priority} · impact and urgency not known yet"),
    }
}
