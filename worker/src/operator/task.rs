//! What is asked: path, method and content as one task, or a problem that names the field.

use super::read::Read;
use super::write::Write;
use super::{Call, export};
use crate::history::Wanted;
use crate::problem::Problem;
use crate::report;
use fyr_shared::operator::{Noun, Refusal, Scope};
use serde::de::DeserializeOwned;

/// What can be done to what is only read.
pub const READ: &str = "GET, HEAD";
/// What is only read and is no list of records.
pub const ONLY_READ: [&str; 3] = ["desk", "audit", "export"];

/// One task.
pub enum Task {
    /// The page's state, for public documents as they are now.
    State,
    /// What is wanted of the page's past, for the same.
    History(Wanted),
    /// What an operator sees at once.
    Desk,
    /// Reports, as readers get them.
    Reports(report::Asked),
    /// All that a report was made from.
    Export(export::Wanted),
    /// Records, or the log.
    Read(Read),
    /// Something is made or changed.
    Write(Box<Write>),
}

impl Task {
    /// The task of a call.
    ///
    /// # Errors
    /// A problem: nothing is there, it cannot be done to what is there, or the content is wrong.
    pub fn read(call: &Call) -> Result<Self, Problem> {
        let path: Vec<&str> = call.path.iter().map(String::as_str).collect();
        let write = |write: Result<Write, Problem>| write.map(|write| Self::Write(Box::new(write)));
        let body = call.body.as_str();
        match (call.method.as_str(), path.as_slice()) {
            ("GET", ["state"]) => Ok(Self::State),
            ("GET", ["history"]) => Ok(Self::History(Wanted::read(|name| call.parameter(name)))),
            ("GET", ["desk"]) => Ok(Self::Desk),
            ("GET", ["reports", ..]) => report::Asked::read(&path.join("/")).map(Self::Reports).ok_or_else(missing),
            ("GET", ["export"]) => export::Wanted::read(call).map(Self::Export),
            ("GET", ["audit"]) => Read::audit(call).map(Self::Read),
            ("GET", [noun]) => {
                Noun::of_list(noun).ok_or_else(missing).and_then(|noun| Read::list(call, noun)).map(Self::Read)
            }
            ("GET", [noun, id]) => {
                Read::one(Noun::of_list(noun).ok_or_else(missing)?, id).ok_or_else(missing).map(Self::Read)
            }
            ("POST", ["incidents"]) => write(parse(body).map(Write::NewIncident)),
            ("POST", ["incidents", id, "updates"]) => {
                let number = number(Noun::Incident, id)?;
                write(parse(body).map(|it| Write::Say(number, it)))
            }
            ("PATCH", ["incidents", id]) => {
                let number = number(Noun::Incident, id)?;
                write(parse(body).map(|it| Write::ChangeIncident(number, it)))
            }
            ("PATCH", ["incidents", id, "updates", place]) => {
                let (number, place) = (number(Noun::Incident, id)?, place.parse().map_err(|_| missing())?);
                write(parse(body).map(|it| Write::Correct(number, place, it)))
            }
            ("POST", ["maintenances"]) => write(parse(body).map(Write::NewMaintenance)),
            ("PATCH", ["maintenances", id]) => {
                let number = number(Noun::Maintenance, id)?;
                write(parse(body).map(|it| Write::ChangeMaintenance(number, it)))
            }
            ("POST", ["overrides"]) => write(parse(body).map(Write::NewOverride)),
            ("PATCH", ["overrides", id]) => {
                let number = number(Noun::Override, id)?;
                write(parse(body).map(|it| Write::ChangeOverride(number, it)))
            }
            ("POST", ["tokens"]) => write(parse(body).map(Write::NewToken)),
            ("PATCH", ["tokens", id]) => {
                let number = number(Noun::Token, id)?;
                write(parse(body).map(|it| Write::ChangeToken(number, it)))
            }
            (method, path) => {
                Err(allowed(path).map_or_else(missing, |allowed| Problem::operator_method(method, allowed)))
            }
        }
    }
}

impl Task {
    /// What a token must be good for; `None`: for anything.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::State | Self::History(_) | Self::Desk | Self::Reports(_) => None,
            Self::Export(_) => Some(Scope::Audit),
            Self::Read(read) => read.scope(),
            Self::Write(write) => Some(write.scope()),
        }
    }
}

fn missing() -> Problem {
    Problem::no_record()
}

fn number(noun: Noun, id: &str) -> Result<u64, Problem> {
    noun.number_of(id).ok_or_else(missing)
}

/// What can be done at a path; `None`: nothing is there.
#[must_use]
pub fn allowed(path: &[&str]) -> Option<&'static str> {
    match path {
        [only] if ONLY_READ.contains(only) => Some(READ),
        [list] if Noun::of_list(list).is_some() => Some("GET, HEAD, POST"),
        [list, _] if Noun::of_list(list).is_some() => Some("GET, HEAD, PATCH"),
        ["incidents", _, "updates"] => Some("POST"),
        ["incidents", _, "updates", _] => Some("PATCH"),
        _ => None,
    }
}

/// The content as what it must be.
fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Problem> {
    // A list of values in the order of the fields would be read, too.
    if body.trim_start().starts_with(|first| first != '{') {
        let detail = "the content must be a JSON object".to_owned();
        return Err(Problem::refused(vec![Refusal { pointer: String::new(), detail }]));
    }
    let mut from = serde_json::Deserializer::from_str(body);
    let read = serde_path_to_error::deserialize(&mut from).map_err(|error| {
        let pointer = pointer(error.path());
        let detail = error.into_inner().to_string();
        Problem::refused(vec![Refusal { pointer, detail }])
    })?;
    let end = from.end();
    end.map_err(|error| Problem::refused(vec![Refusal { pointer: String::new(), detail: error.to_string() }]))?;
    Ok(read)
}

/// A path as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let segment = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } | Segment::Enum { variant: key } => {
            format!("/{}", key.replace('~', "~0").replace('/', "~1"))
        }
        Segment::Unknown => "/?".to_owned(),
    };
    let pointer: String = path.iter().map(segment).collect();
    // Of what has no name the place that it stands in.
    pointer.trim_end_matches("/?").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fyr_shared::operator::NewIncident;

    #[test]
    fn what_is_wrong_with_the_content_is_told_by_its_place() {
        for (body, pointer, says) in [
            ("", "", "EOF while parsing a value"),
            ("{", "", "EOF while parsing an object"),
            ("[]", "", "the content must be a JSON object"),
            ("null", "", "the content must be a JSON object"),
            (r#"{"title":{"nb":"a"},"severity":"worst"}"#, "/severity", "unknown variant `worst`"),
            (r#"{"title":{"de":"a"},"severity":"minor"}"#, "/title", "unknown variant `de`"),
            (r#"{"title":{"nb":"a"},"severity":"minor","colour":"red"}"#, "/colour", "unknown field `colour`"),
            (
                r#"{"title":{"nb":"a"},"severity":"minor","affected":[{"component":"api","level":"bad"}]}"#,
                "/affected/0/level",
                "unknown variant `bad`",
            ),
            (r#"{"title":{"nb":"a"},"severity":"minor","started_at":"now"}"#, "/started_at", "not an RFC 3339 instant"),
            (r#"{"title":{"nb":"a"},"severity":"minor"} more"#, "", "trailing characters"),
        ] {
            let problem = parse::<NewIncident>(body).err().unwrap();
            let refusal = &problem.errors[0];
            assert_eq!((problem.status, refusal.pointer.as_str()), (422, pointer), "{body}: {}", refusal.detail);
            assert!(refusal.detail.contains(says), "{body}: {}", refusal.detail);
        }
    }
}
