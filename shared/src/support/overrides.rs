//! Channels that a person has closed, or led elsewhere, for a time.

use super::{Channel, Support};
use crate::lang::Localized;
use crate::status::ChannelOverride;
use crate::time::Instant;

impl<T> Support<T> {
    /// The same with what people have declared about its channels, as far as that is not over at `now`. What is declared
    /// about a channel that is no longer there is passed over.
    #[must_use]
    pub fn overridden(mut self, all: &[ChannelOverride], now: Instant, pick: impl Fn(&Localized) -> T) -> Self {
        for channel in &mut self.channels {
            let its = all.iter().filter(|it| it.channel == channel.id && now < it.ends_at);
            channel.overrides = its.map(|it| channel.checked(it, &pick)).collect();
            // The last that begun is the one that holds.
            channel.overrides.sort_by_key(|it| it.starts_at);
            channel.shut();
        }
        self
    }
}

impl<T> Channel<T> {
    /// The override that holds at an instant; of several, the one that began last.
    #[must_use]
    pub fn override_at(&self, now: Instant) -> Option<&ChannelOverride<T>> {
        self.overrides.iter().rfind(|it| it.is_on(now))
    }

    /// An override in the reader's words. Where it leads to what the channel cannot lead to, it is closed: its own address
    /// is not to be used, and no link is made of another's text.
    fn checked(&self, it: &ChannelOverride, pick: impl Fn(&Localized) -> T) -> ChannelOverride<T> {
        ChannelOverride {
            channel: it.channel.clone(),
            to: it.to.clone().filter(|to| self.via.takes(to)),
            reason: pick(&it.reason),
            starts_at: it.starts_at,
            ends_at: it.ends_at,
        }
    }

    /// Takes the times at which it is closed by hand out of its hours: when it opens, when it closes and when it answers
    /// follow from what is left.
    fn shut(&mut self) {
        let Some(hours) = &mut self.hours else { return };
        for (at, it) in self.overrides.iter().enumerate().filter(|(_, it)| it.to.is_none()) {
            // One that begins later and leads elsewhere opens it again.
            let later = self.overrides.iter().skip(at + 1).filter(|later| later.to.is_some());
            let until = later.map(|later| later.starts_at).fold(it.ends_at, Instant::min);
            *hours = hours.without(it.starts_at, until);
        }
    }
}
