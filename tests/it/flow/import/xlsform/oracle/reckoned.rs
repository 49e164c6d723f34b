//! Made-up reckoning.

use super::test;
use crate::flow::import::Draw;
use crate::flow::import::xlsform::xpath::E;

/// What is reckoned with answers of several types, against a number.
pub fn reckoned(draw: &mut Draw, kinds: &[&'static str]) -> E {
    let two = |sign, left, right| E::Two(sign, Box::new(left), Box::new(right));
    let one = |draw: &mut Draw| {
        let at = draw.below(kinds.len());
        match kinds[at] {
            "select_multiple l" => E::Call("count-selected", vec![E::Name(at)]),
            "acknowledge" | "date" => {
                let holds = test(draw, at, kinds[at]);
                E::Call("if", vec![holds, E::Number(2), E::Number(0)])
            }
            _ if draw.below(3) == 0 => E::Call("coalesce", vec![E::Name(at), E::Number(0)]),
            _ => E::Name(at),
        }
    };
    let parts = [one(draw), one(draw), one(draw)];
    let signs = [0, 1].map(|_| ["+", "-", "*", "div", "mod"][draw.below(5)]);
    let [first, second, third] = parts;
    let pair = two(signs[0], first, second);
    let pair = match draw.below(3) {
        0 => E::Call(["int", "round"][draw.below(2)], vec![pair]),
        _ => pair,
    };
    let sign = ["=", "!=", "<", "<=", ">", ">="][draw.below(6)];
    let bound = E::Number(i32::try_from(draw.below(6)).unwrap() - 1);
    two(sign, two(signs[1], pair, third), bound)
}
