//! Norwegian nynorsk.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    counts: ["vil telje som nedetid", "tel som nedetid"],
    wholly: "Blir halde utanfor tilgjengelegheita.",
    partly: "Blir delvis halde utanfor tilgjengelegheita: {spans}. Resten {counts}.",
    not: "Det {counts}.",
    nothing: "Ingenting vil telje.",
    first_window: "Det første vindauget som framleis kan varslast i tide, er {span}.",
    no_contract: "Ingen avtale gjeld for komponenten den dagen: det {counts}.",
    nothing_agreed: "Ingenting er avtalt om vedlikehald: det {counts}.",
    no_window: "Det er ikkje avtalt noko vedlikehaldsvindauge: det {counts}.",
    not_held_outside: "Avtalen held ikkje vedlikehald utanfor tilgjengelegheita: det {counts}.",
    extraordinary: "Ekstraordinært vedlikehald: det {counts}, same når det er.",
    outside_window: "Utanfor det avtalte vedlikehaldsvindauget, dette {counts}: {spans}.",
    window_is: " Vindauget er {span}.",
    forbidden_hours: "Her skal det ikkje vere vedlikehald, og det {counts}: {spans}.",
    not_preferred: "Utanfor tida som er å føretrekkje: {spans}. Det endrar ingen tal.",
    too_late: "Varsla {ahead} i førevegen; {agreed}: det {counts}.",
    moved_too_late: "Flytta ({at}) {ahead} i førevegen; {agreed}: det {counts}.",
    ahead: ["{n} heil yrkedag", "{n} heile yrkedagar"],
    agreed: ["{n} er avtalt", "{n} er avtalte"],
    before: " Det måtte vere kjent før {at}.",
    over_cap: "Vindauget {night} er nummer {nth} som blir brukt i år; {cap} er avtalte: det {counts}.",
    cancelled_before: "Avlyst før det byrja ({at}): det bruker ikkje noko vindauge, og ingenting vil telje.",
    cancelled_under_way: "Avlyst etter at det hadde byrja ({at}): det som vart gjort til då, blir vurdert, og vindauget er brukt.",
    ran_over: "Det varer lenger enn varsla ({end}), og det {counts}: {span}.",
    ran_beyond_window: "Det varer lenger enn vindauget ({end}).",
    critical_period: "I den kritiske perioden «{name}», {first} til {last}: her bør det ikkje vere vedlikehald.",
    hours_unknown: "Det kan ikkje avgjerast, og {counts}: tider og yrkedagar er kjende frå {from} til {until}.",
};
