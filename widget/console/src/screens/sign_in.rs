//! Signing in: a page and a token. The token is asked for at each load; it is kept in memory alone.

use crate::app::{App, Session};
use crate::ask::{Ask, Failure};
use crate::dom::{El, el, lead, of};
use fyr_shared::operator::Desk;
use leptos::prelude::*;

/// What is wrong, by field.
#[derive(Clone, Copy, PartialEq)]
enum Wrong {
    Nothing,
    Token,
    Page,
    Unreached,
}

/// The screen.
pub fn screen(app: App) -> El {
    let words = app.words();
    let (page, token) = (RwSignal::new(page_of_address()), RwSignal::new(String::new()));
    let wrong = RwSignal::new(Wrong::Nothing);
    let submit = move || {
        wasm_bindgen_futures::spawn_local(async move {
            let found = sign_in(app, &page.get_untracked(), &token.get_untracked()).await;
            token.try_set(String::new());
            wrong.try_set(found);
            match found {
                Wrong::Nothing => {}
                Wrong::Page => lead(&["#page"]),
                Wrong::Unreached => app.say(words.unreached),
                _ => lead(&["#token"]),
            }
        });
    };
    let said = move |what: Wrong, text: &'static str| move || if wrong.get() == what { text } else { "" }.to_owned();
    let invalid = move |what: Wrong| move || (wrong.get() == what).then(|| "true".to_owned());
    let page_field = el("input")
        .attr("id", "page")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "page-hint page-wrong")
        .live("aria-invalid", invalid(Wrong::Page))
        .value(move || page.get())
        .on_write(move |value| page.set(value));
    let token_field = el("input")
        .attr("id", "token")
        .attr("type", "password")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "token-hint token-wrong")
        .live("aria-invalid", invalid(Wrong::Token))
        .value(move || token.get())
        .on_write(move |value| token.set(value));
    let form = of("form", "form narrow")
        .attr("novalidate", "")
        .on_submit(submit)
        .child(
            of("div", "field")
                .child(el("label").attr("for", "page").text(words.page))
                .child(page_field)
                .child(of("p", "hint").attr("id", "page-hint").text(words.page_hint))
                .child(of("p", "wrong").attr("id", "page-wrong").says(said(Wrong::Page, words.page_wrong))),
        )
        .child(
            of("div", "field")
                .child(el("label").attr("for", "token").text(words.token))
                .child(token_field)
                .child(of("p", "hint").attr("id", "token-hint").text(words.token_hint))
                .child(of("p", "wrong").attr("id", "token-wrong").says(said(Wrong::Token, words.token_wrong))),
        )
        .child(of("p", "wrong").says(said(Wrong::Unreached, words.unreached)))
        .child(of("p", "acts").child(of("button", "main").attr("type", "submit").text(words.sign_in)));
    of("section", "sign-in")
        .child(el("h1").attr("tabindex", "-1").text(words.sign_in))
        .maybe(app.signed_out.get().then(|| of("p", "note").text(words.signed_out)))
        .child(form)
}

/// The page that the address names: `/console/digireq`.
fn page_of_address() -> String {
    let path = window().location().pathname().unwrap_or_default();
    path.trim_start_matches("/console").trim_matches('/').to_owned()
}

async fn sign_in(app: App, page: &str, token: &str) -> Wrong {
    let (page, token) = (page.trim().to_owned(), token.trim().to_owned());
    if page.is_empty() || !page.chars().all(|it| it.is_ascii_alphanumeric() || "-~".contains(it)) {
        return Wrong::Page;
    }
    if token.is_empty() || !token.chars().all(|it| it.is_ascii_graphic()) {
        return Wrong::Token;
    }
    app.busy.update(|busy| *busy += 1);
    let answer = Ask::read("/desk").send(&page, &token).await;
    app.busy.update(|busy| *busy = busy.saturating_sub(1));
    let desk: Desk = match answer {
        Ok(body) => match serde_json::from_value(body) {
            Ok(desk) => desk,
            Err(_) => return Wrong::Unreached,
        },
        Err(Failure::Unknown) => return Wrong::Token,
        Err(Failure::Refused(_)) => return Wrong::Page,
        Err(_) => return Wrong::Unreached,
    };
    if let Some(first) = desk.languages.first().filter(|_| app.first.get_untracked()) {
        app.lang.set(*first);
    }
    app.first.set(false);
    app.signed_out.set(false);
    app.session.set(Some(Session { page, token }));
    app.show(desk);
    Wrong::Nothing
}
