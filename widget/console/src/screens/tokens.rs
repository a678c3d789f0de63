//! Tokens: whose they are, what they are good for, until when; and one that is to be revoked.

use super::{act, base, json};
use crate::app::App;
use crate::ask::Ask;
use crate::dom::{El, button, el, of};
use crate::draft::Draft;
use crate::form::{self, Form};
use crate::send::{Request, Sheet};
use crate::way::Way;
use crate::words::fill;
use fyr_shared::operator::{Scope, TokenChange, TokenRecord};
use gloo_net::http::Method;
use leptos::prelude::*;
use std::sync::Arc;

/// The screen.
pub fn screen(app: App) -> El {
    let words = app.words();
    let all = RwSignal::new(None::<Vec<TokenRecord>>);
    wasm_bindgen_futures::spawn_local(async move {
        let listed = app.all("/tokens", "before").await;
        all.try_set(listed);
    });
    el("section")
        .child(el("h1").attr("tabindex", "-1").text(words.tokens))
        .child(of("p", "acts").child(act(app, "main", Way::NewToken, words.new_token)))
        .shows(move || {
            let all = all.get()?;
            Some(of("ul", "cards").children(all.iter().map(|it| card(app, it))))
        })
        .child(of("p", "acts").child(button("plain", words.back, move || app.go(Way::Overview))))
}

/// What a scope is called.
pub fn scope(app: App, scope: Scope) -> &'static str {
    let words = app.words();
    match scope {
        Scope::Incidents => words.incident,
        Scope::Maintenance => words.maintenance,
        Scope::Overrides => words.overrides,
        Scope::Audit => words.scope_audit,
        Scope::Tokens => words.scope_tokens,
    }
}

fn card(app: App, it: &TokenRecord) -> El {
    let words = app.words();
    let Some(desk) = app.desk_now() else { return el("li") };
    let dates = app.dates(&desk);
    let good = it.is_good(desk.now);
    let state = match it.revoked_at {
        Some(at) => fill(words.revoked, &[("at", &dates.dated(at))]),
        None if good => format!("{}: {}", words.expires, dates.dated(it.expires_at)),
        None => words.expired.to_owned(),
    };
    let scopes = it.scopes.iter().map(|it| scope(app, *it)).collect::<Vec<_>>().join(", ");
    let mine = (desk.me.token == it.id).then(|| of("span", "strong").text(words.this_token));
    let revoke = act(app, "plain", Way::Revoke(it.id.clone()), words.revoke)
        .attr("aria-label", format!("{}: {}", words.revoke, it.name));
    of("li", "card")
        .live("data-over", move || (!good).then(String::new))
        .child(el("h2").attr("dir", "auto").text(it.name.clone()))
        .child(of("p", "facts").child(el("span").text(state)).maybe(mine))
        .child(of("p", "quiet").text(scopes))
        .maybe(good.then(|| of("p", "acts").child(revoke)))
}

/// The screen of one that is to be revoked: what that means is said first.
pub fn revoke(app: App, id: &str) -> El {
    let found = RwSignal::new(None::<TokenRecord>);
    let path = format!("/tokens/{id}");
    let asked = path.clone();
    wasm_bindgen_futures::spawn_local(async move {
        let answer = app.ask(&Ask::read(asked)).await;
        found.try_set(answer.ok().and_then(|body| serde_json::from_value(body).ok()));
        crate::dom::lead(&["main h1"]);
    });
    el("div").shows(move || {
        let it = found.get()?;
        let words = app.words();
        let name = Way::Revoke(it.id.clone()).fragment();
        let sheet = Sheet::open(app, name, Draft::default(), base(&it.id, it.revision, &it));
        let form = Form {
            sheet,
            title: format!("{}: {}", words.revoke, it.name),
            more: Some(fill(words.revoke_more, &[("name", &it.name)])),
            request: Request {
                method: Method::PATCH,
                path: path.clone(),
                body: Arc::new(|_| json(TokenChange { revoked: true })),
            },
            look: None,
            verb: words.revoke,
            fields: vec![],
            back: Way::Tokens,
            done: form::then(|_| Way::Tokens),
        };
        Some(form.screen())
    })
}
