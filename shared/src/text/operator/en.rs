//! English.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    counts: ["will count as downtime", "counts as downtime"],
    wholly: "Held outside availability.",
    partly: "Held outside availability in part: {spans}. The rest {counts}.",
    not: "It {counts}.",
    nothing: "Nothing will count.",
    first_window: "The first window that can still be announced in time is {span}.",
    no_contract: "No contract is in force for it on that day: it {counts}.",
    nothing_agreed: "Nothing is agreed about maintenance: it {counts}.",
    no_window: "No window for maintenance is agreed: it {counts}.",
    not_held_outside: "The contract does not hold maintenance outside availability: it {counts}.",
    extraordinary: "Extraordinary maintenance: it {counts}, whenever it is.",
    outside_window: "Outside the agreed window, this {counts}: {spans}.",
    window_is: " The window is {span}.",
    forbidden_hours: "There must be no maintenance in these hours, and that {counts}: {spans}.",
    not_preferred: "Outside the preferred hours: {spans}. No figure changes for it.",
    too_late: "Announced {ahead} ahead; {agreed}: it {counts}.",
    moved_too_late: "Moved ({at}) {ahead} ahead; {agreed}: it {counts}.",
    ahead: ["{n} whole working day", "{n} whole working days"],
    agreed: ["{n} is agreed", "{n} are agreed"],
    before: " People had to know of it before {at}.",
    over_cap: "The window on {night} is number {nth} that is used this year; {cap} are agreed: it {counts}.",
    cancelled_before: "Cancelled before it began ({at}): it uses no window, and nothing will count.",
    cancelled_under_way: "Cancelled when it had begun ({at}): what was done until then is judged, and the window is used.",
    ran_over: "It goes on after its announced end ({end}), and that {counts}: {span}.",
    ran_beyond_window: "It goes on after the end of the window ({end}).",
    critical_period: "In the critical period “{name}”, {first} to {last}: there had better be no maintenance.",
    hours_unknown: "It cannot be told, and {counts}: hours and working days are known from {from} until {until}.",
};
