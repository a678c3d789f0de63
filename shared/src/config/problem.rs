//! What is wrong with a page file. Every problem of a file is collected; the file is refused when there is any.

use std::cell::RefCell;
use std::fmt;

/// One problem: the file, the place in it, what is wrong and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    file: String,
    place: String,
    text: String,
}

impl Problem {
    /// A problem of a file as a whole.
    #[must_use]
    pub fn of_file(file: &str, text: impl fmt::Display) -> Self {
        Self { file: file.to_owned(), place: String::new(), text: text.to_string() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.text)
    }
}

impl std::error::Error for Problem {}

/// The problems found so far. Shared by all who read a file, so that none of them has to stop for one.
pub(super) struct Problems {
    file: String,
    found: RefCell<Vec<Problem>>,
}

impl Problems {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), found: RefCell::default() }
    }

    /// Adds a problem; what two readers stumble over is one problem.
    pub(super) fn add(&self, place: &str, text: impl fmt::Display) {
        let problem = Problem { file: self.file.clone(), place: place.to_owned(), text: text.to_string() };
        let mut found = self.found.borrow_mut();
        if !found.contains(&problem) {
            found.push(problem);
        }
    }

    pub(super) fn count(&self) -> usize {
        self.found.borrow().len()
    }

    pub(super) fn into_found(self) -> Vec<Problem> {
        self.found.into_inner()
    }
}
