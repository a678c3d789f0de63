//! A new token. It is shown once, when it is made, and goes when somebody says that they have it.

use super::{json, tokens};
use crate::app::App;
use crate::dom::{El, button, el, lead, of};
use crate::draft::Draft;
use crate::field::{self, Need};
use crate::form::Form;
use crate::send::{Request, Sheet};
use crate::way::Way;
use crate::words::fill;
use fyr_shared::operator::{Desk, NewToken, Scope, TokenRecord};
use gloo_net::http::Method;
use leptos::prelude::*;
use serde_json::Value;
use std::sync::Arc;
use wasm_bindgen_futures::JsFuture;

/// The screen.
pub fn screen(app: App, desk: &Arc<Desk>) -> El {
    let words = app.words();
    let made = RwSignal::new(None::<TokenRecord>);
    let sheet = Sheet::open(app, Way::NewToken.fragment(), Draft::default(), None);
    let zone = desk.zone.clone();
    let body = move |draft: &Draft| {
        let wanted = |scope: &Scope| draft.ticked(&format!("/scopes/{}", scope.as_str()));
        json(NewToken {
            name: draft.get("/name").to_owned(),
            scopes: Scope::ALL.into_iter().filter(wanted).collect(),
            expires_at: draft.instant("/expires_at", &zone),
        })
    };
    let done = move |_: App, answer: Value| {
        made.set(serde_json::from_value(answer).ok());
        lead(&["main h1"]);
    };
    let scopes = Scope::ALL.map(|it| field::tick(sheet, &format!("/scopes/{}", it.as_str()), tokens::scope(app, it)));
    let scopes = of("fieldset", "field").child(el("legend").text(words.scopes)).children(scopes);
    let request = Request { method: Method::POST, path: "/tokens".to_owned(), body: Arc::new(body) };
    let fields = vec![
        field::line(sheet, "/name", words.token_name, Need::Must),
        scopes,
        field::moment(sheet, desk, "/expires_at", words.expires, Need::May, &[]),
        of("p", "hint").text(words.expires_hint),
    ];
    let form = Form {
        sheet,
        title: words.new_token.to_owned(),
        more: None,
        request,
        look: None,
        verb: words.make_token,
        fields,
        back: Way::Tokens,
        done: Arc::new(done),
    };
    let form = form.screen().live("hidden", move || made.with(Option::is_some).then(String::new));
    el("div").shows(move || made.get().map(|it| shown(app, made, it))).child(form)
}

/// The answer that held the token did not come, and it is told once: nobody has it.
fn lost(app: App, made: RwSignal<Option<TokenRecord>>, id: &str) -> El {
    let words = app.words();
    let back = button("main", words.tokens, move || {
        made.set(None);
        app.go(Way::Tokens);
    });
    el("section")
        .child(el("h1").attr("tabindex", "-1").text(words.token_made))
        .child(of("p", "note").text(fill(words.token_lost, &[("id", id)])))
        .child(of("p", "acts").child(back))
}

/// The token, this once.
fn shown(app: App, made: RwSignal<Option<TokenRecord>>, it: TokenRecord) -> El {
    let words = app.words();
    let Some(text) = it.token else { return lost(app, made, &it.id) };
    let own = text.clone();
    let copy = button("main", words.copy, move || {
        let copying = window().navigator().clipboard().write_text(&own);
        wasm_bindgen_futures::spawn_local(async move {
            let copied = JsFuture::from(copying).await.is_ok();
            app.say(if copied { words.copied } else { words.not_copied });
        });
    });
    let have = button("plain", words.copied_done, move || {
        made.set(None);
        app.go(Way::Tokens);
    });
    el("section")
        .child(el("h1").attr("tabindex", "-1").text(words.token_made))
        .child(of("p", "lead").text(words.token_once))
        .child(of("p", "token").child(el("code").attr("tabindex", "0").attr("translate", "no").text(text)))
        .child(of("p", "note").says(move || app.said.get().to_owned()))
        .child(of("p", "acts").child(copy).child(have))
}
