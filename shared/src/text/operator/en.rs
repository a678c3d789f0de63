//! English.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    wholly: "Held outside availability.",
    partly: "Held outside availability in part: {spans}. The rest will count as downtime.",
    not: "It will count as downtime.",
    nothing: "Nothing will count.",
    first_window: "The first window that can still be announced in time is {span}.",
    no_contract: "No contract is in force for it on that day: it will count as downtime.",
    nothing_agreed: "Nothing is agreed about maintenance: it will count as downtime.",
    no_window: "No window for maintenance is agreed: it will count as downtime.",
    not_held_outside: "The contract does not hold maintenance outside availability: it will count as downtime.",
    extraordinary: "Extraordinary maintenance: it will count as downtime, whenever it is.",
    outside_window: "Outside the agreed window, this will count as downtime: {spans}.",
    window_is: " The window is {span}.",
    forbidden_hours: "There must be no maintenance in these hours, and they will count as downtime: {spans}.",
    not_preferred: "Outside the preferred hours: {spans}. No figure changes for it.",
    too_late: "Announced {ahead} ahead; {agreed}: it will count as downtime.",
    moved_too_late: "Moved ({at}) {ahead} ahead; {agreed}: it will count as downtime.",
    ahead: ["{n} whole working day", "{n} whole working days"],
    agreed: ["{n} is agreed", "{n} are agreed"],
    before: " People had to know of it before {at}.",
    over_cap: "The window on {night} is number {nth} that is used this year; {cap} are agreed: it will count as downtime.",
    cancelled_before: "Cancelled before it began ({at}): it uses no window, and nothing will count.",
    cancelled_under_way: "Cancelled when it had begun ({at}): what was done until then is judged, and the window is used.",
    ran_over: "It goes on after its announced end ({end}), and that will count as downtime: {span}.",
    ran_beyond_window: "It goes on after the end of the window ({end}).",
    critical_period: "In the critical period “{name}”, {first} to {last}: there had better be no maintenance.",
    hours_unknown: "It cannot be told, and will count as downtime: hours and working days are known from {from} until {until}.",
};
