//! One bounded question to one address: what came back, or why nothing did.
//!
//! Bounded in time (headers and body together), in size (decompressed bytes, as they arrive) and in where it may lead.
//! Nothing of an address, a header or a secret is logged or told.

pub mod address;
mod fetch;
mod placeholder;

pub use fetch::fetch;
