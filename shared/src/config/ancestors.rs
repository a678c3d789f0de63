//! Who may show a page in a frame: origins, one by one, as `frame-ancestors` of a Content-Security-Policy takes them.

use super::cursor::Cursor;
use url::Url;

const KEY: &str = "frame_ancestors";
const SELF: &str = "'self'";

/// The origins, none where the key is missing.
pub(super) fn read(top: &Cursor<'_>) -> Vec<String> {
    let Some(origins) = top.distinct(KEY) else { return vec![] };
    if origins.is_empty() {
        top.problem(format_args!(
            "{KEY} is empty; name an origin, or remove it: then nobody may show the page in a frame"
        ));
    }
    for origin in &origins {
        if let Err(wrong) = check(origin) {
            top.problem(format_args!(r#"{KEY}: "{origin}" {wrong}"#));
        }
    }
    origins.into_iter().map(str::to_owned).collect()
}

/// What is wrong with an origin, and the cure.
fn check(origin: &str) -> Result<(), String> {
    if origin == SELF {
        return Ok(());
    }
    match origin.trim_matches('\'') {
        "self" => return Err(format!("is a host's name; write \"{SELF}\" for this very deployment")),
        "none" => return Err("is what holds without the key; remove it".to_owned()),
        "*" | "https:" | "https://*" => return Err("opens the page to everyone; name each portal's origin".to_owned()),
        _ => {}
    }
    let Some(rest) = origin.strip_prefix("https://") else {
        return Err(r#"is not an https origin; write "https://portal.example.no""#.to_owned());
    };
    let (any, host) = rest.strip_prefix("*.").map_or(("", rest), |host| ("*.", host));
    if host.contains('*') {
        return Err(r#"has a `*` that is not its first label; write "https://*.example.no""#.to_owned());
    }
    let url = Url::parse(&format!("https://{host}"))
        .map_err(|error| format!(r#"is not an origin ({error}); write "https://portal.example.no""#))?;
    // What a policy would read as its own punctuation is well in an address.
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '.';
    if !url.host_str().is_some_and(|host| host.chars().all(plain)) {
        return Err(r#"has more in its host than a-z 0-9 - and dots; write "https://portal.example.no""#.to_owned());
    }
    if !any.is_empty() && !url.domain().is_some_and(|domain| domain.contains('.')) {
        return Err("opens the page to everyone below it; name the portal's own domain".to_owned());
    }
    let plain = url.origin().ascii_serialization().replacen("https://", &format!("https://{any}"), 1);
    match plain == origin {
        true => Ok(()),
        false => Err(format!(r#"is more than an origin, or not written plainly; write "{plain}""#)),
    }
}
