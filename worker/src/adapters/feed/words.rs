//! The words that entries of feeds use for how things are: Norwegian (nb, nn), Swedish, English.
//!
//! A word that ends in `*` stands for everything that begins so: `driftstörningar`, `avbrottet`. Of words that begin alike
//! the longer stands first.

use Word::{Bad, Complete, GoesOn, Open, Over, Planned, Returns, Update, Well, Window, Work};
use fyr_shared::status::IncidentStatus::{Identified, Investigating, Monitoring};
use fyr_shared::status::{IncidentStatus, Level};

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// It is over.
    Over,
    /// Something is done, or will not be: what was planned, or a part of the work on what is not over.
    Complete,
    /// It is not over, and how far the work has come.
    Open(IncidentStatus),
    /// It has begun: what was planned, or anything else.
    GoesOn,
    /// More about what was said before.
    Update,
    /// What was over is not.
    Returns,
    /// Like that, but said of what is well, or of nothing: *back to normal*, *try again*.
    Well,
    /// It is planned, whatever it is.
    Planned,
    /// A time for planned work.
    Window,
    /// Work on the service.
    Work,
    /// It is this bad.
    Bad(Level),
}

/// Every word. What is on it for several languages is there once.
pub(super) const WORDS: &[(&str, Word)] = &[
    ("in progress", GoesOn),
    ("under way", GoesOn),
    ("verifying", GoesOn),
    ("pågår", GoesOn),
    ("pågående", GoesOn),
    ("pågåande", GoesOn),
    ("update", Update),
    ("oppdatering", Update),
    ("uppdatering", Update),
    // Well, or as bad as before.
    ("back to normal", Well),
    ("back online", Well),
    ("try again", Well),
    ("tilbake til normal*", Well),
    ("prøv igjen", Well),
    ("oppe igjen", Well),
    ("tillbaka till normal*", Well),
    ("försök igen", Well),
    ("uppe igen", Well),
    ("back", Returns),
    ("again", Returns),
    ("returned", Returns),
    ("returns", Returns),
    ("reopened", Returns),
    ("recurring", Returns),
    ("recurred", Returns),
    ("reoccurred", Returns),
    ("tilbake", Returns),
    ("igjen", Returns),
    ("gjenåpnet", Returns),
    ("gjenopna", Returns),
    ("tillbaka", Returns),
    ("igen", Returns),
    ("återkommit", Returns),
    ("återkommer", Returns),
    ("återuppstått", Returns),
    // Over.
    ("resolved", Over),
    ("recovered", Over),
    ("restored", Over),
    ("fixed", Over),
    ("postmortem", Over),
    ("løst", Over),
    ("løyst", Over),
    ("rettet", Over),
    ("retta", Over),
    ("utbedret", Over),
    ("utbetra", Over),
    ("gjenopprettet", Over),
    ("gjenoppretta", Over),
    ("löst", Over),
    ("lösts", Over),
    ("åtgärdad", Over),
    ("åtgärdat", Over),
    ("åtgärdats", Over),
    ("åtgärdade", Over),
    ("lösta", Over),
    ("avhjälpt", Over),
    ("återställd", Over),
    ("återställt", Over),
    ("completed", Complete),
    ("cancelled", Complete),
    ("canceled", Complete),
    ("avlyst", Complete),
    ("inställt", Complete),
    ("inställd", Complete),
    ("inställda", Complete),
    ("fullført", Complete),
    ("avsluttet", Complete),
    ("avslutta", Complete),
    ("slutfört", Complete),
    ("avslutad", Complete),
    ("avslutat", Complete),
    // Not over.
    ("investigating", Open(Investigating)),
    ("undersøkes", Open(Investigating)),
    ("undersøker", Open(Investigating)),
    ("undersøkjer", Open(Investigating)),
    ("undersøkt", Open(Investigating)),
    ("undersöks", Open(Investigating)),
    ("undersöker", Open(Investigating)),
    ("utreds", Open(Investigating)),
    ("identified", Open(Identified)),
    ("identifisert", Open(Identified)),
    ("identifierad", Open(Identified)),
    ("identifierat", Open(Identified)),
    ("monitoring", Open(Monitoring)),
    ("overvåkes", Open(Monitoring)),
    ("overvåker", Open(Monitoring)),
    ("overvaker", Open(Monitoring)),
    ("övervakas", Open(Monitoring)),
    ("övervakar", Open(Monitoring)),
    // Planned, and work.
    ("scheduled", Planned),
    ("planned", Planned),
    ("planlagt", Planned),
    ("planlagde", Planned),
    ("planlagte", Planned),
    ("planerat", Planned),
    ("planerad", Planned),
    ("planerade", Planned),
    ("maintenance window", Window),
    ("service window", Window),
    ("servicevindu*", Window),
    ("servicefönst*", Window),
    ("maintenance", Work),
    ("vedlikehold*", Work),
    ("vedlikehald*", Work),
    ("underhåll*", Work),
    // Bad.
    ("partial outage", Bad(Level::PartialOutage)),
    ("delvis utilgjengelig", Bad(Level::PartialOutage)),
    ("delvis utilgjengeleg", Bad(Level::PartialOutage)),
    ("delvis otillgänglig", Bad(Level::PartialOutage)),
    ("delvis avbrott", Bad(Level::PartialOutage)),
    ("interruption*", Bad(Level::PartialOutage)),
    ("outage*", Bad(Level::MajorOutage)),
    ("went down", Bad(Level::MajorOutage)),
    ("is down", Bad(Level::MajorOutage)),
    ("unavailable", Bad(Level::MajorOutage)),
    ("avbrudd*", Bad(Level::MajorOutage)),
    ("avbrot*", Bad(Level::MajorOutage)),
    ("driftavbrott*", Bad(Level::MajorOutage)),
    ("driftsavbrott*", Bad(Level::MajorOutage)),
    ("driftsavbrudd*", Bad(Level::MajorOutage)),
    ("driftsavbrot*", Bad(Level::MajorOutage)),
    ("driftsstans*", Bad(Level::MajorOutage)),
    ("driftstans*", Bad(Level::MajorOutage)),
    ("driftstopp*", Bad(Level::MajorOutage)),
    ("utilgjengelig*", Bad(Level::MajorOutage)),
    ("utilgjengeleg*", Bad(Level::MajorOutage)),
    ("otillgänglig*", Bad(Level::MajorOutage)),
    ("nede", Bad(Level::MajorOutage)),
    ("nere", Bad(Level::MajorOutage)),
    ("driftstörning*", Bad(Level::Degraded)),
    ("driftsstörning*", Bad(Level::Degraded)),
    ("störning*", Bad(Level::Degraded)),
    ("driftsforstyrr*", Bad(Level::Degraded)),
    ("forstyrr*", Bad(Level::Degraded)),
    ("degraded", Bad(Level::Degraded)),
    ("degradation", Bad(Level::Degraded)),
    ("disruption*", Bad(Level::Degraded)),
    ("redusert", Bad(Level::Degraded)),
    ("begränsad", Bad(Level::Degraded)),
    ("incident*", Bad(Level::Degraded)),
    ("hendelse*", Bad(Level::Degraded)),
    ("hending*", Bad(Level::Degraded)),
    ("issue*", Bad(Level::Degraded)),
    ("error*", Bad(Level::Degraded)),
    ("problem*", Bad(Level::Degraded)),
    ("feil*", Bad(Level::Degraded)),
    ("fel", Bad(Level::Degraded)),
    ("felet", Bad(Level::Degraded)),
];

/// Words that make of a word that something is over a statement that it is: *has been resolved*, *er løst*, *är åtgärdat*.
pub(super) const STATES: &[&str] = &[
    "been",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "now",
    "fully",
    "successfully",
    "er",
    "ble",
    "blei",
    "vart",
    "nå",
    "har",
    "blitt",
    "blivit",
    "är",
    "blev",
    "nu",
];

/// Words before it with which nothing is over: *not resolved*, *until it is fixed*, *når feilen er rettet*.
pub(super) const DENIES: &[&str] = &[
    "not", "never", "no", "yet", "until", "unless", "when", "once", "after", "before", "if", "ikke", "ikkje", "ingen",
    "inntil", "før", "når", "etter", "hvis", "dersom", "inte", "ej", "ännu", "inga", "inget", "tills", "innan", "när",
    "efter", "without", "uten", "utan",
];

/// Words just before it with which it is only meant to be: *to be resolved*, *bli løst*, *att få det löst*.
pub(super) const DEFERS: &[&str] = &[
    "to", "be", "being", "will", "would", "should", "getting", "vil", "skal", "bør", "kan", "bli", "blir", "vert", "å",
    "få", "får", "ska", "skall", "bör", "kommer", "att",
];

/// Those of them with which what is bad is not there: *no errors*.
pub(super) const NONE: &[&str] =
    &["no", "not", "without", "ingen", "ikke", "ikkje", "uten", "inga", "inget", "inte", "utan"];

/// Words before it with which it only tells which of several is meant: *the outage that was resolved*.
pub(super) const RELATES: &[&str] = &["that", "which", "who", "whose", "what", "som", "hva", "vad"];

/// Words anywhere in its sentence with which nobody can tell.
#[rustfmt::skip]
pub(super) const DOUBTS: &[&str] = &[
    // Something else follows.
    "but", "however", "although", "though", "while", "still", "men", "imidlertid", "mens", "fortsatt", "fremdeles",
    "framleis", "dock", "medan", "fortfarande",
    // It is hoped for, or worked on.
    "hopefully", "probably", "likely", "presumably", "perhaps", "maybe", "possibly", "apparently", "reportedly", "supposedly",
    "expected", "assumed", "believed", "thought", "unable", "trying", "attempting", "waiting", "working", "trolig", "truleg",
    "antatt", "antakelig", "sannsynligvis", "forhåpentligvis", "forventet", "forventes", "kanskje", "muligens", "visstnok",
    "angivelig", "arbeider", "arbeidar", "jobber", "prøver", "troligen", "sannolikt", "antagligen", "förhoppningsvis", "kanske",
    "möjligen", "förväntas", "beräknas", "arbetar", "jobbar", "försöker",
    // It was, earlier.
    "previously", "formerly", "earlier", "tidligere", "tidlegare", "tidigare",
];

/// Words beside it with which only a part of it is.
#[rustfmt::skip]
pub(super) const LIMITS: &[&str] = &[
    "partially", "partly", "mostly", "most", "some", "almost", "nearly", "many", "part", "parts", "half", "only", "except",
    "temporarily", "delvis", "nesten", "noen", "nokre", "enkelte", "fleste", "flest", "mange", "del", "deler", "delar",
    "halvparten", "bare", "kun", "unntatt", "midlertidig", "nästan", "några", "vissa", "flesta", "många", "hälften", "bara",
    "endast", "utom", "förutom", "tillfälligt", "mot",
];

/// Words that begin a part of what it is said of, where they follow it: *resolved – for some*.
pub(super) const PARTS: &[&str] = &["for", "för", "only", "bare", "kun", "bara", "endast", "except", "unntatt", "utom"];

/// Words that may follow it, since they only say how, or when: *has been resolved since 10:30*, *er løst nå*.
#[rustfmt::skip]
pub(super) const TIMES: &[&str] = &[
    "now", "fully", "completely", "successfully", "permanently", "today", "yesterday", "tonight", "since", "as", "of", "at", "on",
    "in", "the", "this", "morning", "afternoon", "evening", "nå", "helt", "fullstendig", "permanent", "siden", "sidan",
    "klokken", "klokka", "kl", "den", "i", "dag", "går", "natt", "kveld", "ettermiddag", "formiddag", "morges", "nu", "fullständigt",
    "klockan", "sedan", "idag", "igår", "natten", "kväll", "morse", "eftermiddags", "utc", "gmt", "cet", "cest", "am", "pm",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "january", "february", "march",
    "april", "june", "july", "august", "september", "october", "november", "december", "januar", "februar", "mars", "mai",
    "juni", "juli", "okt", "oktober", "des", "desember", "januari", "februari", "maj", "augusti", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mandag",
    "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag", "måndag", "tisdag", "lördag", "söndag",
];
