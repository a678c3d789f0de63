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

#[cfg(test)]
mod tests {
    use super::super::tests::{at, question, support};
    use super::super::{Reach, advise};
    use super::*;
    use crate::lang::Words;

    fn over(channel: &str, to: Option<&str>, from: &str, until: &str) -> ChannelOverride {
        ChannelOverride {
            channel: channel.into(),
            to: to.map(str::to_owned),
            reason: Localized::default(),
            starts_at: at(from),
            ends_at: at(until),
        }
    }

    fn overridden(all: &[ChannelOverride], now: &str) -> Support<Words> {
        support().overridden(all, at(now), |_| Words::plain("Flytting"))
    }

    /// Each channel, whether it can be used, and where it leads; and when that changes.
    type Told = (Vec<(String, Reach, Option<String>)>, Option<Instant>);

    fn told(all: &[ChannelOverride], now: &str) -> Told {
        let support = overridden(all, now);
        let advice = advise(&support, &question("customer", "login"), None, at(now)).unwrap();
        let to = |it: &Option<&ChannelOverride<Words>>| it.and_then(|over| over.to.clone());
        let one = |it: &super::super::Contact<'_, Words>| (it.channel.id.to_string(), it.reach, to(&it.over));
        (advice.contacts.iter().map(one).collect(), advice.changes_at())
    }

    #[test]
    fn what_is_declared_about_a_channel_holds_for_its_time() {
        use Reach::{AnyTime, Closed, Later, Open};
        let till = |clock: &str| Some(at(clock));
        // The desk is open from 8 to 16; post is read then; supplier can be asked at any time.
        for (what, channel, to, from, until, now, reach, leads, changes) in [
            ("it is closed", "desk", None, "09:00", "14:00", "10:00", Closed(till("14:00")), None, "14:00"),
            ("not yet", "desk", None, "12:00", "14:00", "10:00", Open(till("12:00")), None, "12:00"),
            ("not any more", "desk", None, "09:00", "14:00", "14:00", Open(till("16:00")), None, "16:00"),
            ("it would open then", "desk", None, "07:00", "10:00", "06:00", Closed(till("10:00")), None, "07:00"),
            ("it is written to", "post", None, "09:00", "14:00", "10:00", Closed(till("14:00")), None, "14:00"),
            ("its hours are over then", "post", None, "09:00", "17:00", "10:00", Closed(till("17:00")), None, "16:00"),
            ("later, nobody reads it", "post", None, "07:00", "09:00", "06:00", Later(till("09:00")), None, "07:00"),
            ("it has no hours", "supplier", None, "09:00", "14:00", "10:00", Closed(till("14:00")), None, "14:00"),
            ("of it, later", "supplier", None, "12:00", "14:00", "10:00", AnyTime, None, "12:00"),
            (
                "elsewhere",
                "desk",
                Some("+47 22 00 00 00"),
                "09:00",
                "14:00",
                "10:00",
                Open(till("16:00")),
                Some("+47 22 00 00 00"),
                "14:00",
            ),
            (
                "elsewhere, not yet",
                "desk",
                Some("+47 22 00 00 00"),
                "12:00",
                "14:00",
                "10:00",
                Open(till("16:00")),
                None,
                "12:00",
            ),
            (
                "where no telephone is",
                "desk",
                Some("javascript:alert(1)"),
                "09:00",
                "14:00",
                "10:00",
                Closed(till("14:00")),
                None,
                "14:00",
            ),
        ] {
            let (contacts, changes_at) = told(&[over(channel, to, from, until)], now);
            let (_, got, led) = contacts.iter().find(|(id, _, _)| id == channel).unwrap();
            assert_eq!((*got, led.as_deref()), (reach, leads), "{what}");
            assert_eq!(changes_at, till(changes), "{what}");
        }
    }

    #[test]
    fn the_next_channels_come_first_and_a_channel_that_is_gone_is_passed_over() {
        let ids = |all: &[ChannelOverride]| {
            told(all, "10:00").0.into_iter().map(|(id, _, _)| id).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(ids(&[]), "desk post supplier chat");
        assert_eq!(ids(&[over("desk", None, "09:00", "14:00")]), "post supplier chat desk");
        assert_eq!(ids(&[over("telex", None, "09:00", "14:00")]), "desk post supplier chat");
        let (without, with) = (told(&[], "10:00"), told(&[over("telex", None, "09:00", "14:00")], "10:00"));
        assert_eq!(without, with);
    }

    #[test]
    fn of_several_the_one_that_began_last_holds() {
        let all = [over("desk", Some("+47 22 00 00 00"), "10:00", "11:00"), over("desk", None, "09:00", "14:00")];
        for (now, leads, reach) in [
            ("09:30", None, Reach::Closed(Some(at("14:00")))),
            ("10:30", Some("+47 22 00 00 00"), Reach::Open(Some(at("16:00")))),
            ("11:30", None, Reach::Closed(Some(at("14:00")))),
        ] {
            let (contacts, _) = told(&all, now);
            let (_, got, led) = contacts.into_iter().find(|(id, _, _)| id == "desk").unwrap();
            assert_eq!((led.as_deref(), got), (leads, reach), "{now}");
        }
    }

    #[test]
    fn nobody_promises_an_answer_where_nobody_can_be_asked() {
        let answer_by = |all: &[ChannelOverride], now: &str| {
            let support = overridden(all, now);
            let advice = advise(&support, &question("customer", "login"), None, at(now)).unwrap();
            advice.contacts.iter().find(|it| it.channel.id.as_str() == "post").unwrap().answer_by
        };
        assert_eq!(answer_by(&[], "10:00"), Some(at("12:00")));
        assert_eq!(answer_by(&[over("post", None, "09:00", "14:00")], "10:00"), None);
        // Two hours while somebody is there, of which one is before.
        assert_eq!(answer_by(&[over("post", None, "11:00", "13:00")], "10:00"), Some(at("14:00")));
    }

    #[test]
    fn what_is_over_is_not_told_any_more() {
        let support =
            overridden(&[over("desk", None, "09:00", "10:00"), over("desk", None, "12:00", "13:00")], "10:00");
        let left: Vec<_> = support.channels[0].overrides.iter().map(|it| (it.starts_at, &it.reason.text)).collect();
        assert_eq!(left, [(at("12:00"), &"Flytting".to_owned())]);
    }
}
