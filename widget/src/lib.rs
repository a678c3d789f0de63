//! What people see: Leptos parts, used twice.
//!
//! With the feature `ssr` they are rendered to HTML at the edge ([`document`]); with `csr` they live in the browser,
//! where the loader mounts them. What is drawn is decided in [`view_model`], which both share and which is pure.

pub mod parts;
pub mod view_model;

#[cfg(feature = "ssr")]
mod badge;
#[cfg(feature = "ssr")]
mod docs;
#[cfg(feature = "ssr")]
mod document;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
mod history;
#[cfg(feature = "ssr")]
mod report;
#[cfg(feature = "ssr")]
mod support;

#[cfg(feature = "ssr")]
pub use badge::{BADGE_CSS, badge};
#[cfg(feature = "ssr")]
pub use docs::{DOCS_CSS, Docs, docs};
#[cfg(feature = "ssr")]
pub use document::{Links, PAGE_CSS, document};
#[cfg(feature = "ssr")]
pub use frame::{FRAME_CSS, Framed, frame};
#[cfg(feature = "ssr")]
pub use history::{DrawnHistory, HistoryLinks, history_page};
#[cfg(feature = "ssr")]
pub use report::{REPORT_CSS, ReportLinks, month_report, year_report};
#[cfg(feature = "ssr")]
pub use support::{DrawnSupport, SupportPage, support_page};

#[cfg(feature = "csr")]
mod element;
#[cfg(any(feature = "csr", test))]
mod json;
#[cfg(feature = "csr")]
mod past;
#[cfg(any(feature = "csr", test))]
mod read;
#[cfg(test)]
mod sample;

#[cfg(feature = "csr")]
pub use element::{Handle, css, mount, mount_help};
