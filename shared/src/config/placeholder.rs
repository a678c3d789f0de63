//! `{secret:NAME}` and `{var:NAME}`: values that the deployment fills in at the edge.

use super::cursor::Cursor;

/// Puts a letter where each placeholder stands, so that what is around them can be checked. Notes those that are none.
pub(super) fn filled(cursor: &Cursor<'_>, what: &str, text: &str) -> Option<String> {
    let mut filled = String::new();
    let mut rest = text;
    let mut good = true;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inner, behind)) = after.split_once('}') else {
            cursor.problem(format_args!(
                "{what} holds a `{{` that is never closed; write {{secret:NAME}} or {{var:NAME}}"
            ));
            return None;
        };
        if let Err(cure) = check(inner) {
            cursor.problem(format_args!("{what} holds `{{{inner}}}`, which is no placeholder; {cure}"));
            good = false;
        }
        filled.push_str(before);
        filled.push('x');
        rest = behind;
    }
    filled.push_str(rest);
    if rest.contains('}') {
        cursor.problem(format_args!("{what} holds a `}}` that closes nothing; write {{secret:NAME}} or {{var:NAME}}"));
        good = false;
    }
    good.then_some(filled)
}

fn check(inner: &str) -> Result<(), String> {
    let Some((kind @ ("secret" | "var"), name)) = inner.split_once(':') else {
        return Err("write {secret:NAME} or {var:NAME}".to_owned());
    };
    if is_name(name) {
        return Ok(());
    }
    let upper = name.to_uppercase().replace(|other: char| !other.is_ascii_alphanumeric(), "_");
    let example = if is_name(&upper) { upper } else { "NAME".to_owned() };
    Err(format!("a name is of A-Z 0-9 _ and starts with a letter: write {{{kind}:{example}}}"))
}

fn is_name(name: &str) -> bool {
    let starts = name.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
    starts && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
