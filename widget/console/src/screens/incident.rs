//! One incident: what is known, what was said, and what can be done.

use super::{act, component, find_incident, gone, said};
use crate::app::App;
use crate::dom::{El, button, el, of};
use crate::way::{Say, Settle, Way};
use crate::words::fill;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::operator::{Desk, IncidentRecord, Scope, UpdateRecord};
use fyr_shared::status::IncidentStatus;
use fyr_shared::text::text;
use fyr_widget::parts;

/// The screen.
pub fn screen(app: App, id: String) -> El {
    let Some(desk) = super::desk(app) else { return el("section") };
    let Some(it) = find_incident(&desk, &id) else { return gone(app) };
    let words = app.words();
    el("section")
        .child(said("h1", app, &desk, &it.title).attr("tabindex", "-1"))
        .child(facts(app, &desk, &it))
        .maybe(app.may(Scope::Incidents).then(|| acts(app, &it)))
        .child(el("h2").text(words.messages))
        .child(messages(app, &desk, &it))
        .child(of("p", "acts").child(button("plain", words.back, move || app.go(Way::Overview))))
}

fn facts(app: App, desk: &Desk, it: &IncidentRecord) -> El {
    let (words, shared, dates) = (app.words(), app.text(), app.dates(desk));
    let fact = |term: &'static str, value: El| of("div", "fact").child(el("dt").text(term)).child(value);
    let at = |at| el("dd").text(dates.dated(at));
    let severity = desk.severities.iter().find(|grade| grade.severity == it.severity);
    let row = |it: &fyr_shared::operator::Affected| {
        let level = parts::level_tag(Some(it.level), shared.level(Some(it.level))).view();
        el("li").child(of("span", "name").text(format!("{}: ", component(app, desk, &it.component)))).holds(level)
    };
    let affected = (!it.affected.is_empty())
        .then(|| fact(words.affected, el("dd").child(el("ul").children(it.affected.iter().map(row)))));
    let words_of =
        |term: &'static str, it: &Option<Localized>| it.as_ref().map(|it| fact(term, said("dd", app, desk, it)));
    el("dl")
        .child(fact(words.status, el("dd").text(shared.incident_status(it.status))))
        .maybe(severity.map(|grade| fact(words.severity, said("dd", app, desk, &grade.name))))
        .maybe(affected)
        .maybe(words_of(words.effect, &it.effect))
        .maybe(words_of(words.workaround, &it.workaround))
        .child(fact(words.started, at(it.started_at)))
        .maybe(it.resolved_at.map(|over| fact(words.resolved_at, at(over))))
        .maybe(it.next_update_at.map(|next| fact(words.next_update, at(next))))
}

fn acts(app: App, it: &IncidentRecord) -> El {
    let words = app.words();
    let id = || it.id.clone();
    let closed = it.dismissed.is_some() || it.merged_into.is_some();
    let mut all = Vec::new();
    if it.is_automatic() {
        all.push(act(app, "main", Way::Settle(id(), Settle::Adopt), words.adopt));
        all.push(act(app, "plain", Way::Settle(id(), Settle::Merge), words.merge));
        all.push(act(app, "plain", Way::Settle(id(), Settle::Dismiss), words.dismiss));
    } else if it.is_open() {
        all.push(act(app, "main", Way::Update(id(), Say::More), words.update));
        all.push(act(app, "plain", Way::Update(id(), Say::Over), words.resolve));
    } else if !closed && it.status != IncidentStatus::Review {
        all.push(act(app, "main", Way::Update(id(), Say::Review), words.review));
    }
    if !closed {
        all.push(act(app, "plain", Way::Facts(id()), words.facts));
    }
    of("p", "acts").children(all)
}

fn messages(app: App, desk: &Desk, it: &IncidentRecord) -> El {
    if it.updates.is_empty() {
        return of("p", "quiet").text(app.words().no_messages);
    }
    let newest_first = it.updates.iter().rev().map(|update| message(app, desk, it, update));
    of("ol", "cards").attr("reversed", "").children(newest_first)
}

fn message(app: App, desk: &Desk, it: &IncidentRecord, update: &UpdateRecord) -> El {
    let (words, shared, dates) = (app.words(), app.text(), app.dates(desk));
    let corrected = update.corrected_at.map(|at| fill(words.corrected, &[("at", &dates.moment(at))]));
    let facts = of("p", "facts")
        .child(of("span", "strong").text(shared.incident_status(update.status)))
        .child(el("span").text(dates.dated(update.at)))
        .maybe(corrected.map(|text| el("span").text(text)));
    let several = update.text.0.len() > 1;
    let name = |lang: Lang| several.then(|| of("p", "hint").text(text(lang).own_name));
    let message = |(lang, said): (&Lang, &String)| {
        let said = of("p", "said").attr("dir", "auto").text(said.clone());
        of("div", "message").attr("lang", lang.as_str()).maybe(name(*lang)).child(said)
    };
    let correct = act(app, "plain", Way::Correct(it.id.clone(), update.number), words.correct);
    let correct = app.may(Scope::Incidents).then(|| of("p", "acts").child(correct));
    of("li", "card").child(facts).children(update.text.0.iter().map(message)).maybe(correct)
}
