//! Microsoft 365's posts, `status.cloud.microsoft/api/posts/…`: one post, or a list of them (`m365Consumer`).
//!
//! **Not how Exchange, Teams or Entra ID are.** `mac` says whether administrators reach the admin centre, `ppac` the same of
//! the Power Platform's; only the list speaks of services, by name, and of those for consumers. How a tenant's services
//! are is told to the tenant alone (Microsoft Graph, service health).
//!
//! Sources: recorded answers; Microsoft documents nothing of it. `LastUpdatedTime` is the clock of the question, so it is
//! not read. A message of a post that is well is about the page itself, and is not shown.

use super::Document;
use super::told::{Component, Item, Listed, Stage, Told, Update, Whole};
use super::wire::{MAX_COMPONENTS, Word};
use fyr_shared::status::{Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;

/// One post.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Post {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    title: Word,
    #[serde(default)]
    message: Word,
    #[serde(default)]
    authored_date_time: Word,
    #[serde(default)]
    internal_date_time: Word,
    #[serde(default)]
    service_display_name: Word,
    #[serde(default)]
    service_workload_name: Word,
}

/// What the posts tell.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let document = Document::main(documents)?;
    if document.answered()?.json_text()?.trim_start().starts_with('[') {
        let posts: Vec<Post> = document.list::<Post, MAX_COMPONENTS>()?;
        if posts.iter().all(|post| post.status.get().is_none()) {
            // Somebody else's list.
            return Err(Reason::Unreadable);
        }
        let components = posts.iter().map(component).collect();
        return Ok(Told { components, incidents: posts.into_iter().filter_map(item).collect(), ..Told::default() });
    }
    let post: Post = document.object()?;
    let whole = Whole::of(post.status.get(), level);
    Ok(Told { whole, incidents: item(post).into_iter().collect(), ..Told::default() })
}

fn component(post: &Post) -> Component {
    let named = |word: &Word| word.get().map(Into::into);
    let level = post.status.get().and_then(level);
    Component::new(named(&post.service_workload_name), named(&post.service_display_name), level)
}

/// What is wrong, by a post that says that something is.
fn item(post: Post) -> Option<Item> {
    let impact = post.status.get().and_then(level).filter(|level| *level != Level::Operational)?;
    let at = post.internal_date_time.instant().or(post.authored_date_time.instant());
    let (id, name) = (post.service_workload_name.take(), post.service_display_name.take());
    let title = post.title.take().or_else(|| name.clone());
    let listed = if id.is_none() && name.is_none() { vec![] } else { vec![Listed { id, name, ..Listed::default() }] };
    Some(Item {
        id: post.id.take(),
        title,
        stage: Stage::Open,
        impact,
        listed,
        started_at: post.authored_date_time.instant(),
        updates: post.message.take().map(|body| Update { at, status: None, body, lang: None }).into_iter().collect(),
        ..Item::default()
    })
}

/// Its words, in the ways it writes them: `Service degradation`, `ServiceInterruption`, `Available`.
pub(super) fn level(word: &str) -> Option<Level> {
    let plain = word.len() <= 40 && word.chars().all(|letter| letter.is_ascii_alphabetic() || letter == ' ');
    let word = if plain { word.replace(' ', "").to_ascii_lowercase() } else { String::new() };
    Some(match word.strip_prefix("service").unwrap_or(&word) {
        "available" | "operational" | "normal" | "restored" => Level::Operational,
        "degradation" | "degraded" | "investigating" | "advisory" => Level::Degraded,
        "interruption" | "incident" => Level::PartialOutage,
        "outage" | "unavailable" => Level::MajorOutage,
        _ => return None,
    })
}
