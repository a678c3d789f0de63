//! The operator's console: publish at three in the morning in one minute.
//!
//! It speaks to the operator API alone ([`fyr_shared::operator`]), and keeps the token in memory: reloading the page asks for
//! it again. What decides (drafts, times, what differs, words) is pure and tested natively; what draws is there in browsers only.
//!
//! Everything is built element by element ([`dom`]): a template would go through `innerHTML`, which Trusted Types refuse.

pub mod differ;
pub mod draft;
pub mod local;
pub mod words;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod ask;
#[cfg(target_arch = "wasm32")]
mod conflict;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod field;
#[cfg(target_arch = "wasm32")]
mod form;
#[cfg(target_arch = "wasm32")]
mod preview;
#[cfg(target_arch = "wasm32")]
mod screens;
#[cfg(target_arch = "wasm32")]
mod send;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod way;

#[cfg(target_arch = "wasm32")]
pub use shell::start;
