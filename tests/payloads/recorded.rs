//! Recorded answers of real suppliers, which are not ours to publish: `FYR_RECORDED` says where they are.

use super::{Row, answered, claim, observe, watching};
use std::io::Write;
use std::path::Path;

/// What each file says. A file without a row fails the test.
const ROWS: &[Row] = &[
    (
        "statuspage/claude-degraded.json",
        &[
            (&[], "degraded (incident)"),
            (&["Claude API (api.anthropic.com)"], "degraded (incident)"),
            (&["k8w3r06qmzrp"], "degraded (incident)"),
            (&["claude.ai"], "operational"),
            (&["claude.ai", "Claude Code"], "operational"),
            (&["claude.ai", "Claude API (api.anthropic.com)"], "degraded (incident)"),
        ],
    ),
    // incidents.json, not summary.json: it has no word for how anything is.
    (
        "statuspage/claude-incidents-postmortem.json",
        &[(&[], "unknown (unreadable)"), (&["claude.ai"], "unknown (missing_component)")],
    ),
    (
        "statuspage/claude-incidents-resolved.json",
        &[(&[], "unknown (unreadable)"), (&["claude.ai"], "unknown (missing_component)")],
    ),
    (
        "statuspage/claude-missing-component.json",
        &[
            (&[], "operational"),
            (&["claude.ai"], "operational"),
            (&["Claude API (api.anthropic.com)"], "unknown (missing_component)"),
            (&["claude.ai", "Claude API (api.anthropic.com)"], "unknown (missing_component)"),
        ],
    ),
    (
        "statuspage/claude-operational.json",
        &[
            (&[], "operational"),
            (&["Claude API (api.anthropic.com)", "claude.ai"], "operational"),
            (&["claude"], "unknown (missing_component)"),
        ],
    ),
    (
        "statuspage/cloudflare-degraded-trimmed.json",
        &[(&[], "degraded (incident)"), (&["Workers"], "unknown (missing_component)")],
    ),
    // The indicator says minor and no incident is open; a component says worse.
    (
        "statuspage/cloudflare-summary-2026-08-07-trimmed.json",
        &[
            (&[], "partial_outage"),
            (&["Arica, Chile - (ARI)"], "partial_outage"),
            (&["gxjcfyf5pht1"], "maintenance"),
            (&["Africa"], "unknown (missing_component)"),
            // Only an announced maintenance names it, which has not begun.
            (&["San Jose, CA, United States - (SJC)"], "unknown (missing_component)"),
        ],
    ),
    (
        "statuspage/github-incidents-2026-07-30.json",
        &[(&[], "unknown (unreadable)"), (&["Copilot AI Model Providers"], "unknown (missing_component)")],
    ),
    (
        "statuspage/twilio-history-page.json",
        &[(&[], "unknown (unreadable)"), (&["SMS"], "unknown (missing_component)")],
    ),
    // The data of incident.io's own page: components without a word of how they are.
    (
        "incidentio/aiven-minor.extracted-summary.json",
        &[(&[], "unknown (unknown_word)"), (&["Aiven"], "unknown (unknown_word)")],
    ),
    ("incidentio/aiven-minor.html", &[(&[], "unknown (media_type)"), (&["Aiven"], "unknown (media_type)")]),
    (
        "incidentio/linear-good.extracted-summary.json",
        &[(&[], "unknown (unknown_word)"), (&["EU Region – Linear API"], "unknown (unknown_word)")],
    ),
    // Mended but not resolved, and it does not say whom it touched.
    (
        "incidentio/openai-compat-active-monitoring.json",
        &[
            (&[], "degraded (incident)"),
            (&["API"], "degraded (incident)"),
            (&["01KMP3KP5MGE23B80K1EK4S8PV"], "degraded (incident)"),
        ],
    ),
    (
        "incidentio/openai-compat-degraded.json",
        &[(&[], "degraded"), (&["Responses"], "degraded"), (&["Conversations"], "operational")],
    ),
    (
        "incidentio/openai-compat-incidents-resolved.json",
        &[(&[], "unknown (unreadable)"), (&["Responses"], "unknown (missing_component)")],
    ),
    (
        "incidentio/openai-compat-maintenance.json",
        &[(&[], "maintenance"), (&["Fine-tuning"], "maintenance"), (&["Conversations"], "operational")],
    ),
    (
        "incidentio/openai-compat-malformed.json",
        &[(&[], "unknown (unreadable)"), (&["Responses"], "unknown (unreadable)")],
    ),
    (
        "incidentio/openai-compat-operational.json",
        &[
            (&[], "operational"),
            (&["Responses", "Batch", "ChatGPT Login"], "operational"),
            (&["01JMXBNJXG1YMQPPCPCQX3MPA2"], "operational"),
            (&["Login"], "unknown (missing_component)"),
        ],
    ),
    (
        "incidentio/openai-compat-outage.json",
        &[(&[], "major_outage"), (&["Responses"], "major_outage"), (&["Conversations"], "operational")],
    ),
    (
        "incidentio/openai-multi-incident.json",
        &[
            (&[], "partial_outage"),
            (&["Responses"], "degraded (incident)"),
            (&["Conversations"], "partial_outage"),
            (&["ChatGPT Login"], "degraded (incident)"),
        ],
    ),
];

#[test]
fn recorded_status_pages() {
    let Some(root) = std::env::var_os("FYR_RECORDED") else {
        // Past the test harness, which keeps back what a test that passes prints.
        let _ = writeln!(std::io::stderr(), "the recorded-payload suite was not run: FYR_RECORDED is not set");
        return;
    };
    let mut problems = Vec::new();
    let mut rows = 0;
    for folder in ["statuspage", "incidentio"] {
        let dir = Path::new(&root).join(folder);
        let entries = std::fs::read_dir(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{} is empty", dir.display());
        for path in files {
            let file = format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap());
            let body = std::fs::read(&path).unwrap();
            let expected = ROWS.iter().find(|(name, _)| *name == file).map_or(&[] as &[_], |(_, expected)| expected);
            if expected.is_empty() {
                let found = claim(&observe(&watching(&[]), &Ok(answered(&file, body.clone()))));
                problems.push(format!("{file} has no row; the page as a whole reads {found}"));
            }
            for (watch, expected) in expected {
                rows += 1;
                let found = claim(&observe(&watching(watch), &Ok(answered(&file, body.clone()))));
                if found != *expected {
                    problems.push(format!("{file}, watching {watch:?}: {found}, not {expected}"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "\n  {}", problems.join("\n  "));
    println!("recorded payloads: {rows} rows of {} files hold", ROWS.len());
}
