// Hetzner's status page: HTML, with what it shows in it as JSON.
//
// Systems are those the page is known to have, by their numbers; incidents are short objects.

const SYSTEMS = { 2: "Cloud", 3: "Cloud Server", 91: "Object Storage", 6: "Dedicated Root Server", 36: "Robot", 78: "DNS" };
const PARENTS = { 3: "/systems/2", 91: "/systems/2" };

/** The payload: incidents as `{ system, type, state, title, text, at }`. */
export function hetzner(incidents = []) {
  const listed = incidents.map(anIncident);
  const none = { topNotification: [], informationList: [], maintenanceList: [], incidentHistory: [] };
  const pageProps = { systems: Object.entries(SYSTEMS).map(aSystem), incidents: { ...none, informationList: listed } };
  const state = JSON.stringify({ props: { pageProps }, page: "/[lang]" }).replaceAll("<", "\\u003c");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hetzner Status</title></head><body>
<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">${state}</script></body></html>`;
}

function aSystem([id, title]) {
  const names = { titleEn: title, titleDe: title, descriptionEn: title, descriptionDe: title };
  const place = { "@id": `/systems/${id}`, "@type": "System", id: Number(id), parent: PARENTS[id] ?? null };
  return { ...place, ...names, systemState: "published", children: [], childIds: [], updatedAt: "2026-05-04T09:30:00+00:00" };
}

function anIncident({ system, type = "outage", state = "in_progress", title, text, at = "2026-05-04T09:30:00+00:00" }, place) {
  const texts = { titleEn: title, titleDe: title, descriptionEn: text ?? title, descriptionDe: text ?? title };
  const times = { startTime: at, endTime: null, createdAt: at, updatedAt: at };
  const uuid = `00000000-0000-4000-8000-${String(place + 1).padStart(12, "0")}`;
  const kind = { incidentType: type, incidentState: state, incidentUpdates: [] };
  return { id: place + 1, uuid, system: `/systems/${system}`, ...texts, ...kind, ...times };
}
