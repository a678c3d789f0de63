//! How old the data is, and points in time.

use super::element::{El, P, TIME, el};
use crate::view_model::Moment;

/// A point in time: words for people, the instant for programs.
#[must_use]
pub fn time(moment: &Moment) -> El {
    el(TIME).datetime(moment.at.to_string()).text(&moment.text)
}

/// `Oppdatert kl. 12.04`. Never announced: clocks are no news.
#[must_use]
pub fn age(moment: &Moment) -> El {
    el(P).class("quiet").child(time(moment))
}
