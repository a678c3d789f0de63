//! The route table: one line per path.

mod badge;
mod console;
mod docs;
mod frame;
mod guard;
mod hashed;
mod health;
mod history;
mod loader;
mod operator;
mod page;
mod query;
mod report;
mod snapshot;
mod summary;
mod support;

use crate::answer::{self, Asked, Bearer};
use crate::edge::{self, Copy, Prepared};
use crate::hot;
use crate::limit::within;
use crate::policy::{self, Policy};
use crate::problem::Problem;
use fyr_shared::operator::TokenText;
use fyr_shared::page::Page;
pub use guard::{REFUSALS, REFUSALS_PER_SECOND};
pub use loader::stateless as stateless_loader;
pub use operator::{MOST as LARGEST_CONTENT, hand_over, hand_over_within};
use query::Query;
#[cfg(feature = "scripted")]
pub use report::forget as forget_reports;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{Request, Response, Url};
use worker::{Context, Env};

/// Everything a route may look at.
pub struct Routed {
    /// What the answer depends on in the request.
    pub asked: Asked,
    /// The page.
    pub page: Rc<Page>,
    /// The parameters.
    pub query: Query,
}

impl Routed {
    /// The name of an answer that tells times and cannot age by itself: it is another each minute, and when it is stale.
    fn by_minute(&self, kind: &str, copy: &Copy) -> String {
        let now = self.asked.now;
        format!("{} {} {}", self.query.name(kind), now.0 / 60, now >= copy.state.stale_after)
    }
}

/// How long a file may keep a reader waiting.
const FILE_LIMIT: Duration = Duration::from_secs(3);

/// Makes the answer of a route from a copy of the page's state.
type Make = fn(&Routed, &Copy) -> Rc<Prepared>;

/// Answers a request. Every way out has the headers of its policy.
///
/// # Errors
/// The runtime's own.
pub async fn answer(request: &Request, env: &Env, context: &Context) -> Result<Response, JsValue> {
    let address = request.url();
    let method = request.method();
    let asked = asked(request, &method)?;
    #[cfg(feature = "scripted")]
    crate::scripted::faults::panic_if_planted_at(&address);
    if let Some(ready) = hot::answer(&method, &address, &asked)? {
        return Ok(ready);
    }
    let url = Url::new(&address)?;
    let path = url.pathname();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    #[cfg(feature = "scripted")]
    if segments.first() == Some(&"scripted") {
        return crate::scripted::control::answer(request, env, &segments).await;
    }
    if let ["api", "v1", page, rest @ ..] = segments.as_slice()
        && operator::is_path(rest)
    {
        return operator::answer(&asked, page, rest, &url, request, env).await;
    }
    if !matches!(method.as_str(), "GET" | "HEAD") {
        return answer::problem(&asked, &Problem::method(&method));
    }
    let made = match segments.as_slice() {
        ["healthz"] => return health::answer(&asked, env, context).await,
        ["docs", "embed"] => return docs::answer(&asked, &url),
        ["console"] | ["console", _] => return console::answer(&asked, env, &url).await,
        ["console", ..] => return hashed::answer(&asked, &policy::CONSOLE_FILE, env, &url).await,
        ["embed", ..] => return hashed::answer(&asked, &policy::HASHED_LOADER, env, &url).await,
        ["widget", ..] => return hashed::answer(&asked, &policy::WIDGET, env, &url).await,
        ["api", "v1", page, "support"] => return support::data(&asked, page, &url, env, context).await,
        ["api", "v1", page, "support", "drawn"] => return support::drawn(&asked, page, &url, env, context).await,
        ["api", "v1", page, "reports"] => return report::index(&asked, page, env).await,
        ["api", "v1", page, "reports", file] => return report::document(&asked, page, file, &url, env).await,
        ["api", "v1", page, "history"] => return history::data(&asked, page, &url, env).await,
        ["api", "v1", page, "history", "drawn"] => return history::drawn(&asked, page, &url, env).await,
        [page, "history"] if crate::pages::find(page).is_some() => {
            return history::page(&asked, page, &url, env).await;
        }
        [page, "support"] if crate::pages::find(page).is_some() => {
            let accepts = request.headers().get("accept-language")?.unwrap_or_default();
            return support::form(&asked, page, &url, &accepts, env, context).await;
        }
        segments => made(segments),
    };
    let Some((policy, id, make)) = made else {
        return file(&asked, &policy::FILE, request, env, &path).await;
    };
    let Some(page) = crate::pages::find(id) else { return answer::problem(&asked, &Problem::not_found(&path)) };
    let query = match Query::read(&url, &page) {
        Ok(query) => query,
        Err(problem) => return answer::problem(&asked, &problem),
    };
    let routed = Routed { asked, page, query };
    status(&address, routed, policy, make, env, context).await
}

/// A document that is made of a copy of a page's state: its policy, the page and what makes it. `None`: it is none.
fn made<'a>(segments: &[&'a str]) -> Option<(&'static Policy, &'a str, Make)> {
    Some(match segments {
        ["api", "v1", page] => (&policy::SNAPSHOT, page, snapshot::make),
        ["api", "v1", page, "summary"] => (&policy::SUMMARY, page, summary::make),
        [page, "badge.svg"] => (&policy::BADGE, page, badge::make),
        [page, "frame"] => (&policy::FRAME, page, frame::make),
        [page, "embed.js"] => (&policy::LOADER, page, loader::make),
        [page] if crate::pages::find(page).is_some() => (&policy::PAGE, page, page::make),
        _ => return None,
    })
}

/// What an answer depends on in a request.
fn asked(request: &Request, method: &str) -> Result<Asked, JsValue> {
    let headers = request.headers();
    let if_none_match = headers.get("if-none-match")?;
    let authorization = headers.get("authorization")?;
    let token = |header: &str| Bearer(TokenText::bearer(header).map(|token| token.as_str().to_owned()));
    let bearer = authorization.as_deref().map(token);
    Ok(Asked { if_none_match, head: method == "HEAD", bearer, now: crate::clock::now() })
}

async fn status(
    address: &str,
    routed: Routed,
    policy: &Policy,
    make: Make,
    env: &Env,
    context: &Context,
) -> Result<Response, JsValue> {
    let copy = match edge::copy_for(&routed.asked, env, context, routed.page.id.as_str()).await {
        Ok(Some(copy)) => copy,
        Ok(None) => return answer::problem(&routed.asked, &Problem::unavailable(routed.page.id.as_str())),
        Err(refused) => return answer::refused(&routed.asked, &refused),
    };
    // Reading may have waited: what leaves now is dated now.
    let asked = Asked { now: crate::clock::now(), ..routed.asked };
    let routed = Routed { asked, ..routed };
    #[cfg(feature = "scripted")]
    crate::scripted::faults::panic_if_planted("making");
    let prepared = make(&routed, &copy);
    hot::document(address, &routed.asked, policy, &routed.page, &copy, &prepared)
}

async fn file(asked: &Asked, policy: &Policy, request: &Request, env: &Env, path: &str) -> Result<Response, JsValue> {
    let found = async {
        let assets = env.assets("ASSETS").ok()?;
        let request = worker::Request::from(request.clone().ok()?);
        assets.fetch_request(request).await.map(Response::from).ok()
    };
    let Some(found) = within(FILE_LIMIT, found).await.flatten() else {
        return answer::problem(asked, &Problem::not_found(path));
    };
    match found.status() {
        200 | 304 => answer::file(asked, policy, &found),
        _ => answer::problem(asked, &Problem::not_found(path)),
    }
}
