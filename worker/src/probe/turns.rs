//! Turns: how many of somebody's documents are fetched from one host at a time.
//!
//! Who waits for a turn waits for that host alone; own probes take no turns.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// At a time, from one region. Two, so that one page that does not answer does not hold its neighbour up.
const AT_ONCE: usize = 2;

/// Who fetches, and who waits.
#[derive(Default)]
pub(super) struct Turns {
    hosts: RefCell<BTreeMap<String, Host>>,
}

#[derive(Default)]
struct Host {
    taken: usize,
    waiting: Vec<Waker>,
}

/// Given back when it is dropped.
pub(super) struct Turn {
    turns: Rc<Turns>,
    host: String,
}

impl Turns {
    /// Waits until one of the host's turns is free, and takes it.
    pub(super) async fn take(self: Rc<Self>, host: String) -> Turn {
        poll_fn(|context| {
            let mut hosts = self.hosts.borrow_mut();
            let of_host = hosts.entry(host.clone()).or_default();
            if of_host.taken < AT_ONCE {
                of_host.taken += 1;
                return Poll::Ready(());
            }
            if !of_host.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                of_host.waiting.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await;
        Turn { turns: self, host }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut hosts = self.turns.hosts.borrow_mut();
        let Some(of_host) = hosts.get_mut(&self.host) else { return };
        of_host.taken = of_host.taken.saturating_sub(1);
        // Some of them may have given up: all are told, in their order, and the first that still waits takes it.
        let waiting = std::mem::take(&mut of_host.waiting);
        if of_host.taken == 0 && waiting.is_empty() {
            hosts.remove(&self.host);
        }
        drop(hosts);
        waiting.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::{FutureExt, LocalBoxFuture};

    type Waiting = LocalBoxFuture<'static, Turn>;

    fn ask(turns: &Rc<Turns>, host: &str) -> Waiting {
        Rc::clone(turns).take(host.to_owned()).boxed_local()
    }

    fn got(waiting: &mut Waiting) -> Option<Turn> {
        waiting.now_or_never()
    }

    #[test]
    fn two_at_a_time_from_a_host_and_others_are_not_held_up() {
        let turns = Rc::default();
        let [mut one, mut two, mut three] = [(); 3].map(|()| ask(&turns, "slow.example"));
        let first = got(&mut one).unwrap();
        let second = got(&mut two).unwrap();
        assert!(got(&mut three).is_none());
        let other = got(&mut ask(&turns, "quick.example")).unwrap();
        drop(first);
        let third = got(&mut three).unwrap();
        assert!(got(&mut ask(&turns, "slow.example")).is_none());
        drop((second, third, other));
        assert!(turns.hosts.borrow().values().all(|host| host.taken == 0));
    }

    #[test]
    fn one_that_gave_up_takes_no_turn() {
        let turns = Rc::default();
        let [mut one, mut two, mut gone, mut last] = [(); 4].map(|()| ask(&turns, "slow.example"));
        let taken = (got(&mut one).unwrap(), got(&mut two).unwrap());
        assert!(got(&mut gone).is_none() && got(&mut last).is_none());
        drop(gone);
        drop(taken.0);
        assert!(got(&mut last).is_some());
    }
}
