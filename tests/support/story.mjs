// The page that stories are told with, `tests/pages/story.toml`, in the words of the tests.

/** What its sources ask, as rules for the upstreams name them. */
export const API = { host: "api.story.example" };
export const WEB = { host: "www.story.example" };
export const SHOP = { host: "shop.other.example" };
export const STATUS = { host: "status.cdn.example" };

/** The component on the status page that is watched. */
export const WATCHED = "Edge";

/** The region that asks everybody; the other one does not ask the status page. */
export const NORTH = { region: "north" };

/** What components are called in Norwegian. */
export const NAMES = {
  api: "API",
  database: "Database",
  web: "Nettsted",
  shop: "Butikk",
  cdn: "CDN",
  mail: "E-post",
};

/** The levels as readers see them, by language. */
export const LEVEL_WORDS = {
  nb: {
    operational: "Normal drift",
    maintenance: "Vedlikehold",
    degraded: "Redusert funksjonalitet",
    partial_outage: "Delvis utilgjengelig",
    major_outage: "Utilgjengelig",
    unknown: "Ukjent status",
  },
  nn: {
    operational: "Normal drift",
    maintenance: "Vedlikehald",
    degraded: "Redusert funksjonalitet",
    partial_outage: "Delvis utilgjengeleg",
    major_outage: "Utilgjengeleg",
    unknown: "Ukjend status",
  },
  sv: {
    operational: "Normal drift",
    maintenance: "Underhåll",
    degraded: "Begränsad funktionalitet",
    partial_outage: "Delvis otillgänglig",
    major_outage: "Otillgänglig",
    unknown: "Okänd status",
  },
  en: {
    operational: "Operational",
    maintenance: "Maintenance",
    degraded: "Reduced functionality",
    partial_outage: "Partly unavailable",
    major_outage: "Unavailable",
    unknown: "Status unknown",
  },
};

/** The levels in Norwegian. */
export const WORDS = LEVEL_WORDS.nb;

/** What is said of a page that is well but does not watch all it has. */
export const WATCHED_OK = "Alt vi overvåker, fungerer normalt";

/** What the buttons say: the one that opens, and those in the panel. */
export const OPEN = "Vis driftsstatus";
export const PAUSE = "Sett oppdatering på pause";
export const RESUME = "Fortsett oppdatering";
