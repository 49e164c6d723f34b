//! Moments as a person says them, seen from Wednesday, 18 November 2026, 14:31.

use baton::domain::id::Moment;
use baton::domain::zone::moment_in;
use baton::flow::answer::Leaning::{self, Future, Past};
use baton::flow::answer::when;
use chrono::FixedOffset;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

fn now() -> Moment {
    "2026-11-18T14:31:07+01:00".parse().unwrap()
}

/// What is said, looking which way, and what is meant.
const PHRASES: &[(&str, Leaning, &str)] = &[
    // Distances.
    ("in 2h", Future, "Wed 18 Nov 2026 16:31"),
    ("2h", Future, "Wed 18 Nov 2026 16:31"),
    ("2h", Past, "Wed 18 Nov 2026 12:31"),
    ("in 2 hours", Future, "Wed 18 Nov 2026 16:31"),
    ("2 hours ago", Past, "Wed 18 Nov 2026 12:31"),
    ("2 hours ago", Future, "Wed 18 Nov 2026 12:31"),
    ("90 min", Future, "Wed 18 Nov 2026 16:01"),
    ("+90m", Future, "Wed 18 Nov 2026 16:01"),
    ("in 1h30", Future, "Wed 18 Nov 2026 16:01"),
    ("1h30", Future, "Thu 19 Nov 2026 01:30"),
    ("1h30m", Future, "Wed 18 Nov 2026 16:01"),
    ("2h 30m", Future, "Wed 18 Nov 2026 17:01"),
    ("1.5 hours", Future, "Wed 18 Nov 2026 16:01"),
    ("half an hour ago", Past, "Wed 18 Nov 2026 14:01"),
    ("in an hour", Future, "Wed 18 Nov 2026 15:31"),
    ("two hours ago", Past, "Wed 18 Nov 2026 12:31"),
    ("3 hours from now", Future, "Wed 18 Nov 2026 17:31"),
    ("3 days ago", Past, "Sun 15 Nov 2026 00:00"),
    ("in 3 days", Future, "Sat 21 Nov 2026 17:00"),
    ("in 3 days at 10:00", Future, "Sat 21 Nov 2026 10:00"),
    ("3 days ago 9am", Past, "Sun 15 Nov 2026 09:00"),
    ("1w", Future, "Wed 25 Nov 2026 17:00"),
    ("2 weeks ago", Past, "Wed 4 Nov 2026 00:00"),
    ("a week ago", Past, "Wed 11 Nov 2026 00:00"),
    ("3 months ago", Past, "Tue 18 Aug 2026 00:00"),
    ("a year ago", Past, "Tue 18 Nov 2025 00:00"),
    // Times of day.
    ("now", Past, "Wed 18 Nov 2026 14:31"),
    ("14:00", Past, "Wed 18 Nov 2026 14:00"),
    ("14:00", Future, "Thu 19 Nov 2026 14:00"),
    ("16:00", Past, "Tue 17 Nov 2026 16:00"),
    ("16:00", Future, "Wed 18 Nov 2026 16:00"),
    ("at 4pm", Future, "Wed 18 Nov 2026 16:00"),
    ("9.30 am", Future, "Thu 19 Nov 2026 09:30"),
    ("9:30 p.m.", Future, "Wed 18 Nov 2026 21:30"),
    ("12am", Future, "Thu 19 Nov 2026 00:00"),
    ("12pm", Past, "Wed 18 Nov 2026 12:00"),
    ("17h", Future, "Thu 19 Nov 2026 07:31"),
    ("17h30", Future, "Wed 18 Nov 2026 17:30"),
    ("noon", Future, "Thu 19 Nov 2026 12:00"),
    ("9", Future, "Thu 19 Nov 2026 09:00"),
    ("15 o’clock", Future, "Wed 18 Nov 2026 15:00"),
    ("this morning", Past, "Wed 18 Nov 2026 09:00"),
    ("tonight", Future, "Wed 18 Nov 2026 20:00"),
    ("end of day", Future, "Wed 18 Nov 2026 17:00"),
    // As a caller says it.
    ("since 7 this morning", Past, "Wed 18 Nov 2026 07:00"),
    ("7 this morning", Past, "Wed 18 Nov 2026 07:00"),
    ("this morning at 7:15", Past, "Wed 18 Nov 2026 07:15"),
    ("since this morning", Past, "Wed 18 Nov 2026 09:00"),
    ("early this morning", Past, "!"),
    ("at 3 in the afternoon", Future, "Wed 18 Nov 2026 15:00"),
    ("this afternoon at 4", Future, "Wed 18 Nov 2026 16:00"),
    ("this evening", Past, "Wed 18 Nov 2026 14:31"),
    ("this evening", Future, "Wed 18 Nov 2026 18:00"),
    ("8 in the evening", Past, "Tue 17 Nov 2026 20:00"),
    ("yesterday 8 in the evening", Past, "Tue 17 Nov 2026 20:00"),
    ("yesterday evening", Past, "Tue 17 Nov 2026 18:00"),
    ("last night", Past, "Tue 17 Nov 2026 20:00"),
    ("last night at 11", Past, "Tue 17 Nov 2026 23:00"),
    ("last night around 2", Past, "Wed 18 Nov 2026 02:00"),
    ("tonight at 9", Future, "Wed 18 Nov 2026 21:00"),
    ("tomorrow morning", Future, "Thu 19 Nov 2026 09:00"),
    ("tomorrow morning at 8", Future, "Thu 19 Nov 2026 08:00"),
    ("8 tomorrow morning", Future, "Thu 19 Nov 2026 08:00"),
    ("tomorrow afternoon at 3", Future, "Thu 19 Nov 2026 15:00"),
    ("since monday morning", Past, "Mon 16 Nov 2026 09:00"),
    ("monday at 8 in the morning", Past, "Mon 16 Nov 2026 08:00"),
    ("friday afternoon", Future, "Fri 20 Nov 2026 15:00"),
    ("12 nov in the morning", Past, "Thu 12 Nov 2026 09:00"),
    ("nov 12 in the morning", Past, "Thu 12 Nov 2026 09:00"),
    ("the morning of 12 november", Past, "Thu 12 Nov 2026 09:00"),
    ("midnight", Past, "Wed 18 Nov 2026 00:00"),
    ("around noon", Past, "Wed 18 Nov 2026 12:00"),
    ("since noon", Past, "Wed 18 Nov 2026 12:00"),
    ("yesterday at noon", Past, "Tue 17 Nov 2026 12:00"),
    ("half past 8", Past, "Wed 18 Nov 2026 08:30"),
    ("quarter to 9", Past, "Wed 18 Nov 2026 08:45"),
    (
        "a quarter past 2 in the afternoon",
        Past,
        "Wed 18 Nov 2026 14:15",
    ),
    ("just now", Past, "Wed 18 Nov 2026 14:31"),
    ("a moment ago", Past, "Wed 18 Nov 2026 14:31"),
    ("an hour and a half ago", Past, "Wed 18 Nov 2026 13:01"),
    ("about half an hour ago", Past, "Wed 18 Nov 2026 14:01"),
    ("a quarter of an hour ago", Past, "Wed 18 Nov 2026 14:16"),
    ("a couple of hours ago", Past, "Wed 18 Nov 2026 12:31"),
    ("since yesterday", Past, "Tue 17 Nov 2026 00:00"),
    ("since last week", Past, "Wed 11 Nov 2026 00:00"),
    ("25 this morning", Past, "!"),
    // Days.
    ("today", Future, "Wed 18 Nov 2026 17:00"),
    ("today", Past, "Wed 18 Nov 2026 00:00"),
    ("today 17:00", Future, "Wed 18 Nov 2026 17:00"),
    ("yesterday", Past, "Tue 17 Nov 2026 00:00"),
    ("yesterday 14:00", Past, "Tue 17 Nov 2026 14:00"),
    ("14:00 yesterday", Past, "Tue 17 Nov 2026 14:00"),
    ("yesterday at around 3 pm", Past, "Tue 17 Nov 2026 15:00"),
    ("yesterday morning", Past, "Tue 17 Nov 2026 09:00"),
    ("tomorrow", Future, "Thu 19 Nov 2026 17:00"),
    ("tomorrow 10:00", Future, "Thu 19 Nov 2026 10:00"),
    ("Tomorrow at 10", Future, "Thu 19 Nov 2026 10:00"),
    ("tomorrow 9am", Future, "Thu 19 Nov 2026 09:00"),
    (
        "the day after tomorrow, 9:15",
        Future,
        "Fri 20 Nov 2026 09:15",
    ),
    ("the day before yesterday", Past, "Mon 16 Nov 2026 00:00"),
    // Days of the week.
    ("fri 9", Future, "Fri 20 Nov 2026 09:00"),
    ("fri 14:00", Future, "Fri 20 Nov 2026 14:00"),
    ("friday", Past, "Fri 13 Nov 2026 00:00"),
    ("friday", Future, "Fri 20 Nov 2026 17:00"),
    ("last friday", Past, "Fri 13 Nov 2026 00:00"),
    ("next friday", Future, "Fri 27 Nov 2026 17:00"),
    ("next mon 9:00", Future, "Mon 23 Nov 2026 09:00"),
    ("monday next week", Future, "Mon 23 Nov 2026 17:00"),
    ("wed", Past, "Wed 18 Nov 2026 00:00"),
    ("wed", Future, "Wed 25 Nov 2026 17:00"),
    ("wed 16:00", Future, "Wed 18 Nov 2026 16:00"),
    ("wed 16:00", Past, "Wed 11 Nov 2026 16:00"),
    ("last wednesday", Past, "Wed 11 Nov 2026 00:00"),
    ("thurs", Future, "Thu 19 Nov 2026 17:00"),
    ("end of week", Future, "Fri 20 Nov 2026 17:00"),
    ("since monday", Past, "Mon 16 Nov 2026 00:00"),
    ("next week", Future, "Wed 25 Nov 2026 17:00"),
    // Days of a month.
    ("12 Nov", Past, "Thu 12 Nov 2026 00:00"),
    ("12 Nov", Future, "Fri 12 Nov 2027 17:00"),
    ("24 Dec 14:00", Future, "Thu 24 Dec 2026 14:00"),
    ("24 Dec", Past, "Wed 24 Dec 2025 00:00"),
    ("December 24th", Future, "Thu 24 Dec 2026 17:00"),
    (
        "the 24th of December at 2 pm",
        Future,
        "Thu 24 Dec 2026 14:00",
    ),
    ("12 November 2025", Past, "Wed 12 Nov 2025 00:00"),
    ("Nov 12, 2025 8:00", Past, "Wed 12 Nov 2025 08:00"),
    ("1.12.", Future, "Tue 1 Dec 2026 17:00"),
    ("1.12. 9:00", Future, "Tue 1 Dec 2026 09:00"),
    ("1.12.2026", Future, "Tue 1 Dec 2026 17:00"),
    ("01/12", Future, "Tue 1 Dec 2026 17:00"),
    ("1/12/26 10:00", Future, "Tue 1 Dec 2026 10:00"),
    ("20th", Future, "Fri 20 Nov 2026 17:00"),
    ("the 12th", Past, "Thu 12 Nov 2026 00:00"),
    ("the 31st", Future, "Thu 31 Dec 2026 17:00"),
    // ISO 8601.
    ("2026-12-01", Future, "Tue 1 Dec 2026 17:00"),
    ("2026-12-01 10:00", Future, "Tue 1 Dec 2026 10:00"),
    ("2026-12-01T10:00", Future, "Tue 1 Dec 2026 10:00"),
    ("2026-12-01T10:00:00+02:00", Future, "Tue 1 Dec 2026 10:00"),
    // What no calendar and no clock shows, and what is no time at all.
    ("25:00", Future, "!"),
    ("tomorrow 25:00", Future, "!"),
    ("tomorrow 9:75", Future, "!"),
    ("13pm", Future, "!"),
    ("31 Nov", Future, "!"),
    ("31.11.", Future, "!"),
    ("32.1.2026", Future, "!"),
    ("2026-02-30", Future, "!"),
    ("in", Future, "!"),
    ("soon", Future, "!"),
    ("2030", Future, "!"),
    ("12 november 99999", Future, "!"),
    ("in 900 years", Future, "!"),
    ("nov", Future, "!"),
    ("", Future, "!"),
];

#[test]
fn phrases_mean_what_a_person_means() {
    let mut wrong = Vec::new();
    for &(phrase, leaning, meant) in PHRASES {
        let read = match when(phrase, now(), leaning) {
            Ok(moment) => moment.format("%a %-d %b %Y %H:%M").to_string(),
            Err(_) => "!".to_owned(),
        };
        if read != meant {
            wrong.push(format!("{phrase:?} {leaning:?}: {read}, not {meant}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_read_is_answered_with_examples() {
    let complaint = when("next full moon", now(), Future).unwrap_err();
    assert_eq!(
        complaint,
        "“next full moon” is not a time that baton can read; try tomorrow 10:00, in 2 h, fri 9, 12 Nov."
    );
    assert_eq!(
        when("tomorrow 25:00", now(), Future).unwrap_err(),
        "25:00 is not a time of day."
    );
}

#[test]
fn a_day_promised_after_work_ends_at_midnight() {
    let late: Moment = "2026-11-18T18:00:00+01:00".parse().unwrap();
    let due = when("today", late, Future).unwrap();
    assert_eq!(due.format("%d %H:%M").to_string(), "18 23:59");
}

/// Berlin in 2027: an hour is left out on 28 March at 2:00, and one comes twice on 31 October at 3:00.
fn berlin(moment: Moment) -> FixedOffset {
    let summer = at("2027-03-28T01:00:00Z")..at("2027-10-31T01:00:00Z");
    let hours = if summer.contains(&moment) { 2 } else { 1 };
    FixedOffset::east_opt(hours * 3600).unwrap()
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

/// What is promised on Friday for Monday at nine is due when the wall shows nine on Monday.
#[test]
fn a_clock_time_is_that_of_the_wall_on_its_day() {
    for (now, shown, moment) in [
        (
            "2027-03-26T15:00:00+01:00",
            "2027-03-29T09:00:00",
            "2027-03-29T09:00:00+02:00",
        ),
        (
            "2027-03-29T15:00:00+02:00",
            "2027-03-26T09:00:00",
            "2027-03-26T09:00:00+01:00",
        ),
        (
            "2027-10-29T15:00:00+02:00",
            "2027-11-01T09:00:00",
            "2027-11-01T09:00:00+01:00",
        ),
        (
            "2027-06-01T15:00:00+02:00",
            "2027-06-02T09:00:00",
            "2027-06-02T09:00:00+02:00",
        ),
        // Within hours of the change.
        (
            "2027-03-27T15:00:00+01:00",
            "2027-03-28T01:59:00",
            "2027-03-28T01:59:00+01:00",
        ),
        (
            "2027-03-27T15:00:00+01:00",
            "2027-03-28T03:00:00",
            "2027-03-28T03:00:00+02:00",
        ),
        (
            "2027-10-30T15:00:00+02:00",
            "2027-10-31T03:00:00",
            "2027-10-31T03:00:00+01:00",
        ),
        // Left out, and twice.
        (
            "2027-03-27T15:00:00+01:00",
            "2027-03-28T02:30:00",
            "2027-03-28T03:30:00+02:00",
        ),
        (
            "2027-10-30T15:00:00+02:00",
            "2027-10-31T02:30:00",
            "2027-10-31T02:30:00+02:00",
        ),
    ] {
        let found = moment_in(shown.parse().unwrap(), at(now), berlin);
        assert_eq!(found.to_rfc3339(), moment, "{shown} seen from {now}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn nothing_typed_does_harm(text in any::<String>(), ahead in any::<bool>()) {
        drop(when(&text, now(), if ahead { Future } else { Past }));
    }

    #[test]
    fn pieces_of_phrases_do_no_harm(text in "(in |last |next |)([0-9]{1,6}|fri|nov|a|)[ :./h-]?([0-9]{1,9}|days?|ago|pm|Dec|)( [0-9]{1,5}:?[0-9]{0,3}| years| h|)") {
        drop(when(&text, now(), Future));
        drop(when(&text, now(), Past));
    }

    #[test]
    fn a_bare_clock_time_leans(hour in 0_u32..24, minute in 0_u32..60) {
        let phrase = format!("{hour}:{minute:02}");
        let (last, next) = (when(&phrase, now(), Past).unwrap(), when(&phrase, now(), Future).unwrap());
        prop_assert!(last <= now() && next > now());
        prop_assert!((next - last).num_hours() == 24);
    }
}
