//! Bounded questions to addresses: what came back, or why nothing did.
//!
//! Bounded in time (headers and body together), in size (decompressed bytes, as they arrive) and in where they may lead.
//! Somebody's document is asked for once however many read it, conditionally where it lets us, and not before it wants to
//! be asked again. Nothing of an address, a header or a secret is logged or told.

pub mod address;
mod documents;
mod fetch;
mod hand;
mod kept;
pub mod own;
mod placeholder;
mod question;
mod retry_after;
mod turns;

pub use documents::Documents;
pub use question::{Question, Whose};
