//! Conditions on an answer, in Gatus' language: `[STATUS] == 200`, `[BODY].db == true`, `[RESPONSE_TIME] < 500`.
//!
//! A condition is read once, when the page file is compiled, and travels as the text it was written as. What is checked
//! never *holds* for want of knowledge: a path that is not there, or a value of another type, is [`Outcome::Unreadable`],
//! for `!=` too.
//!
//! | left | what it is | right |
//! |---|---|---|
//! | `[STATUS]` | the HTTP status | a number, `any(200, 204)` |
//! | `[RESPONSE_TIME]` | milliseconds until the whole answer was there | a number |
//! | `[BODY]` | the answer as text, without white space around it | a text, `pat(*ok*)`, `any(ok, well)` |
//! | `[BODY].a.list[0].b` | a value in an answer in JSON | a number, `true`, `false`, `null`, a text, `pat()`, `any()` |
//! | `len([BODY].x)` | how many elements, keys or characters | a number |
//! | `has([BODY].x)` | whether it is there | `true`, `false` |
//! | `all([BODY].list[*].x)` | the values of every element; there must be one, and it must hold for each | as for one value |
//! | `some([BODY].list[*].x)` | the same; it must hold for one of them | as for one value |
//!
//! In a path, `[*]` stands for every element of a list, or every value of an object; `[name=API]` for those whose `name` is
//! `API` (`[name="A ] B"]` where it has brackets in it). Such a path leads to several values and stands in `all()`,
//! `some()` or `len()`, which counts them. An element that is no object, or does not have the key `name`, may be the one
//! that is meant: `len()` is unreadable then, `all()` cannot hold, and `some()` holds only for another one.
//!
//! Operators are `==` `!=` `<` `<=` `>` `>=`; the last four compare numbers only. A number, `true`, `false` or `null`
//! that is meant as text stands in quotation marks.

mod check;
mod parse;
mod path;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::fmt;

/// One condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Condition {
    text: String,
    left: Operand,
    operator: Operator,
    /// At least one; several are alternatives.
    right: Vec<Expected>,
}

/// What a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The HTTP status.
    Status,
    /// How long the answer took.
    ResponseTime,
    /// The answer as text.
    Text,
    /// The answer as JSON.
    Json,
}

/// What is known of an answer.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The HTTP status.
    pub status: u16,
    /// Milliseconds until the whole answer was there.
    pub elapsed_ms: u32,
    /// What was answered; `None` where nobody could look at it.
    pub body: Option<&'a dyn Body>,
}

/// An answer that conditions can look into. Whoever has the bytes reads them, when somebody asks.
pub trait Body {
    /// The answer as text; `None` when its bytes are no text.
    fn text(&self) -> Option<&str>;
    /// The answer as JSON; `None` when it is none.
    fn json(&self) -> Option<&Value>;
}

/// One step into a JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// `.key`
    Key(String),
    /// `[0]`
    Index(usize),
    /// `[*]`
    Every,
    /// `[key=value]`
    Where(String, String),
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is so.
    Holds,
    /// It is not so.
    Fails,
    /// What it asks about is not there, or is something else than it asks about.
    Unreadable,
}

/// The left side.
#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Status,
    ResponseTime,
    Body,
    Path(Vec<Step>),
    Len(Vec<Step>),
    Has(Vec<Step>),
    All(Vec<Step>),
    Some(Vec<Step>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// One value on the right side.
#[derive(Clone, Debug, PartialEq)]
enum Expected {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    Pattern(String),
}

impl Condition {
    /// Reads a condition. The error says what is wrong and how to write it.
    ///
    /// # Errors
    /// When the text is not a condition, or one that can never hold.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::condition::Condition;
    /// assert!(Condition::parse("[BODY].db == true").is_ok());
    /// let problem = Condition::parse("[STATE] == 200").unwrap_err();
    /// assert!(problem.contains("did you mean [STATUS]?"), "{problem}");
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        parse::condition(text)
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it looks at.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match &self.left {
            Operand::Status => Subject::Status,
            Operand::ResponseTime => Subject::ResponseTime,
            Operand::Body => Subject::Text,
            Operand::Path(_) | Operand::Len(_) | Operand::Has(_) | Operand::All(_) | Operand::Some(_) => Subject::Json,
        }
    }

    /// Whether it states that something is so: neither what an answer is not, nor how fast it came, nor that something is
    /// not there, empty or none. What says less than that holds for answers that say nothing at all.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        check::is_positive(self)
    }

    /// Whether it holds for an answer.
    #[must_use]
    pub fn check(&self, facts: &Facts<'_>) -> Outcome {
        check::check(self, facts)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.text
    }
}
