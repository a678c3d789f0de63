//! The days of a month as bars: what share of each day was so. Each state has a pattern, so that it is known in black and
//! white; nothing needs a colour or a style of its own.

use super::Writing;
use super::html::Html;
use fyr_shared::report::DaySeconds;

/// How wide a day is, and how high all of it, in the units of the drawing.
const WIDTH: i64 = 20;
const BAR: i64 = 16;
const HEIGHT: i64 = 100;
/// Where the numbers of the days stand.
const FOOT: i64 = 18;

/// The states of a day, from the ground up: the name of the pattern, and how many seconds.
fn states(day: &DaySeconds) -> [(&'static str, i64); 6] {
    [
        ("down", day.down),
        ("partial", day.partial),
        ("degraded", day.degraded),
        ("unknown", day.unknown),
        ("up", day.up),
        ("outside", day.outside),
    ]
}

/// The patterns that every chart of a document uses; they stand in it once.
pub(super) fn patterns() -> Html {
    let line = |d: &str| Html::new().void("path", &[("d", d), ("class", "ink")]);
    let pattern = |name: &str, ground: &str, inner: Html| {
        let ground = Html::new().void("rect", &[("width", "6"), ("height", "6"), ("class", ground)]);
        let id = format!("pattern-{name}");
        let attributes = [("id", id.as_str()), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse")];
        Html::new().el("pattern", &attributes, ground.then(inner))
    };
    let dot = Html::new().void("circle", &[("cx", "3"), ("cy", "3"), ("r", "1.1"), ("class", "dot")]);
    let all = [
        pattern("partial", "partial", line("M-1 1 1 -1M0 6 6 0M5 7 7 5")),
        pattern("degraded", "degraded", dot),
        pattern("unknown", "paper", line("M0 0 6 6M6 0 0 6")),
    ];
    let defs = Html::new().el("defs", &[], Html::new().all(all));
    Html::new().el("svg", &[("class", "patterns"), ("aria-hidden", "true"), ("width", "0"), ("height", "0")], defs)
}

/// The chart of some days.
pub(super) fn chart(days: &[DaySeconds], writing: &Writing<'_>) -> Html {
    let wide = WIDTH * i64::try_from(days.len()).unwrap_or(31);
    let view = format!("0 0 {wide} {}", HEIGHT + FOOT);
    let bars = (0..).zip(days).map(|(at, day)| bar(at * WIDTH, day));
    let label = writing.words.days_label;
    Html::new().el(
        "svg",
        &[("class", "chart"), ("viewBox", &view), ("role", "img"), ("aria-label", label)],
        Html::new().all(bars),
    )
}

fn bar(x: i64, day: &DaySeconds) -> Html {
    let whole: i64 = states(day).iter().map(|(_, seconds)| seconds).sum();
    let mut top = HEIGHT * 1_000;
    let mut pieces = vec![];
    for (name, seconds) in states(day).into_iter().filter(|(_, seconds)| *seconds > 0) {
        // What is bad is seen, however short it was.
        let least = if matches!(name, "up" | "outside") { 0 } else { 2_500 };
        let high = (HEIGHT * 1_000 * seconds / whole.max(1)).max(least).min(top);
        top -= high;
        let (x, y, height) = ((x + (WIDTH - BAR) / 2).to_string(), thousandths(top), thousandths(high));
        let size = [("x", x.as_str()), ("y", &y), ("width", "16"), ("height", &height), ("class", name)];
        pieces.push(Html::new().void("rect", &size));
    }
    let number = day.day.to_string().rsplit('-').next().unwrap_or_default().trim_start_matches('0').to_owned();
    let (middle, foot) = ((x + WIDTH / 2).to_string(), (HEIGHT + 13).to_string());
    let text =
        Html::new().el("text", &[("x", &middle), ("y", &foot), ("text-anchor", "middle")], Html::new().text(&number));
    Html::new().all(pieces).then(text)
}

fn thousandths(of: i64) -> String {
    format!("{}.{:03}", of / 1_000, of % 1_000)
}

/// What each pattern stands for.
pub(super) fn legend(writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let names = [
        ("up", words.up),
        ("degraded", words.degraded),
        ("partial", words.partial),
        ("down", words.down),
        ("unknown", words.unknown),
        ("outside", words.outside),
    ];
    let item = |(name, word): (&str, &str)| {
        let square =
            Html::new().void("rect", &[("x", "1"), ("y", "1"), ("width", "14"), ("height", "14"), ("class", name)]);
        let key =
            Html::new().el("svg", &[("class", "key chart"), ("viewBox", "0 0 16 16"), ("aria-hidden", "true")], square);
        Html::new().el("li", &[], key.text(word))
    };
    Html::new().el("ul", &[("class", "legend")], Html::new().all(names.into_iter().map(item)))
}
