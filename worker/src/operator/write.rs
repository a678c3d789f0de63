//! Writing: what is asked is applied to the record as it is now, and everything that comes of it is stored at once.

use super::record::{self, Record};
use super::{Answer, Call};
use crate::clock::Tempo;
use crate::hash::sha256;
use crate::page_object::PageObject;
use crate::problem::Problem;
use crate::round::{Live, decide::decide, index::Index, live::REVISION, record::lapse};
use crate::store::{answered, counters, log, records, sql::Sql, tokens};
use fyr_shared::operator::{
    Actor, Affected, Conflict, IncidentChange, IncidentRecord, Listed, MaintenanceChange, MaintenanceRecord,
    NewIncident, NewMaintenance, NewOverride, NewToken, NewUpdate, Noun, OverrideChange, OverrideRecord, Refusal,
    Scope, TokenChange, TokenRecord, TokenText, UpdateChange,
};
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use worker::Result;

/// How much of each there may be at a time.
const OPEN_INCIDENTS: usize = 50;
const OPEN_MAINTENANCES: usize = 300;
const OPEN_OVERRIDES: usize = 100;
const GOOD_TOKENS: usize = 100;
/// How long an idempotency key may be.
pub const KEY: usize = 100;

/// Something to make or to change. A number is that of the record which is changed.
pub enum Write {
    /// Begin an incident.
    NewIncident(NewIncident),
    /// Change one.
    ChangeIncident(u64, IncidentChange),
    /// Publish a message about one.
    Say(u64, NewUpdate),
    /// Correct a message, by its place.
    Correct(u64, u32, UpdateChange),
    /// Announce maintenance.
    NewMaintenance(NewMaintenance),
    /// Change one.
    ChangeMaintenance(u64, MaintenanceChange),
    /// Override a level or a channel.
    NewOverride(NewOverride),
    /// Change an override.
    ChangeOverride(u64, OverrideChange),
    /// Make a token.
    NewToken(NewToken),
    /// Revoke one.
    ChangeToken(u64, TokenChange),
}

impl Write {
    /// What a token must be good for.
    #[must_use]
    pub fn scope(&self) -> Scope {
        match self {
            Self::NewIncident(_) | Self::ChangeIncident(..) | Self::Say(..) | Self::Correct(..) => Scope::Incidents,
            Self::NewMaintenance(_) | Self::ChangeMaintenance(..) => Scope::Maintenance,
            Self::NewOverride(_) | Self::ChangeOverride(..) => Scope::Overrides,
            Self::NewToken(_) | Self::ChangeToken(..) => Scope::Tokens,
        }
    }
}

/// What came of a write: an answer, or why it cannot be; then nothing was written.
pub type Outcome = std::result::Result<Answer, Problem>;

/// Where a write takes place.
pub struct Writing<'a> {
    /// The database, inside a transaction.
    pub sql: &'a Sql,
    /// Where the page stands.
    pub live: &'a mut Live,
    /// The page.
    pub page: &'a Page,
    /// Who writes.
    pub by: Actor,
    /// `If-Match`.
    pub if_match: Option<&'a str>,
    /// When, and at which pace the page lives.
    pub now: Instant,
    pub tempo: Tempo,
}

/// Does it, once: who asks again with the same key is answered as the first time.
///
/// # Errors
/// The database's own; then nothing of it was stored.
pub fn answer(
    object: &PageObject,
    page: &Page,
    call: &Call,
    write: Write,
    me: &TokenRecord,
    now: Instant,
) -> Result<Answer> {
    if let Some(problem) = call.key.as_deref().and_then(wrong_key) {
        return Ok(Answer::problem(&problem));
    }
    let tempo = Tempo::of(&object.env);
    object.write(page, |sql, live| {
        let asked = sha256(&format!("{} {} {}", call.method, call.path.join("/"), call.body));
        if let Some(key) = &call.key
            && let Some(before) = answered::find(sql, &me.id, key, now)?
        {
            return match before.asked == asked {
                true => Ok(serde_json::from_str(&before.answer)?),
                false => Ok(Answer::problem(&Problem::other_key())),
            };
        }
        let by = Actor { token: Some(me.id.clone()), name: me.name.clone() };
        let writing = Writing { sql, live, page, by, if_match: call.if_match.as_deref(), now, tempo };
        let answer = match writing.perform(write)? {
            Ok(answer) => answer,
            Err(problem) => return Ok(Answer::problem(&problem)),
        };
        let answer = Answer { changed: true, ..answer };
        if let Some(key) = &call.key {
            let kept = answered::Answered { asked, answer: serde_json::to_string(&without_secret(&answer)?)? };
            answered::keep(sql, &me.id, key, &kept, now)?;
        }
        Ok(answer)
    })
}

fn wrong_key(key: &str) -> Option<Problem> {
    let visible = key.bytes().all(|byte| byte.is_ascii_graphic());
    (key.is_empty() || key.len() > KEY || !visible).then(Problem::key)
}

/// An answer as it may be kept: a token is told once, and kept nowhere.
fn without_secret(answer: &Answer) -> Result<Answer> {
    let mut body: serde_json::Value = serde_json::from_str(&answer.body)?;
    let told = body.as_object_mut().and_then(|record| record.remove("token")).is_some();
    Ok(if told { Answer { body: body.to_string(), ..answer.clone() } } else { answer.clone() })
}

impl Writing<'_> {
    /// Does it.
    ///
    /// # Errors
    /// The database's own.
    pub fn perform(mut self, write: Write) -> Result<Outcome> {
        let (page, now) = (self.page, self.now);
        match write {
            Write::NewIncident(new) => {
                let open =
                    self.live.declared.incidents.values().filter(|it| it.is_open() && !it.is_automatic()).count();
                self.make(open, OPEN_INCIDENTS, |id| IncidentRecord::begin(&new, id, page, now))
            }
            Write::ChangeIncident(number, change) => self.change_incident(number, &change),
            Write::Say(number, new) => self
                .change(number, |it: &IncidentRecord| Some(it.said(&new, page, now)))
                .map(|it| created(Noun::Incident, it)),
            Write::Correct(number, place, change) => {
                self.change(number, |it: &IncidentRecord| it.corrected(place, &change, page, now))
            }
            Write::NewMaintenance(new) => self.announce(&new),
            Write::ChangeMaintenance(number, change) => {
                self.change(number, |it: &MaintenanceRecord| Some(it.changed(&change, page, now)))
            }
            Write::NewOverride(new) => {
                let open = self.live.declared.overrides.values().filter(|it| it.is_open(now)).count();
                self.make(open, OPEN_OVERRIDES, |id| OverrideRecord::begin(&new, id, page, now))
            }
            Write::ChangeOverride(number, change) => {
                self.change(number, |it: &OverrideRecord| Some(it.changed(&change, page, now)))
            }
            Write::NewToken(new) => self.make_token(&new),
            Write::ChangeToken(number, change) => self.change_token(number, change),
        }
    }

    /// Makes a record, if there are not too many already.
    fn make<R: Record>(
        &mut self,
        open: usize,
        most: usize,
        begin: impl FnOnce(String) -> std::result::Result<R, Vec<Refusal>>,
    ) -> Result<Outcome> {
        if open >= most {
            return Ok(Err(Problem::too_much(R::NOUN, most)));
        }
        let number = records::coming_number(self.sql)?;
        match begin(R::NOUN.id(number)) {
            Err(refusals) => Ok(Err(Problem::refused(refusals))),
            Ok(record) => {
                let number = records::next_number(self.sql)?;
                record::keep(self.sql, self.live, number, &record, &self.by, self.now)?;
                self.settle()?;
                Ok(created(R::NOUN, told(&record)?))
            }
        }
    }

    /// Announces maintenance: each that its rule has is one of its own.
    fn announce(&mut self, new: &NewMaintenance) -> Result<Outcome> {
        let (page, now) = (self.page, self.now);
        let spans = match new.spans(page, now) {
            Ok(spans) => spans,
            Err(refusals) => return Ok(Err(Problem::refused(refusals))),
        };
        let open = self.live.declared.maintenances.values().filter(|it| it.is_open(now)).count();
        if open + spans.len() > OPEN_MAINTENANCES {
            return Ok(Err(Problem::too_much(Noun::Maintenance, OPEN_MAINTENANCES)));
        }
        let first = records::coming_number(self.sql)?;
        let ids: Vec<String> = (first..).take(spans.len()).map(|number| Noun::Maintenance.id(number)).collect();
        let records = match MaintenanceRecord::begin(new, &spans, &ids, page, now) {
            Ok(records) => records,
            Err(refusals) => return Ok(Err(Problem::refused(refusals))),
        };
        for record in &records {
            let number = records::next_number(self.sql)?;
            record::keep(self.sql, self.live, number, record, &self.by, now)?;
        }
        self.settle()?;
        let version = records.first().map(Record::version);
        let body = serde_json::to_string(&Listed { items: records, next: None })?;
        Ok(created(Noun::Maintenance, Ok(Answer::of(version, body))))
    }

    /// Changes a record, if it is still as who asks has seen it. `None` of `change`: there is no such part of it.
    fn change<R: Record>(
        &mut self,
        number: u64,
        change: impl FnOnce(&R) -> Option<std::result::Result<R, Vec<Refusal>>>,
    ) -> Result<Outcome> {
        let Some(before) = record::find::<R>(self.sql, self.live, number)? else {
            return Ok(Err(Problem::no_record()));
        };
        if let Some(problem) = self.conflict(&before)? {
            return Ok(Err(problem));
        }
        match change(&before) {
            None => Ok(Err(Problem::no_record())),
            Some(Err(refusals)) => Ok(Err(Problem::refused(refusals))),
            Some(Ok(record)) => {
                record::keep(self.sql, self.live, number, &record, &self.by, self.now)?;
                self.settle()?;
                told(&record)
            }
        }
    }

    /// Whether it is another than who asks has seen: then what it is, and what has happened since.
    fn conflict<R: Record>(&self, record: &R) -> Result<Option<Problem>> {
        let current = serde_json::to_value(record)?;
        self.conflict_of(record.id(), &record.version(), current)
    }

    fn conflict_of(&self, id: &str, version: &str, current: serde_json::Value) -> Result<Option<Problem>> {
        let Some(header) = self.if_match else { return Ok(Some(Problem::unmatched())) };
        let tags = header.split(',').map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'));
        let tags: Vec<&str> = tags.collect();
        if tags.contains(&version) {
            return Ok(None);
        }
        let seen = |tag: &&str| tag.strip_prefix(id)?.strip_prefix('-')?.parse::<u32>().ok();
        let Some(seen) = tags.iter().find_map(seen) else { return Ok(Some(Problem::unmatched())) };
        let changes = log::since(self.sql, id, seen)?;
        Ok(Some(Problem::conflict(Conflict { current, changes })))
    }

    /// An incident; one that is merged into another hands over what it is about.
    fn change_incident(&mut self, number: u64, change: &IncidentChange) -> Result<Outcome> {
        let (page, now) = (self.page, self.now);
        let Some(into) = &change.merged_into else {
            return self.change(number, |it: &IncidentRecord| Some(it.changed(change, page, now)));
        };
        let of = Noun::Incident.number_of(into).unwrap_or(0);
        let target = record::find::<IncidentRecord>(self.sql, self.live, of)?;
        let part = record::find::<IncidentRecord>(self.sql, self.live, number)?;
        let fits = |it: &IncidentRecord| it.is_open() && part.as_ref().is_some_and(|part| part.env == it.env);
        let Some(target) = target.filter(fits) else {
            let detail = "names no open incident of the same environment; name one".to_owned();
            return Ok(Err(Problem::refused(vec![Refusal { pointer: "/merged_into".to_owned(), detail }])));
        };
        let outcome = self.change(number, |it: &IncidentRecord| Some(it.changed(change, page, now)))?;
        if let (Ok(_), Some(part)) = (&outcome, part) {
            self.widen(of, target, &part.affected)?;
            self.settle()?;
        }
        Ok(outcome)
    }

    /// An incident is about more components than before.
    fn widen(&mut self, number: u64, mut target: IncidentRecord, more: &[Affected]) -> Result<()> {
        let known =
            |it: &Affected, target: &IncidentRecord| target.affected.iter().any(|on| on.component == it.component);
        let new: Vec<Affected> = more.iter().filter(|it| !known(it, &target)).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        target.affected.extend(new);
        (target.revision, target.changed_at) = (target.revision.saturating_add(1), self.now);
        record::keep(self.sql, self.live, number, &target, &self.by, self.now)
    }

    /// What readers see follows at once, and they see that it is new.
    fn settle(&mut self) -> Result<()> {
        lapse(self.sql, self.live, self.tempo, self.now)?;
        decide(self.sql, self.live, self.page, &Index::of(self.page), self.now)?;
        self.live.phase = self.live.declared.phase(self.now);
        self.live.revision = self.live.revision.saturating_add(1);
        counters::set(self.sql, REVISION, self.live.revision)
    }

    fn make_token(&mut self, new: &NewToken) -> Result<Outcome> {
        let now = self.now;
        let good = self.live.tokens.iter().filter(|(_, _, it)| it.is_good(now)).count();
        if good >= GOOD_TOKENS {
            return Ok(Err(Problem::too_much(Noun::Token, GOOD_TOKENS)));
        }
        let number = records::coming_number(self.sql)?;
        match TokenRecord::begin(new, Noun::Token.id(number), self.page, now) {
            Err(refusals) => Ok(Err(Problem::refused(refusals))),
            Ok(record) => {
                let number = records::next_number(self.sql)?;
                let token = fresh()?;
                self.keep_token(number, sha256(&token), &record)?;
                token_told(TokenRecord { token: Some(token), ..record }).map(|it| created(Noun::Token, it))
            }
        }
    }

    fn change_token(&mut self, number: u64, change: TokenChange) -> Result<Outcome> {
        let found = self.live.tokens.iter().find(|(of, ..)| *of == number).cloned();
        let Some((_, hash, before)) = found else { return Ok(Err(Problem::no_record())) };
        let version = fyr_shared::operator::version(&before.id, before.revision);
        if let Some(problem) = self.conflict_of(&before.id, &version, serde_json::to_value(&before)?)? {
            return Ok(Err(problem));
        }
        if !change.revoked {
            let detail = "a token that was revoked stays so; write true, or make another token".to_owned();
            return Ok(Err(Problem::refused(vec![Refusal { pointer: "/revoked".to_owned(), detail }])));
        }
        let makes = |it: &TokenRecord| it.is_good(self.now) && it.has(Scope::Tokens);
        if makes(&before) && self.live.tokens.iter().filter(|(_, _, it)| makes(it)).count() == 1 {
            return Ok(Err(Problem::last_token()));
        }
        let revision = before.revision.saturating_add(1);
        let record = TokenRecord { revision, revoked_at: Some(before.revoked_at.unwrap_or(self.now)), ..before };
        self.keep_token(number, hash, &record)?;
        token_told(record)
    }

    fn keep_token(&mut self, number: u64, hash: String, record: &TokenRecord) -> Result<()> {
        let text = serde_json::to_string(record)?;
        log::enter(self.sql, Noun::Token, &record.id, record.revision, &self.by, self.now, &text)?;
        let kept = (number, hash, record.clone());
        tokens::put(self.sql, &kept)?;
        self.live.tokens.retain(|(of, ..)| *of != number);
        self.live.tokens.push(kept);
        Ok(())
    }
}

/// A new token: 256 bits of the platform's randomness.
fn fresh() -> Result<String> {
    let mut bits = [0; 32];
    crate::random::fill(&mut bits)?;
    Ok(TokenText::write(bits))
}

/// A record, as it is answered.
fn told<R: Record>(record: &R) -> Result<Outcome> {
    Ok(Ok(Answer::of(Some(record.version()), serde_json::to_string(record)?)))
}

fn token_told(record: TokenRecord) -> Result<Outcome> {
    let version = fyr_shared::operator::version(&record.id, record.revision);
    Ok(Ok(Answer::of(Some(version), serde_json::to_string(&record)?)))
}

/// The answer to what was made: it says where that is.
fn created(noun: Noun, outcome: Outcome) -> Outcome {
    outcome.map(|answer| {
        let id = answer.version.as_deref().and_then(|version| version.rsplit_once('-')).map(|(id, _)| id);
        let location = noun.list().zip(id).map(|(list, id)| format!("{list}/{id}"));
        Answer { status: 201, location, ..answer }
    })
}
