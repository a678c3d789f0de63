//! What libFuzzer said of a run: figures, and the promise that was broken, if one was.

use std::path::PathBuf;

use serde_json::{Value, json};

/// What came of one target.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The target.
    pub target: String,
    /// How many inputs were read.
    pub executions: u64,
    /// How many in a second.
    pub per_second: u64,
    /// Places in the code that were reached.
    pub places: u64,
    /// Places and how often, by which inputs are told apart.
    pub features: u64,
    /// Inputs that reach further than others.
    pub corpus: u64,
    /// The most memory that reading one took, in bytes.
    pub peak: u64,
    /// What was broken: the first sentence about it, and the input.
    pub broken: Option<(String, Option<PathBuf>)>,
}

impl Said {
    /// Nothing is said yet.
    pub fn of(target: &str) -> Self {
        Self { target: target.to_owned(), ..Self::default() }
    }

    /// Takes in one line.
    pub fn hear(&mut self, line: &str) {
        let number = |text: &str| text.trim().split(['/', ' ']).next().and_then(|number| number.parse::<u64>().ok());
        let after = |word: &str| line.split_once(word).and_then(|(_, rest)| number(rest));
        let set = |figure: &mut u64, found: Option<u64>| *figure = found.unwrap_or(*figure);
        if line.starts_with('#') {
            set(&mut self.places, after(" cov: "));
            set(&mut self.features, after(" ft: "));
            set(&mut self.corpus, after(" corp: "));
        }
        set(&mut self.executions, after("stat::number_of_executed_units:"));
        set(&mut self.per_second, after("stat::average_exec_per_sec:"));
        set(&mut self.peak, after("fyr: peak "));
        if let Some((_, file)) = line.split_once("Test unit written to ") {
            self.broken.get_or_insert_default().1 = Some(file.trim().into());
        }
        if let Some((_, sentence)) = line.split_once("ERROR: libFuzzer: ") {
            self.breaks(sentence);
        }
    }

    /// A sentence about what was broken: a panic's stands on the line behind the one that names its place. The first counts;
    /// the input may be named before it.
    pub fn breaks(&mut self, sentence: &str) {
        let (said, _) = self.broken.get_or_insert_default();
        if said.is_empty() {
            sentence.clone_into(said);
        }
    }

    /// The figures on one line.
    pub fn line(&self) -> String {
        let Self { target, executions, per_second, features, .. } = self;
        let end = if self.broken.is_some() { "; a promise is broken" } else { "" };
        format!("{target}: {executions} executions, {per_second} a second, {features} features{end}")
    }

    /// What was broken, with the command that repeats it.
    pub fn broken(&self) -> Option<String> {
        let (sentence, input) = self.broken.as_ref()?;
        let target = &self.target;
        Some(match input {
            None => format!("{target}: {sentence}"),
            Some(input) => {
                let input = input.display();
                format!(
                    "{target}: {sentence}\n  the input: {input}\n  again:     cargo xtask fuzz --target {target} --input {input}"
                )
            }
        })
    }
}

/// A column: its head in the table, its name in the object, and the figure.
type Column = (&'static str, &'static str, fn(&Said) -> u64);

const COLUMNS: [Column; 6] = [
    ("executions", "executions", |said| said.executions),
    ("a second", "executions_per_second", |said| said.per_second),
    ("places", "places", |said| said.places),
    ("features", "features", |said| said.features),
    ("corpus", "corpus", |said| said.corpus),
    ("memory, bytes", "memory_bytes", |said| said.peak),
];

/// A line for each target, and one for all of them.
pub fn table(all: &[Said]) -> Vec<String> {
    let row = |name: &str, cells: [String; 6]| format!("{name:<14}{}", cells.map(|it| format!("{it:>14}")).concat());
    let mut lines = vec![row("", COLUMNS.map(|(head, ..)| head.to_owned()))];
    lines.extend(all.iter().map(|said| row(&said.target, COLUMNS.map(|(_, _, figure)| figure(said).to_string()))));
    lines.push(format!("{:<14}{:>14}", "in all", executions(all)));
    lines
}

fn executions(all: &[Said]) -> u64 {
    all.iter().map(|said| said.executions).sum()
}

/// The same as one object.
pub fn figures(all: &[Said]) -> Value {
    let one = |said: &Said| {
        let figures = COLUMNS.map(|(_, name, figure)| (name.to_owned(), json!(figure(said))));
        let mut object: serde_json::Map<String, Value> = figures.into_iter().collect();
        object.insert("broken".to_owned(), json!(said.broken()));
        (said.target.clone(), Value::Object(object))
    };
    let targets: serde_json::Map<String, Value> = all.iter().map(one).collect();
    json!({ "executions": executions(all), "targets": targets })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_heard_and_the_last_ones_count() {
        let mut said = Said::of("json");
        for line in [
            "INFO: Running with entropic power schedule (0xFF, 100).",
            "fyr: peak 1200",
            "#12\tINITED cov: 300 ft: 400 corp: 10/9b exec/s: 0 rss: 40Mb",
            "fyr: peak 34000",
            "#5000\tDONE   cov: 812 ft: 2345 corp: 123/45Kb lim: 4096 exec/s: 2500 rss: 60Mb",
            "stat::number_of_executed_units: 5000",
            "stat::average_exec_per_sec:     2500",
        ] {
            said.hear(line);
        }
        let figures =
            Said { executions: 5000, per_second: 2500, places: 812, features: 2345, corpus: 123, ..Said::of("json") };
        assert_eq!(said, Said { peak: 34_000, ..figures });
        assert_eq!(said.broken(), None);
        assert!(table(&[said.clone(), said.clone()])[3].contains("10000"));
        assert_eq!(super::figures(&[said])["targets"]["json"]["memory_bytes"], 34_000);
    }

    #[test]
    fn what_broke_is_told_with_its_input() {
        let mut said = Said::of("json");
        said.breaks("component 0 is operational without a healthy word");
        said.hear("==7== ERROR: libFuzzer: deadly signal");
        said.hear("artifact_prefix='x/'; Test unit written to x/crash-1");
        let broken = said.broken().unwrap();
        assert!(broken.starts_with("json: component 0 is operational"), "{broken}");
        assert!(broken.ends_with("cargo xtask fuzz --target json --input x/crash-1"), "{broken}");
        let mut slow = Said::of("json");
        slow.hear("artifact_prefix='x/'; Test unit written to x/timeout-1");
        slow.hear("==7== ERROR: libFuzzer: timeout after 10 seconds");
        assert!(slow.broken().unwrap().starts_with("json: timeout after 10 seconds\n"));
    }
}
