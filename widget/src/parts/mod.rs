//! The parts: one file per visible thing. Values in, elements out; no part fetches, and none reads a clock.
//!
//! The same parts are rendered to HTML at the edge and kept alive in the browser.

mod age;
mod component;
mod controls;
mod dependencies;
mod element;
mod field;
mod help;
#[cfg(feature = "ssr")]
mod history;
mod icon;
mod incident;
mod line;
mod maintenance;
mod panel;
mod past;
mod questions;
mod support;
mod wire;

pub use age::{age, time};
pub use component::components;
pub use controls::{Asked, Call, controls};
pub use dependencies::dependencies;
pub use element::{DIV, El, P, Part, el, heading};
pub use field::{Field, form, input};
pub use help::{Drawn, Help, help};
#[cfg(feature = "ssr")]
pub use history::{Bars, history};
#[cfg(feature = "ssr")]
pub(crate) use icon::tone;
pub use icon::{icon, level_tag, shape};
pub use incident::{incident_cards, incidents};
pub use line::line;
pub use maintenance::maintenances;
pub use panel::{panel, sections};
pub use past::{PastDays, past};
pub use questions::{find, questions};
pub use support::support_answer;
#[cfg(any(feature = "csr", test))]
pub use wire::Reading;
