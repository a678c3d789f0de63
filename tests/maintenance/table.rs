//! The tables.

use crate::row::{Row, said};
use crate::{PAGES, page};
use fyr_shared::maintenance::qualify;
use fyr_tests::fixture;

/// As many works as it takes to believe the answers.
const FEWEST: usize = 60;

#[test]
fn what_is_held_outside_and_why_not() {
    let (mut wrong, mut rows) = (vec![], 0);
    for id in PAGES {
        let page = page(id);
        let table = fixture(&format!("maintenance/{id}.txt"));
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            rows += 1;
            let Row { title, work, others, now, expected } = Row::read(page, line);
            let found = said(page, &qualify(page, &work, &others, now));
            if found != expected {
                wrong.push(format!("{id}: {title}\n    expected {expected}\n    found    {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n  {}\n", wrong.join("\n  "));
    assert!(rows >= FEWEST, "{rows} rows are too few");
}
