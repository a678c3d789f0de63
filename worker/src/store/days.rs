//! Seconds of local days. They are read by their primary key: what a page has lived through before the days that are asked for
//! costs nothing.

use super::levels::{Key, names, with};
use super::sql::Sql;
use fyr_shared::day::Day;
use fyr_shared::history::Seconds;
use fyr_shared::status::Level;
use worker::Result;

/// The byte that stands for a level in a row; never given to another.
const CODES: [(Level, u8); 6] = [
    (Level::Operational, 1),
    (Level::Unknown, 2),
    (Level::Maintenance, 3),
    (Level::Degraded, 4),
    (Level::PartialOutage, 5),
    (Level::MajorOutage, 6),
];

/// Four bytes for each level that was seen: which, and how many seconds, little end first.
#[must_use]
pub fn write(seconds: &Seconds) -> Vec<u8> {
    let seen = CODES.iter().map(|(level, code)| (seconds.at(*level), code)).filter(|(seconds, _)| *seconds > 0);
    let bytes = seen.map(|(seconds, code)| {
        let [low, middle, high, _] = seconds.to_le_bytes();
        [*code, low, middle, high]
    });
    bytes.flatten().collect()
}

/// What those bytes say. A code that we do not know is of a level that we cannot tell.
#[must_use]
pub fn read(bytes: &[u8]) -> Seconds {
    let (quads, _) = bytes.as_chunks::<4>();
    let mut all = Seconds::default();
    for [code, low, middle, high] in quads {
        let level = CODES.iter().find(|(_, known)| known == code).map_or(Level::Unknown, |(level, _)| *level);
        all.add(level, u32::from_le_bytes([*low, *middle, *high, 0]));
    }
    all
}

/// The days of a component that are folded, from one to another that is left out.
///
/// # Errors
/// The database's own.
pub fn folded(sql: &Sql, key: &Key, from: Day, until: Day) -> Result<Vec<(Day, Seconds)>> {
    let query =
        "SELECT day, seconds FROM level_day WHERE env = ? AND component = ? AND day >= ? AND day < ? ORDER BY day";
    let rows = sql.rows(query, with(key, [from.number(), until.number()]))?;
    Ok(rows.iter().filter_map(|row| Some((Day::numbered(row.number(0)?), read(row.bytes(1))))).collect())
}

/// The last day of a component that is folded.
///
/// # Errors
/// The database's own.
pub fn last(sql: &Sql, key: &Key) -> Result<Option<Day>> {
    let rows = sql.rows("SELECT max(day) FROM level_day WHERE env = ? AND component = ?", names(key))?;
    Ok(rows.first().and_then(|row| row.number(0)).map(Day::numbered))
}

/// Keeps the seconds of a day.
///
/// # Errors
/// The database's own.
pub fn keep(sql: &Sql, key: &Key, day: Day, seconds: &Seconds) -> Result<()> {
    let mut values = with(key, [day.number()]);
    values.push(write(seconds).into());
    sql.run("INSERT OR REPLACE INTO level_day (env, component, day, seconds) VALUES (?, ?, ?, ?)", values)
}

/// Forgets a day and those after it: they were folded by a clock that was ahead.
///
/// # Errors
/// The database's own.
pub fn forget_from(sql: &Sql, key: &Key, day: Day) -> Result<()> {
    let statement = "DELETE FROM level_day WHERE env = ? AND component = ? AND day >= ?";
    sql.run(statement, with(key, [day.number()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_few_bytes_and_is_read_as_it_was_written() {
        let mut all = Seconds::default();
        assert_eq!((write(&all).len(), read(&write(&all))), (0, all));
        all.add(Level::Operational, 90_000);
        assert_eq!((write(&all).len(), read(&write(&all))), (4, all));
        for level in Level::ALL {
            all.add(level, 7);
        }
        assert_eq!(read(&write(&all)), all);
    }

    #[test]
    fn a_level_that_nobody_knows_is_unknown() {
        assert_eq!(read(&[99, 10, 0, 0]), Seconds { unknown: 10, ..Seconds::default() });
    }
}
