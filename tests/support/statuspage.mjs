// A status page in the Statuspage v2 format: what `/api/v2/summary.json` answers.
//
// Components are given as `{ "Name": "state" }` or `{ "Group": { "Name": "state" } }`; incidents and maintenances as
// short objects. Everything else of the format is filled in as the real pages fill it in. Words are passed through
// unchecked, so that a test can use one that nobody knows.

const STARTED = "2026-05-04T09:30:00.000Z";

/** The payload of one status page. `indicator` is computed unless it is given: real ones contradict their components. */
export function statuspage({ name, url, components = {}, incidents = [], maintenances = [], indicator }) {
  const page = { id: idOf(name), name, url, time_zone: "Etc/UTC", updated_at: STARTED };
  const listed = listComponents(components, page.id);
  const find = (wanted) => listed.filter((component) => wanted.includes(component.name));
  return {
    page,
    components: listed,
    incidents: incidents.map((incident) => anIncident(incident, page, find)),
    scheduled_maintenances: maintenances.map((work) => aMaintenance(work, page, find)),
    status: statusOf(indicator ?? worst(listed)),
  };
}

function listComponents(components, pageId) {
  const listed = [];
  const add = (name, status, extra) => {
    const id = idOf(`${extra.group_id ?? pageId}/${name}`);
    const position = listed.length + 1;
    const fixed = { created_at: STARTED, updated_at: STARTED, position, description: null, showcase: false };
    const rest = { start_date: null, group_id: null, page_id: pageId, group: false, only_show_if_degraded: false };
    listed.push({ id, name, status, ...fixed, ...rest, ...extra });
    return listed.at(-1);
  };
  for (const [name, status] of Object.entries(components)) {
    if (typeof status === "string") {
      add(name, status, {});
      continue;
    }
    const members = [];
    const group = add(name, worstState(Object.values(status)), { group: true, components: members });
    for (const [member, state] of Object.entries(status)) members.push(add(member, state, { group_id: group.id }).id);
  }
  return listed;
}

function anIncident({ title, status = "investigating", impact = "major", affects = [], text, at = STARTED }, page, find) {
  const id = idOf(title);
  const update = { id: idOf(`${id}/1`), status, body: text ?? title, incident_id: id };
  return {
    ...{ id, name: title, status, impact, page_id: page.id, started_at: at, created_at: at, updated_at: at },
    ...{ monitoring_at: null, resolved_at: null, shortlink: `${page.url}/incidents/${id}` },
    incident_updates: [{ ...update, created_at: at, updated_at: at, display_at: at, affected_components: null }],
    components: find(affects),
  };
}

function aMaintenance({ title, status = "scheduled", affects = [], from, to, text }, page, find) {
  const incident = anIncident({ title, status, impact: "maintenance", affects, text }, page, find);
  return { ...incident, scheduled_for: from, scheduled_until: to };
}

const ORDER = ["operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"];
const INDICATORS = ["none", "maintenance", "minor", "major", "critical"];
const DESCRIPTIONS = {
  none: "All Systems Operational",
  maintenance: "Service Under Maintenance",
  minor: "Minor Service Outage",
  major: "Partial System Outage",
  critical: "Major Service Outage",
};

function worstState(states) {
  return ORDER[Math.max(0, ...states.map((state) => ORDER.indexOf(state)))];
}

function worst(components) {
  return INDICATORS[ORDER.indexOf(worstState(components.map((component) => component.status)))];
}

function statusOf(indicator) {
  return { indicator, description: DESCRIPTIONS[indicator] ?? indicator };
}

/** Twelve lower-case characters that depend on the name alone, as Statuspage's ids look. */
function idOf(name) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(String(name))) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36).padStart(12, "0").slice(0, 12);
}
