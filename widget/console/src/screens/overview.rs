//! The overview: what waits for somebody first, then what readers see now, then all that is declared.

use super::{act, component, said};
use crate::app::App;
use crate::dom::{El, button, el, of};
use crate::way::{End, Settle, Way};
use crate::words::fill;
use fyr_shared::api::paths;
use fyr_shared::operator::{
    Automatic, Desk, IncidentRecord, MaintenanceRecord, Measured, MessageKind, OverrideRecord, Scope,
};
use fyr_shared::report::Coming;
use fyr_shared::status::Level;
use fyr_widget::parts;
use leptos::prelude::*;

/// The screen.
pub fn screen(app: App) -> El {
    let words = app.words();
    let Some(desk) = super::desk(app) else { return el("section") };
    let desk = &*desk;
    el("section")
        .child(el("h1").attr("tabindex", "-1").text(words.overview))
        .child(begin(app, desk))
        .maybe(attention(app, desk))
        .child(incidents(app, desk))
        .child(levels(app, desk))
        .child(maintenances(app, desk))
        .child(overrides(app, desk))
        .maybe(reports(app, desk))
        .maybe(recent(app, desk))
        .child(age(app))
}

/// What is needed in a hurry: a new incident, empty or begun with a text of the page file.
fn begin(app: App, desk: &Desk) -> El {
    let words = app.words();
    if !app.may(Scope::Incidents) {
        return el("div");
    }
    let templates = desk.messages.iter().filter(|it| it.begins == MessageKind::Incident);
    let one = |it: &fyr_shared::operator::Message| {
        act(app, "chip", Way::NewIncident(Some(it.id.clone())), app.pick(desk, &it.title).0)
    };
    let templates: Vec<El> = templates.map(one).collect();
    of("div", "begin").child(act(app, "main", Way::NewIncident(None), words.new_incident)).children(templates)
}

/// Promises that are overdue, probes that disagree, incidents that opened by themselves.
fn attention(app: App, desk: &Desk) -> Option<El> {
    let (words, shared) = (app.words(), app.text());
    let overdue = |it: &IncidentRecord| {
        let at = it.next_update_at.filter(|at| it.is_open() && it.is_public() && *at < desk.now)?;
        let title = app.pick(desk, &it.title).0;
        let text = fill(words.overdue, &[("title", &title), ("at", &app.dates(desk).moment(at))]);
        let acts = [act(app, "plain", Way::Update(it.id.clone(), crate::way::Say::More), words.update)];
        Some(
            of("li", "card")
                .attr("data-tone", "warning")
                .child(el("p").text(text))
                .child(of("p", "acts").children(acts)),
        )
    };
    let disagrees = |it: &fyr_shared::operator::Disagreement| {
        let name = component(app, desk, &it.component);
        let (declared, measured) = (shared.level(Some(it.declared)), shared.level(Some(it.measured)));
        let values = [("component", name.as_str()), ("declared", declared), ("measured", measured)];
        let by =
            declared_by(desk, &it.by).map(|way| of("p", "acts").child(act(app, "plain", way, words.change_override)));
        let text = el("p").text(fill(words.disagrees, &values));
        of("li", "card").attr("data-tone", "warning").child(text).maybe(by)
    };
    let proposed = |it: &IncidentRecord| {
        let title = fill(words.proposed, &[("title", &app.pick(desk, &it.title).0)]);
        let acts = [(Settle::Adopt, words.adopt), (Settle::Merge, words.merge), (Settle::Dismiss, words.dismiss)];
        let link = |(how, called)| act(app, "plain", Way::Settle(it.id.clone(), how), called);
        of("li", "card")
            .attr("data-tone", "danger")
            .child(of("p", "strong").text(title))
            .child(el("p").text(words.proposed_more))
            .child(of("p", "acts").children(acts.map(link)))
    };
    let automatic = desk.incidents.iter().filter(|it| it.is_open() && it.automatic == Some(Automatic::Proposed));
    let mut all: Vec<El> = automatic.map(proposed).collect();
    all.extend(desk.incidents.iter().filter_map(overdue));
    all.extend(desk.disagreements.iter().map(disagrees));
    let heading = el("h2").text(words.attention);
    (!all.is_empty()).then(|| el("section").child(heading).child(of("ul", "cards").children(all)))
}

/// Reports that the terms ask for by a day that is not over, each with a link to it: readers get the same.
fn reports(app: App, desk: &Desk) -> Option<El> {
    let (words, dates) = (app.words(), app.dates(desk));
    let one = |it: &Coming| {
        let (contract, day) = (app.pick(desk, &it.name).0, dates.date(it.due.day));
        let period = it.month.map_or_else(|| it.year.to_string(), |month| month.to_string());
        let text = fill(words.report_due, &[("contract", &contract), ("period", &period), ("day", &day)]);
        let href = format!(
            "{}?lang={}",
            paths::report(desk.page.as_str(), &period, "html"),
            app.lang.get_untracked().as_str()
        );
        let link = of("a", "plain").attr("href", href).text(words.report_open);
        of("li", "card").child(el("p").text(text)).child(of("p", "acts").child(link))
    };
    let all: Vec<El> = desk.reports.iter().map(one).collect();
    let heading = el("h2").text(words.reports);
    (!all.is_empty()).then(|| el("section").child(heading).child(of("ul", "cards").children(all)))
}

fn declared_by(desk: &Desk, id: &str) -> Option<Way> {
    let incident = desk.incidents.iter().any(|it| it.id == id).then(|| Way::Incident(id.to_owned()));
    let maintenance = || desk.maintenances.iter().any(|it| it.id == id).then(|| Way::Maintenance(id.to_owned()));
    let over = || desk.overrides.iter().any(|it| it.id == id).then(|| Way::Override(id.to_owned(), End::Later));
    incident.or_else(maintenance).or_else(over)
}

fn incidents(app: App, desk: &Desk) -> El {
    let words = app.words();
    let open = desk.incidents.iter().filter(|it| it.is_open() && it.is_public());
    list(words.open_incidents, words.no_incidents, open.map(|it| incident(app, desk, it)))
}

fn list(heading: &'static str, none: &'static str, items: impl Iterator<Item = El>) -> El {
    let items: Vec<El> = items.collect();
    let section = el("section").child(el("h2").text(heading));
    if items.is_empty() {
        section.child(of("p", "quiet").text(none))
    } else {
        section.child(of("ul", "cards").children(items))
    }
}

fn incident(app: App, desk: &Desk, it: &IncidentRecord) -> El {
    let (words, shared, dates) = (app.words(), app.text(), app.dates(desk));
    let level = parts::level_tag(Some(it.impact()), shared.level(Some(it.impact()))).view();
    let severity = desk.severities.iter().find(|grade| grade.severity == it.severity);
    let severity = severity.map(|grade| said("span", app, desk, &grade.name));
    let facts = of("p", "facts")
        .child(el("span").text(shared.incident_status(it.status)))
        .maybe(severity)
        .child(el("span").text(shared.started(&dates.moment(it.started_at))))
        .maybe(it.next_update_at.map(|at| el("span").text(shared.next_update(&dates.moment(at)))))
        .maybe(it.is_automatic().then(|| el("span").text(words.automatic)));
    let names: Vec<String> = it.affected.iter().map(|it| component(app, desk, &it.component)).collect();
    let names = (!names.is_empty()).then(|| of("p", "quiet").text(names.join(", ")));
    let open = act(app, "open", Way::Incident(it.id.clone()), app.pick(desk, &it.title).0).attr("dir", "auto");
    let more = act(app, "plain", Way::Update(it.id.clone(), crate::way::Say::More), words.update);
    let over = act(app, "plain", Way::Update(it.id.clone(), crate::way::Say::Over), words.resolve);
    let acts = (it.is_open() && app.may(Scope::Incidents)).then(|| of("p", "acts").child(more).child(over));
    of("li", "card")
        .child(el("h3").child(open))
        .child(of("p", "tagline").holds(level))
        .child(facts)
        .maybe(names)
        .maybe(acts)
}

/// What readers see of each component, and what is measured where that is another.
fn levels(app: App, desk: &Desk) -> El {
    let (words, shared) = (app.words(), app.text());
    let tag = |level: Option<Level>| parts::level_tag(level, shared.level(level)).view();
    let several = desk.environments.len() > 1;
    let row = |it: &Measured| {
        let env = desk.environments.iter().find(|env| env.id == it.env && several);
        let env = env.map(|env| of("span", "quiet").text(format!(" · {}", app.pick(desk, &env.name).0)));
        let same = it.measured == Some(it.shown);
        let why = it.reason.map(|reason| of("span", "quiet").text(shared.reason(reason)));
        let name = el("th").attr("scope", "row").text(component(app, desk, &it.component)).maybe(env);
        let measured = el("td").attr("data-label", words.measured).holds(tag(it.measured)).maybe(why);
        el("tr")
            .live("data-differs", move || (!same).then(String::new))
            .child(name)
            .child(el("td").attr("data-label", words.shown).holds(tag(Some(it.shown))))
            .child(measured)
    };
    let heads = [words.component, words.shown, words.measured].map(|it| el("th").attr("scope", "col").text(it));
    let table = of("table", "levels")
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(desk.levels.iter().map(row)));
    el("section").child(el("h2").text(words.now_readers)).child(table)
}

fn maintenances(app: App, desk: &Desk) -> El {
    let words = app.words();
    let open = desk.maintenances.iter().filter(|it| it.is_open(desk.now));
    list(words.coming, words.no_maintenance, open.map(|it| maintenance(app, desk, it)))
}

fn maintenance(app: App, desk: &Desk, it: &MaintenanceRecord) -> El {
    let (words, shared, dates) = (app.words(), app.text(), app.dates(desk));
    let open = act(app, "open", Way::Maintenance(it.id.clone()), app.pick(desk, &it.title).0).attr("dir", "auto");
    let facts = of("p", "facts")
        .child(el("span").text(shared.maintenance_status(it.status_at(desk.now))))
        .child(el("span").text(dates.span(it.starts_at, it.ends_at)))
        .maybe(it.extraordinary.then(|| el("span").text(words.extraordinary_is)));
    of("li", "card").child(el("h3").child(open)).child(facts)
}

fn overrides(app: App, desk: &Desk) -> El {
    let words = app.words();
    let open = desk.overrides.iter().filter(|it| it.is_open(desk.now));
    list(words.overrides, words.no_overrides, open.map(|it| over(app, desk, it)))
}

fn over(app: App, desk: &Desk, it: &OverrideRecord) -> El {
    let (words, shared) = (app.words(), app.text());
    let channel = || {
        let found = desk.channels.iter().find(|channel| Some(&channel.id) == it.channel.as_ref())?;
        Some(app.pick(desk, &found.name).0)
    };
    let name = it.component.as_ref().map(|id| component(app, desk, id)).or_else(channel).unwrap_or_default();
    let shown = it.level.map(|level| parts::level_tag(Some(level), shared.level(Some(level))).view());
    let to = it.to.clone().unwrap_or_else(|| words.closed.to_owned());
    let tagline = of("p", "tagline");
    let tagline = match shown {
        Some(tag) => tagline.holds(tag),
        None => tagline.text(to),
    };
    let until = fill(words.until_at, &[("at", &app.dates(desk).moment(it.ends_at))]);
    let acts = of("p", "acts")
        .child(act(app, "plain", Way::Override(it.id.clone(), End::Later), words.change_override))
        .child(act(app, "plain", Way::Override(it.id.clone(), End::Now), words.end_now));
    of("li", "card")
        .child(el("h3").text(name))
        .child(tagline)
        .child(of("p", "facts").child(said("span", app, desk, &it.reason)).child(el("span").text(until)))
        .maybe(app.may(Scope::Overrides).then_some(acts))
}

/// What was over lately: a review may be due.
fn recent(app: App, desk: &Desk) -> Option<El> {
    let words = app.words();
    let over = desk.incidents.iter().filter(|it| it.status.is_over() && it.is_public());
    let items: Vec<El> = over.map(|it| incident(app, desk, it)).collect();
    let heading = el("h2").text(words.recent);
    (!items.is_empty()).then(|| el("section").child(heading).child(of("ul", "cards").children(items)))
}

/// How old all this is. What changes by itself can be stopped.
fn age(app: App) -> El {
    let words = app.words();
    let updated = move || {
        let Some(desk) = app.desk() else { return String::new() };
        fill(words.updated, &[("at", &app.dates(&desk).clock(app.as_of.get()))])
    };
    let refresh = button("plain", words.refresh, move || wasm_bindgen_futures::spawn_local(app.show_newest()));
    let toggle = button("plain", "", move || app.paused.update(|paused| *paused = !*paused))
        .says(move || if app.paused.get() { words.resume } else { words.pause }.to_owned());
    of("footer", "age")
        .shows(move || app.lost.get().then(|| of("p", "note").text(words.lost)))
        .child(of("p", "quiet").says(updated))
        .child(of("p", "acts").child(refresh.attr("id", "refresh")).child(toggle.attr("id", "pause")))
}
