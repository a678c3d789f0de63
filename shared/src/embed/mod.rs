//! The contract with a portal, as values: what the element takes, what of it can be styled, what it tells, and what a
//! content security policy has to allow. The documentation is made of them, and tests hold them against what the loader
//! and the widget really do.

mod element;
mod policy;
mod style;

pub use element::{ATTRIBUTES, Attribute, EVENTS, Event, SCRIPT_ATTRIBUTES, SLOTS, SUPPORT_ATTRIBUTES, Term};
pub use policy::{Policies, Rung, TRUSTED_TYPES};
pub use style::{FAMILIES, PARTS, PROPERTIES, SPACE_FOR_LINE, SPACE_FOR_PANEL, SPACE_FOR_SUPPORT, TONES};

/// The tag of the element that shows how things are.
pub const TAG: &str = "fyr-status";
/// The tag of the element that leads to who helps.
pub const SUPPORT_TAG: &str = "fyr-support";
