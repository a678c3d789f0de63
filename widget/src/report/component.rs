//! A component under a contract: its figures, its days, and what they rest on.

use super::chart::{chart, legend};
use super::html::Html;
use super::table::{SHOWN, facts, table};
use super::{Writing, anchor, section_id};
use fyr_shared::figures::State;
use fyr_shared::report::{ComponentReport, ContractReport, DaySeconds, ExcludedBy, ResponseReport};
use fyr_shared::time::Instant;

/// A component's section.
pub(super) fn component(contract: &ContractReport, it: &ComponentReport, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let id = anchor(&section_id(&contract.env, contract.contract.as_ref()), &it.component);
    let within = it
        .within
        .iter()
        .map(|span| Html::new().el("p", &[("class", "quiet")], Html::new().text(&writing.period(*span))));
    let heading = Html::new().el("h3", &[("id", &id)], writing.named(&it.name)).all(within);
    if !it.monitored && it.tally.unknown == it.tally.agreed {
        return section(&id, heading.say("p", words.not_monitored));
    }
    let every = words.with(words.resolution, &[("every", &writing.seconds(it.resolution))]);
    let note = Html::new().el("p", &[("class", "quiet")], Html::new().text(&every));
    let inner = heading
        .then(verdict(contract, it, writing))
        .then(figures(contract, it, writing))
        .then(if it.resolution > 0 { note } else { Html::new() })
        .then(responses(&it.response, writing))
        .then(days(it, writing))
        .then(excluded(it, writing))
        .then(impaired(it, writing))
        .then(unknown(it, writing));
    section(&id, inner)
}

fn section(id: &str, inner: Html) -> Html {
    Html::new().el("section", &[("aria-labelledby", id)], inner)
}

/// Shapes that say what words say: it is enough, it is not, nobody can tell.
const TICK: &str = "M2 8.5 6.5 13 14 3.5";
const CROSS: &str = "M3 3 13 13M13 3 3 13";
const DASH: &str = "M3 8 13 8";

/// The figure, and whether it is enough: in words and by shape. A tick only where nothing unknown could change it.
fn verdict(contract: &ContractReport, it: &ComponentReport, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let figure = Html::new().say("strong", &writing.share(it.contractual.availability.as_ref()));
    let Some(target) = contract.target else { return Html::new().el("p", &[("class", "verdict")], figure) };
    let (shape, said) = match (it.kept, it.tally.is_certain(target, contract.weights)) {
        (Some(true), true) => (TICK, words.kept.to_owned()),
        (Some(true), false) => (DASH, words.with(words.as_known, &[("said", words.kept)])),
        (Some(false), true) => (CROSS, words.missed.to_owned()),
        (Some(false), false) => (CROSS, words.with(words.as_known, &[("said", words.missed)])),
        (None, _) => (DASH, words.undecided.to_owned()),
    };
    Html::new().el("p", &[("class", "verdict")], figure.then(mark(shape, &said)))
}

/// A word with its shape.
pub(super) fn mark(shape: &str, said: &str) -> Html {
    let path = Html::new().void("path", &[("d", shape)]);
    let icon = Html::new().el("svg", &[("class", "mark"), ("viewBox", "0 0 16 16"), ("aria-hidden", "true")], path);
    Html::new().el("span", &[], icon.text(said))
}

fn figures(contract: &ContractReport, it: &ComponentReport, writing: &Writing<'_>) -> Html {
    let (words, tally) = (writing.words, &it.tally);
    let text = |text: String| Html::new().text(&text);
    let target = contract.target.map_or_else(|| words.not_quantified.to_owned(), |target| writing.points(target));
    let bounds = [&it.contractual.lower, &it.contractual.upper].map(|share| writing.share(share.as_ref()));
    let label = if contract.contract.is_some() { words.availability } else { words.availability_free };
    let mut lines = vec![
        (label, text(writing.share(it.contractual.availability.as_ref()))),
        (words.target, text(target)),
        (words.bounds, text(bounds.join(" – "))),
        (words.coverage, text(writing.share(it.contractual.coverage.as_ref()))),
        (words.downtime, text(words.duration(it.contractual.downtime_thousandths))),
    ];
    if let Some(budget) = &it.budget {
        let used = budget.used.as_ref().map(|used| words.with(words.used, &[("used", &words.percent(used))]));
        let left = words.duration(budget.thousandths);
        lines.push((words.budget, text(used.map_or_else(|| left.clone(), |used| format!("{left} ({used})")))));
    }
    lines.extend([
        (words.outages, text(tally.outages.to_string())),
        (words.longest, text(writing.seconds(tally.longest_outage))),
        (words.agreed_time, text(writing.seconds(tally.agreed))),
        (words.excluded_time, text(writing.seconds(tally.excluded))),
        (words.unknown_time, text(writing.seconds(tally.unknown))),
        (words.experienced, text(writing.share(it.experienced.availability.as_ref()))),
    ]);
    facts(lines)
}

/// How fast it answered; nothing where nothing is agreed about that.
pub(super) fn responses(terms: &[ResponseReport], writing: &Writing<'_>) -> Html {
    if terms.is_empty() {
        return Html::new();
    }
    let words = writing.words;
    let line = |term: &ResponseReport| {
        let limit = words.duration(term.below_ms.into());
        let agreed = words.with(words.response_below, &[("limit", &limit), ("share", &writing.points(term.share))]);
        let counts = [term.below.to_string(), term.total.to_string()];
        let reached = writing.share(term.reached.as_ref());
        let is = [("reached", reached.as_str()), ("below", &counts[0]), ("total", &counts[1])];
        let name = term.name.as_ref().map_or_else(Html::new, |name| writing.named(name).text(": "));
        let kept = match term.kept {
            Some(true) if term.is_certain() => Html::new().text(" ").then(mark(TICK, words.kept)),
            Some(true) => Html::new().text(" ").then(mark(DASH, &words.with(words.as_known, &[("said", words.kept)]))),
            Some(false) => Html::new().text(" ").then(mark(CROSS, words.missed)),
            None => Html::new(),
        };
        Html::new().el("li", &[], name.text(&agreed).text(": ").text(&words.with(words.response_is, &is)).then(kept))
    };
    let list = Html::new().el("ul", &[("class", "points")], Html::new().all(terms.iter().map(line)));
    Html::new().say("h4", words.response).then(list)
}

fn days(it: &ComponentReport, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let heads = [words.day, words.up, words.degraded, words.partial, words.down, words.unknown, words.outside];
    let line = |day: &DaySeconds| {
        let seconds = [day.up, day.degraded, day.partial, day.down, day.unknown, day.outside];
        let cells =
            seconds.iter().map(|it| Html::new().text(&if *it == 0 { "–".to_owned() } else { writing.seconds(*it) }));
        std::iter::once(Html::new().text(&writing.dates.date(day.day))).chain(cells).collect()
    };
    let caption = format!("{}: {}", words.days, writing.words_of(&it.name).text);
    let whole = table(&caption, &heads, it.days.iter().map(line).collect());
    let details = Html::new().el("details", &[], Html::new().say("summary", words.days_table).then(whole));
    Html::new().say("h4", words.days).then(chart(&it.days, writing)).then(legend(writing)).then(details)
}

/// What a table of spans shows of one.
struct Row {
    from: Instant,
    until: Instant,
    what: Html,
}

/// Spans in a table, each with what there is to say; of many the first, and how many more there are.
fn spans(caption: &str, what: &str, rows: Vec<Row>, cut: bool, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let left = if cut { rows.len().saturating_sub(SHOWN) } else { 0 };
    let seconds: i64 = rows.iter().rev().take(left).map(|row| row.until.since(row.from)).sum();
    let shown = rows.len() - left;
    let line = |row: Row| {
        let length = writing.seconds(row.until.since(row.from));
        let cells = [writing.dates.dated(row.from), writing.dates.dated(row.until), length];
        let cells = cells.iter().map(|text| Html::new().text(text));
        let what = if what.is_empty() { vec![] } else { vec![row.what] };
        cells.chain(what).collect()
    };
    let mut heads = vec![words.from, words.until, words.duration];
    heads.extend(Some(what).filter(|what| !what.is_empty()));
    let whole = table(caption, &heads, rows.into_iter().take(shown).map(line).collect());
    if left == 0 {
        return whole;
    }
    let more = words.with(words.more, &[("count", &left.to_string()), ("seconds", &writing.seconds(seconds))]);
    whole.say("p", &more)
}

fn caption(what: &str, it: &ComponentReport, writing: &Writing<'_>) -> String {
    format!("{what}: {}", writing.words_of(&it.name).text)
}

/// Every excluded second with its reason: none is cut.
fn excluded(it: &ComponentReport, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let heading = Html::new().say("h4", words.excluded);
    if it.excluded.is_empty() {
        return heading.say("p", words.nothing_excluded);
    }
    let reason = |by: &ExcludedBy| match by {
        ExcludedBy::Maintenance { id, title } => {
            let title = writing.words_of(title).text;
            Html::new().text(&words.with(words.by_maintenance, &[("title", &title), ("id", id)]))
        }
        ExcludedBy::Dependency { name, .. } => {
            let name = writing.words_of(name).text;
            Html::new().text(&words.with(words.by_dependency, &[("name", &name)]))
        }
    };
    let rows = it.excluded.iter().map(|it| Row { from: it.from, until: it.until, what: reason(&it.by) }).collect();
    heading.then(spans(&caption(words.excluded, it, writing), words.reason, rows, false, writing))
}

fn impaired(it: &ComponentReport, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let heading = Html::new().say("h4", words.outage_list);
    if it.impaired.is_empty() {
        return heading.say("p", words.no_outage);
    }
    let state = |state: State| match state {
        State::Down => words.down,
        State::Partial => words.partial,
        State::Degraded => words.degraded,
        State::Unknown => words.unknown,
        State::Up => words.up,
    };
    let row = |it: &fyr_shared::report::Impaired| Row {
        from: it.from,
        until: it.until,
        what: Html::new().text(state(it.state)),
    };
    let rows = it.impaired.iter().map(row).collect();
    heading.then(spans(&caption(words.outage_list, it, writing), words.state, rows, true, writing))
}

fn unknown(it: &ComponentReport, writing: &Writing<'_>) -> Html {
    if it.unknown.is_empty() {
        return Html::new();
    }
    let words = writing.words;
    let row = |(from, until): &(Instant, Instant)| Row { from: *from, until: *until, what: Html::new() };
    let rows = it.unknown.iter().map(row).collect();
    let list = spans(&caption(words.unknown_list, it, writing), "", rows, true, writing);
    Html::new().say("h4", words.unknown_list).then(list)
}
