//! The documentation has everything that the contract lists, with the addresses of the deployment.

use super::*;
use fyr_shared::embed::{
    ATTRIBUTES, EVENTS, FAMILIES, PARTS, PROPERTIES, SCRIPT_ATTRIBUTES, SLOTS, SUPPORT_ATTRIBUTES, SUPPORT_TAG, TONES,
};

fn page() -> String {
    docs(&Docs {
        origin: "https://status.example.no".to_owned(),
        published: None,
        page: "digireq".to_owned(),
        name: "\"Digi\" & <Req>".to_owned(),
        component: "sms-otp".to_owned(),
        hashed: "/embed/0123456789abcdef.js".to_owned(),
        integrity: "sha384-abc".to_owned(),
    })
}

#[test]
fn everything_that_the_contract_lists_is_in_it() {
    let html = page();
    let attributes = ATTRIBUTES.iter().chain(SCRIPT_ATTRIBUTES).chain(SUPPORT_ATTRIBUTES).map(|it| it.name);
    let named = [SLOTS, PARTS, PROPERTIES, TONES, FAMILIES].into_iter().flatten().map(|it| it.name);
    let events = EVENTS.iter().flat_map(|it| it.detail).map(|it| it.name);
    for name in attributes.chain(named).chain(events) {
        assert!(html.contains(&format!("<td role=\"cell\"><code>{name}</code></td>")), "{name}");
    }
    assert!(html.contains(&format!("&lt;{SUPPORT_TAG}&gt;")), "{SUPPORT_TAG}");
}

#[test]
fn tags_to_copy_are_text_with_addresses_of_the_deployment() {
    let html = page();
    for part in [
        "src=\"https://status.example.no/digireq/embed.js\"&gt;",
        "integrity=\"sha384-abc\"",
        "data-page=\"digireq\" src=\"https://status.example.no/embed/0123456789abcdef.js\"&gt;",
        "src=\"https://status.example.no/digireq/frame\"",
        "src=\"https://status.example.no/digireq/badge.svg\"",
        "components=\"sms-otp\"",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("<Req>"), "a name is text");
}

#[test]
fn it_needs_no_script_and_no_leave_for_inline_styles() {
    let html = page();
    for foreign in ["<script", "<iframe", " style=", "<!>", "<!--", "javascript:"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
}
