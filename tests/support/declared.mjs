// What people declare, put into the answers of a page that is well: a level that was set by hand, an incident that puts
// components at levels of their own, and work that could not wait. Its texts can be made as bad as the API lets them be.

import { CALLS } from "./stage.mjs";

const MINUTE = 60_000;
/** An instant, so many minutes from now. */
export const inMinutes = (minutes) => `${new Date(Date.now() + minutes * MINUTE).toISOString().slice(0, 19)}Z`;

/** A text as it is told. */
export const words = (text, lang) => (lang ? { text, lang } : { text });

/** Texts that an operator may have pasted: markup, five thousand letters, and a word that has no end. */
export const HOSTILE = {
  markup: "<script>document.body.innerHTML = 'hacked'</script><img src=x onerror=alert(1)>",
  long: "Vi leter etter årsaken og melder fra. ".repeat(132).slice(0, 5_000),
  word: "w".repeat(200),
};

/** An incident about `web`, which is down, and `shop`, which is slow. */
export const incident = (more = {}) => ({
  id: "declared",
  title: words("Nettstedet er nede"),
  status: "identified",
  severity: "critical",
  severity_label: words("A – Kritisk"),
  impact: "major_outage",
  components: ["web", "shop"],
  levels: [{ component: "shop", level: "degraded" }],
  effect: words("Ingen kan handle."),
  workaround: words("Ring butikken."),
  started_at: inMinutes(-60),
  next_update_at: inMinutes(30),
  updates: [
    { at: inMinutes(-20), status: "identified", text: words("En disk er full."), corrected_at: inMinutes(-10) },
    { at: inMinutes(-60), status: "investigating", text: words("Vi leter.") },
  ],
  origin: null,
  url: null,
  ...more,
});

/** Work that goes on. */
export const work = (more = {}) => ({
  id: "work",
  title: words("Bytte av disker"),
  text: words("Vi bytter alle disker.\nDet tar en time."),
  status: "in_progress",
  extraordinary: true,
  components: ["shop", "web"],
  impacts: [
    { component: "shop", impact: "read_only", label: words("Kan bare leses") },
    { component: "web", impact: "unavailable", label: words("Utilgjengelig") },
  ],
  announced_at: inMinutes(-120),
  changed_at: inMinutes(-90),
  starts_at: inMinutes(-30),
  ends_at: inMinutes(30),
  origin: null,
  ...more,
});

const LEVELS = { web: "major_outage", shop: "degraded" };

/** Makes a snapshot tell that; `over` is what was set by hand about `api`, which is well by that. */
export const declare = (told, { over, incidents = [incident()], maintenances = [work()] } = {}) => {
  const reason = over ?? { reason: words("Målingen er feil."), ends_at: inMinutes(120) };
  for (const one of told.components) {
    if (LEVELS[one.id]) Object.assign(one, { level: LEVELS[one.id], reason: "declared", since: inMinutes(-60) });
    if (one.id === "api") Object.assign(one, { level: "operational", reason: "override", override: reason });
  }
  return Object.assign(told, { level: "major_outage", incidents, maintenances });
};

/** In the place of the API: its own snapshots, as `change` makes them. */
export const telling = (change = declare) => ({ context }) =>
  context.route(CALLS, async (route) => {
    const response = await route.fetch();
    const told = await response.json();
    await route.fulfill({ response, json: Array.isArray(told.incidents) ? change(told) : told });
  });
