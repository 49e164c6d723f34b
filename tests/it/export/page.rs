//! What a developer sees of an incident: the next step first, and every fact somewhere.

use baton::export::{Format, write};
use expect_test::{Expect, expect};

use super::full;
use crate::store::at;

fn check(format: Format, expected: &Expect) {
    let mut out = vec![];
    write(&mut out, &full(), format, at(31 * 60)).unwrap();
    expected.assert_eq(&String::from_utf8(out).unwrap());
}

#[test]
fn as_text() {
    check(
        Format::Text,
        &expect![[r#"
            K7-1042-Q  P1  resolved  Labels print half a line

            Resolved        Sun 22 Nov 2026 14:20 · Ana Ruiz
            How             workaround
            Done            print as image
            Verified        Maria printed ten labels
            Customer told   by phone; they confirmed that it helps
            The need        labels on the old printers
            Promise         status report · by Sun 22 Nov 2026 14:00 (31 min late) · live · promised by Dana Reyes

            Customer        Acme · gold
            Caller          Maria Ortiz · +15550142 · maria@acme.example · end user · plain words
            Owner           Ana Ruiz
            Opened          Sun 22 Nov 2026 12:00 · Dana Reyes
            Category        printing
            Product         Ledger 5.2
            Impact          several people · cannot work · P1 by hand: their trucks leave at four

            Answers: intake (version 1)
              Let me put it in one line.
                → Labels print half a line  [caller said]

            Answers: printing (version 7)
              What exactly is on the paper?
                → stops after 40 mm
                  middle of line 2  [agent saw]
              One computer or several?
                → Everyone  [caller said]
              Which driver version?
                → caller does not know
              What is in the queue?
                → not asked  [she has no access]

            Tried
              reset the tray: no change · Dana Reyes · Sun 22 Nov 2026 12:05

            Timeline
              Sun 22 Nov 2026 12:00 · Dana Reyes · opened
              Sun 22 Nov 2026 12:05 · Dana Reyes · reset the tray: no change

            Promises settled
              send the driver · by Sun 22 Nov 2026 13:00 · moved Sun 22 Nov 2026 12:50 · Maria is in a meeting · promised by Dana Reyes

            Calls
              Sun 22 Nov 2026 11:58 · 11 min · Dana Reyes

            Handoffs
              Dana Reyes → Tom Beck · offered Sun 22 Nov 2026 12:20 · declined Sun 22 Nov 2026 12:21: on another call
              Dana Reyes → Ana Ruiz · offered Sun 22 Nov 2026 12:22 · accepted Sun 22 Nov 2026 12:23 · customer told Sun 22 Nov 2026 12:25 by Dana Reyes: Ana calls you at two

            Escalations
              level2: an outage at a gold customer · Ana Ruiz · Sun 22 Nov 2026 12:30

            All times are +01:00.
        "#]],
    );
}

#[test]
fn as_markdown() {
    check(
        Format::Markdown,
        &expect![[r#"
            # K7-1042-Q Labels print half a line

            - **Resolved**: Sun 22 Nov 2026 14:20 · Ana Ruiz
            - **How**: workaround
            - **Done**: print as image
            - **Verified**: Maria printed ten labels
            - **Customer told**: by phone; they confirmed that it helps
            - **The need**: labels on the old printers
            - **Promise**: send the driver · by Sun 22 Nov 2026 13:00 · moved Sun 22 Nov 2026 12:50 · Maria is in a meeting · promised by Dana Reyes
            - **Promise**: status report · by Sun 22 Nov 2026 14:00 (31 min late) · live · promised by Dana Reyes
            - **Status**: P1 · resolved
            - **Customer**: Acme · gold
            - **Caller**: Maria Ortiz · +15550142 · maria@acme.example · end user · plain words
            - **Owner**: Ana Ruiz
            - **Opened**: Sun 22 Nov 2026 12:00 · Dana Reyes
            - **Category**: printing
            - **Product**: Ledger 5.2
            - **Impact**: several people · cannot work · P1 by hand: their trucks leave at four

            ## Answers: intake (version 1)

            - **Let me put it in one line.**: Labels print half a line \[caller said\]

            ## Answers: printing (version 7)

            - **What exactly is on the paper?**: stops after 40 mm middle of line 2 \[agent saw\]
            - **One computer or several?**: Everyone \[caller said\]
            - **Which driver version?**: caller does not know
            - **What is in the queue?**: not asked \[she has no access\]

            ## Tried

            - reset the tray: no change

            ## Timeline

            - Sun 22 Nov 2026 12:00 · Dana Reyes · opened
            - Sun 22 Nov 2026 12:05 · Dana Reyes · reset the tray: no change

            ## Calls

            - Sun 22 Nov 2026 11:58 · 11 min · Dana Reyes

            ## Handoffs

            - Dana Reyes → Tom Beck · offered Sun 22 Nov 2026 12:20 · declined Sun 22 Nov 2026 12:21: on another call
            - Dana Reyes → Ana Ruiz · offered Sun 22 Nov 2026 12:22 · accepted Sun 22 Nov 2026 12:23 · customer told Sun 22 Nov 2026 12:25 by Dana Reyes: Ana calls you at two

            ## Escalations

            - level2: an outage at a gold customer

            All times are +01:00.
        "#]],
    );
}

#[test]
fn a_line_of_json_reads_back() {
    let mut out = vec![];
    write(&mut out, &full(), Format::JsonLine, at(0)).unwrap();
    assert_eq!(String::from_utf8_lossy(&out).lines().count(), 1);
    assert_eq!(
        serde_json::from_slice::<super::Record>(&out).unwrap(),
        full()
    );
}
