// Channels that a person closes, or leads elsewhere, for a time: everybody who asks for help is told, with why and until
// when, and is led back when that is over.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { first, newToken, operator } from "../support/operator.mjs";
import { World } from "../support/world.mjs";

const TOKEN = newToken();
const LOGIN = { role: "customer", fault: "login", severity: "minor" };
const REASON = { nb: "Vi <flytter>.", en: "We are <moving>." };

let world;
let page;
let op;
before(async () => (world = await World.start({ vars: { FYR_FIRST_TOKEN: first("helpdesk", TOKEN) } })));
after(() => world?.stop());
beforeEach(async () => {
  page = world.instance("helpdesk");
  // A Monday at ten, in Oslo: the desk is open until half past three.
  await at("2026-05-04T08:00:10Z");
  op = await operator(world, page, TOKEN);
});

/** A round at an instant, after which nobody is told of anything older. */
async function at(instant) {
  await world.clock(instant);
  await world.round(page);
  await world.forget();
}

/** Declares something about a channel. */
async function declare(channel, more) {
  const record = await op.done(op.post("overrides", { channel, reason: REASON, ends_at: "2026-05-04T10:00:00Z", ...more }));
  await world.forget();
  return record;
}

const asking = new URLSearchParams({ lang: "en", ...LOGIN });
const data = async () => (await world.get(`/api/v1/${page}/support?${asking}`)).json();
const form = async () => (await world.get(`/${page}/support?${asking}`)).text;
const drawn = async () => (await world.get(`/api/v1/${page}/support/drawn?${asking}`)).json();
const contacts = ({ advice }) => advice.contacts.map(({ channel, state }) => `${channel} ${state}`);
/** The text of a page, as it is read from top to bottom. */
const read = (html) => html.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]+>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/\s+/g, " ");

describe("a channel that is closed by hand", () => {
  beforeEach(() => declare("desk"));

  test("comes behind those that can be used, with why and until when", async () => {
    const told = await data();
    assert.deepEqual(contacts(told), ["form any_time", "post any_time", "desk closed"]);
    assert.equal(told.advice.contacts[2].until, "2026-05-04T10:00:00Z");
    const desk = told.channels.find(({ id }) => id === "desk");
    assert.deepEqual(desk.overrides.map(({ reason, ends_at }) => [reason.text, ends_at]), [[REASON.en, "2026-05-04T10:00:00Z"]]);
    const said = "Support desk Closed until Monday 4 May at 12:00 Set by hand until Monday 4 May at 12:00 : We are <moving>.";
    assert.ok(read(await form()).includes(said), read(await form()));
    assert.ok(JSON.stringify(await drawn()).includes("Closed until Monday 4 May at 12:00"));
  });

  test("opens again when that is over, also before the next round", async () => {
    await world.clock("2026-05-04T10:00:01Z");
    const told = await data();
    assert.deepEqual(contacts(told), ["desk open", "form any_time", "post any_time"]);
    assert.equal(told.channels.find(({ id }) => id === "desk").overrides, undefined);
    assert.doesNotMatch(await form(), /moving/);
  });

  test("is kept by nobody beyond the instant at which it opens", async () => {
    await world.clock("2026-05-04T09:59:58Z");
    await world.round(page);
    const { headers } = await world.get(`/api/v1/${page}/support?${asking}`);
    const [, age] = /max-age=(\d+)/.exec(headers.get("cache-control"));
    assert.ok(Number(age) <= 2, headers.get("cache-control"));
    assert.equal((await drawn()).until, "2026-05-04T10:00:00Z");
  });
});

test("one that will be closed says when, and is asked for again then", async () => {
  await declare("desk", { starts_at: "2026-05-04T09:00:00Z" });
  const told = await data();
  assert.deepEqual(contacts(told), ["desk open", "form any_time", "post any_time"]);
  assert.equal(told.advice.contacts[0].until, "2026-05-04T09:00:00Z");
  assert.match(read(await form()), /Support desk Open now\. Closes Monday 4 May at 11:00/);
});

test("one that is led elsewhere leads there meanwhile, and is what it was afterwards", async () => {
  await declare("desk", { to: "22 99 99 99" });
  const told = await data();
  assert.deepEqual(contacts(told), ["desk open", "form any_time", "post any_time"]);
  assert.equal(told.advice.contacts[0].to, "22 99 99 99");
  const html = await form();
  assert.match(html, /href="tel:22999999"/);
  assert.doesNotMatch(html, /tel:22000000/);
  assert.match(read(html), /Call 22 99 99 99/);
  await world.clock("2026-05-04T10:00:01Z");
  assert.match(await form(), /href="tel:22000000"/);
});

test("one that stands on what is down is used all the same where a person leads it elsewhere", async () => {
  await op.incident("website", "major_outage");
  await world.forget();
  assert.deepEqual((await data()).advice.down, [{ channel: "form", needs: "website" }]);
  await declare("form", { to: "https://crisis.helpdesk.example/form" });
  const told = await data();
  assert.deepEqual([told.advice.down, contacts(told)], [[], ["desk open", "form any_time", "post any_time"]]);
  assert.match(await form(), /href="https:\/\/crisis\.helpdesk\.example\/form"/);
});

test("who declares it sees it at once, and everybody else when the answer they have is over", async () => {
  const record = await declare("desk");
  assert.ok(contacts(await data()).includes("desk closed"));
  await op.done(op.patch(`overrides/${record.id}`, { ends_at: "2026-05-04T08:00:20Z" }, { version: `${record.id}-${record.revision}` }));
  await world.clock("2026-05-04T08:00:21Z");
  await world.forget();
  assert.ok(contacts(await data()).includes("desk open"));
});
