//! Support: who asks, what may be wrong, how people are reached, and the routes between them.

mod channel;
mod proof;
mod route;

use super::cursor::{Cursor, meant};
use super::hours::Table;
use super::page::{Names as PageNames, ids};
use super::{address, text};
use crate::ids::EnvId;
use crate::support::{Check, Fault, Grade, Role, Severity, Support, Template, WriteField};

/// The tables, in the order in which they are read, with the keys of each.
const TABLES: [(&str, &[&str]); 7] = [
    ("role", &["id", "name"]),
    ("fault", &["id", "name", "components", "environments"]),
    ("severity", &["id", "name"]),
    ("channel", &channel::KEYS),
    ("check", &["id", "text", "link", "environments"]),
    ("template", &["id", "fields", "write", "never"]),
    ("route", &route::KEYS),
];

/// What the parts may refer to.
struct Names<'a> {
    page: &'a PageNames<'a>,
    roles: Vec<&'a str>,
    faults: Vec<&'a str>,
    severities: Vec<Severity>,
    channels: Vec<&'a str>,
    checks: Vec<&'a str>,
    templates: Vec<&'a str>,
}

/// The support of a page that runs in these environments; `None`: its file has nothing of it.
pub(super) fn read(top: &Cursor<'_>, names: &PageNames<'_>, environments: &[EnvId], table: &Table) -> Option<Support> {
    let before = top.found();
    let [roles, faults, severities, channels, checks, templates, routes] =
        TABLES.map(|(noun, keys)| top.entries(noun, "id", keys));
    if [&roles, &faults, &severities, &channels, &checks, &templates, &routes].iter().all(|list| list.is_empty()) {
        return None;
    }
    for (noun, list) in [("role", &roles), ("fault", &faults), ("channel", &channels), ("route", &routes)] {
        if list.is_empty() {
            top.problem(format_args!("there is no {noun}, but there is support; add a table [[{noun}]]"));
        }
    }
    let known = Names {
        page: names,
        roles: ids(top, "role", &roles),
        faults: ids(top, "fault", &faults),
        severities: severities.iter().filter_map(severity).collect(),
        channels: ids(top, "channel", &channels),
        checks: ids(top, "check", &checks),
        templates: ids(top, "template", &templates),
    };
    if known.severities.len() == severities.len() {
        check_scale(top, &known.severities);
    }
    let support = Support {
        roles: roles.iter().zip(&known.roles).map(|(cursor, id)| role(cursor, id, &known)).collect(),
        faults: faults.iter().zip(&known.faults).map(|(cursor, id)| fault(cursor, id, &known)).collect(),
        severities: severities.iter().filter_map(|cursor| grade(cursor, &known)).collect(),
        channels: channel::read_all(&channels, table, &known),
        checks: checks.iter().zip(&known.checks).map(|(cursor, id)| check(cursor, id, &known)).collect(),
        templates: templates.iter().zip(&known.templates).map(|(cursor, id)| template(cursor, id, &known)).collect(),
        routes: routes.iter().zip(ids(top, "route", &routes)).map(|(it, id)| route::read(it, id, &known)).collect(),
    };
    if top.found() == before {
        proof::prove(top, &support, environments);
    }
    Some(support)
}

/// Ids that a list refers to, each noted that is not there.
pub(super) fn references<'a>(cursor: &Cursor<'a>, key: &str, noun: &str, known: &[&str]) -> Vec<&'a str> {
    let ids = cursor.distinct(key).unwrap_or_default();
    if cursor.value(key).and_then(toml::Value::as_array).is_some_and(Vec::is_empty) {
        cursor.problem(format_args!("{key} is empty; name at least one, or remove it"));
    }
    for id in ids.iter().filter(|id| !known.contains(id)) {
        cursor.problem(format_args!(r#"{key}: "{id}" is no {noun} of this page; {}"#, meant(id, known)));
    }
    ids
}

/// The same of environments: a page that names none has one.
fn environments(cursor: &Cursor<'_>, known: &Names<'_>) -> Vec<EnvId> {
    let all = match known.page.environments.as_slice() {
        [] => &[super::environment::PRODUCTION][..],
        all => all,
    };
    references(cursor, "environments", "environment", all).into_iter().map(Into::into).collect()
}

fn role(cursor: &Cursor<'_>, id: &str, known: &Names<'_>) -> Role {
    Role { id: id.into(), name: text::needed(cursor, "name", &known.page.languages) }
}

fn fault(cursor: &Cursor<'_>, id: &str, known: &Names<'_>) -> Fault {
    let components = references(cursor, "components", "component", &known.page.components);
    Fault {
        id: id.into(),
        name: text::needed(cursor, "name", &known.page.languages),
        components: components.into_iter().map(Into::into).collect(),
        environments: environments(cursor, known),
    }
}

fn severity(cursor: &Cursor<'_>) -> Option<Severity> {
    cursor.needs("id", &format!(r#"id = "{}", or another of the scale"#, Severity::Critical.as_str()));
    Severity::parse(cursor.word("id", Severity::WORDS)?)
}

fn grade(cursor: &Cursor<'_>, known: &Names<'_>) -> Option<Grade> {
    let name = text::needed(cursor, "name", &known.page.languages);
    let severity = Severity::parse(cursor.text("id")?)?;
    Some(Grade { severity, name })
}

fn check_scale(top: &Cursor<'_>, severities: &[Severity]) {
    for pair in severities.windows(2) {
        let [first, second] = pair else { continue };
        let (before, after) = (first.as_str(), second.as_str());
        if first == second {
            top.problem(format_args!("severity `{before}` is there twice; remove one"));
        } else if first > second {
            top.problem(format_args!("severity `{after}` stands behind `{before}`; write the worst first"));
        }
    }
    if let [only] = severities {
        top.problem(format_args!(
            "severity `{}` is the only one, so nobody need be asked; add another, or remove it",
            only.as_str()
        ));
    }
}

fn check(cursor: &Cursor<'_>, id: &str, known: &Names<'_>) -> Check {
    Check {
        id: id.into(),
        text: text::needed(cursor, "text", &known.page.languages),
        link: address::of_people(cursor, "link"),
        environments: environments(cursor, known),
    }
}

fn template(cursor: &Cursor<'_>, id: &str, known: &Names<'_>) -> Template {
    cursor.needs("fields", r#"fields = ["time", "description"]"#);
    let words = cursor.distinct("fields").unwrap_or_default();
    if words.is_empty() && cursor.has("fields") {
        cursor.problem(r#"fields is empty; name what a report holds, or remove the template"#);
    }
    let field = |word: &&str| {
        let field = WriteField::parse(word);
        if field.is_none() {
            let cure = meant(word, WriteField::WORDS);
            cursor.problem(format_args!(r#"fields: "{word}" is nothing that a report can hold; {cure}"#));
        }
        field
    };
    Template {
        id: id.into(),
        fields: words.iter().filter_map(field).collect(),
        write: text::localized(cursor, "write", &known.page.languages),
        never: text::localized(cursor, "never", &known.page.languages),
    }
}
