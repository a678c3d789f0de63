//! Tables: with a caption, heads for columns and rows, and a region of its own where they are too wide.

use super::html::Html;

/// How many lines of a list a page shows.
pub(super) const SHOWN: usize = 40;

/// A table of lines; the first cell of each is its head.
pub(super) fn table(caption: &str, heads: &[&str], lines: Vec<Vec<Html>>) -> Html {
    let head = |text: &&str| Html::new().el("th", &[("scope", "col")], Html::new().text(text));
    let row = |cells: Vec<Html>| {
        let cells = cells.into_iter().enumerate().map(|(at, cell)| match at {
            0 => Html::new().el("th", &[("scope", "row")], cell),
            _ => Html::new().el("td", &[], cell),
        });
        Html::new().el("tr", &[], Html::new().all(cells))
    };
    let top = Html::new().el("tr", &[], Html::new().all(heads.iter().map(head)));
    let body = Html::new().all(lines.into_iter().map(row));
    let inner = Html::new().say("caption", caption).el("thead", &[], top).el("tbody", &[], body);
    let whole = Html::new().el("table", &[], inner);
    Html::new().el("div", &[("class", "wide"), ("role", "region"), ("aria-label", caption), ("tabindex", "0")], whole)
}

/// What is told, each with its name, in two columns.
pub(super) fn facts(lines: Vec<(&str, Html)>) -> Html {
    let line = |(name, value): (&str, Html)| {
        let pair = Html::new().say("dt", name).el("dd", &[], value);
        Html::new().el("div", &[], pair)
    };
    Html::new().el("dl", &[("class", "figures")], Html::new().all(lines.into_iter().map(line)))
}
