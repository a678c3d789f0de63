// What each scripted upstream answers when all is well, by host and path.
//
// Health endpoints answer JSON, web sites HTML, status pages a Statuspage summary in which every component that
// a page file watches is operational, others in their own formats. A host nobody has described is a web site.

import { answerOf, kindOf } from "./fixtures.mjs";
import { statuspage } from "./statuspage.mjs";
import { VENDORS } from "./vendors.mjs";

/** Status pages: their name, and their components as `statuspage()` takes them. */
export const STATUS_PAGES = {
  "www.cloudflarestatus.com": {
    name: "Cloudflare",
    components: {
      "Cloudflare Sites and Services": {
        "CDN/Cache": "operational",
        "Authoritative DNS": "operational",
        "DNS Root Servers": "operational",
        "SSL Certificate Provisioning": "operational",
        "WAF": "operational",
        "Network": "operational",
      },
      "Europe": { "Oslo, Norway - (OSL)": "operational", "Helsinki, Finland - (HEL)": "under_maintenance" },
    },
  },
  "www.netlifystatus.com": {
    name: "Netlify",
    components: {
      "Origin Servers": "operational",
      "High-Performance Edge Network": "operational",
      "Standard Edge Network": "operational",
      "DNS": "operational",
      "Builds": "operational",
    },
  },
  "status.expo.dev": {
    name: "Expo",
    components: {
      "Push Notifications": "operational",
      "Push Notifications (iOS)": "operational",
      "Push Notifications (Android)": "operational",
      "EAS Update": "operational",
      "EAS Build": "operational",
    },
  },
};

STATUS_PAGES["status.helpdesk.example"] = { name: "Helpdesk", components: { Login: "operational" } };

/** Digdir names its services the same in both environments. */
const DIGDIR = {
  "ID-porten": "operational",
  "MinID": "operational",
  "Ansattporten": "operational",
  "Maskinporten": "operational",
  "Kontakt- og reservasjonsregisteret": "operational",
  "Digital postkasse til innbyggere": "operational",
  "eSignering": "operational",
  "eFormidling": "operational",
  "Digital post til virksomheter": "operational",
};
STATUS_PAGES["status.digdir.no"] = { name: "Digdir", components: DIGDIR };
STATUS_PAGES["testmiljo.status.digdir.no"] = { name: "Digdir, testmiljø", components: DIGDIR };

/** NHN's pages, where the demo has them; their real addresses are not public. */
const NHN = {
  "NHN dokumentlager": "operational",
  "NHN dokumentdeling": "operational",
  "Pasientens journaldokumenter": "operational",
};
STATUS_PAGES["status.nhn.example"] = { name: "Norsk helsenett Status", components: NHN };
STATUS_PAGES["test.status.nhn.example"] = { name: "Norsk helsenett Testmiljøer Status", components: NHN };

/** Status pages that only tests ask. */
STATUS_PAGES["status.cdn.example"] = {
  name: "CDN",
  components: { Edge: "operational", Dashboard: "operational", Europe: { Oslo: "operational" } },
};
STATUS_PAGES["status.twofold.example"] = { name: "Twofold", components: { "Sign-in": "operational" } };
STATUS_PAGES["status.test.twofold.example"] = { name: "Twofold test", components: { "Sign-in": "operational" } };
STATUS_PAGES["status.test.chain.example"] = { name: "Nordline test", components: { Network: "operational" } };
STATUS_PAGES["status.chain.example"] = {
  name: "Nordline",
  components: { Network: "operational", Messages: "operational", Builds: "operational", "Sign-in": "operational" },
};
STATUS_PAGES["status.registry.example"] = { name: "Registry", components: { Service: "operational" } };
STATUS_PAGES["status.busy.example"] = { name: "Busy", components: { Service: "operational" } };
STATUS_PAGES["status.whole.example"] = { name: "Supplier", components: { Service: "operational" } };

/** The good answer of a host: its media type and its body, and its HTTP status where that is not 200. */
export function healthy(host, path) {
  if (VENDORS[host]) return VENDORS[host](path);
  if (STATUS_PAGES[host]) return { type: "application/json", body: JSON.stringify(summaryOf(host)) };
  const kind = kindOf(host);
  if (kind && kind !== "health") return answerOf(kind, "operational", path);
  if (/health|status|api/.test(path)) return { type: "application/json", body: '{"status":"ok","db":true}' };
  return { type: "text/html; charset=utf-8", body: site(host) };
}

/** The summary of a status page, with changes: `{ components, without, incidents, maintenances, indicator }`. */
export function summaryOf(host, { components: states = {}, without, ...changes } = {}) {
  const { name, components } = STATUS_PAGES[host];
  const kept = Object.fromEntries(Object.entries(components).filter(([component]) => component !== without));
  return statuspage({ name, url: `https://${host}`, ...changes, components: withStates(kept, states) });
}

function withStates(components, states) {
  const state = (name, was) => states[name] ?? was;
  const member = (group) => Object.fromEntries(Object.entries(group).map(([name, was]) => [name, state(name, was)]));
  const one = ([name, was]) => [name, typeof was === "string" ? state(name, was) : member(was)];
  return Object.fromEntries(Object.entries(components).map(one));
}

function site(host) {
  return `<!doctype html><html lang="nb"><meta charset="utf-8"><title>${host}</title><h1>${host}</h1></html>`;
}
