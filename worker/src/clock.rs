//! The rim where time enters: a request, an alarm, the end of a wait. Everything below takes `now` as an argument.

use fyr_shared::api::Poll;
use fyr_shared::time::Instant;

/// The present instant. In the edge runtime it stands still while code runs and moves on when something is waited for.
#[must_use]
pub fn now() -> Instant {
    at(js_sys::Date::now())
}

/// The instant that the runtime's clock showed at so many milliseconds.
#[must_use]
pub fn at(milliseconds: f64) -> Instant {
    let real = Instant((milliseconds / 1000.0) as i64);
    #[cfg(feature = "scripted")]
    let real = crate::scripted::clock::moved(real);
    real
}

/// How often things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tempo {
    /// Seconds between rounds when nothing is due earlier: it renews the snapshot.
    pub heartbeat: i64,
    /// Seconds after which a snapshot that was not renewed must not be relied on.
    pub stale: i64,
    /// How often readers should ask.
    pub poll: Poll,
    /// Whether rounds run by themselves.
    pub alarms: bool,
}

impl Tempo {
    /// The pace of production: three missed heartbeats make a snapshot stale.
    pub const REAL: Self = Self { heartbeat: 60, stale: 180, poll: Poll::REAL, alarms: true };

    /// The pace of this deployment.
    #[must_use]
    pub fn of(env: &worker::Env) -> Self {
        #[cfg(feature = "scripted")]
        if let Some(tempo) = crate::scripted::tempo(env) {
            return tempo;
        }
        let _ = env;
        Self::REAL
    }
}
