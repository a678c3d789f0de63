//! Conditions and answers, as an operator would write them.

use super::*;
use Outcome::{Fails, Holds, Unreadable};

/// An answer as tests write it.
struct Answer(String, Option<Value>);

impl Body for Answer {
    fn text(&self) -> Option<&str> {
        Some(&self.0)
    }

    fn json(&self) -> Option<&Value> {
        self.1.as_ref()
    }
}

fn check(text: &str, body: &str) -> Outcome {
    let answer = Answer(body.to_owned(), serde_json::from_str(body).ok());
    let facts = Facts { status: 200, elapsed_ms: 480, body: Some(&answer) };
    Condition::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}")).check(&facts)
}

#[test]
fn status_and_time() {
    for (text, outcome) in [
        ("[STATUS] == 200", Holds),
        ("[STATUS]==200", Holds),
        ("[STATUS] != 200", Fails),
        ("[STATUS] < 300", Holds),
        ("[STATUS] >= 200", Holds),
        ("[STATUS] > 200", Fails),
        ("[STATUS] <= 199", Fails),
        ("[STATUS] == any(200, 204)", Holds),
        ("[STATUS] == any(201, 204)", Fails),
        ("[STATUS] != any(500, 503)", Holds),
        ("[RESPONSE_TIME] < 500", Holds),
        ("[RESPONSE_TIME] < 480", Fails),
        ("[RESPONSE_TIME] <= 480", Holds),
    ] {
        assert_eq!(check(text, ""), outcome, "{text}");
    }
}

#[test]
fn values_in_the_body() {
    let body = r#"{"status":"ok","db":true,"text":"true","queue":3,"share":0.5,"big":"3","error":null,
        "nodes":[{"name":"a","up":true},{"name":"b","up":false}],"a-b_c":1}"#;
    for (text, outcome) in [
        ("[BODY].db == true", Holds),
        ("[BODY].db != false", Holds),
        ("[BODY].db == false", Fails),
        ("[BODY].status == ok", Holds),
        ("[BODY].status == \"ok\"", Holds),
        ("[BODY].status == pat(o*)", Holds),
        ("[BODY].status != pat(*down*)", Holds),
        ("[BODY].status == any(ok, \"well, thanks\")", Holds),
        ("[BODY].status == any(pat(*k), fine)", Holds),
        ("[BODY].status != any(ok, fine)", Fails),
        ("[BODY].queue < 10", Holds),
        ("[BODY].queue == 3.0", Holds),
        ("[BODY].share == 0.5", Holds),
        ("[BODY].share > 5e-1", Fails),
        ("[BODY].error == null", Holds),
        ("[BODY].error != null", Fails),
        ("[BODY].status != null", Holds),
        ("[BODY].status == any(null, ok)", Holds),
        ("[BODY].error == any(null, ok)", Holds),
        ("[BODY].nodes[0].up == true", Holds),
        ("[BODY].nodes[1].up == true", Fails),
        ("[BODY].a-b_c == 1", Holds),
        ("len([BODY].nodes) == 2", Holds),
        ("len([BODY].status) > 1", Holds),
        ("len( [BODY].nodes ) >= 3", Fails),
        ("has([BODY].db) == true", Holds),
        ("has([BODY].errors) == false", Holds),
        ("has([BODY].error) == true", Holds),
        ("has([BODY].nodes[2]) == false", Holds),
        ("[BODY] == pat(*\"db\":true*)", Holds),
    ] {
        assert_eq!(check(text, body), outcome, "{text}");
    }
}

#[test]
fn several_values() {
    let body = r#"{"events":[],"none":null,"map":{"a":{"s":"ok"},"b":{"s":"ok"}},"odd":[{"s":"ok"},{}],
        "list":[{"name":" API ","s":"ok","n":1,"on":true},{"name":"Web","s":"down","n":2,"on":false},{"name":"A ] B","s":"ok","n":3,"on":false}],
        "deep":[{"l":[{"s":"ok"}]},{"l":[{"s":"ok"},{"s":"down"}]}]}"#;
    for (text, outcome) in [
        ("all([BODY].list[*].s) == ok", Fails),
        ("some([BODY].list[*].s) == down", Holds),
        ("some([BODY].list[*].s) == odd", Fails),
        ("all([BODY].list[name=API].s) == ok", Holds),
        ("all([BODY].list[name=Web].s) == ok", Fails),
        ("all([BODY].list[name=\"A ] B\"].s) == ok", Holds),
        ("all([BODY].list[n=2].s) == down", Holds),
        ("all([BODY].list[on=true].s) == ok", Holds),
        // Nobody of that name is nobody who is well.
        ("all([BODY].list[name=Mail].s) == ok", Unreadable),
        ("some([BODY].list[name=Mail].s) == down", Fails),
        ("len([BODY].list[name=Mail]) == 0", Holds),
        ("len([BODY].list[s=ok]) == 2", Holds),
        ("len([BODY].list[*]) == 3", Holds),
        ("all([BODY].map[*].s) == ok", Holds),
        ("all([BODY].odd[*].s) == ok", Unreadable),
        ("all([BODY].odd[*].s) != down", Unreadable),
        ("some([BODY].odd[*].s) == ok", Holds),
        ("some([BODY].odd[*].s) == down", Unreadable),
        ("all([BODY].deep[*].l[*].s) == ok", Fails),
        ("some([BODY].deep[*].l[s=down].s) == down", Holds),
        // An empty list is a list; a list that is not there is none.
        ("len([BODY].events[*]) == 0", Holds),
        ("all([BODY].events[*].s) == ok", Unreadable),
        ("some([BODY].events[*].s) == down", Fails),
        ("len([BODY].gone[*]) == 0", Unreadable),
        ("len([BODY].none[*]) == 0", Unreadable),
        ("some([BODY].gone[*].s) == down", Unreadable),
        ("all([BODY].none[*].s) == ok", Unreadable),
        ("all([BODY][*][*].name) == x", Fails),
        ("some([BODY][*][*].name) == x", Unreadable),
    ] {
        assert_eq!(check(text, body), outcome, "{text}");
    }
}

/// An element that does not say what is asked for may be one that is looked for.
#[test]
fn what_cannot_be_told_apart_is_not_left_out() {
    let body = r#"{"renamed":[{"state":"open"}],"bare":["open"],"odd":[{"status":"open","s":"down"},{"s":"ok"}],
        "nested":[{"status":{"is":"open"}}],"none":[{"status":null,"s":"ok"},{"status":"open","s":"ok"}],
        "deep":[{"l":[{"s":"down"}]},{}]}"#;
    for (text, outcome) in [
        ("len([BODY].renamed[status=open]) == 0", Unreadable),
        ("len([BODY].bare[status=open]) == 0", Unreadable),
        ("len([BODY].nested[status=open]) == 0", Unreadable),
        ("len([BODY].odd[status=closed]) == 0", Unreadable),
        ("all([BODY].odd[status=open].s) == down", Unreadable),
        ("all([BODY].odd[status=open].s) == ok", Fails),
        ("some([BODY].odd[status=open].s) == down", Holds),
        ("some([BODY].odd[status=open].s) == ok", Unreadable),
        // `null` is said: it is none of these.
        ("len([BODY].none[status=open]) == 1", Holds),
        ("all([BODY].none[status=open].s) == ok", Holds),
        // What is not there is not counted, nor does it hide what is.
        ("len([BODY].odd[*].status) == 2", Unreadable),
        ("len([BODY].deep[*].l[*]) == 1", Unreadable),
        ("some([BODY].deep[*].l[*].s) == down", Holds),
        ("all([BODY].deep[*].l[*].s) == down", Unreadable),
    ] {
        assert_eq!(check(text, body), outcome, "{text}");
    }
}

#[test]
fn what_states_that_something_is_so() {
    for (text, positive) in [
        ("[STATUS] == 200", true),
        ("[STATUS] != 500", false),
        ("[RESPONSE_TIME] < 500", false),
        ("[BODY].status == ok", true),
        ("[BODY].status == \"!=\"", true),
        ("[BODY].status != down", false),
        ("[BODY].queue < 10", true),
        ("[BODY].error == null", false),
        ("[BODY].error == any(ok, null)", false),
        ("[BODY].error == \"\"", false),
        ("[BODY] == pat(*)", false),
        ("[BODY] == pat(*ok*)", true),
        ("has([BODY].error) == false", false),
        ("has([BODY].db) == true", true),
        ("len([BODY].list) == 0", false),
        ("len([BODY].list) == any(3, 0)", false),
        ("len([BODY].list) < 5", false),
        ("len([BODY].list) <= 5", false),
        ("len([BODY].list) >= 0", false),
        ("len([BODY].list) >= 1", true),
        ("len([BODY].list) > 0", true),
        ("len([BODY].list) == 3", true),
        ("all([BODY].list[*].s) == ok", true),
        ("some([BODY].list[*].s) == ok", true),
        ("all([BODY].list[*].s) == null", false),
    ] {
        assert_eq!(Condition::parse(text).unwrap().is_positive(), positive, "{text}");
    }
}

#[test]
fn what_is_not_there_or_is_something_else_never_holds() {
    let body = r#"{"status":"ok","db":"true","queue":"3","flag":true,"list":[1],"none":null}"#;
    for text in [
        "[BODY].database == true",
        "[BODY].database != true",
        "[BODY].database == null",
        "[BODY].database != null",
        "[BODY].status.deeper != x",
        "[BODY].list[1] != 5",
        "[BODY].list.key != 5",
        "[BODY].db == true",
        "[BODY].db != true",
        "[BODY].queue < 10",
        "[BODY].queue == 3",
        "[BODY].queue != 4",
        "[BODY].flag == \"true\"",
        "[BODY].flag != \"true\"",
        "[BODY].flag == pat(*)",
        "[BODY].list != 1",
        "[BODY].none != 5",
        "[BODY].none < 5",
        "[BODY].flag != any(null, ok)",
        "len([BODY].flag) == 4",
        "len([BODY].gone) == 0",
    ] {
        assert_eq!(check(text, body), Unreadable, "{text}");
    }
}

#[test]
fn a_body_that_is_not_json_is_text_and_nothing_else() {
    for (text, body, outcome) in [
        ("[BODY] == ok", "ok\n", Holds),
        ("[BODY] == \"ok\"", " not ok", Fails),
        ("[BODY] == pat(*welcome*)", "<h1>welcome</h1>", Holds),
        ("[BODY] == pat(a*b*c)", "a-b-b-c", Holds),
        ("[BODY] == pat(a*b)", "a-b-c", Fails),
        ("[BODY] == pat(ab*ba)", "aba", Fails),
        ("[BODY].db == true", "<html>", Unreadable),
        ("[BODY].db != false", "", Unreadable),
        ("has([BODY].errors) == false", "<html>", Unreadable),
        ("has([BODY].errors) == false", "\"maintenance\"", Unreadable),
        ("has([BODY].errors) == false", "null", Unreadable),
        ("[BODY][0].up == true", r#"[{"up":true}]"#, Holds),
        ("len([BODY]) == 1", "[7]", Holds),
    ] {
        assert_eq!(check(text, body), outcome, "{text} on {body}");
    }
    let unseen = Facts { status: 200, elapsed_ms: 1, body: None };
    for text in ["[BODY] != down", "[BODY].db != false", "has([BODY].x) == false"] {
        assert_eq!(Condition::parse(text).unwrap().check(&unseen), Unreadable, "{text}");
    }
}

#[test]
fn what_is_refused_and_how_it_is_cured() {
    for (text, cure) in [
        ("", "`[STATUS] == 200`"),
        ("[STATE] == 200", "did you mean [STATUS]?"),
        ("status == 200", "did you mean [STATUS]?"),
        ("[RESPONSETIME] < 500", "did you mean [RESPONSE_TIME]?"),
        ("[BODDY].db == true", "did you mean [BODY]?"),
        ("[CERTIFICATE_EXPIRATION] > 48h", "write [STATUS], [RESPONSE_TIME], [BODY]"),
        ("200 == [STATUS]", "write [STATUS]"),
        ("[STATUS] = 200", "write `==`"),
        ("[STATUS] is 200", "write ==, !="),
        ("[STATUS]", "`[STATUS] == true`"),
        ("[STATUS] ==", "nothing on the right side"),
        ("[STATUS] == === 200", "is not a value"),
        ("[STATUS] == 2000", "from 100 to 599"),
        ("[STATUS] == ok", "from 100 to 599"),
        ("[STATUS] == pat(2*)", "from 100 to 599"),
        ("[STATUS] < any(1, 2)", "one number"),
        ("[RESPONSE_TIME] < 500ms", "without a unit"),
        ("[RESPONSE_TIME] == fast", "milliseconds"),
        ("[BODY] == 200", "quotation marks"),
        ("[BODY].db == \"true", "is not a value"),
        ("[BODY].db == any(true, false", "add `)`"),
        ("[BODY].db == any()", "a value is missing"),
        ("[BODY].db == pat(*x", "add `)`"),
        ("[BODY].db == pat(x)", "write `*`"),
        ("[BODY]. == 1", "write the key"),
        ("[BODY].list[x] == 1", "a number from 0"),
        ("[BODY].list[0 == 1", "is not closed"),
        ("[BODY].list[*] == 1", "all([BODY]…)"),
        ("has([BODY].list[name=a]) == true", "all([BODY]…)"),
        ("all([BODY].list) == 1", "write `[*]`"),
        ("all([STATUS]) == 1", "`all([BODY].path)`"),
        ("all([BODY].list[=a].x) == 1", "a number from 0"),
        ("all([BODY].list[a=].x) == 1", "a number from 0"),
        ("all([BODY].list[a=\"b].x) == 1", "is not closed"),
        ("len([BODY].x > 1", "add `)`"),
        ("len([STATUS]) > 1", "`len([BODY].path)`"),
        ("len([BODY].x) == many", "len() is a number"),
        ("has([BODY].x) == yes", "has() is true or false"),
        ("has([BODY].x)", "== true"),
        ("[BODY].a == 1\n[BODY].b == 2", "one line"),
    ] {
        let problem = Condition::parse(text).expect_err(text);
        assert!(problem.contains(cure), "{text:?} is refused with: {problem}");
    }
}

#[test]
fn a_condition_travels_as_it_was_written() {
    let condition = Condition::parse(" [BODY].db == true ").unwrap();
    let json = serde_json::to_string(&condition).unwrap();
    assert_eq!(json, "\"[BODY].db == true\"");
    assert_eq!(serde_json::from_str::<Condition>(&json).unwrap(), condition);
    assert!(serde_json::from_str::<Condition>("\"[BDOY] == 1\"").is_err());
    assert_eq!(condition.subject(), Subject::Json);
}

/// Scraps that conditions are made of, put together in every odd way a seeded generator finds.
#[test]
fn reading_never_panics_and_what_is_read_is_read_again_the_same() {
    let scraps = [
        "[STATUS]",
        "[BODY]",
        "[RESPONSE_TIME]",
        "len(",
        "has(",
        "all(",
        "some(",
        "[*]",
        "[a=1]",
        "any(",
        "pat(",
        ")",
        "[",
        "]",
        ".",
        "a",
        "0",
        "==",
        "!=",
        "<",
        ">=",
        "\"",
        ",",
        "*",
        " ",
        "-",
        "1e9",
        "true",
        "null",
        "ø",
        "\u{202e}",
        "\0",
        "\u{fffd}",
        "(",
    ];
    let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap() % below
    };
    for _ in 0..40_000 {
        let mut text: String = (0..draw(12)).map(|_| scraps[draw(scraps.len())]).collect();
        if draw(4) == 0 {
            let bytes: Vec<u8> = (0..draw(40)).map(|_| u8::try_from(draw(256)).unwrap()).collect();
            text.push_str(&String::from_utf8_lossy(&bytes));
        }
        if let Ok(condition) = Condition::parse(&text) {
            assert_eq!(Condition::parse(condition.text()).as_ref(), Ok(&condition), "{text}");
            let _ = check(condition.text(), "{\"a\":[1,{\"a\":null}]}");
        }
    }
}
