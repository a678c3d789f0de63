//! The contract with a portal, `fyr_shared::embed`, is what the sources really have: no name is missing in it, and none is
//! in it that is nowhere. The documentation is made of it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the repository must fail")]

use fyr_shared::embed::{
    ATTRIBUTES, EVENTS, FAMILIES, PARTS, PROPERTIES, SCRIPT_ATTRIBUTES, SLOTS, SUPPORT_ATTRIBUTES, SUPPORT_TAG, TAG,
    TONES, Term,
};
use fyr_tests::{names, text};
use std::collections::BTreeSet;

const LOADER: &str = "www/loader";
const WIDGET: &str = "widget/src/parts";
/// What the loader marks its own automatic line with: nobody else writes it.
const OWN: &str = "auto";

/// The text of every file of a folder, without lines that are comments.
fn source(folder: &str) -> String {
    let all: Vec<String> = names(folder).iter().map(|name| text(&format!("{folder}/{name}"))).collect();
    assert!(!all.is_empty(), "{folder} holds nothing; let this follow where it went");
    let all = all.join("\n");
    all.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// Every text that stands between `before` and `after`, and is a name.
fn between(text: &str, before: &str, after: char) -> BTreeSet<String> {
    let pieces = text.split(before).skip(1).filter_map(|rest| rest.split_once(after)).map(|(name, _)| name);
    let plain =
        |name: &&str| !name.is_empty() && name.chars().all(|it| it.is_ascii_alphanumeric() || "-_*".contains(it));
    pieces.filter(plain).map(str::to_owned).collect()
}

/// The one list that stands between two texts: words in quotes, or separated by blanks.
#[track_caller]
fn words(text: &str, before: &str, after: &str) -> BTreeSet<String> {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("there is no {before:?}"));
    let (list, _) = rest.split_once(after).unwrap_or_else(|| panic!("{before:?} does not end"));
    let words = list.split([' ', ',', '"', '\n']).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn set<'a>(listed: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    listed.into_iter().map(str::to_owned).collect()
}

fn called(listed: &[Term]) -> BTreeSet<String> {
    set(listed.iter().map(|it| it.name))
}

#[test]
fn attributes() {
    let loader = source(LOADER);
    let listed = set(ATTRIBUTES.iter().map(|it| it.name));
    assert_eq!(listed, words(&loader, "const ATTRIBUTES = [", "]"), "those that the element is told of");
    let mut read = between(&loader, "getAttribute(\"", '"');
    read.extend(between(&loader, "hasAttribute(\"", '"'));
    let selectors = loader.split("host.matches(\"").skip(1).filter_map(|rest| rest.split('"').next());
    read.extend(
        selectors.flat_map(|it| it.split('[').skip(1)).filter_map(|it| it.split(['=', ']']).next()).map(str::to_owned),
    );
    let support = set(SUPPORT_ATTRIBUTES.iter().map(|it| it.name));
    assert!(support.is_subset(&read) && listed.is_subset(&read), "the loader reads {read:?} alone");
    let listed = listed.into_iter().chain(support).collect();
    let unlisted: Vec<_> = read.difference(&listed).filter(|name| *name != OWN).collect();
    assert!(unlisted.is_empty(), "the loader reads {unlisted:?}");
    let given = set(SCRIPT_ATTRIBUTES.iter().map(|it| it.name));
    let dataset = loader.split("script.dataset.").skip(1);
    let taken = dataset.map(|rest| rest.split(|it: char| !it.is_ascii_alphanumeric()).next().unwrap_or_default());
    assert_eq!(given, taken.map(|name| format!("data-{name}")).collect(), "those of the script");
}

#[test]
fn slots() {
    let loader = source(LOADER);
    let calls = loader.split("slot(").skip(1).filter_map(|rest| rest.split(')').next());
    let made = calls.filter_map(|call| call.split('"').nth(1)).map(str::to_owned).collect();
    assert_eq!(called(SLOTS), made);
}

#[test]
fn parts() {
    let (loader, widget) = (source(LOADER), source(WIDGET));
    let mut made = between(&loader, "part: \"", '"');
    made.extend(between(&widget, ".part(\"", '"'));
    made.extend(between(&widget, " part=\"", '"'));
    assert_eq!(called(PARTS), made);
}

#[test]
fn properties() {
    let styles =
        ["style.css", "page.css", "frame.css", "docs/docs.css"].map(|name| text(&format!("widget/src/{name}")));
    let sources = source(LOADER) + &styles.join("\n");
    // By its place, `*`, or by its name: a tone is a tone.
    let tone = |name: &str| {
        let named = TONES.iter().find_map(|it| name.strip_prefix(it.name)).map(|rest| format!("--fyr-{{tone}}{rest}"));
        named.unwrap_or_else(|| format!("--fyr-{}", name.replace('*', "{tone}")))
    };
    let used: BTreeSet<String> =
        [',', ')'].iter().flat_map(|end| between(&sources, "var(--fyr-", *end)).map(|name| tone(&name)).collect();
    assert_eq!(called(PROPERTIES), used);
}

#[test]
fn families_and_tones() {
    let palette = source(LOADER);
    assert_eq!(
        called(TONES),
        words(&palette, "const TONES = \"success", "\"").into_iter().chain(["success".to_owned()]).collect()
    );
    let (_, table) = palette.split_once("const FAMILIES = {\n").expect("the palette has its families");
    let (table, _) = table.split_once("\n};").expect("the families end");
    let keys = table.lines().filter_map(|line| line.strip_prefix("  ")).filter(|line| !line.starts_with(' '));
    let keys: Vec<&str> = keys.filter_map(|line| line.split_once(':')).map(|(key, _)| key).collect();
    let listed: Vec<&str> = FAMILIES.iter().map(|it| it.name).collect();
    assert_eq!(listed, keys, "in this order they are looked for");
    let theme = ATTRIBUTES.iter().find(|it| it.name == "theme").expect("the element has a theme");
    assert!(keys.iter().all(|key| theme.values.contains(key)), "{}", theme.values);
}

#[test]
fn events() {
    let loader = source(LOADER);
    assert_eq!(set(EVENTS.iter().map(|it| it.name)), between(&loader, "new CustomEvent(\"", '"'));
    let (_, detail) = loader.split_once("const detail = {").expect("the loader writes a detail");
    let (detail, _) = detail.split_once("};\n").expect("the detail ends");
    // Without what stands in inner braces: that is of a component.
    let inner = detail.split_once('{').zip(detail.rsplit_once('}'));
    let own = inner.map_or(detail.to_owned(), |((before, _), (_, after))| before.to_owned() + after);
    let fields = own.split(", ").filter_map(|field| field.split_once(": ")).map(|(name, _)| name.trim());
    let listed = EVENTS.iter().flat_map(|event| event.detail).map(|it| it.name);
    assert_eq!(set(listed), set(fields));
}

#[test]
fn the_tags() {
    let defined = format!("[\"{TAG}\", \"{SUPPORT_TAG}\"].forEach(safe((tag) => customElements.define(tag");
    assert!(source(LOADER).contains(&defined), "the loader defines other elements");
}
