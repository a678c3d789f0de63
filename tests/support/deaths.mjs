// Deaths: the runtime is killed in the middle of rounds, again and again on the same storage, and what is stored is audited.
//
// While upstreams fail, hang, recover and publish incidents, an onlooker reads the page and its store, and an operator
// declares something now and then. When a round has begun to ask, the runtime is killed without warning, at a moment
// chosen by chance, and started again on what it has stored. Then everything the onlooker had seen must still be there, and
// be there once (`tests/support/survival.mjs` says what that means), and a round must follow by itself.

import { setTimeout as sleep } from "node:timers/promises";
import { dbFalse, hangs, json, ok, refused, slow, status } from "./behaviours.mjs";
import { chance, oneOf } from "./chance.mjs";
import { first, newToken, operator } from "./operator.mjs";
import { statuspage } from "./statuspage.mjs";
import { API, SHOP, STATUS, WATCHED, WEB } from "./story.mjs";
import { survived } from "./survival.mjs";
import { STORY, World } from "./world.mjs";

/**
 * How long after a round has begun to ask the runtime is killed at the latest, in milliseconds: while those that are
 * quick are recorded, or when the slow ones are.
 */
const LATEST = [80, 900];
/** One life in so many is over before its first round is. */
const BRIEF_OF = 2;
/** One death in so many is a long one: the runtime stays down for longer than any sample speaks, in milliseconds. */
const [LONG_OF, LONG] = [10, 13_000];
/** One round in so many has an operator in it. */
const DECLARED_OF = 2;
/** Within this time a round must follow, in milliseconds. */
const MINUTE = 60_000;
/** What is waited between two looks, in milliseconds. */
const REST = 150;

/** What upstreams do, of each: being well is the likeliest. */
const MOODS = [ok, ok, refused, status(500), dbFalse, hangs, slow(700)];
const STATES = ["operational", "operational", "degraded_performance", "partial_outage", "major_outage"];

export class Deaths {
  #auditor;
  #open;
  #number = 0;
  #begins;

  /** Counts, of all rounds so far; what is wrong is told in `faults`, a sentence each. */
  told = {
    ...{ rounds: 0, killed: 0, audited: 0, unanswered: 0, long: 0, brief: 0, transitions: 0, intervals: 0, samples: 0, declared: 0 },
    ...{ lost: 0, doubled: 0, disordered: 0, claimed: 0, late: 0 },
  };
  faults = [];

  /** `seed` is that of the first round; each round's gives the next one's. */
  static async begin(seed) {
    const deaths = new Deaths();
    const token = newToken();
    const world = await World.start({ apart: true, tempo: "fast", vars: { FYR_FIRST_TOKEN: first(STORY, token) } });
    Object.assign(deaths, { seed, world });
    try {
      deaths.page = world.instance();
      deaths.#auditor = await operator(world, deaths.page, token);
      await deaths.#roundAfter(0);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return deaths;
  }

  stop() {
    return this.world.stop();
  }

  /** One death in a round; the audit; and the round that follows by itself. */
  async round() {
    const next = chance(this.seed);
    this.seed = next(2 ** 31);
    this.#change(next);
    const onlooker = this.#look();
    const [moment, declares] = [next(oneOf(next, LATEST)), next(DECLARED_OF) === 0];
    const [long, brief] = [next(LONG_OF) === 0, next(BRIEF_OF) === 0];
    const begun = await Promise.race([this.#begins ?? this.#nextAsked(), sleep(MINUTE, undefined, { ref: false })]);
    if (!begun) this.#fault("late", "nobody was asked within a minute");
    const declared = declares ? this.#declare(next) : undefined;
    await sleep(moment);
    this.told.unanswered += this.#asks() ? 1 : 0;
    const died = Date.now();
    await this.world.kill();
    const seen = await onlooker;
    if (long) await sleep(LONG);
    this.#begins = brief ? this.#nextAsked() : undefined;
    await this.world.restart();
    await this.world.scheduled();
    await this.#audit(seen, await declared, brief ? 0 : died);
    this.told.rounds += 1;
    this.told.killed += 1;
    this.told.long += long ? 1 : 0;
    this.told.brief += brief ? 1 : 0;
  }

  /** Resolves when the next round begins to ask. */
  #nextAsked() {
    return this.world.upstreams.next({ page: this.page });
  }

  /** Whether an upstream is being asked. */
  #asks() {
    const open = ({ response }) => !response.writableEnded && !response.destroyed;
    return this.world.upstreams.askedFor({ page: this.page }).some(open);
  }

  /** Upstreams are in another mood. */
  #change(next) {
    const { page, world: { upstreams } } = this;
    upstreams.mend(page);
    for (const where of [API, WEB, SHOP]) upstreams.when({ ...where, page }, oneOf(next, MOODS));
    const state = oneOf(next, STATES);
    const incidents = next(2) ? [{ title: `Slow ${next(1000)}`, affects: [WATCHED], at: new Date().toISOString() }] : [];
    const url = `https://${STATUS.host}`;
    const told = statuspage({ name: "CDN", url, components: { [WATCHED]: state }, incidents });
    upstreams.when({ ...STATUS, page }, json(told));
  }

  /** Looks until nobody answers; gives the last snapshot and the last store there were to be seen. */
  async #look() {
    const seen = {};
    try {
      for (;;) {
        seen.store = await this.world.store(this.page);
        seen.snapshot = await this.#auditor.seen();
        await sleep(REST);
      }
    } catch {
      return seen;
    }
  }

  /** An operator begins an incident, or ends the one there is. Gives the record if that was answered. */
  async #declare(next) {
    const level = oneOf(next, ["degraded", "partial_outage", "major_outage"]);
    const component = oneOf(next, ["api", "web", "shop"]);
    const title = { nb: `Feil «${(this.#number += 1)}»` };
    const open = this.#open;
    this.#open = undefined;
    try {
      const op = this.#auditor;
      const record = await (open ? op.say(open, "resolved") : op.incident(component, level, { title }));
      this.told.declared += 1;
      this.#open = open ? undefined : record;
      return record;
    } catch {
      return undefined;
    }
  }

  /** What is there after a death, when there has been a round since an instant. */
  async #audit({ snapshot, store: before }, declared, since) {
    const back = await this.#roundAfter(since);
    const after = await this.world.store(this.page);
    const { told } = this;
    if (!back) return this.#fault("late", "no round within a minute");
    if (!after.alarm) this.#fault("late", "no alarm is set");
    this.store = after;
    told.transitions = after.outbox.length;
    told.intervals = [...after.levels, ...after.series].reduce((sum, { intervals }) => sum + intervals.length, 0);
    told.samples = after.samples.reduce((sum, { slots }) => sum + slots.filter((byte) => byte !== 0).length, 0);
    const isDeclared = ({ subject, revision }) => subject === declared.id && revision === declared.revision;
    if (declared && !after.log.some(isDeclared)) this.#fault("lost", `${declared.id}-${declared.revision} was answered`);
    if (!before || !snapshot) return;
    told.audited += 1;
    if (back.revision < snapshot.revision) this.#fault("lost", `revision ${snapshot.revision} is ${back.revision}`);
    if (Date.parse(back.as_of) < Date.parse(snapshot.as_of)) this.#fault("lost", `${snapshot.as_of} is ${back.as_of}`);
    for (const [kind, sentence] of survived(before, after)) this.#fault(kind, sentence);
  }

  /** The page's snapshot when a round has been decided after an instant; undefined when none was within a minute. */
  async #roundAfter(instant) {
    for (const begun = Date.now(); Date.now() - begun < MINUTE; await sleep(REST)) {
      const snapshot = await this.#auditor.seen().catch(() => undefined);
      if (snapshot && Date.parse(snapshot.as_of) > instant) return snapshot;
    }
    return undefined;
  }

  #fault(kind, sentence) {
    this.told[kind] += 1;
    this.faults.push(`${kind}: ${sentence}`);
  }
}
