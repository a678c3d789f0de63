//! Swedish.

use super::OperatorWords;

pub(super) const WORDS: OperatorWords = OperatorWords {
    wholly: "Räknas inte in i tillgängligheten.",
    partly: "Räknas delvis inte in i tillgängligheten: {spans}. Resten kommer att räknas som nertid.",
    not: "Det kommer att räknas som nertid.",
    nothing: "Ingenting kommer att räknas.",
    first_window: "Det första servicefönstret som fortfarande kan aviseras i tid är {span}.",
    no_contract: "Inget avtal gäller för komponenten den dagen: det kommer att räknas som nertid.",
    nothing_agreed: "Ingenting är avtalat om underhåll: det kommer att räknas som nertid.",
    no_window: "Inget servicefönster är avtalat: det kommer att räknas som nertid.",
    not_held_outside: "Avtalet undantar inte underhåll från tillgängligheten: det kommer att räknas som nertid.",
    extraordinary: "Extraordinärt underhåll: det kommer att räknas som nertid, oavsett när det är.",
    outside_window: "Utanför det avtalade servicefönstret, detta kommer att räknas som nertid: {spans}.",
    window_is: " Fönstret är {span}.",
    forbidden_hours: "Här ska det inte vara underhåll, och det kommer att räknas som nertid: {spans}.",
    not_preferred: "Utanför de tider som är att föredra: {spans}. Det ändrar inga siffror.",
    too_late: "Aviserat {ahead} i förväg; {agreed}: det kommer att räknas som nertid.",
    moved_too_late: "Flyttat ({at}) {ahead} i förväg; {agreed}: det kommer att räknas som nertid.",
    ahead: ["{n} hel arbetsdag", "{n} hela arbetsdagar"],
    agreed: ["{n} är avtalad", "{n} är avtalade"],
    before: " Det måste ha varit känt före {at}.",
    over_cap: "Fönstret {night} är nummer {nth} som används i år; {cap} är avtalade: det kommer att räknas som nertid.",
    cancelled_before: "Inställt innan det började ({at}): det använder inget fönster, och ingenting kommer att räknas.",
    cancelled_under_way: "Inställt när det hade börjat ({at}): det som gjordes dittills bedöms, och fönstret är använt.",
    ran_over: "Det pågår längre än aviserat ({end}), och det kommer att räknas som nertid: {span}.",
    ran_beyond_window: "Det pågår längre än fönstret ({end}).",
    critical_period: "I den kritiska perioden ”{name}”, {first} till {last}: här bör det inte vara underhåll.",
    hours_unknown: "Det kan inte avgöras och kommer att räknas som nertid: tider och arbetsdagar är kända från {from} till {until}.",
};
