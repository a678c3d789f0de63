// Whoever operates a page: a token, and what can be asked with it.

import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { World } from "./world.mjs";

/** A new token, as `cargo xtask token` makes one. */
export const newToken = () => `fyr_${randomBytes(32).toString("base64url")}`;

/** What a deployment sets so that a token is the first of a page. */
export const first = (page, token) => `${page}:${createHash("sha256").update(token).digest("hex")}`;

/** What every token can be good for. */
export const SCOPES = ["incidents", "maintenance", "overrides", "audit", "tokens"];

export class Operator {
  constructor(world, page, token) {
    Object.assign(this, { world, page, token });
  }

  /** Somebody with a token of their own, which `this` makes. */
  async colleague(name, scopes = SCOPES) {
    const made = await this.post("tokens", { name, scopes });
    assert.equal(made.status, 201, made.text);
    return Object.assign(new Operator(this.world, this.page, made.json().token), { name, record: made.json() });
  }

  /** Asks; `path` is what stands behind the page. The answer is as `world.get` gives it. */
  ask(method, path, { body, version, key, headers = {} } = {}) {
    const all = { authorization: `Bearer ${this.token}`, ...headers };
    if (body !== undefined) all["content-type"] ??= "application/json";
    if (version) all["if-match"] = `"${version}"`;
    if (key) all["idempotency-key"] = key;
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const of = path === "" || path.startsWith("?") ? path : `/${path}`;
    return this.world.get(`/api/v1/${this.page}${of}`, { method, headers: all, body: text });
  }

  get(path = "") {
    return this.ask("GET", path);
  }

  post(path, body, more = {}) {
    return this.ask("POST", path, { body, ...more });
  }

  patch(path, body, more = {}) {
    return this.ask("PATCH", path, { body, ...more });
  }

  /** Makes or changes something; anything but success is an error. Gives the record. */
  async done(answer) {
    const told = await answer;
    assert.ok(told.status === 200 || told.status === 201, `${told.status} ${told.text}`);
    return told.json();
  }

  /** Begins an incident about one component; gives its record. */
  incident(component, level, more = {}) {
    const affected = [{ component, level }];
    return this.done(this.post("incidents", { title: { nb: "Feil" }, severity: "serious", affected, ...more }));
  }

  /** Publishes a message about an incident; gives the record. */
  say({ id, revision }, status, text = "Vi ser på det.", more = {}) {
    const body = { status, text: { nb: text }, ...more };
    return this.done(this.post(`incidents/${id}/updates`, body, { version: `${id}-${revision}`, key: randomUUID() }));
  }

  /** Changes a record; gives it as it is then. */
  change(list, { id, revision }, body) {
    return this.done(this.patch(`${list}/${id}`, body, { version: `${id}-${revision}` }));
  }

  /** What readers of the page see now, from the object; `query` is what they ask for. */
  async seen(query = "") {
    const told = await this.get(query);
    assert.equal(told.status, 200, told.text);
    return told.json();
  }
}

/** An operator who may do everything on a page, whose first token is `token`. */
export async function operator(world, page, token) {
  return new Operator(world, page, token).colleague("vakt");
}

/** A world with a page that is well at an instant, and somebody who may do everything on it. */
export async function staffed(base, at = "2026-05-04T10:00:10Z") {
  const token = newToken();
  const world = await World.start({ vars: { FYR_FIRST_TOKEN: first(base, token) } });
  try {
    const page = world.instance(base);
    await world.clock(at);
    await world.round(page);
    return { world, page, op: await operator(world, page, token) };
  } catch (error) {
    await world.stop();
    throw error;
  }
}

/**
 * A record as entries of the log make it, oldest first: each has the whole of it, but of its messages only what is new, and
 * not what a message said before: that stands in the entries before.
 */
export function replayed(entries) {
  const updates = new Map();
  for (const it of entries.flatMap(({ record }) => record.updates ?? [])) updates.set(it.number, corrected(updates.get(it.number), it));
  const { record } = entries.at(-1);
  return record.updates ? { ...record, updates: [...updates.values()].sort((a, b) => a.number - b.number) } : record;
}

/** A message as it is told anew: what it said before was corrected, unless only another language has come. */
function corrected(before, it) {
  if (!before) return it;
  const differs = Object.entries(before.text).some(([lang, text]) => it.text[lang] !== text);
  const earlier = [...(before.earlier ?? []), ...(differs ? [{ until: it.corrected_at, text: before.text }] : [])];
  return earlier.length > 0 ? { ...it, earlier } : it;
}
