//! A page file as a whole.

use super::cursor::{Cursor, repeated};
use super::hours::Table as HoursTable;
use super::probe::Probe;
use super::problem::Problems;
use super::{ancestors, component, contract, environment, message, region, source, support, terms, text, zone};
use crate::api::paths::RESERVED;
use crate::ids::{EnvId, is_id};
use crate::lang::Lang;
use crate::page::{Environment, Page};
use sha2::{Digest, Sha256};
use toml::Table;

const KEYS: [&str; 25] = [
    "name",
    "languages",
    "zone",
    "calendar",
    "hours_from",
    "frame_ancestors",
    "display",
    "contract",
    "confirm",
    "every",
    "retry",
    "environment",
    "region",
    "component",
    "source",
    "role",
    "fault",
    "severity",
    "channel",
    "check",
    "template",
    "route",
    "automatic",
    "message",
    "critical_period",
];

/// What the parts of a page may refer to.
pub(super) struct Names<'a> {
    pub(super) languages: Vec<Lang>,
    /// None where the page names none: it then has one, production.
    pub(super) environments: Vec<&'a str>,
    pub(super) regions: Vec<&'a str>,
    pub(super) components: Vec<&'a str>,
    pub(super) probes: Vec<Probe<'a>>,
}

/// Reads a page; whatever is wrong is in `problems` afterwards.
pub(super) fn read(id: &str, text: &str, table: &Table, problems: &Problems) -> Page {
    let top = Cursor::open(table, String::new(), &KEYS, problems);
    check_page_id(&top, id);
    let [regions, components, sources] =
        [("region", &region::KEYS[..]), ("component", &component::KEYS), ("source", &source::KEYS)]
            .map(|(noun, keys)| top.entries(noun, "id", keys));
    top.needs("name", r#"name = "…""#);
    let languages = languages(&top);
    let environments = top.entries("environment", "id", &environment::KEYS);
    let environment_ids = ids(&top, "environment", &environments);
    let (region_ids, component_ids) = (ids(&top, "region", &regions), ids(&top, "component", &components));
    let names = Names {
        languages,
        environments: known(&environment_ids),
        regions: known(&region_ids),
        components: known(&component_ids),
        probes: sources.iter().filter_map(|cursor| Probe::read(cursor, &environment_ids)).collect(),
    };
    let terms = terms::DEFAULT.of_page(&top);
    let hours = HoursTable::read(&top);
    check_there_is_something(&top, &regions, &components);
    region::check(&regions);
    let environments = self::environments(&environments, &environment_ids, &names);
    let places: Vec<EnvId> = environments.iter().map(|env| env.id.clone()).collect();
    let support = support::read(&top, &names, &places, &hours);
    let contract::Terms { contracts, critical_periods, working_days } = contract::read(&top, &names, &hours);
    if support.is_none() && contracts.is_empty() {
        hours.refuse(&top);
    }
    let page = Page {
        id: id.into(),
        name: text::plain(&top, "name").unwrap_or_default(),
        languages: names.languages.clone(),
        zone: zone::read(&top).unwrap_or_default(),
        environments,
        regions: regions.iter().zip(&region_ids).map(|(cursor, id)| region::read(cursor, id, &names)).collect(),
        components: components
            .iter()
            .zip(&component_ids)
            .map(|(cursor, id)| component::read(cursor, id, &names))
            .collect(),
        sources: sources
            .iter()
            .zip(ids(&top, "source", &sources))
            .map(|(cursor, id)| source::read(cursor, id, terms, &names))
            .collect(),
        support,
        automatic: message::automatic(&top),
        messages: message::read(&top, &names),
        contracts,
        critical_periods,
        working_days,
        unset: vec![],
        frame_ancestors: ancestors::read(&top),
        digest: digest(text),
    };
    component::check_circles(&components, &page.components);
    page
}

fn check_page_id(top: &Cursor<'_>, id: &str) {
    if !is_id(id) {
        let what = "the file's name gives the page its id";
        top.problem(format_args!(
            "{what}, and `{id}` cannot be one; name the file with 1 to 40 of a-z 0-9 -, starting with a letter"
        ));
    } else if RESERVED.contains(&id) {
        top.problem(format_args!("`{id}` is reserved for Fyr's own addresses; name the file otherwise"));
    }
}

fn languages(top: &Cursor<'_>) -> Vec<Lang> {
    top.needs("languages", r#"languages = ["nb", "nn", "sv", "en"], or those of them that the page is written in"#);
    let Some(tags) = top.distinct("languages") else { return vec![] };
    if tags.is_empty() {
        top.problem("languages is empty; name at least one");
    }
    let mut languages = vec![];
    for tag in tags {
        match Lang::ALL.into_iter().find(|lang| lang.as_str() == tag) {
            Some(lang) if !languages.contains(&lang) => languages.push(lang),
            Some(_) => {}
            None => top.problem(format_args!(r#"languages: "{tag}" is not a language; {}"#, text::languages_are(tag))),
        }
    }
    languages
}

fn environments(cursors: &[Cursor<'_>], ids: &[&str], names: &Names<'_>) -> Vec<Environment> {
    if cursors.is_empty() {
        return environment::production(&names.languages);
    }
    let read = |(cursor, id): (&Cursor<'_>, &&str)| environment::read(cursor, id, names);
    let environments: Vec<Environment> = cursors.iter().zip(ids).map(read).collect();
    environment::check(cursors, &environments);
    environments
}

/// The ids of what bears a noun, each noted that is missing, wrong or there twice; empty where missing.
pub(super) fn ids<'a>(top: &Cursor<'_>, noun: &str, cursors: &[Cursor<'a>]) -> Vec<&'a str> {
    let id = |cursor: &Cursor<'a>| {
        cursor.needs("id", "id = \"…\"");
        let id = cursor.text("id").unwrap_or_default();
        if cursor.has("id") && cursor.value("id").is_some_and(toml::Value::is_str) && !is_id(id) {
            cursor.wrong("id", "cannot be an id; write 1 to 40 of a-z 0-9 -, starting with a letter");
        }
        id
    };
    let ids: Vec<&str> = cursors.iter().map(id).collect();
    for id in repeated(&known(&ids)) {
        top.problem(format_args!("{noun} `{id}` is there twice; rename or remove one"));
    }
    ids
}

fn known<'a>(ids: &[&'a str]) -> Vec<&'a str> {
    ids.iter().copied().filter(|id| !id.is_empty()).collect()
}

fn check_there_is_something(top: &Cursor<'_>, regions: &[Cursor<'_>], components: &[Cursor<'_>]) {
    if regions.is_empty() {
        top.problem("there is no region; add a table [[region]], the place we ask from");
    }
    let own = |component: &Cursor<'_>| component.value("supplier").and_then(toml::Value::as_bool) != Some(true);
    if !components.iter().any(own) {
        top.problem("there is no component that is not a supplier's; add a table [[component]]");
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
