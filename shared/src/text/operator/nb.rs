//! Norwegian bokmål.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    counts: ["vil telle som nedetid", "teller som nedetid"],
    wholly: "Holdes utenfor tilgjengeligheten.",
    partly: "Holdes delvis utenfor tilgjengeligheten: {spans}. Resten {counts}.",
    not: "Det {counts}.",
    nothing: "Ingenting vil telle.",
    first_window: "Det første vinduet som fortsatt kan varsles i tide, er {span}.",
    no_contract: "Ingen avtale gjelder for komponenten den dagen: det {counts}.",
    nothing_agreed: "Ingenting er avtalt om vedlikehold: det {counts}.",
    no_window: "Det er ikke avtalt noe vedlikeholdsvindu: det {counts}.",
    not_held_outside: "Avtalen holder ikke vedlikehold utenfor tilgjengeligheten: det {counts}.",
    extraordinary: "Ekstraordinært vedlikehold: det {counts}, uansett når det er.",
    outside_window: "Utenfor det avtalte vedlikeholdsvinduet, dette {counts}: {spans}.",
    window_is: " Vinduet er {span}.",
    forbidden_hours: "Her skal det ikke være vedlikehold, og det {counts}: {spans}.",
    not_preferred: "Utenfor tiden som foretrekkes: {spans}. Det endrer ingen tall.",
    too_late: "Varslet {ahead} i forveien; {agreed}: det {counts}.",
    moved_too_late: "Flyttet ({at}) {ahead} i forveien; {agreed}: det {counts}.",
    ahead: ["{n} hel virkedag", "{n} hele virkedager"],
    agreed: ["{n} er avtalt", "{n} er avtalt"],
    before: " Det måtte være kjent før {at}.",
    over_cap: "Vinduet {night} er nummer {nth} som brukes i år; {cap} er avtalt: det {counts}.",
    cancelled_before: "Avlyst før det begynte ({at}): det bruker ikke noe vindu, og ingenting vil telle.",
    cancelled_under_way: "Avlyst etter at det hadde begynt ({at}): det som ble gjort til da, blir vurdert, og vinduet er brukt.",
    ran_over: "Det varer lenger enn varslet ({end}), og det {counts}: {span}.",
    ran_beyond_window: "Det varer lenger enn vinduet ({end}).",
    critical_period: "I den kritiske perioden «{name}», {first} til {last}: her bør det ikke være vedlikehold.",
    hours_unknown: "Det kan ikke avgjøres, og {counts}: tider og virkedager er kjent fra {from} til {until}.",
};
