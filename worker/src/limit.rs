//! Time limits: nothing at the edge waits for anything without one.

use futures_util::future::{Either, FutureExt, LocalBoxFuture, Shared, select};
use std::future::Future;
use std::pin::pin;
use std::time::Duration;

/// The end of a time limit that several wait under: one timer for all of them.
pub type Deadline = Shared<LocalBoxFuture<'static, ()>>;

/// A limit that begins now.
pub fn deadline(limit: Duration) -> Deadline {
    worker::Delay::from(limit).boxed_local().shared()
}

/// What `work` gives, or `None` when the limit ends before. The work is dropped then.
pub async fn before<T>(end: impl Future<Output = ()>, work: impl Future<Output = T>) -> Option<T> {
    match select(pin!(work), pin!(end)).await {
        Either::Left((answer, _)) => Some(answer),
        Either::Right(((), _)) => None,
    }
}

/// What `work` gives, or `None` when it takes longer than `limit`. The work is dropped then.
pub async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    before(worker::Delay::from(limit), work).await
}
