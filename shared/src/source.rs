//! A source: where we ask about components, and how an answer is read.
//!
//! [`SourceKind`] is the registry of adapters. A new one is a variant here, with its row in [`SourceKind::row`]; the
//! compiler asks for its adapter in `worker/src/adapters/mod.rs`, and tests ask for its fixtures.

use crate::condition::Condition;
use crate::ids::{ComponentId, EnvId, RegionId, SourceId};
use crate::lang::Lang;
use crate::status::{Level, Policy};
use serde::{Deserialize, Serialize};

/// Which adapter reads a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// Our own probe of an address.
    Http,
    /// Somebody's status page in the Statuspage v2 format: Atlassian, incident.io.
    Statuspage,
    /// One of Google's dashboards: Cloud, Firebase, Workspace, Play.
    Google,
    /// Hetzner's status page.
    Hetzner,
    /// Somebody's status page at Instatus.
    Instatus,
    /// Somebody's status page at Better Stack.
    Betterstack,
    /// Somebody's status page at Status.io.
    Statusio,
    /// Monitors of UptimeRobot: API v2 or v3, or a public page's list.
    Uptimerobot,
    /// A status page of Uptime Kuma.
    Uptimekuma,
    /// Somebody's status page at Cachet.
    Cachet,
    /// Another page of Fyr.
    Fyr,
    /// Apple's System Status.
    Apple,
    /// Microsoft 365's posts: whether an admin centre is reachable, not how its services are.
    Microsoft,
    /// A feed, RSS or Atom: notices, or incidents.
    Feed,
    /// An answer in JSON whose meaning the page file tells, by conditions.
    Json,
    /// A page in HTML whose meaning the page file tells, by words in it or by JSON that is embedded in it. The last resort.
    Html,
}

/// What a `[[source.about]]` of a kind may tell beside the component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Conditions on an answer of our own: `given`, `up`, `well`.
    Probe,
    /// Names on somebody's page: `watch`, `locations`, `mute`.
    Names,
    /// Conditions for levels: `operational`, `maintenance`, `degraded`, `partial_outage`, `major_outage`.
    Levels,
    /// What of a feed is meant: `mode`, `days`, `words`.
    Feed,
}

/// What the registry knows of a kind.
struct Row {
    word: &'static str,
    takes: Takes,
    /// What the path of an address looks like; `*` stands for anything. None: it may be any.
    paths: &'static [&'static str],
}

// `Html` is the last of them: a kind that is not listed does not compile.
const _: () = assert!(SourceKind::ALL.len() == SourceKind::Html as usize + 1, "SourceKind::ALL lacks a kind");

impl SourceKind {
    /// Every kind, in the order in which `detect` tries them.
    pub const ALL: [Self; 16] = [
        Self::Http,
        Self::Statuspage,
        Self::Instatus,
        Self::Betterstack,
        Self::Statusio,
        Self::Uptimerobot,
        Self::Uptimekuma,
        Self::Cachet,
        Self::Google,
        Self::Apple,
        Self::Hetzner,
        Self::Microsoft,
        Self::Fyr,
        Self::Feed,
        Self::Json,
        Self::Html,
    ];

    const fn row(self) -> Row {
        const fn row(word: &'static str, takes: Takes, paths: &'static [&'static str]) -> Row {
            Row { word, takes, paths }
        }
        match self {
            Self::Http => row("http", Takes::Probe, &[]),
            Self::Statuspage => row("statuspage", Takes::Names, &["*/api/v2/summary.json"]),
            Self::Google => row("google", Takes::Names, &["*/incidents.json"]),
            Self::Hetzner => row("hetzner", Takes::Names, &[]),
            Self::Instatus => row("instatus", Takes::Names, &["*/summary.json"]),
            Self::Betterstack => row("betterstack", Takes::Names, &["*/index.json"]),
            Self::Statusio => row("statusio", Takes::Names, &["/1.0/status/*"]),
            Self::Uptimerobot => {
                row("uptimerobot", Takes::Names, &["/v2/getMonitors", "/v3/monitors", "*/api/getMonitorList/*"])
            }
            Self::Cachet => row("cachet", Takes::Names, &["*/api/v1/components"]),
            Self::Uptimekuma => row("uptimekuma", Takes::Names, &["*/api/status-page/*"]),
            Self::Fyr => row("fyr", Takes::Names, &["/api/v1/*"]),
            Self::Apple => row(
                "apple",
                Takes::Names,
                &[
                    "*/support/systemstatus/data/system_status_*.js",
                    "*/support/systemstatus/data/developer/system_status_*.js",
                ],
            ),
            Self::Microsoft => row("microsoft", Takes::Names, &["*/api/posts/*"]),
            Self::Feed => row("feed", Takes::Feed, &[]),
            Self::Json => row("json", Takes::Levels, &[]),
            Self::Html => row("html", Takes::Levels, &[]),
        }
    }

    /// The word used in page files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().word
    }

    /// The kind that a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether it is an own probe, which can *fail*; somebody's status page can only be *unknown*.
    #[must_use]
    pub fn is_own_probe(self) -> bool {
        matches!(self.row().takes, Takes::Probe)
    }

    /// What its `[[source.about]]` may tell.
    #[must_use]
    pub fn takes(self) -> Takes {
        self.row().takes
    }

    /// What the path of an address of this kind looks like: `*` stands for anything. None: it may be any.
    #[must_use]
    pub fn paths(self) -> &'static [&'static str] {
        self.row().paths
    }
}

/// Where we ask about components.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in the page file.
    pub id: SourceId,
    /// Whose it is, as readers may see it: `Cloudflare`.
    pub name: String,
    /// Which environment it speaks about.
    #[serde(default)]
    pub env: EnvId,
    /// Which adapter reads it.
    pub kind: SourceKind,
    /// The address, `https:`; may hold `{secret:NAME}` and `{var:NAME}`, or be one `{var:NAME}`. Never leaves the edge.
    pub address: String,
    /// What is sent with a `POST`, form-encoded; may hold `{secret:NAME}` and `{var:NAME}`. `None`: a `GET`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Request headers; values may hold `{secret:NAME}` and `{var:NAME}`. Never leave the edge.
    pub headers: Vec<(String, String)>,
    /// Hosts that a redirect may lead to, beside the address' own.
    pub redirect_hosts: Vec<String>,
    /// The `id` of the `<script>` whose text is read as JSON (`html`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embedded: Option<String>,
    /// The language that it writes its texts in.
    #[serde(default = "english")]
    pub lang: Lang,
    /// From where we ask.
    pub regions: Vec<RegionId>,
    /// Seconds between samples.
    pub every: i64,
    /// After how many seconds a failed sample is asked again.
    pub retry: i64,
    /// How long an answer may take, in milliseconds.
    pub timeout_ms: u32,
    /// How large an answer may be, in bytes.
    pub max_bytes: u32,
    /// What it speaks about; at least one.
    pub about: Vec<About>,
}

fn english() -> Lang {
    Lang::En
}

impl Source {
    /// The names of the variables that its address needs.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.address.split("{var:").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
    }
}

/// What a source says about one component.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// The component.
    pub component: ComponentId,
    /// How its claims are weighed.
    pub policy: Policy,
    /// How an answer is read.
    pub reads: Reads,
}

/// How an answer is read, by what a kind takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reads {
    /// An own probe.
    Http {
        /// Conditions without which the answer says nothing about this component (*unknown*, not *fails*).
        given: Vec<Condition>,
        /// Conditions that must all hold; otherwise the sample fails.
        up: Vec<Condition>,
        /// Conditions whose failure means *degraded*.
        well: Vec<Condition>,
    },
    /// Names on somebody's page.
    Names {
        /// The names (or `Group / Name`, or ids) of the components we watch. Empty: the page as a whole.
        watch: Vec<String>,
        /// Only what touches one of these places counts, where the vendor tells places. Empty: every place.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        locations: Vec<String>,
        /// Ids or titles of incidents that do not count: advisories that stay open for months.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        mute: Vec<String>,
    },
    /// Conditions for levels.
    Levels(LevelConditions),
    /// A feed.
    Feed {
        /// Whether its entries set a level.
        mode: FeedMode,
        /// For how many days an entry that nobody has closed counts.
        days: i64,
        /// Only entries that hold one of these words count, in whatever case. Empty: every entry.
        words: Vec<String>,
    },
}

impl Reads {
    /// Whether it sets a level; what publishes notices only does not.
    #[must_use]
    pub fn speaks(&self) -> bool {
        !matches!(self, Self::Feed { mode: FeedMode::Notices, .. })
    }
}

/// Conditions for levels: of the bad ones, one condition that holds is enough; *operational* needs all of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LevelConditions {
    /// At least one, and one of them says what status or body *is*.
    pub operational: Vec<Condition>,
    /// The others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maintenance: Vec<Condition>,
    /// Works with less than promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub degraded: Vec<Condition>,
    /// Works for some.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partial_outage: Vec<Condition>,
    /// Works for nobody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub major_outage: Vec<Condition>,
}

impl LevelConditions {
    /// Each level but *operational* with its conditions, the worst first.
    #[must_use]
    pub fn bad(&self) -> [(Level, &[Condition]); 4] {
        [
            (Level::MajorOutage, self.major_outage.as_slice()),
            (Level::PartialOutage, &self.partial_outage),
            (Level::Degraded, &self.degraded),
            (Level::Maintenance, &self.maintenance),
        ]
    }
}

/// What the entries of a feed are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedMode {
    /// News for people: they are shown, and never set a level.
    Notices,
    /// Incidents: one that is not closed sets the level that its words tell.
    Incident,
}
