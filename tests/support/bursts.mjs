// Bursts of operator writes that end with the runtime being killed, and an auditor who counts afterwards.
//
// Several hands write at once, each write with an idempotency key. The runtime is killed in the middle of it without
// warning and started again on what it has stored; whoever got no answer asks again with the same key. Then every write
// that was answered well, the first or the second time, must be in the log exactly once, as the next revision of its
// record, in the order in which they were answered; and the record must be as its last entry says.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { chance } from "./chance.mjs";
import { Hand } from "./hand.mjs";
import { first, newToken, operator, replayed } from "./operator.mjs";
import { STORY, World } from "./world.mjs";

/** How many write at once, with how many tokens. */
const HANDS = 8;
const OPERATORS = 3;
/** How long a burst lasts at most from its first answer on, in milliseconds. */
const LONGEST = 500;
/** How many answered writes are asked again after each restart. */
const AGAIN = 3;
/** How many entries of the log are read at once. */
const PAGE = 200;
/** How often who gets no answer from a runtime that runs asks, and what is waited in between, in milliseconds. */
const [TRIES, REST] = [5, 300];

export class Bursts {
  #hands;
  #marks = 0;
  #behind = 0;
  #records = new Map(); // of each: the entries about it, and the marks that are known to be in it

  /** Counts, of all rounds so far; what is wrong is told in `faults`, a sentence each. */
  told = { rounds: 0, writes: 0, killed: 0, unanswered: 0, retried: 0, replayed: 0, lost: 0, doubled: 0, disordered: 0 };
  faults = [];

  /** `seed` is that of the first round; each round's gives the next one's. */
  static async begin(seed) {
    const bursts = new Bursts();
    const token = newToken();
    const vars = { FYR_FIRST_TOKEN: first(STORY, token) };
    const world = await World.start({ apart: true, tempo: "fast", vars });
    Object.assign(bursts, { seed, world });
    try {
      bursts.page = world.instance();
      bursts.auditor = await operator(world, bursts.page, token);
      const name = (_, number) => bursts.auditor.colleague(`vakt ${number + 1}`);
      const operators = await Promise.all(Array.from({ length: OPERATORS }, name));
      const hand = (_, number) => new Hand(operators[number % OPERATORS]);
      bursts.#hands = Array.from({ length: HANDS }, hand);
      bursts.#behind = (await bursts.#entries()).at(-1).id;
    } catch (error) {
      await world.stop();
      throw error;
    }
    return bursts;
  }

  stop() {
    return this.world.stop();
  }

  /** One burst, one kill, one audit. */
  async round() {
    const writes = [];
    const next = chance(this.seed);
    for (const [number, hand] of this.#hands.entries()) hand.follow(chance(this.seed + number + 1));
    this.seed = next(2 ** 31);
    const all = this.#hands.map((hand) => this.#work(hand, writes));
    // The first answers of a runtime that has just begun take longer than a whole burst.
    while (!writes.some(({ answer }) => answer)) await sleep(5);
    await sleep(next(LONGEST));
    await this.world.kill();
    await Promise.all(all);
    await this.world.restart();
    const [answered, unanswered] = [writes.filter(({ answer }) => answer), writes.filter(({ answer }) => !answer)];
    await Promise.all(unanswered.map((write) => patient(() => this.#ask(write))));
    await this.#replay(answered);
    await this.#audit(writes);
    const { told } = this;
    told.rounds += 1;
    told.killed += 1;
    told.writes += writes.length;
    told.unanswered += unanswered.length;
  }

  /** Writes until nobody answers. */
  async #work(hand, writes) {
    do {
      const mark = `«${this.seed}.${(this.#marks += 1)}»`;
      writes.push({ hand, mark, key: randomUUID(), ...hand.write(mark) });
    } while (await this.#ask(writes.at(-1)));
  }

  /** Asks for a write, the first time or once more; whether it was answered. */
  async #ask(write) {
    const { hand, method, path, body, version, key } = write;
    if (write.sent) this.told.retried += 1;
    write.sent ??= performance.now();
    const answer = await hand.operator.ask(method, path, { body, version, key }).catch(() => undefined);
    // It may have been done, and nobody knows: as if nobody had answered.
    if (!answer || answer.status >= 500) return false;
    Object.assign(write, { answer, answered: performance.now() });
    assert.ok([200, 201].includes(answer.status), `${method} ${path}: ${answer.status} ${answer.text}`);
    write.record = hand.took(answer);
    return true;
  }

  /** Who asks again is answered as the first time. */
  async #replay(answered) {
    for (const { hand, method, path, body, version, key, answer, mark } of answered.slice(-AGAIN)) {
      const again = await patient(() => hand.operator.ask(method, path, { body, version, key }));
      this.told.replayed += 1;
      if (again.status !== answer.status || again.text !== answer.text) this.#fault("doubled", `${mark}: ${again.text}`);
    }
  }

  /** Reads what is new in the log, and finds every write in it. */
  async #audit(writes) {
    const entries = await this.#entries();
    const found = new Map(writes.map(({ mark }) => [mark, []]));
    for (const entry of entries) {
      const text = JSON.stringify(entry.record);
      if (!this.#records.has(entry.subject)) this.#records.set(entry.subject, { about: [], marks: new Set() });
      const { about, marks } = this.#records.get(entry.subject);
      if (entry.revision !== about.push(entry)) this.#fault("disordered", `${entry.subject}-${entry.revision}`);
      const fresh = writes.filter(({ mark }) => text.includes(mark) && !marks.has(mark));
      // What was written twice is there twice, or says nothing new the second time.
      if (fresh.length !== 1) this.#fault("doubled", `entry ${entry.id} holds ${fresh.length} new writes`);
      for (const { mark } of fresh) {
        marks.add(mark);
        found.get(mark).push(entry);
      }
    }
    for (const write of writes) this.#find(write, found.get(write.mark));
    this.#order(writes, entries);
    await Promise.all([...new Set(entries.map(({ subject }) => subject))].map((subject) => this.#compare(subject)));
    await this.#readers(entries);
    this.#behind = entries.at(-1)?.id ?? this.#behind;
  }

  /** Each write that was answered is one entry, and that entry is what was answered. */
  #find({ mark, record }, entries) {
    if (!record) return this.#fault("lost", `${mark} was never answered, though asked again`);
    if (entries.length === 0) return this.#fault("lost", `${mark}: ${record.id}-${record.revision} was answered`);
    if (entries.length > 1) this.#fault("doubled", `${mark}: entries ${entries.map(({ id }) => id)}`);
    const [{ subject, revision }] = entries;
    if (subject !== record.id || revision !== record.revision) this.#fault("lost", `${mark} is ${subject}-${revision}`);
  }

  /** What was answered before another was asked stands before it. */
  #order(writes, entries) {
    const place = new Map(entries.map(({ id, subject, revision }) => [`${subject}-${revision}`, id]));
    if (entries.some(({ id }, index) => index > 0 && id <= entries[index - 1].id)) this.#fault("disordered", "ids");
    const placed = writes.filter(({ record }) => record).map((it) => ({ ...it, at: place.get(`${it.record.id}-${it.record.revision}`) }));
    for (const one of placed) {
      const wrong = placed.filter((other) => one.answered < other.sent && one.at >= other.at);
      for (const other of wrong) this.#fault("disordered", `${other.mark} stands before ${one.mark}`);
    }
  }

  /** The record is as its entries say. */
  async #compare(subject) {
    const { about } = this.#records.get(subject);
    const now = await patient(() => this.auditor.get(`${LISTS[about[0].noun]}/${subject}`));
    const said = replayed(about);
    if (!isDeepStrictEqual(now.json(), said)) this.#fault("lost", `${subject} is ${now.text}, its entries ${JSON.stringify(said)}`);
  }

  /** Readers are told of the incidents that go on, and of none that is over. */
  async #readers(entries) {
    const snapshot = await patient(() => this.auditor.seen());
    const told = new Set(snapshot.incidents.map(({ id }) => id));
    const last = new Map(entries.filter(({ noun }) => noun === "incident").map(({ subject, record }) => [subject, record]));
    for (const [id, { status }] of last) {
      if (told.has(id) === (status === "resolved")) this.#fault("lost", `${id} is ${status}; readers: ${told.has(id)}`);
    }
  }

  /** What operators have done since the last time. */
  async #entries() {
    const all = [];
    for (let after = this.#behind; after !== undefined; ) {
      const ask = () => this.auditor.done(this.auditor.get(`audit?after=${after}&limit=${PAGE}`));
      const { items, next } = await patient(ask);
      all.push(...items);
      after = next;
    }
    return all.filter(({ by }) => by.token);
  }

  #fault(kind, sentence) {
    this.told[kind] += 1;
    this.faults.push(`${kind}: ${sentence}`);
  }
}

/** What comes of asking; of a connection that breaks, or of no answer, once more. */
async function patient(ask) {
  for (let left = TRIES; ; left -= 1) {
    const answer = await ask().catch((error) => (left > 1 ? undefined : Promise.reject(error)));
    if (answer || left <= 1) return answer;
    await sleep(REST);
  }
}

const LISTS = { incident: "incidents", override: "overrides", maintenance: "maintenances" };
