// What hosts answer, when all is well, that are neither sites, nor health endpoints, nor in the Statuspage format.

import { apple } from "./apple.mjs";
import { google, products } from "./google.mjs";
import { hetzner } from "./hetzner.mjs";
import { microsoft } from "./microsoft.mjs";
import { rss } from "./rss.mjs";

/** Where the demo finds what no public document has an address for: variables, as an operator would set them. */
export const PRIVATE = {
  DIGIREQ_OIDC_CONFIGURATION: "https://login.tenant.example/v2.0/.well-known/openid-configuration",
  NHN_STATUS: "https://status.nhn.example/api/v2/summary.json",
  NHN_TEST_STATUS: "https://test.status.nhn.example/api/v2/summary.json",
  DIGG_SDK_FEED: "https://driftsinformation.digg.example/rss",
};

const TENANT = {
  issuer: "https://login.tenant.example/v2.0",
  token_endpoint: "https://login.tenant.example/oauth2/v2.0/token",
};

export const APPLE = { services: ["App Store Connect API", "APNS", "APNS Sandbox", "TestFlight"] };

/** By host, from the path that is asked: the media type, the body, and the HTTP status where it is not 200. */
export const VENDORS = {
  "api.46elks.com": () => ({ type: "text/plain", body: "API access requires Basic HTTP authentication", status: 401 }),
  "login.tenant.example": () => ({ type: "application/json", body: JSON.stringify(TENANT) }),
  "status.hetzner.com": () => ({ type: "text/html; charset=utf-8", body: hetzner() }),
  "www.apple.com": () => ({ type: "application/javascript", body: apple(APPLE) }),
  "status.firebase.google.com": (path) => ({
    type: "application/json",
    body: path === "/products.json" ? products(FIREBASE) : google([MENDED]),
  }),
  "status.cloud.microsoft": () => ({ type: "application/json", body: microsoft("Available") }),
  "driftsinformation.digg.example": () => ({ type: "application/rss+xml", body: announced(Date.now() - 3_600_000) }),
};

const FIREBASE = ["Authentication", "Cloud Messaging", "Hosting"];

/** Google's list is a history: what is over stands in it. */
const MENDED = {
  ...{ product: "Cloud Messaging", impact: "SERVICE_DISRUPTION", text: "Messages were delayed." },
  ...{ begin: "2026-04-02T08:00:00+00:00", end: "2026-04-02T10:30:00+00:00" },
};

/** Digg's feed, with a service window that was announced at an instant. */
export function announced(at) {
  const link = "https://driftsinformation.digg.example";
  const title = "Planerat servicefönster för SDK:s gemensamma komponenter";
  const text = "Planerat underhåll av SMP. Korta avbrott kan förekomma.";
  const entry = { title, text, at, link: `${link}/1` };
  return rss({ title: "Driftsinformation för Säker digital kommunikation", link, lang: "sv", entries: [entry] });
}
