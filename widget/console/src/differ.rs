//! What differs between two states of a record: for whoever comes second, and for whoever reads the log.

use serde_json::Value;

/// What is in every record, and tells nobody anything.
const BOOKKEEPING: [&str; 4] = ["id", "revision", "changed_at", "created_at"];

/// One thing that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its name in the record: `title/nb`.
    pub name: String,
    /// What it was; `None`: it was not there.
    pub before: Option<Value>,
    /// What it is; `None`: it is gone.
    pub after: Option<Value>,
}

/// Everything that differs, by name. Texts are told apart by language, what is affected by component.
#[must_use]
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", &keyed(before), &keyed(after), &mut found);
    found.retain(|it| !BOOKKEEPING.contains(&it.name.as_str()));
    found
}

fn compare(name: &str, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}/{key}") };
    match (before, after) {
        (Value::Object(was), Value::Object(is)) => {
            let mut keys: Vec<&String> = was.keys().chain(is.keys()).collect();
            keys.sort();
            keys.dedup();
            for key in keys {
                let at = |all: &serde_json::Map<String, Value>| keyed(all.get(key).unwrap_or(&Value::Null));
                compare(&below(key), &at(was), &at(is), found);
            }
        }
        _ => {
            let given = |value: &Value| (!value.is_null()).then(|| value.clone());
            found.push(Difference { name: name.to_owned(), before: given(before), after: given(after) });
        }
    }
}

/// Lists of things that have names, as objects by those names.
fn keyed(value: &Value) -> Value {
    let Value::Array(items) = value else { return value.clone() };
    let name = |item: &Value| {
        let number = || item.get("number").and_then(Value::as_u64).map(|number| number.to_string());
        item.get("component").and_then(Value::as_str).map(str::to_owned).or_else(number)
    };
    let named: Option<serde_json::Map<_, _>> = items.iter().map(|item| Some((name(item)?, item.clone()))).collect();
    named.filter(|named| !named.is_empty()).map_or_else(|| value.clone(), Value::Object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_differs_is_told_by_its_name_and_what_does_not_is_passed_over() {
        let before = json!({
            "id": "i1", "revision": 1, "title": { "nb": "Nede" }, "severity": "serious",
            "affected": [{ "component": "api", "level": "degraded" }], "updates": [],
        });
        let after = json!({
            "id": "i1", "revision": 3, "title": { "nb": "Nede", "en": "Down" }, "severity": "critical",
            "affected": [{ "component": "api", "level": "major_outage" }],
            "updates": [{ "number": 1, "text": { "nb": "Vi ser på det" } }],
        });
        let found = differences(&before, &after);
        let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["affected/api/level", "severity", "title/en", "updates"]);
        assert_eq!((&found[1].before, &found[1].after), (&Some(json!("serious")), &Some(json!("critical"))));
        assert_eq!(found[2].before, None);
    }

    #[test]
    fn of_two_that_are_the_same_nothing_is_told() {
        assert_eq!(differences(&json!({ "a": [1] }), &json!({ "a": [1] })), vec![]);
    }
}
