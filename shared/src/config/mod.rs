//! Page files: one TOML file per page, read and refused here. **A wrong page does not build.**
//!
//! Every problem of a file is found at once, each with its place, what is wrong, and the cure. Runs natively, in the
//! worker's build script and in tests; wasm holds the result only.
//!
//! The page's id is the file's name without `.toml`. *Ids* are 1 to 40 of `a-z 0-9 -` and start with a letter.
//! *Texts* (L) are written once per language of the page, as `name.nb = "…"`, and have at most 300 characters.
//! *Spans* are `"500ms"`, `"30s"`, `"5m"`, `"1h"`; *sizes* `"64KB"`, `"1MB"` (1 000 000 bytes) or a number of bytes.
//!
//! | page | | default |
//! |---|---|---|
//! | `name` | what it is called | needed |
//! | `languages` | of `nb nn sv en`; the first is for readers who ask for another | needed |
//! | `zone` | IANA time zone of its readers | needed |
//! | `calendar` | whose holidays count: `no` (Norway), `se` (Sweden), `se-eves-off` (and midsommarafton, julafton, nyårsafton) | needed with `hours`, contracts' hours and working days |
//! | `hours_from` | the day that the tables of hours begin with, `"2026-01-01"`; they end 36 months later | needed with the same |
//! | `frame_ancestors` | who may show `/{page}/frame` in an `<iframe>`: `https:` origins, `https://*.example.no`, `'self'` | nobody |
//! | `automatic` | what an outage that is confirmed does: `off`, `propose` (it opens an incident that operators see and may adopt), `publish` (that readers see, too) | `"propose"` |
//! | `display` `confirm` `every` `retry` | as below, for all its sources | as below |
//!
//! | `[[environment]]` | the first is for readers who ask for none | default: one, `production` |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` (L) | what readers see | needed |
//!
//! Components are those of every environment; one is monitored where a source of that environment speaks about it.
//!
//! | `[[region]]` | at least one | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `hint` | where it runs: `wnam enam sam weur eeur apac oc afr me`, each once | needed |
//! | `name` (L) | what readers see | needed |
//!
//! | `[[component]]` | at least one that is no supplier's | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` (L) | what it is called | needed |
//! | `effect` (L) | what its outage means for people | none |
//! | `fallback` (L) | what people can do instead | none |
//! | `hard` | components without which it is down | `[]` |
//! | `soft` | components without which it loses a function | `[]` |
//! | `watch` | components whose trouble is told here and changes nothing | `[]` |
//! | `supplier` | somebody else's; not counted in the page's level | `false` |
//! | `status_page` | where its supplier tells people about it, `https:` | none |
//!
//! | `[[source]]` | | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` | whose it is, as readers may see it | needed |
//! | `env` | the id of the environment it speaks about | the first |
//! | `kind` | what reads it, as below | needed |
//! | `address` | `https:`, of a public host; `{secret:NAME}` and `{var:NAME}` in path and query, or all of it one `{var:NAME}` | needed |
//! | `body` | a form that is posted; `{secret:NAME}` and `{var:NAME}` in values | none: it is a `GET` |
//! | `embedded` | `html`: the `id` of the `<script>` whose text is read as JSON | the text that people see |
//! | `lang` | the language it writes its texts in: `nb nn sv en` | `"en"` |
//! | `regions` | ids of regions to ask from | `http`: all; the others: the first |
//! | `every` | span between samples: 30 s to 1 h, dividing an hour evenly | `"5m"` |
//! | `retry` | span after which a failed sample is asked again: 5 s or more, shorter than `every` | `"30s"` |
//! | `timeout` | span that an answer may take: 500 ms to 15 s | `"8s"` |
//! | `max_bytes` | size that an answer may have: 1 KB to 2 MB | `"1MB"` |
//! | `redirect_hosts` | hosts that a redirect may lead to, beside the address' own | `[]` |
//! | `headers` | request headers; `{secret:NAME}` and `{var:NAME}` in values | `{}` |
//! | `confirm` | failed samples in a row that make an outage: 1 to 5 (`http`) | `2` |
//! | `display` | how many regions must agree before readers see it: `all`, `majority`, `any` | `"majority"` |
//! | `contract` | how many regions must agree in the figures: the same words | `"majority"` |
//! | `fails_as` | level when it fails: `degraded`, `partial_outage`, `major_outage` (`http`) | `"major_outage"` |
//!
//! | `[[source.about]]` | at least one per source, one per component | default |
//! |---|---|---|
//! | `component` | the component it speaks about | needed |
//! | `display` `contract` `fails_as` | as above, for this component | the source's |
//! | `given` | probe: conditions without which the answer says nothing about this component | `[]` |
//! | `up` | probe: conditions that must hold; at least one says what status or body *is* | needed |
//! | `well` | probe: conditions whose failure means *degraded* | `[]` |
//! | `watch` | names: names, `Group / Name` or ids of its components | the page as a whole |
//! | `locations` | names: only what touches one of these places counts, where the vendor tells places | every place |
//! | `mute` | names: ids or titles of incidents that do not count, such as advisories that stay open for months | `[]` |
//! | `operational` | levels: conditions that must all hold; at least one says what status or body *is* | needed |
//! | `maintenance` `degraded` `partial_outage` `major_outage` | levels: conditions of which one is enough; the worst counts | `[]` |
//! | `mode` | feed: `notices` (entries are shown and set no level) or `incident` (an open entry sets the level) | needed |
//! | `days` | feed: for how many days an entry that nobody has closed counts: 1 to 60 | `7` |
//! | `words` | feed: only entries that hold one of these words count | every entry |
//!
//! | `kind` | what it reads | its components are told by |
//! |---|---|---|
//! | `http` | an address of your own: an own probe | probe |
//! | `statuspage` | Statuspage v2 `/api/v2/summary.json`: Atlassian, incident.io | names |
//! | `google` | `/incidents.json` of a dashboard of Google's (Cloud, Firebase, Workspace, Play), and `products.json` beside it | names |
//! | `hetzner` | Hetzner's status page, `https://status.hetzner.com/en` | names |
//! | `instatus` | Instatus `/summary.json` or `/v3/summary.json`, and `/v3/components.json` | names |
//! | `betterstack` | Better Stack `/index.json` | names |
//! | `statusio` | Status.io `https://api.status.io/1.0/status/<id>` | names |
//! | `uptimerobot` | UptimeRobot: `/v2/getMonitors` with a `body`, `/v3/monitors`, or a public page's `/api/getMonitorList/<key>?page=1` | names |
//! | `uptimekuma` | Uptime Kuma `/api/status-page/<slug>` | names |
//! | `cachet` | Cachet `/api/v1/components`, and `/api/v1/incidents` beside it | names |
//! | `fyr` | another page of Fyr: `/api/v1/<page>` | names |
//! | `apple` | Apple's System Status, `/support/systemstatus/data/system_status_en_US.js`; APNS is in `…/data/developer/…` | names |
//! | `microsoft` | Microsoft 365's posts, `/api/posts/…` of `status.cloud.microsoft`: `mac` says whether administrators reach the admin centre, **not** how Exchange, Teams or Entra ID are; `m365Consumer` tells of services for consumers, by name. Name such a source after the admin centre | names |
//! | `feed` | a feed, RSS 2.0 or Atom, of news or of incidents | feed |
//! | `json` | any answer in JSON | levels |
//! | `html` | a page in HTML: the text people see, or JSON embedded in it; the last resort | levels |
//!
//! # Support
//!
//! A page that has any of these has at least one role, fault, channel and route.
//!
//! | `[[role]]` | who asks, in the order they are shown | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` (L) | what people call themselves | needed |
//!
//! | `[[fault]]` | what is wrong, in the order it is shown | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` (L) | as a person would say it | needed |
//! | `components` | in which it may lie: what is known to be wrong with them comes first | `[]` |
//! | `environments` | where it can happen | everywhere |
//!
//! | `[[severity]]` | the owner's scale, of incidents and where routes differ by it | default |
//! |---|---|---|
//! | `id` | `critical`, `serious`, `minor` or `info`, each once, worst first | needed |
//! | `name` (L) | the owner's own word for it | needed |
//!
//! | `[[channel]]` | | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` (L) | what it is called | needed |
//! | `via` | `phone`, `on-call` (by telephone), `chat`, `email`, `form`, `by-agreement` | needed |
//! | `to` | a number, an e-mail address, the `https:` address of a form, the address or the name of a chat; or one `{var:NAME}` | needed; `on-call` may be without, `by-agreement` is |
//! | `how` (L) | what one must know to use it | needed without `to` |
//! | `hours` | when it is staffed: an OpenStreetMap `opening_hours` string, `PH off` last: `"Mo-Fr 08:00-15:30; PH off"`, `"24/7"` | its owner does not say |
//! | `outside` | the channel outside whose hours it is staffed, in the place of `hours` | none |
//! | `calendar` | as above, for this channel | the page's |
//! | `answer` | when it normally answers: `"50s"`, `"2m"`, `"4h"` (5 s to 100 h, while it is open), or `"1 working day"` (1 to 10) | none |
//! | `roles` | who may use it | everybody |
//! | `needs` | components without which it does not work: at *major outage* of one, it is passed over | `[]` |
//!
//! | `[[check]]` | what people can look at before they ask | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `text` (L) | what to do | needed |
//! | `link` | where, `https:` | none |
//! | `environments` | where it is one | everywhere |
//!
//! | `[[template]]` | what a report holds | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `fields` | of `time environment component incident description consequence screenshot organisation contact client-id endpoint trace-id case-number`, in order | needed |
//! | `write` (L) | what else is to be written | none |
//! | `never` (L) | what must not be written, beside health data, identity numbers and login details | none |
//!
//! | `[[route]]` | the first that matches a question answers it | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `roles` `faults` `environments` `severities` | ids it is for | all of them |
//! | `channels` | whom to ask, in order; those that can be used now come first | needed |
//! | `check_first` | ids of checks, in order | `[]` |
//! | `template` | the id of a template | none |
//! | `why` (L) | the rule it rests on | none |
//! | `section` | where that stands: `"SDK §3.3"` | needed |
//!
//! Every question must have a route, with a channel that its role may use; a route that no question reaches, and a channel,
//! check or template that no route leads to, is a mistake.
//!
//! # Operators
//!
//! | `[[message]]` | a text that operators may begin with | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `begins` | `incident`, `update` (a message about one) or `maintenance` | needed |
//! | `title` `text` (L) | what it begins with | needed |
//! | `severity` | incident: how bad it usually is, as in `[[severity]]` | none |
//! | `components` | what it is usually about | `[]` |
//! | `level` | incident: what it puts them at: `degraded`, `partial_outage`, `major_outage` | none |
//! | `impact` | maintenance: what it does to them: `notice`, `degraded`, `read_only`, `unavailable` | none |
//!
//! # Contracts
//!
//! | `[[contract]]` | a version of the agreed terms of components; of one component, one is in force at a time | default |
//! |---|---|---|
//! | `id` | | needed |
//! | `name` (L) | what it is called | needed |
//! | `env` | the id of the environment it holds in | the first |
//! | `components` | ids of those it is about | needed |
//! | `valid_from` | its first day, `"2018-08-20"` | needed |
//! | `valid_until` | the first day on which it does not hold any more | it goes on |
//! | `section` | where it stands: `"DIFI18 §2.9.2"` | needed |
//! | `maintenance` `availability` `response` `stated` `report` | what is agreed about each, as below | nothing is |
//!
//! | `[contract.maintenance]` | at least one of them; what is not written is not agreed | default |
//! |---|---|---|
//! | `window` | when it may be: an OpenStreetMap `opening_hours` string, `"Tu 00:30-05:00"`; it need not speak of holidays | none |
//! | `never` | when it must not be: the same | none |
//! | `prefer` | when it had better be: the same | none |
//! | `notice` | whole working days between the day of the announcement and the day on which it begins: `"5 working days"` (1 to 60) | none |
//! | `cap` | in how many nights of a calendar year the window may be used while the contract holds: 1 to 366 | none |
//! | `cap_with` | ids of components of other contracts that use the same windows: their nights count, too | none |
//! | `held_outside` | whether maintenance in the window is held outside availability | `false`: it counts as downtime |
//!
//! | `[contract.availability]` | at least one of them | default |
//! |---|---|---|
//! | `target` | the share of the agreed time in which it works: above 0 % and up to 100 %, at most two decimals, `"99.90%"` | no figure is agreed, and none is made up |
//! | `service` | when it counts: hours as of `window`, `"Mo-Fr 08:00-16:00; PH off"`, or `"24/7"` | at all hours |
//! | `excludes` | components whose outages do not count, none of those the contract is about | `[]` |
//! | `weights` | how much of a second counts, `down` at least as much as `partial`, and that as `degraded` | `{ down = "100%", partial = "100%", degraded = "0%" }` |
//! | `gap` | what it means that nobody measured: `unknown` or `down`; it never means that it worked | `"unknown"` |
//!
//! | `[[contract.response]]` | how fast it answers | default |
//! |---|---|---|
//! | `below` | what an answer must take less than: `250ms`, `500ms`, `1s`, `3s`, `4s` or `6s` | needed |
//! | `share` | of all answers, as `target` is written | needed |
//! | `name` (L) | what it is about, where the terms tell several apart | none |
//! | `sources` | ids of own probes of its components whose samples tell | every own probe of them |
//!
//! | `[[contract.stated]]` | what is agreed and not measured here: a capacity, an answer time of people | default |
//! |---|---|---|
//! | `name` (L) | what it is about | needed |
//! | `figure` (L) | what is agreed, in the words of the terms | needed |
//!
//! | `[contract.report]` | at least one of them | default |
//! |---|---|---|
//! | `month` | by when that of a month is there: `"day 20"` of the next month (1 to 28), or `"5 working days"` after its end (1 to 20) | not said |
//! | `year` | by when that of a year is there, a day of the January after it: `"day 30"` (1 to 31) | not said |
//! | `incidents` | whether it has an overview of incidents | `false` |
//!
//! The hours of a contract are known from `valid_from`, and not before 2024-01-01, until it ends or the tables of hours do.
//!
//! | `[[critical_period]]` | days on which there had better be no maintenance | default |
//! |---|---|---|
//! | `name` (L) | what people call it | needed |
//! | `from` `until` | its first day, and the first day after it | needed |
//! | `components` | ids of those it is about | all |
//!
//! # Values of the deployment
//!
//! `{secret:NAME}` and `{var:NAME}` are secrets and variables of the deployment. A source whose address needs a variable
//! that is not set is not there: what only it speaks about is *not monitored*. One that needs a secret that is not set is
//! not asked, and its components are *unknown*. In an address a value is percent-encoded for where it stands: set it as it
//! is; a variable that is a whole address stands as it is, and is checked at the edge like any other.
//!
//! `hard` takes a component to the level of what it depends on, to *degraded* at most while an own probe of it passes; `soft`
//! to *degraded* at most. *Unknown* never travels, and a component that no source speaks about gets no level.
//!
//! For `display` and `contract`, `all` is up only when every region is up, `any` when one is.

mod about;
mod address;
mod ancestors;
mod component;
mod contract;
mod cursor;
mod environment;
mod header;
pub mod hours;
mod message;
mod nearest;
mod page;
mod placeholder;
mod probe;
mod problem;
mod region;
mod rings;
mod source;
mod span;
mod support;
mod terms;
mod text;
mod zone;

pub use problem::Problem;
pub use rings::rings;

use crate::page::Page;
use problem::Problems;
use toml::Table;

/// Reads a page file. `file_name` may have folders in front; its last part gives the page its id.
///
/// # Errors
/// Every problem of the file at once. Of text that is not TOML, the first only, with its line and column.
///
/// # Examples
/// ```
/// let problems = fyr_shared::config::read("digireq.toml", "zone = 'Europe/Olso'").unwrap_err();
/// let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
/// let expected = r#"digireq.toml: zone = "Europe/Olso" is not a time zone; did you mean "Europe/Oslo"?"#;
/// assert!(said.contains(&expected.to_owned()), "{said:?}");
/// ```
pub fn read(file_name: &str, text: &str) -> Result<Page, Vec<Problem>> {
    let table = text.parse::<Table>().map_err(|error| vec![not_toml(file_name, text, &error)])?;
    let problems = Problems::new(file_name);
    let page = page::read(page_id(file_name), text, &table, &problems);
    let found = problems.into_found();
    if found.is_empty() { Ok(page) } else { Err(found) }
}

fn page_id(file_name: &str) -> &str {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    last.strip_suffix(".toml").unwrap_or(last)
}

fn not_toml(file_name: &str, text: &str, error: &toml::de::Error) -> Problem {
    let start = error.span().map_or(0, |span| span.start);
    let before = text.get(..start).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|letter| *letter != '\n').count() + 1;
    let message = error.message().trim().replace('\n', ", ");
    Problem::of_file(
        file_name,
        format_args!("line {line}, column {column}: {message}; this is not TOML, correct it first"),
    )
}
