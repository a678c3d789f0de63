//! Tables, as migrations: numbered by their place, appended, never edited. `{env}` is the page's first environment: what
//! was stored before there were any is about that one.

use super::sql::Sql;
use fyr_shared::ids::EnvId;
use worker::Result;

const MIGRATIONS: [&str; 6] = [
    "
    CREATE TABLE object (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE series (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL, component TEXT NOT NULL, region TEXT NOT NULL,
        failing_since INTEGER, failing_count INTEGER, UNIQUE (source, component, region)
    );
    CREATE TABLE series_interval (
        series INTEGER NOT NULL, start INTEGER NOT NULL, finish INTEGER, state TEXT NOT NULL, reason TEXT,
        PRIMARY KEY (series, start)
    ) WITHOUT ROWID;
    CREATE TABLE level_interval (
        component TEXT NOT NULL, start INTEGER NOT NULL, finish INTEGER, level TEXT NOT NULL, since INTEGER NOT NULL,
        reason TEXT, seen_from TEXT NOT NULL, unconfirmed INTEGER NOT NULL,
        PRIMARY KEY (component, start)
    ) WITHOUT ROWID;
    CREATE TABLE sample (
        region TEXT NOT NULL, hour INTEGER NOT NULL, part INTEGER NOT NULL, round_at INTEGER NOT NULL,
        revision INTEGER NOT NULL, bytes BLOB NOT NULL,
        PRIMARY KEY (region, hour, part)
    ) WITHOUT ROWID;
    CREATE TABLE sample_day (
        series INTEGER NOT NULL, day INTEGER NOT NULL, counts BLOB NOT NULL, PRIMARY KEY (series, day)
    ) WITHOUT ROWID;
    CREATE TABLE foreign_incident (source TEXT PRIMARY KEY, incidents TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE log (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, entry TEXT NOT NULL);
    CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, transition TEXT NOT NULL);
",
    "
    CREATE TABLE level_of_env (
        env TEXT NOT NULL, component TEXT NOT NULL, start INTEGER NOT NULL, finish INTEGER, level TEXT NOT NULL,
        since INTEGER NOT NULL, reason TEXT, seen_from TEXT NOT NULL, unconfirmed INTEGER NOT NULL,
        PRIMARY KEY (env, component, start)
    ) WITHOUT ROWID;
    INSERT INTO level_of_env (env, component, start, finish, level, since, reason, seen_from, unconfirmed)
        SELECT '{env}', component, start, finish, level, since, reason, seen_from, unconfirmed FROM level_interval;
    DROP TABLE level_interval;
    ALTER TABLE level_of_env RENAME TO level_interval;
",
    "
    ALTER TABLE level_interval ADD COLUMN because TEXT NOT NULL DEFAULT '[]';
",
    "
    ALTER TABLE log ADD COLUMN token TEXT;
    ALTER TABLE log ADD COLUMN name TEXT NOT NULL DEFAULT '';
    ALTER TABLE log ADD COLUMN subject TEXT NOT NULL DEFAULT '';
    ALTER TABLE log ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX log_subject ON log (subject, revision);
    CREATE TRIGGER log_is_not_changed BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TRIGGER log_is_not_removed BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
    CREATE TABLE record (
        noun TEXT NOT NULL, number INTEGER NOT NULL, over_at INTEGER, entry TEXT NOT NULL, PRIMARY KEY (noun, number)
    ) WITHOUT ROWID;
    CREATE TABLE token (number INTEGER PRIMARY KEY, hash TEXT NOT NULL, entry TEXT NOT NULL);
    CREATE TABLE answered (
        token TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL, asked TEXT NOT NULL, answer TEXT NOT NULL,
        PRIMARY KEY (token, key)
    ) WITHOUT ROWID;
    CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
",
    "
    CREATE TABLE level_day (
        env TEXT NOT NULL, component TEXT NOT NULL, day INTEGER NOT NULL, seconds BLOB NOT NULL,
        PRIMARY KEY (env, component, day)
    ) WITHOUT ROWID;
    CREATE TABLE terms (hash TEXT PRIMARY KEY, page BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE touched (month INTEGER NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (month, subject)) WITHOUT ROWID;
    CREATE TABLE report (
        month INTEGER NOT NULL, revision INTEGER NOT NULL, made_at INTEGER NOT NULL, log INTEGER NOT NULL,
        document BLOB NOT NULL, samples BLOB NOT NULL, PRIMARY KEY (month, revision)
    ) WITHOUT ROWID;
    ALTER TABLE sample ADD COLUMN shape INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX touched_subject ON touched (subject);
    CREATE INDEX log_configuration ON log (id) WHERE kind = 'configuration';
    CREATE INDEX record_open ON record (noun) WHERE over_at IS NULL;
",
    "
    CREATE TABLE due_report (month INTEGER PRIMARY KEY, after INTEGER NOT NULL);
    CREATE INDEX series_open ON series_interval (series) WHERE finish IS NULL;
    CREATE INDEX level_open ON level_interval (env, component) WHERE finish IS NULL;
    CREATE INDEX record_over ON record (noun, over_at);
    DROP INDEX record_open;
",
];

/// Notes the name of the object.
///
/// # Errors
/// The database's own.
pub fn name(sql: &Sql, name: &str) -> Result<()> {
    if named(sql)?.as_deref() == Some(name) {
        return Ok(());
    }
    sql.run("INSERT OR IGNORE INTO object (name) VALUES (?)", vec![name.into()])
}

/// The name that was noted; `None` for an object that has no tables yet.
///
/// # Errors
/// The database's own.
pub fn named(sql: &Sql) -> Result<Option<String>> {
    let tables = sql.rows("SELECT name FROM sqlite_master WHERE name = 'object'", vec![])?;
    if tables.is_empty() {
        return Ok(None);
    }
    let rows = sql.rows("SELECT name FROM object", vec![])?;
    Ok(rows.first().map(|row| row.text(0).to_owned()))
}

/// How many migrations there were when it began to be noted which months a record touches.
pub const TOUCHED: i64 = 5;

/// Brings the tables of an object up to date. Does nothing when they are. `first` is the page's first environment. Says how many
/// migrations had been made before.
///
/// # Errors
/// The database's own.
pub fn migrate(sql: &Sql, first: &EnvId) -> Result<i64> {
    sql.run("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY)", vec![])?;
    let done = sql.rows("SELECT count(*) FROM migration", vec![])?;
    let done = done.first().and_then(|row| row.number(0)).unwrap_or(0);
    for (number, migration) in (0_i64..).zip(MIGRATIONS).skip_while(|(number, _)| *number < done) {
        // An id holds nothing that a statement could take for its own.
        sql.run(&migration.replace("{env}", first.as_str()), vec![])?;
        sql.run("INSERT INTO migration (number) VALUES (?)", vec![number.into()])?;
    }
    Ok(done)
}
