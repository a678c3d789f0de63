//! A feed and its entries: RSS 2.0 (with `content:encoded` and `dc:date`) and Atom (RFC 4287). What is in other namespaces,
//! or stands elsewhere, is passed over: the title of a feed's picture is not the feed's. But a feed with an entry where none
//! belongs is unreadable: nobody would know what it says.

use super::xml::{Malformed, Tag, Xml};
use crate::adapters::wire::MAX_ITEMS;
use fyr_shared::lang::Lang;
use fyr_shared::time::Instant;
use url::Url;

/// What the path of an incident's own page has in front of its id.
const INCIDENTS: [&str; 6] = ["incident", "incidents", "maintenance", "maintenances", "notice", "notices"];
/// What is longer would be cut.
const LONGEST_NAME: usize = 200;
/// A link that is longer is not worth its parsing.
const LONGEST_LINK: usize = 500;

/// A feed.
#[derive(Default)]
pub(super) struct Feed {
    pub title: String,
    /// When it was made, by its own account.
    pub built: Option<Instant>,
    link: String,
    lang: Option<Lang>,
    pub entries: Vec<Entry>,
}

/// What is published in it.
#[derive(Default)]
pub(super) struct Entry {
    pub id: String,
    pub title: String,
    pub link: String,
    pub body: String,
    /// A word for how it is, in an element of its own: Microsoft.
    pub status: Option<String>,
    pub published: Option<Instant>,
    pub updated: Option<Instant>,
    pub lang: Option<Lang>,
}

impl Feed {
    /// Reads a feed.
    pub(super) fn read(text: &str) -> Result<Self, Malformed> {
        let mut xml = Xml::new(text);
        let root = xml.child()?.ok_or(Malformed)?;
        let mut feed = match root.name {
            "rss" => Self::rss(&mut xml)?,
            "feed" => Self::atom(&mut xml, root)?,
            _ => return Err(Malformed),
        };
        if xml.next()?.is_some() || xml.entries != feed.entries.len() {
            return Err(Malformed);
        }
        feed.link = absolute(&feed.link, None);
        let base = Url::parse(&feed.link).ok();
        for entry in &mut feed.entries {
            entry.link = absolute(&entry.link, base.as_ref());
            if entry.id.len() <= LONGEST_LINK && incident_page(&entry.id).is_some() {
                entry.id = absolute(&entry.id, base.as_ref());
            }
            entry.lang = entry.lang.or(feed.lang);
        }
        Ok(feed)
    }

    fn rss(xml: &mut Xml<'_>) -> Result<Self, Malformed> {
        let mut channel = None;
        while let Some(tag) = xml.child()? {
            match tag.name {
                "channel" if channel.is_none() => channel = Some(Self::channel(xml)?),
                "channel" => return Err(Malformed),
                _ => xml.skip()?,
            }
        }
        channel.ok_or(Malformed)
    }

    fn channel(xml: &mut Xml<'_>) -> Result<Self, Malformed> {
        let mut feed = Self::default();
        while let Some(tag) = xml.child()? {
            match tag.name {
                "item" => {
                    let item = Entry::item(xml)?;
                    feed.add(item)?;
                }
                "title" => first(&mut feed.title, xml.content()?),
                "link" => first(&mut feed.link, xml.content()?),
                "language" => feed.lang = feed.lang.or(Lang::parse(xml.content()?.trim())),
                "lastBuildDate" | "pubDate" => feed.built = feed.built.or(instant(&xml.content()?)),
                _ => xml.skip()?,
            }
        }
        Ok(feed)
    }

    fn atom(xml: &mut Xml<'_>, root: Tag<'_>) -> Result<Self, Malformed> {
        let mut feed = Self { lang: lang(root), ..Self::default() };
        while let Some(tag) = xml.child()? {
            match tag.name {
                "entry" => {
                    let entry = Entry::atom(xml, tag)?;
                    feed.add(entry)?;
                }
                "title" => first(&mut feed.title, xml.content()?),
                "link" => alternate(&mut feed.link, tag, xml)?,
                "updated" => feed.built = feed.built.or(instant(&xml.content()?)),
                _ => xml.skip()?,
            }
        }
        Ok(feed)
    }

    /// A longer feed is no list of what goes on, but made to cost.
    fn add(&mut self, entry: Entry) -> Result<(), Malformed> {
        if self.entries.len() == MAX_ITEMS {
            return Err(Malformed);
        }
        self.entries.push(entry);
        Ok(())
    }
}

impl Entry {
    fn item(xml: &mut Xml<'_>) -> Result<Self, Malformed> {
        let (mut entry, mut summary, mut links_to_itself) = (Self::default(), String::new(), true);
        while let Some(tag) = xml.child()? {
            match tag.name {
                "title" => first(&mut entry.title, xml.content()?),
                "link" => first(&mut entry.link, xml.content()?),
                "description" => first(&mut summary, xml.content()?),
                "content:encoded" => first(&mut entry.body, xml.content()?),
                "pubDate" => entry.published = entry.published.or(instant(&xml.content()?)),
                "dc:date" => entry.updated = entry.updated.or(instant(&xml.content()?)),
                "status" => entry.status = Some(xml.content()?),
                "guid" => {
                    links_to_itself = tag.get("isPermaLink").as_deref() != Some("false");
                    first(&mut entry.id, xml.content()?);
                }
                _ => xml.skip()?,
            }
        }
        first(&mut entry.body, summary);
        if entry.link.is_empty() && links_to_itself {
            entry.link.clone_from(&entry.id);
        }
        Ok(entry)
    }

    fn atom(xml: &mut Xml<'_>, root: Tag<'_>) -> Result<Self, Malformed> {
        let (mut entry, mut summary) = (Self { lang: lang(root), ..Self::default() }, String::new());
        while let Some(tag) = xml.child()? {
            match tag.name {
                "title" => first(&mut entry.title, xml.content()?),
                "link" => alternate(&mut entry.link, tag, xml)?,
                "summary" => first(&mut summary, xml.content()?),
                "content" => first(&mut entry.body, xml.content()?),
                "published" => entry.published = entry.published.or(instant(&xml.content()?)),
                "updated" => entry.updated = entry.updated.or(instant(&xml.content()?)),
                "id" => first(&mut entry.id, xml.content()?),
                _ => xml.skip()?,
            }
        }
        first(&mut entry.body, summary);
        Ok(entry)
    }

    /// Where people can read it.
    pub(super) fn link(&self) -> Option<&str> {
        Some(self.link.as_str()).filter(|link| !link.is_empty())
    }

    /// When it was published, or else last changed.
    pub(super) fn began(&self) -> Option<Instant> {
        self.published.or(self.updated)
    }

    /// When it was last changed.
    pub(super) fn changed(&self) -> Option<Instant> {
        self.published.max(self.updated)
    }

    /// What entries about the same thing have in common. Some call each message by the address of the incident's page and a
    /// part after `#` (Better Stack); some call different incidents the same (Azure), and tell them apart by their links. A
    /// link by itself may be the same for all of them.
    pub(super) fn thread(&self) -> (&str, &str) {
        if let Some(page) = incident_page(&self.id) {
            return (page, "");
        }
        match self.id.as_str() {
            "" => (&self.link, &self.title),
            id => (id, &self.link),
        }
    }

    /// What that is called: by both parts, since either may be another's, too. `None` where readers would get to see no
    /// more than the beginning of it.
    pub(super) fn name(&self) -> Option<String> {
        let (name, other) = self.thread();
        let parts: Vec<&str> = [name, other].into_iter().filter(|part| !part.is_empty()).collect();
        let is_whole = |name: &String| !name.is_empty() && name.len() <= LONGEST_NAME;
        Some(if name == other { name.to_owned() } else { parts.join(" ") }).filter(is_whole)
    }
}

/// Keeps the first of several, without white space around it.
fn first(kept: &mut String, found: String) {
    if kept.is_empty() {
        *kept = found.trim().to_owned();
    }
}

/// An Atom link to a page for people.
fn alternate(kept: &mut String, tag: Tag<'_>, xml: &mut Xml<'_>) -> Result<(), Malformed> {
    if tag.get("rel").is_none_or(|rel| rel == "alternate") {
        first(kept, tag.get("href").unwrap_or_default());
    }
    xml.skip()
}

fn lang(tag: Tag<'_>) -> Option<Lang> {
    tag.get("xml:lang").and_then(|tag| Lang::parse(&tag))
}

/// As Atom and Dublin Core write an instant, or as mail does.
fn instant(text: &str) -> Option<Instant> {
    Instant::parse(text).or_else(|| Instant::parse_mail(text))
}

/// A link with its scheme and host. OnlineOrNot leaves the scheme out: `status.example.com/incidents/1`.
fn absolute(link: &str, base: Option<&Url>) -> String {
    let host = link.split('/').next().unwrap_or_default();
    if link.len() > LONGEST_LINK {
        String::new()
    } else if link.contains("://") {
        link.to_owned()
    } else if let Some(rest) = link.strip_prefix("//") {
        format!("https://{rest}")
    } else if host.contains('.') && !host.contains([':', ' ', '@']) {
        format!("https://{link}")
    } else {
        let joined = base.filter(|_| link.starts_with('/')).and_then(|base| base.join(link).ok());
        joined.map_or_else(|| link.to_owned(), String::from)
    }
}

/// The page that an address leads to, if it is one incident's.
fn incident_page(address: &str) -> Option<&str> {
    let page = address.split('#').next()?;
    let mut parts = page.split('/');
    let is_one = parts.any(|part| INCIDENTS.contains(&part)) && parts.next().is_some_and(|id| !id.is_empty());
    is_one.then_some(page)
}
