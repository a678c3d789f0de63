//! Counting tests: reads the summary lines of `cargo test` and of Node's test runner.

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed or were cancelled.
    pub failed: u64,
}

impl Tally {
    /// Adds what one line of output says, if it is a summary line.
    pub fn read(&mut self, line: &str) {
        let line = plain(line);
        if let Some(rest) = line.strip_prefix("test result: ") {
            self.passed += before(rest, " passed").unwrap_or(0);
            self.failed += before(rest, " failed").unwrap_or(0);
        } else if let Some(count) = after(&line, "ℹ pass ") {
            self.passed += count;
        } else if let Some(count) = after(&line, "ℹ fail ").or_else(|| after(&line, "ℹ cancelled ")) {
            self.failed += count;
        }
    }

    /// Both together.
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The line without terminal colours.
fn plain(line: &str) -> String {
    let mut chars = line.chars();
    let mut out = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => while chars.next().is_some_and(|c| !c.is_ascii_alphabetic()) {},
            c => out.push(c),
        }
    }
    out
}

/// The number in front of a word: `3` in "ok. 3 passed; 0 failed".
fn before(text: &str, word: &str) -> Option<u64> {
    let (head, _) = text.split_once(word)?;
    head.rsplit(' ').next()?.parse().ok()
}

fn after(line: &str, prefix: &str) -> Option<u64> {
    line.strip_prefix(prefix)?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        lines.iter().for_each(|line| tally.read(line));
        tally
    }

    #[test]
    fn sums_over_binaries_of_cargo() {
        let lines = [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test result: FAILED. 10 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s",
        ];
        assert_eq!(tally(&lines), Tally { passed: 13, failed: 2 });
    }

    #[test]
    fn counts_a_cancelled_node_test_as_failed_also_in_colour() {
        let lines = ["ℹ tests 7", "\u{1b}[34mℹ pass 5\u{1b}[39m", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 0"];
        assert_eq!(tally(&lines), Tally { passed: 5, failed: 2 });
    }

    #[test]
    fn ignores_what_tests_print() {
        assert_eq!(tally(&["    test result: ok", "pass 5", "the ℹ pass 5"]), Tally::default());
    }
}
