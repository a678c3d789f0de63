// Google's incidents, as `incidents.json` of Firebase and Cloud answers them: a list, the newest first; none is open
// that has an `end`.

/** The payload: incidents as `{ product, impact, text, begin, end }`. */
export function google(incidents) {
  return JSON.stringify(incidents.map(anIncident));
}

/** The list of products beside it. */
export function products(titles) {
  return JSON.stringify({ products: titles.map((title) => ({ title, id: keyOf(title) })) });
}

const keyOf = (title) => title.toLowerCase().replaceAll(" ", "-");

function anIncident({ product, impact = "SERVICE_OUTAGE", text, begin, end }, place) {
  const update = { when: begin, created: begin, modified: begin, text, status: end ? "AVAILABLE" : impact };
  const id = `incident${place + 1}`;
  return {
    ...{ id, number: String(place + 1), begin, created: begin, modified: end ?? begin, ...(end && { end }) },
    ...{ external_desc: text, severity: "medium", status_impact: impact, service_key: keyOf(product), service_name: product },
    ...{ affected_products: [{ title: product, id: keyOf(product) }], updates: [update], most_recent_update: update },
    uri: `incidents/${id}`,
  };
}
