// A hand of an operator: one write after the other, each with a mark of its own in its text, so that it can be told from
// every other in what is stored.
//
// It lives through one record at a time, from beginning to end: an incident with its messages and corrections, an override,
// a maintenance that is called off. What it does next depends on chance alone, and on what was done before.

import { oneOf } from "./chance.mjs";

const COMPONENTS = ["api", "database", "web", "shop", "cdn"];
const LEVELS = ["degraded", "partial_outage", "major_outage"];
const DAY = 86_400_000;

/** The lists that records are in, and how one begins, goes on and ends there: `[method, path, content]`. */
const LIVES = {
  incidents: {
    begin: (next, mark) => ({
      title: { nb: `Feil ${mark}` },
      severity: oneOf(next, ["critical", "serious", "minor", "info"]),
      affected: [{ component: oneOf(next, COMPONENTS), level: oneOf(next, LEVELS) }],
      text: { nb: "Vi ser på det." },
    }),
    goOn: (next, mark, { id, updates }) =>
      oneOf(next, [
        ["POST", `incidents/${id}/updates`, { text: { nb: `Vi leter ${mark}` }, status: oneOf(next, ["identified", "monitoring"]) }],
        ["PATCH", `incidents/${id}`, { effect: { nb: `Ingen kan logge inn ${mark}` } }],
        ["PATCH", `incidents/${id}/updates/${1 + next(updates.length)}`, { text: { nb: `Rettet ${mark}` } }],
      ]),
    end: (next, mark, { id }) => ["POST", `incidents/${id}/updates`, { status: "resolved", text: { nb: `Over ${mark}` } }],
  },
  overrides: {
    begin: (next, mark) => ({
      component: oneOf(next, COMPONENTS),
      level: oneOf(next, ["operational", ...LEVELS]),
      reason: { nb: `Vi vet bedre ${mark}` },
      ends_at: new Date(Date.now() + DAY).toISOString(),
    }),
    goOn: (next, mark, { id }) => ["PATCH", `overrides/${id}`, { reason: { nb: `Fortsatt ${mark}` } }],
    end: (next, mark, { id }) => ["PATCH", `overrides/${id}`, { reason: { nb: `Slutt ${mark}` }, ends_at: new Date().toISOString() }],
  },
  maintenances: {
    begin: (next, mark) => ({
      title: { nb: `Oppgradering ${mark}` },
      affected: [{ component: oneOf(next, COMPONENTS), impact: oneOf(next, ["notice", "degraded", "read_only", "unavailable"]) }],
      starts: new Date(Date.now() + 20 * DAY).toISOString(),
      ends: new Date(Date.now() + 20 * DAY + 3_600_000).toISOString(),
    }),
    goOn: (next, mark, { id }) => ["PATCH", `maintenances/${id}`, { text: { nb: `Mer om det ${mark}` } }],
    end: (next, mark, { id }) => ["PATCH", `maintenances/${id}`, { title: { nb: `Utsatt ${mark}` }, status: "cancelled" }],
  },
};

export class Hand {
  #next;
  #list;
  #record;
  #left = 0;
  #over = true;

  constructor(operator) {
    this.operator = operator;
  }

  /** From now on guided by `next`, as `chance()` gives it. */
  follow(next) {
    this.#next = next;
  }

  /** The next write, with this mark in it: `{ method, path, body, version }`. */
  write(mark) {
    const next = this.#next;
    if (this.#over) {
      this.#list = oneOf(next, ["incidents", "incidents", "overrides", "maintenances"]);
      [this.#left, this.#over] = [1 + next(6), false];
      return { method: "POST", path: this.#list, body: LIVES[this.#list].begin(next, mark) };
    }
    this.#left -= 1;
    this.#over = this.#left === 0;
    const { id, revision } = this.#record;
    const [method, path, body] = LIVES[this.#list][this.#over ? "end" : "goOn"](next, mark, this.#record);
    return { method, path, body, version: `${id}-${revision}` };
  }

  /** What a write was answered with: maintenance is announced in a list. Gives the record. */
  took(answer) {
    const told = answer.json();
    this.#record = told.items?.[0] ?? told;
    return this.#record;
  }
}
