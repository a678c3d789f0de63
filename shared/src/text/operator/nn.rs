//! Norwegian nynorsk.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    wholly: "Blir halde utanfor tilgjengelegheita.",
    partly: "Blir delvis halde utanfor tilgjengelegheita: {spans}. Resten vil telje som nedetid.",
    not: "Det vil telje som nedetid.",
    nothing: "Ingenting vil telje.",
    first_window: "Det første vindauget som framleis kan varslast i tide, er {span}.",
    no_contract: "Ingen avtale gjeld for komponenten den dagen: det vil telje som nedetid.",
    nothing_agreed: "Ingenting er avtalt om vedlikehald: det vil telje som nedetid.",
    no_window: "Det er ikkje avtalt noko vedlikehaldsvindauge: det vil telje som nedetid.",
    not_held_outside: "Avtalen held ikkje vedlikehald utanfor tilgjengelegheita: det vil telje som nedetid.",
    extraordinary: "Ekstraordinært vedlikehald: det vil telje som nedetid, same når det er.",
    outside_window: "Utanfor det avtalte vedlikehaldsvindauget, dette vil telje som nedetid: {spans}.",
    window_is: " Vindauget er {span}.",
    forbidden_hours: "Her skal det ikkje vere vedlikehald, og det vil telje som nedetid: {spans}.",
    not_preferred: "Utanfor tida som er å føretrekkje: {spans}. Det endrar ingen tal.",
    too_late: "Varsla {ahead} i førevegen; {agreed}: det vil telje som nedetid.",
    moved_too_late: "Flytta ({at}) {ahead} i førevegen; {agreed}: det vil telje som nedetid.",
    ahead: ["{n} heil yrkedag", "{n} heile yrkedagar"],
    agreed: ["{n} er avtalt", "{n} er avtalte"],
    before: " Det måtte vere kjent før {at}.",
    over_cap: "Vindauget {night} er nummer {nth} som blir brukt i år; {cap} er avtalte: det vil telje som nedetid.",
    cancelled_before: "Avlyst før det byrja ({at}): det bruker ikkje noko vindauge, og ingenting vil telje.",
    cancelled_under_way: "Avlyst etter at det hadde byrja ({at}): det som vart gjort til då, blir vurdert, og vindauget er brukt.",
    ran_over: "Det varer lenger enn varsla ({end}), og det vil telje som nedetid: {span}.",
    ran_beyond_window: "Det varer lenger enn vindauget ({end}).",
    critical_period: "I den kritiske perioden «{name}», {first} til {last}: her bør det ikkje vere vedlikehald.",
    hours_unknown: "Det kan ikkje avgjerast, og vil telje som nedetid: tider og yrkedagar er kjende frå {from} til {until}.",
};
