//! Swedish.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    counts: ["kommer att räknas som nertid", "räknas som nertid"],
    wholly: "Räknas inte in i tillgängligheten.",
    partly: "Räknas delvis inte in i tillgängligheten: {spans}. Resten {counts}.",
    not: "Det {counts}.",
    nothing: "Ingenting kommer att räknas.",
    first_window: "Det första servicefönstret som fortfarande kan aviseras i tid är {span}.",
    no_contract: "Inget avtal gäller för komponenten den dagen: det {counts}.",
    nothing_agreed: "Ingenting är avtalat om underhåll: det {counts}.",
    no_window: "Inget servicefönster är avtalat: det {counts}.",
    not_held_outside: "Avtalet undantar inte underhåll från tillgängligheten: det {counts}.",
    extraordinary: "Extraordinärt underhåll: det {counts}, oavsett när det är.",
    outside_window: "Utanför det avtalade servicefönstret, detta {counts}: {spans}.",
    window_is: " Fönstret är {span}.",
    forbidden_hours: "Här ska det inte vara underhåll, och det {counts}: {spans}.",
    not_preferred: "Utanför de tider som är att föredra: {spans}. Det ändrar inga siffror.",
    too_late: "Aviserat {ahead} i förväg; {agreed}: det {counts}.",
    moved_too_late: "Flyttat ({at}) {ahead} i förväg; {agreed}: det {counts}.",
    ahead: ["{n} hel arbetsdag", "{n} hela arbetsdagar"],
    agreed: ["{n} är avtalad", "{n} är avtalade"],
    before: " Det måste ha varit känt före {at}.",
    over_cap: "Fönstret {night} är nummer {nth} som används i år; {cap} är avtalade: det {counts}.",
    cancelled_before: "Inställt innan det började ({at}): det använder inget fönster, och ingenting kommer att räknas.",
    cancelled_under_way: "Inställt när det hade börjat ({at}): det som gjordes dittills bedöms, och fönstret är använt.",
    ran_over: "Det pågår längre än aviserat ({end}), och det {counts}: {span}.",
    ran_beyond_window: "Det pågår längre än fönstret ({end}).",
    critical_period: "I den kritiska perioden ”{name}”, {first} till {last}: här bör det inte vara underhåll.",
    hours_unknown: "Det kan inte avgöras och {counts}: tider och arbetsdagar är kända från {from} till {until}.",
};
