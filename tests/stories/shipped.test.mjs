// The pages that ship, in the running worker: asked at their own addresses, each upstream answering in its own format.
//
// What an operator would have to set is set. That each page is what its terms say is tested where page files are read.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { apple } from "../support/apple.mjs";
import { json, refused, text } from "../support/behaviours.mjs";
import { google } from "../support/google.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { hetzner } from "../support/hetzner.mjs";
import { microsoft } from "../support/microsoft.mjs";
import { levelOf, textOf } from "../support/reader.mjs";
import { APPLE, PRIVATE, announced } from "../support/vendors.mjs";
import { World } from "../support/world.mjs";

const NOW = "2026-05-04T10:00:10Z";
const DIGDIR = ["id-porten", "minid", "ansattporten", "maskinporten", "krr", "dpi", "esignering", "eformidling", "dpv"];
const NHN = ["dokumentlager", "dokumentdeling", "pjd"];
const FEED = "driftsinformation.digg.example";

/** Every component of a snapshot that has a level, with it. */
const levels = ({ components }) =>
  Object.fromEntries(components.filter(({ level }) => level).map(({ id, level }) => [id, level]));
const all = (ids, level = "operational") => Object.fromEntries(ids.map((id) => [id, level]));

describe("the pages that ship", { concurrency: 1 }, () => {
  let world;
  before(async () => {
    world = await World.start({ vars: PRIVATE });
    await world.clock(NOW);
    world.upstreams.when({ host: FEED }, text(announced("2026-05-04T08:00:00Z"), "application/rss+xml"));
  });
  after(() => world?.stop());

  /** What readers of a page get, `more` of it, after a round in which these hosts do otherwise. */
  async function told(base, faults = [], more = [""]) {
    const page = world.instance(base);
    for (const [host, behaviour, region] of faults) world.upstreams.when({ host, page, region }, behaviour);
    await world.round(page);
    const answers = await Promise.all(more.map((query) => world.get(`/api/v1/${page}${query}`)));
    return answers.map((answer) => answer.json());
  }

  test("digireq hears each of its suppliers in its own format", async () => {
    const [snapshot] = await told("digireq");
    const heard = ["api", "admin", "landing", "database", "sms-otp", "push-ios", "push-android", "oidc", "dns"];
    const suppliers = ["hetzner", "netlify", "expo", "microsoft-admin"];
    assert.deepEqual(levels(snapshot), all([...heard, ...suppliers]));
    assert.equal(snapshot.level, "operational");
  });

  // What is wrong · the host · what it answers · the component · its level · that of the component it is told beside.
  const cloudServers = { system: 3, title: "Fault at a location", state: "in_progress" };
  const messages = { product: "Cloud Messaging", text: "Messages are not delivered.", begin: "2026-05-04T09:50:00Z" };
  for (const [words, host, behaviour, component, level, beside] of [
    ["Hetzner's cloud is out", "status.hetzner.com", text(hetzner([cloudServers]), "text/html"), "hetzner", "major_outage",
      "api"],
    ["Apple says that APNS is out", "www.apple.com", text(apple({ ...APPLE, events: { APNS: [{ at: Date.parse(NOW) }] } })),
      "push-ios", "major_outage", "push-android"],
    ["Apple no longer lists APNS", "www.apple.com", text(apple({ services: ["TestFlight"] })), "push-ios", "unknown", "api"],
    ["Google has an incident of FCM open", "status.firebase.google.com", text(google([messages])), "push-android",
      "major_outage", "push-ios"],
    ["the admin centre is out", "status.cloud.microsoft", text(microsoft("Service outage")), "microsoft-admin",
      "major_outage", "oidc"],
  ]) {
    test(`${words}: ${component} is ${level}, and ${beside} is as it was`, async () => {
      const [snapshot] = await told("digireq", [[host, behaviour]]);
      assert.equal(levelOf(snapshot, component), level);
      assert.equal(levelOf(snapshot, beside), "operational");
    });
  }

  test("46elks answers those without a key by refusing them: then it is there, and otherwise SMS-OTP fails", async () => {
    const [snapshot] = await told("digireq", [["api.46elks.com", refused]]);
    assert.equal(levelOf(snapshot, "sms-otp"), "partial_outage", "until it is confirmed");
    assert.equal(levelOf(snapshot, "api"), "operational");
  });

  test("an outage of Maskinporten is seen by those who ask for it, in production alone", async () => {
    const down = json(summaryOf("status.digdir.no", { components: { Maskinporten: "major_outage" } }));
    const more = ["", "?components=maskinporten", "?components=esignering", "?env=test"];
    const [page, mine, others, tested] = await told("digdir", [["status.digdir.no", down]], more);
    assert.deepEqual(levels(page), { ...all(DIGDIR), maskinporten: "major_outage" });
    assert.deepEqual([mine.level, others.level], ["major_outage", "operational"]);
    assert.deepEqual(levels(tested), all(DIGDIR));
  });

  test("one e-ID that is down is not ID-porten down", async () => {
    const down = json(summaryOf("status.digdir.no", { components: { MinID: "major_outage" } }));
    const [page] = await told("digdir", [["status.digdir.no", down]]);
    const differs = { minid: "major_outage", "id-porten": "degraded" };
    assert.deepEqual(levels(page), { ...all(DIGDIR), ...differs });
  });

  test("what Digdir's page does not name is unknown, never operational", async () => {
    const without = json(summaryOf("status.digdir.no", { without: "eFormidling" }));
    const [page] = await told("digdir", [["status.digdir.no", without]]);
    assert.deepEqual(levels(page), { ...all(DIGDIR), eformidling: "unknown" });
  });

  test("NHN's two pages are two environments", async () => {
    const down = json(summaryOf("test.status.nhn.example", { components: { "NHN dokumentlager": "major_outage" } }));
    const [page, tested] = await told("nhn-dokumentlager", [["test.status.nhn.example", down]], ["", "?env=test"]);
    assert.deepEqual(levels(page), all(NHN));
    assert.deepEqual(levels(tested), { ...all(NHN), dokumentlager: "major_outage" });
  });

  test("Digg's notices are shown in Swedish, and say nothing about a level", async () => {
    const page = world.instance("digg-sdk");
    await world.round(page);
    const snapshot = (await world.get(`/api/v1/${page}?lang=en`)).json();
    assert.deepEqual([snapshot.level, levels(snapshot)], ["unknown", {}]);
    assert.equal(snapshot.incidents.length, 1);
    assert.equal(snapshot.incidents[0].title.lang, "sv");
    const html = (await world.get(`/${page}`)).text;
    assert.match(html, /<html[^>]* lang="sv"/);
    assert.ok(textOf(html).includes("Planerat servicefönster för SDK:s gemensamma komponenter"), textOf(html).join("\n"));
  });
});
