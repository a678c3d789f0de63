//! What comes of what is asked of maintenance: to announce it, to move or change it, to say how far it has come.

use super::maintenance::{Announced, MaintenanceChange, MaintenanceRecord, NewMaintenance, Repeat, WorkOn};
use super::refusal::{Checks, Refusal};
use crate::maintenance::{Announcement, Course, Work};
use crate::page::Page;
use crate::spans::Span;
use crate::status::MaintenanceStatus;
use crate::time::{DAY, HOUR, Instant};

/// How long work may last.
const LONGEST: i64 = 31 * DAY;
/// How often it may be moved or changed.
const MOST_MOVES: usize = 50;
/// How long ago work may have begun that is announced now.
const BEGUN: i64 = HOUR;

impl NewMaintenance {
    /// When each of what is asked begins and ends: one, or as many as its rule has.
    ///
    /// # Errors
    /// What is wrong with the times or with the rule.
    #[cfg(feature = "recurrence")]
    pub fn spans(&self, page: &Page, now: Instant) -> Result<Vec<Span>, Vec<Refusal>> {
        use crate::recurrence::expand;
        use crate::wall_clock::LocalTime;
        let checks = Checks::new(page, now);
        let Some(rule) = &self.repeat else {
            let span = (checks.clock("/starts", &self.starts), checks.clock("/ends", &self.ends));
            return checks.done(span).map(|span| vec![span]);
        };
        let local = |pointer: &str, text: &str| {
            let read = LocalTime::parse(text);
            if read.is_none() {
                checks.refuse(
                    pointer,
                    r#"is no local time; what comes again is written as clocks show it: "2026-12-01T00:30""#,
                );
            }
            read
        };
        let (starts, ends) = (local("/starts", &self.starts), local("/ends", &self.ends));
        let spans = starts.zip(ends).map(|(starts, ends)| expand(rule, starts, ends, &page.zone));
        match spans {
            Some(Ok(spans)) => checks.done(spans),
            Some(Err(error)) => {
                checks.refuse("/repeat", error);
                checks.done(vec![])
            }
            None => checks.done(vec![]),
        }
    }
}

impl MaintenanceRecord {
    /// What a person announces: one for each span, under these ids.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn begin(
        new: &NewMaintenance,
        spans: &[Span],
        ids: &[String],
        page: &Page,
        now: Instant,
    ) -> Result<Vec<Self>, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let first = ids.first().cloned().unwrap_or_default();
        let repeat = new.repeat.as_ref().map(|rule| Repeat { first, rule: rule.clone() });
        let (env, title) = (checks.env(new.env.clone()), checks.title("/title", &new.title));
        let text = new.text.as_ref().map(|text| checks.message("/text", text));
        let affected = affected(&checks, &new.affected);
        for span in spans {
            check_start(&checks, span.0, now);
            check_end(&checks, *span, now);
        }
        let record = |((starts_at, ends_at), id): (&Span, &String)| Self {
            id: id.clone(),
            revision: 1,
            created_at: now,
            changed_at: now,
            env: env.clone(),
            title: title.clone(),
            text: text.clone(),
            status: MaintenanceStatus::Scheduled,
            extraordinary: new.extraordinary,
            affected: affected.clone(),
            starts_at: *starts_at,
            ends_at: *ends_at,
            announced_at: now,
            earlier: vec![],
            moved_at: None,
            began_at: None,
            over_at: None,
            repeat: repeat.clone(),
        };
        let records = spans.iter().zip(ids).map(record).collect();
        checks.done(records)
    }

    /// The maintenance with something about it changed. What was announced before is kept.
    ///
    /// # Errors
    /// Everything that is wrong with the change.
    pub fn changed(&self, change: &MaintenanceChange, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let mut next = Self { revision: self.revision.saturating_add(1), changed_at: now, ..self.clone() };
        if let Some(title) = &change.title {
            next.title = checks.title("/title", title);
        }
        if let Some(text) = &change.text {
            next.text = text.as_ref().map(|text| checks.message("/text", text));
        }
        next.extraordinary = change.extraordinary.unwrap_or(self.extraordinary);
        self.announce_anew(&mut next, change, &checks, now);
        if let Some(status) = change.status {
            self.go_on(&mut next, status, &checks, now);
        }
        checks.done(next)
    }

    /// Other times, or other components.
    fn announce_anew(&self, next: &mut Self, change: &MaintenanceChange, checks: &Checks<'_>, now: Instant) {
        let read =
            |pointer, text: &Option<String>, before| text.as_ref().map_or(before, |text| checks.clock(pointer, text));
        next.starts_at = read("/starts", &change.starts, self.starts_at);
        next.ends_at = read("/ends", &change.ends, self.ends_at);
        if let Some(list) = &change.affected {
            next.affected = affected(checks, list);
        }
        let same = |one: &Self| (one.starts_at, one.ends_at, one.affected.clone());
        if same(self) == same(next) {
            return;
        }
        if !self.is_open(now) {
            checks.refuse("", "the maintenance is over, or was called off; what was announced stays");
        }
        if next.starts_at != self.starts_at && self.starts_at <= now {
            checks.refuse("/starts", "the maintenance has begun; its beginning stays");
        }
        if next.starts_at != self.starts_at {
            check_start(checks, next.starts_at, now);
        }
        if (next.starts_at, next.ends_at) != (self.starts_at, self.ends_at) {
            check_end(checks, (next.starts_at, next.ends_at), now);
        }
        if self.earlier.len() >= MOST_MOVES {
            checks.refuse("", format_args!("it was moved {MOST_MOVES} times; call it off and announce another"));
        }
        next.earlier.push(Announced {
            at: self.moved_at.unwrap_or(self.announced_at),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            affected: self.affected.clone(),
        });
        next.moved_at = Some(now);
    }

    /// How far it has come, as somebody says.
    fn go_on(&self, next: &mut Self, status: MaintenanceStatus, checks: &Checks<'_>, now: Instant) {
        use MaintenanceStatus::{Cancelled, Completed, InProgress, Scheduled, Verifying};
        match (self.status_at(now), status) {
            (Completed | Cancelled, _) => {
                checks.refuse("/status", "the maintenance is over, or was called off; announce another");
            }
            (Scheduled, Scheduled) => {}
            (_, Scheduled) => checks.refuse("/status", "the maintenance has begun; it cannot be planned any more"),
            (_, InProgress | Verifying) => next.began_at = Some(self.began_at.unwrap_or(now)),
            (Scheduled, Completed) => {
                checks.refuse("/status", "the maintenance has not begun; write cancelled if it is called off");
            }
            (_, Completed | Cancelled) => next.over_at = Some(now),
        }
        next.status = status;
    }

    /// The maintenance, as what qualifies is asked of it.
    #[must_use]
    pub fn work(&self) -> Work {
        let of = |at, starts_at, ends_at, affected: &[WorkOn]| Announcement {
            at,
            components: affected.iter().map(|it| it.component.clone()).collect(),
            starts_at,
            ends_at,
        };
        let earlier = self.earlier.iter().map(|it| of(it.at, it.starts_at, it.ends_at, &it.affected));
        let last = of(self.moved_at.unwrap_or(self.announced_at), self.starts_at, self.ends_at, &self.affected);
        let mut all = earlier.chain([last]);
        let announced = all.next();
        Work {
            env: self.env.clone(),
            announced: announced.unwrap_or_else(|| of(self.announced_at, self.starts_at, self.ends_at, &self.affected)),
            changes: all.collect(),
            extraordinary: self.extraordinary,
            course: self.course(),
        }
    }

    fn course(&self) -> Course {
        let over = self.over_at.unwrap_or(self.ends_at);
        match self.status {
            MaintenanceStatus::Scheduled => Course::Planned,
            MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => Course::Running,
            MaintenanceStatus::Completed => Course::Over(over),
            MaintenanceStatus::Cancelled => Course::Cancelled(over),
        }
    }
}

fn check_start(checks: &Checks<'_>, starts_at: Instant, now: Instant) {
    if now.since(starts_at) > BEGUN {
        checks.refuse("/starts", "is more than an hour ago; what was not announced is an incident");
    }
    checks.within_reach("/starts", starts_at);
}

fn check_end(checks: &Checks<'_>, (starts_at, ends_at): Span, now: Instant) {
    if ends_at <= starts_at {
        checks.refuse("/ends", "is not after it begins; write a later time");
    } else if ends_at <= now {
        checks.refuse("/ends", "is over already; write a time to come");
    } else if ends_at.since(starts_at) > LONGEST {
        checks.refuse("/ends", "is more than 31 days after it begins; announce shorter work");
    }
}

/// What the work is done to: each component once, and one at least.
fn affected(checks: &Checks<'_>, list: &[WorkOn]) -> Vec<WorkOn> {
    if list.is_empty() {
        checks.refuse("/affected", "is empty; name what the work is done to");
    }
    checks.distinct("/affected", list.iter().map(|it| &it.component));
    list.to_vec()
}
