//! Statements and rows, without ceremony. Counts the rows written, because a round promises how many they are, and the rows
//! read, because a report does.

use fyr_shared::time::Instant;
use std::cell::Cell;
use worker::{Result, SqlStorage, SqlStorageValue};

/// Numbers of the runtime's language are whole up to this one.
const MOST: i64 = 9_007_199_254_740_991;

/// A number as the database takes it; a larger one is the largest that it takes.
#[must_use]
pub fn whole(of: u64) -> SqlStorageValue {
    i64::try_from(of).unwrap_or(MOST).min(MOST).into()
}

/// The database of one object.
pub struct Sql {
    inner: SqlStorage,
    written: Cell<usize>,
    read: Cell<usize>,
}

/// One row of an answer.
pub struct Row(Vec<SqlStorageValue>);

impl Sql {
    /// The database behind `inner`.
    #[must_use]
    pub fn new(inner: SqlStorage) -> Self {
        Self { inner, written: Cell::new(0), read: Cell::new(0) }
    }

    /// Runs a statement for its effect.
    ///
    /// # Errors
    /// The database's own.
    pub fn run(&self, statement: &str, values: Vec<SqlStorageValue>) -> Result<()> {
        #[cfg(feature = "scripted")]
        crate::scripted::faults::statement(statement)?;
        let cursor = self.inner.exec(statement, values)?;
        self.written.set(self.written.get() + cursor.rows_written());
        Ok(())
    }

    /// Runs a query.
    ///
    /// # Errors
    /// The database's own.
    pub fn rows(&self, query: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Row>> {
        let cursor = self.inner.exec(query, values)?;
        let rows = cursor.raw().map(|row| row.map(Row)).collect();
        self.read.set(self.read.get() + cursor.rows_read());
        rows
    }

    /// Rows that the database has read for answers since this was made, whether or not they are in one.
    #[must_use]
    pub fn rows_read(&self) -> usize {
        self.read.get()
    }

    /// How many bytes the database has on disk.
    #[must_use]
    pub fn size(&self) -> usize {
        self.inner.database_size()
    }

    /// Rows written since this was made.
    #[must_use]
    pub fn rows_written(&self) -> usize {
        self.written.get()
    }
}

impl Row {
    /// A column that holds text; empty for anything else.
    #[must_use]
    pub fn text(&self, column: usize) -> &str {
        match self.0.get(column) {
            Some(SqlStorageValue::String(text)) => text,
            _ => "",
        }
    }

    /// A column that holds a number, or `NULL`.
    #[must_use]
    pub fn number(&self, column: usize) -> Option<i64> {
        match self.0.get(column) {
            Some(SqlStorageValue::Integer(number)) => Some(*number),
            _ => None,
        }
    }

    /// A column that holds an instant, or `NULL`.
    #[must_use]
    pub fn instant(&self, column: usize) -> Option<Instant> {
        self.number(column).map(Instant)
    }

    /// A column that holds bytes; empty for anything else.
    #[must_use]
    pub fn bytes(&self, column: usize) -> &[u8] {
        match self.0.get(column) {
            Some(SqlStorageValue::Blob(bytes)) => bytes,
            _ => &[],
        }
    }
}
