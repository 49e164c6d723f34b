//! Files that nobody wrote on purpose: the compiler tells their faults, and comes to no harm.

use baton::flow::{Facts, Run, Severity};
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use super::fixture::{LABELS, library};
use crate::support::large;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_harms_the_compiler(text in any::<String>()) {
        library(&[("mine.toml", &text)]);
    }

    /// A flow with a piece of it replaced, which reaches further in than noise does.
    #[test]
    fn no_mistake_harms_the_compiler(from in 0_usize..3000, length in 0_usize..60, with in "[ -~\\n]{0,12}") {
        let head: String = LABELS.chars().take(from).collect();
        let tail: String = LABELS.chars().skip(from + length).collect();
        let library = library(&[("mine.toml", &format!("{head}{with}{tail}"))]);
        for fault in library.faults() {
            prop_assert!(!fault.message.is_empty() && fault.line >= 1 && fault.column >= 1);
            prop_assert!(fault.picture().contains(&fault.message));
        }
        prop_assert!(library.categories().len() == 1 || library.faults().iter().any(|fault| fault.severity == Severity::Error));
    }
}

#[test]
fn a_flow_of_six_thousand_questions_is_asked_like_any_other() {
    let library = large::library(6_000, 1_500);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    let flow = library.get("large").unwrap();
    let (facts, answers) = (Facts::default(), large::answers(flow, 3_000));
    let run = Run::new(library.intake(), Some(flow), &facts, &answers);
    // What hangs on a no, or on what nobody answered, is not asked.
    let asked = run.steps().len();
    assert!((4_900..5_100).contains(&asked), "{asked}");
    assert!(!run.hidden().is_empty());
    assert_eq!(
        run.steps()[run.next_after(None).unwrap()].flow.id(),
        "intake"
    );
}
