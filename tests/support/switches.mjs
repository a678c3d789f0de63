// What can be broken by hand in `dev`: a list of switches, each a few rules for the scripted upstreams.

import { apple } from "./apple.mjs";
import { dbFalse, garbage, json, refused, slow, statusNotOk, text } from "./behaviours.mjs";
import { summaryOf } from "./healthy.mjs";
import { APPLE } from "./vendors.mjs";

const API = { host: "api.digireq.no" };
const CLOUDFLARE = "www.cloudflarestatus.com";
const DIGDIR = "status.digdir.no";

const incidentAtCloudflare = summaryOf(CLOUDFLARE, {
  components: { "CDN/Cache": "partial_outage", "Authoritative DNS": "partial_outage", "Network": "partial_outage" },
  incidents: [
    {
      title: "Elevated error rates in Northern Europe",
      status: "identified",
      impact: "major",
      affects: ["CDN/Cache", "Authoritative DNS", "Network"],
      text: "We have identified the cause of the elevated errors and are implementing a fix.",
    },
  ],
});

const outageAtApple = apple({ ...APPLE, events: { APNS: [{ text: "Push notifications may be delayed or not arrive." }] } });

const maskinportenDown = summaryOf(DIGDIR, {
  components: { Maskinporten: "major_outage" },
  incidents: [
    {
      title: "Maskinporten er utilgjengelig",
      status: "investigating",
      impact: "critical",
      affects: ["Maskinporten"],
      text: "Vi undersøker årsaken.",
    },
  ],
});

/** Every switch: its name in addresses, its label, and what the upstreams do while it is on. */
export const SWITCHES = [
  { id: "down", label: "API down", rules: [[API, refused]] },
  { id: "db-false", label: "API says db: false", rules: [[API, dbFalse]] },
  { id: "not-ok", label: "API says it is not quite well", rules: [[API, statusNotOk]] },
  { id: "slow", label: "API slow beyond its limit", rules: [[API, slow(20_000)]] },
  { id: "garbage", label: "API sends garbage", rules: [[API, garbage]] },
  { id: "one-region", label: "API down, seen from one region", rules: [], region: refused },
  { id: "cloudflare", label: "Incident on Cloudflare's page", rules: [[{ host: CLOUDFLARE }, json(incidentAtCloudflare)]] },
  { id: "apns", label: "Outage of APNs on Apple's page", rules: [[{ host: "www.apple.com" }, text(outageAtApple, "text/javascript")]] },
  { id: "maskinporten", label: "Maskinporten down on Digdir's page (/digdir)", rules: [[{ host: DIGDIR }, json(maskinportenDown)]] },
];

/** The switches of one set of upstreams. `region`: the one from which "one region" fails. */
export class Switchboard {
  #on = new Set();
  #upstreams;
  #region;

  constructor(upstreams, region) {
    this.#upstreams = upstreams;
    this.#region = region;
  }

  /** Every switch and whether it is on. */
  list() {
    return SWITCHES.map(({ id, label }) => ({ id, label, on: this.#on.has(id) }));
  }

  /** Turns a switch; false when there is none of that name. */
  turn(id, on) {
    if (!SWITCHES.some((entry) => entry.id === id)) return false;
    if (on) this.#on.add(id);
    else this.#on.delete(id);
    this.#apply();
    return true;
  }

  /** Turns everything off. */
  mend() {
    this.#on.clear();
    this.#apply();
  }

  #apply() {
    this.#upstreams.mend();
    for (const { rules, region } of SWITCHES.filter(({ id }) => this.#on.has(id))) {
      for (const [where, behaviour] of rules) this.#upstreams.when(where, behaviour);
      if (region) this.#upstreams.when({ ...API, region: this.#region }, region);
    }
  }
}
