//! `[[channel]]`: a way to reach someone.

use super::super::cursor::{Cursor, meant};
use super::super::placeholder::filled;
use super::super::{address, span, text};
use super::{Names, Table, references};
use crate::support::{Channel, Hours, Target, Via, variable};
use crate::time::HOUR;

pub(super) const KEYS: [&str; 11] =
    ["id", "name", "via", "to", "how", "hours", "outside", "calendar", "answer", "roles", "needs"];

/// The least and the most that an answer may take which is no matter of working days.
const ANSWERS: (&str, &str) = ("5s", "100h");
/// The most working days that an answer may take: as many as there always are in what readers are told of the hours.
const DAYS: u8 = 10;

/// All of them: some are staffed when others are not.
pub(super) fn read_all(cursors: &[Cursor<'_>], table: &Table, known: &Names<'_>) -> Vec<Channel> {
    let read = |(cursor, id): (&Cursor<'_>, &&str)| read(cursor, id, table, known);
    let mut channels: Vec<Channel> = cursors.iter().zip(&known.channels).map(read).collect();
    let outside: Vec<Option<Hours>> = cursors.iter().map(|cursor| outside(cursor, cursors, &channels, known)).collect();
    for (channel, outside) in channels.iter_mut().zip(outside) {
        channel.hours = channel.hours.take().or(outside);
    }
    channels
}

fn read(cursor: &Cursor<'_>, id: &str, table: &Table, known: &Names<'_>) -> Channel {
    cursor.needs("via", r#"via = "phone", "email" or another way"#);
    let via = cursor.word("via", Via::WORDS).and_then(Via::parse);
    let how = text::localized(cursor, "how", &known.page.languages);
    let to = via.and_then(|via| to(cursor, via));
    if !cursor.has("to") && matches!(via, Some(Via::OnCall | Via::ByAgreement)) {
        cursor.needs("how", "a text per language that says whom people have agreed it with: how.… = \"…\"");
    }
    if cursor.has("hours") {
        cursor.refuses("outside", "stands beside hours; keep one of them");
    }
    let answer = answer(cursor);
    if matches!(answer, Some(Target::Seconds(span)) if i64::from(span) >= HOUR)
        && !cursor.has("hours")
        && !cursor.has("outside")
    {
        cursor
            .wrong("answer", "passes while the channel is open, but it has no hours; add them, or write working days");
    }
    let needs_calendar = cursor.has("hours") || matches!(answer, Some(Target::WorkingDays(_)));
    if !needs_calendar {
        cursor.refuses("calendar", "is for hours and for answers within working days; remove it");
    }
    Channel {
        id: id.into(),
        name: text::needed(cursor, "name", &known.page.languages),
        via: via.unwrap_or(Via::ByAgreement),
        to,
        not_given: false,
        unset: None,
        how,
        hours: cursor.text("hours").and_then(|text| table.hours(cursor, text)),
        answer,
        working_days: match answer {
            Some(Target::WorkingDays(_)) => table.working_days(cursor),
            _ => None,
        },
        roles: references(cursor, "roles", "role", &known.roles).into_iter().map(Into::into).collect(),
        needs: references(cursor, "needs", "component", &known.page.components).into_iter().map(Into::into).collect(),
        overrides: vec![],
    }
}

/// The hours outside those of another channel.
fn outside(cursor: &Cursor<'_>, cursors: &[Cursor<'_>], channels: &[Channel], known: &Names<'_>) -> Option<Hours> {
    let id = cursor.text("outside")?;
    let Some((other, channel)) = cursors.iter().zip(channels).find(|(_, channel)| channel.id.as_str() == id) else {
        cursor.wrong("outside", format_args!("is no channel of this page; {}", meant(id, &known.channels)));
        return None;
    };
    if !other.has("hours") {
        cursor.wrong("outside", "is a channel without hours of its own; name one that has them");
    }
    channel.hours.as_ref().map(Hours::complement)
}

/// Where a channel leads: what its way takes.
fn to(cursor: &Cursor<'_>, via: Via) -> Option<String> {
    if via == Via::ByAgreement {
        cursor.refuses("to", "is given, but people use what they have agreed; remove it, or write another via");
        return None;
    }
    if via != Via::OnCall {
        cursor.needs("to", r#"to = "…", or to = "{var:NAME}" where the deployment sets it"#);
    }
    let written = cursor.text("to")?;
    if written.contains("{secret:") {
        cursor.wrong("to", "holds a secret, but people read it; write {var:NAME}");
        return None;
    }
    if variable(written).is_some() {
        filled(cursor, "to", written)?;
    } else if written.contains(['{', '}']) {
        cursor.wrong("to", r#"has a placeholder in it; write all of it as one variable: "{var:NAME}""#);
    } else if !via.takes(written) {
        cursor.wrong("to", format_args!("cannot be reached by {}; {}", via.as_str(), cure(via)));
    } else if written.starts_with("https:") {
        address::of_people(cursor, "to")?;
    }
    Some(written.to_owned())
}

fn cure(via: Via) -> &'static str {
    match via {
        Via::Phone | Via::OnCall => r#"write a number of digits and spaces, such as "+47 22 00 00 00""#,
        Via::Email => r#"write an address such as "post@example.no""#,
        Via::Form => r#"write its address, "https://…""#,
        Via::Chat | Via::ByAgreement => "write its name, or its address, on one line",
    }
}

fn answer(cursor: &Cursor<'_>) -> Option<Target> {
    let written = cursor.text("answer")?;
    let Some((count, rest)) = written.split_once(' ') else {
        let seconds = span::seconds(cursor, "answer", ANSWERS.0, ANSWERS.1)?;
        return u32::try_from(seconds).ok().map(Target::Seconds);
    };
    let days = count.parse().ok().filter(|days| (1..=DAYS).contains(days));
    match (days, rest) {
        (Some(days), "working day" | "working days") => Some(Target::WorkingDays(days)),
        _ => {
            cursor.wrong(
                "answer",
                r#"is no time to answer in; write "50s", "2m", "4h", "1 working day", or as many as "10 working days""#,
            );
            None
        }
    }
}
