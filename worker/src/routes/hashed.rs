//! `GET /embed/{hash}.js`, `/widget/{hash}/{file}` and `/console/{hash}/{file}`: files named by their content. They come from the assets of this
//! deployment, and those of earlier ones from where each deployment puts its own aside: a portal that refers to a file
//! by its hash has it for twelve months from that day.

use crate::answer::{self, Asked, Body};
use crate::limit::within;
use crate::policy::Policy;
use crate::problem::Problem;
use fyr_shared::unquoted::unquoted;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::{Env, Result};

/// How long the assets, and the files put aside, may keep a reader waiting: less than five seconds together.
const ASSETS_LIMIT: Duration = Duration::from_millis(2_500);
const KEPT_LIMIT: Duration = Duration::from_millis(1_500);
/// How long a hash may be, in hex digits.
const HASH: std::ops::RangeInclusive<usize> = 16..=64;

/// The file of a path, whole and with its own media type, or a problem.
///
/// # Errors
/// The runtime's own.
pub async fn answer(asked: &Asked, policy: &Policy, env: &Env, url: &Url) -> std::result::Result<Response, JsValue> {
    let path = url.pathname();
    let Some(media_type) = media_type(&path) else {
        return answer::problem(asked, &Problem::not_found(&path));
    };
    let found = match from_assets(env, url).await {
        Ok(Some(body)) => Ok(Some(body)),
        // Whether assets that failed have the file is not known: only what is put aside is an answer then.
        failed_or_none => match (failed_or_none, put_aside(env, &path).await) {
            (_, Ok(Some(body))) => Ok(Some(body)),
            (Ok(_), Ok(None)) => Ok(None),
            (Err(error), _) | (_, Err(error)) => Err(error),
        },
    };
    match found {
        Ok(Some(body)) => answer::named_by_content(asked, policy, &path, media_type, body),
        Ok(None) => answer::problem(asked, &Problem::not_found(&path)),
        Err(error) => {
            worker::console_warn!("{path}: {}", unquoted(&error.to_string()));
            answer::problem(asked, &Problem::no_file(&path))
        }
    }
}

/// By a path's shape; none for a path that no build has made.
fn media_type(path: &str) -> Option<&'static str> {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let (hash, media_type) = match segments.as_slice() {
        ["embed", file] => (file.strip_suffix(".js")?, "text/javascript; charset=utf-8"),
        ["widget", hash, "fyr.js"] => (*hash, "text/javascript; charset=utf-8"),
        ["widget", hash, "fyr_bg.wasm"] | ["console", hash, "console_bg.wasm"] => (*hash, "application/wasm"),
        ["console", hash, "console.js"] => (*hash, "text/javascript; charset=utf-8"),
        ["console", hash, "console.css"] => (*hash, "text/css; charset=utf-8"),
        _ => return None,
    };
    let hexadecimal = hash.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
    (HASH.contains(&hash.len()) && hexadecimal).then_some(media_type)
}

async fn from_assets(env: &Env, url: &Url) -> Result<Option<Body>> {
    let found = async { env.assets("ASSETS")?.fetch(url.href(), None).await };
    let found = within(ASSETS_LIMIT, found).await.ok_or("the assets did not answer in time")??;
    match found.status_code() {
        200 => Ok(Some(Body::Stream(found.into()))),
        404 => Ok(None),
        status => Err(format!("the assets answered {status}").into()),
    }
}

async fn put_aside(env: &Env, path: &str) -> Result<Option<Body>> {
    let read = async {
        #[cfg(feature = "scripted")]
        crate::scripted::faults::files_gone().await?;
        env.kv("FILES")?.get(path).bytes().await.map_err(worker::Error::from)
    };
    let read = within(KEPT_LIMIT, read).await.ok_or("the files put aside did not come in time")?;
    Ok(read?.map(Body::Bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_that_a_build_can_have_made_are_looked_for() {
        let (script, wasm) = (Some("text/javascript; charset=utf-8"), Some("application/wasm"));
        for (path, expected) in [
            ("/embed/0123456789abcdef.js", script),
            ("/widget/0123456789abcdef/fyr.js", script),
            ("/widget/0123456789abcdef/fyr_bg.wasm", wasm),
            ("/console/0123456789abcdef/console.js", script),
            ("/console/0123456789abcdef/console_bg.wasm", wasm),
            ("/console/0123456789abcdef/console.css", Some("text/css; charset=utf-8")),
            ("/console/0123456789abcdef/index.html", None),
            ("/widget/0123456789abcdef/fyr.html", None),
            ("/widget/0123456789abcdef/", None),
            ("/widget/0123456789abcdef/a/fyr.js", None),
            ("/widget/0123456789abcde/fyr.js", None),
            ("/widget/0123456789ABCDEF/fyr.js", None),
            ("/embed/0123456789abcdef.wasm", None),
            ("/embed/../0123456789abcdef.js", None),
            ("/embed/", None),
            ("/embed", None),
        ] {
            assert_eq!(media_type(path), expected, "{path}");
        }
    }
}
