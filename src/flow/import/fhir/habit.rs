//! What exporters write out of habit, and what would mean something if it stood by itself.

use serde_json::Value;

/// Takes empty lists of conditions out of a form in which most items have one: its exporter writes that where there is no
/// condition. How many there were. One that stands by itself is left, as nothing can meet it.
pub fn no_conditions(whole: &mut Value) -> usize {
    let (mut items, mut empty) = (0, 0);
    each_item(whole, &mut |item| {
        items += 1;
        empty += usize::from(is_empty(item));
    });
    if empty < 2 || empty * 2 <= items {
        return 0;
    }
    each_item(whole, &mut |item| {
        if is_empty(item)
            && let Some(item) = item.as_object_mut()
        {
            item.remove("enableWhen");
        }
    });
    empty
}

/// Whether an item has an empty list of conditions and does not say how many of them have to hold.
fn is_empty(item: &Value) -> bool {
    let conditions = item.get("enableWhen").and_then(Value::as_array);
    conditions.is_some_and(Vec::is_empty) && item.get("enableBehavior").is_none()
}

/// Every item of every questionnaire, whatever is around it.
fn each_item(whole: &mut Value, look: &mut dyn FnMut(&mut Value)) {
    let mut waiting = vec![(whole, false)];
    while let Some((one, is_item)) = waiting.pop() {
        if is_item && one.is_object() {
            look(one);
        }
        match one {
            Value::Array(all) => waiting.extend(all.iter_mut().map(|one| (one, is_item))),
            Value::Object(all) => {
                waiting.extend(all.iter_mut().map(|(key, one)| (one, key == "item")));
            }
            _ => {}
        }
    }
}
