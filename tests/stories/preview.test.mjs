// A draft is looked at before it is published: what readers of each language would see, when each work would be, and what it
// comes to by the terms. Nothing of it is kept.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { staffed } from "../support/operator.mjs";

const PAGE = "digdir";

describe("a draft", () => {
  let world;
  let page;
  let op;
  // A Monday; Tuesday the ninth of June is the next but one window of a contract that ended in January.
  before(async () => ({ world, page, op } = await staffed(PAGE, "2026-06-01T10:00:10Z")));
  after(() => world?.stop());

  const looked = async (path, body) => {
    const answer = await op.post(`${path}?preview`, body, { key: "kladd" });
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };
  const work = (more) => ({ title: { nb: "Oppgradering" }, affected: [{ component: "id-porten", impact: "unavailable" }], starts: "2026-06-09T00:30", ends: "2026-06-09T05:00", ...more });

  test("of an incident is shown in each language of the page, as readers would see it", async () => {
    const body = { title: { nb: "Innlogging feiler" }, severity: "critical", affected: [{ component: "id-porten", level: "major_outage" }] };
    const { snapshots, refusals } = await looked("incidents", body);
    assert.equal(refusals, undefined);
    const told = snapshots.map(({ lang, incidents, components }) => [lang, incidents[0].title, components.find(({ id }) => id === "id-porten").level]);
    const marked = { text: "Innlogging feiler", lang: "nb" };
    assert.deepEqual(told, [["nb", { text: "Innlogging feiler" }, "major_outage"], ["nn", marked, "major_outage"], ["en", marked, "major_outage"]]);
  });

  test("of maintenance says what it comes to by the contract in force", async () => {
    const { terms, spans } = await looked("maintenances", work());
    assert.deepEqual(spans, [["2026-06-08T22:30:00Z", "2026-06-09T03:00:00Z"]]);
    assert.equal(terms.length, 1);
    assert.match(terms[0].nb, /^ID-porten: .*telle som nedetid/);
    assert.match(terms[0].en, /^ID-porten: .*count as downtime/);
    assert.doesNotMatch(terms[0].nb + terms[0].en, /\{|undefined/);
  });

  test("of what comes again has each of them, by the clocks of the page", async () => {
    const { spans } = await looked("maintenances", work({ starts: "2026-10-18T00:30", ends: "2026-10-18T05:00", repeat: "FREQ=WEEKLY;COUNT=3" }));
    const minutes = spans.map(([from, to]) => (Date.parse(to) - Date.parse(from)) / 60_000);
    assert.deepEqual(minutes, [270, 330, 270], "clocks go back in the night of the second");
  });

  test("that cannot be is refused as it would be, with each field", async () => {
    const { refusals, snapshots } = await looked("maintenances", work({ starts: "2027-03-28T02:15", ends: "2027-03-28T01:00", affected: [] }));
    assert.equal(snapshots, undefined);
    assert.deepEqual(refusals.map(({ pointer }) => pointer), ["/starts"]);
    assert.match(refusals[0].detail, /does not exist: clocks go forward over it; write "2027-03-28T03:00"/);
  });

  test("leaves nothing behind: no record, no number, no entry, no answer to its key", async () => {
    const lists = await Promise.all(["incidents", "maintenances", "overrides"].map((noun) => op.get(noun)));
    assert.deepEqual(lists.map((it) => it.json().items), [[], [], []]);
    const log = (await op.get("audit")).json().items.map(({ noun }) => noun);
    assert.deepEqual(log, ["configuration", "token"]);
    const before = (await op.seen()).revision;
    await looked("overrides", { component: "id-porten", level: "degraded", reason: { nb: "Prøve" }, ends_at: "2026-06-01T12:00:00Z" });
    const seen = await op.seen();
    assert.deepEqual([seen.revision, seen.incidents.filter(({ origin }) => !origin)], [before, []]);
    const made = await op.post("incidents", { title: { nb: "Ekte" }, severity: "minor" }, { key: "kladd" });
    assert.deepEqual([made.status, made.json().id], [201, "i2"], "the number after the token's");
  });
});

describe("maintenance that goes on", () => {
  let world;
  let op;
  let page;
  before(async () => ({ world, page, op } = await staffed("story")));
  after(() => world?.stop());

  test("is extended, and after its end a fault shows, whoever forgot to say that it is over", async () => {
    const body = { title: { nb: "Arbeid" }, affected: [{ component: "web", impact: "unavailable" }], starts: "2026-05-04T12:05", ends: "2026-05-04T14:00" };
    let [it] = (await op.done(op.post("maintenances", body))).items;
    await world.on(page, "6m");
    it = await op.change("maintenances", it, { status: "in_progress" });
    await world.clock("2026-05-04T11:30:00Z");
    await world.round(page);
    it = await op.change("maintenances", it, { ends: "2026-05-04T14:30" });
    assert.deepEqual([it.ends_at, it.earlier.length], ["2026-05-04T12:30:00Z", 1]);
    const level = async () => (await op.seen()).components.find(({ id }) => id === "web").level;
    await world.clock("2026-05-04T12:29:00Z");
    await world.round(page);
    assert.equal(await level(), "maintenance");
    await world.clock("2026-05-04T12:31:00Z");
    await world.round(page);
    assert.equal(await level(), "operational", "what goes on after its announced end hides nothing");
    assert.equal((await op.seen()).maintenances[0].status, "in_progress");
    it = await op.change("maintenances", it, { status: "completed" });
    assert.match(it.over_at, /^2026-05-04T12:31/);
    const again = await op.patch(`maintenances/${it.id}`, { status: "in_progress" }, { version: `${it.id}-${it.revision}` });
    assert.equal(again.status, 422);
  });

  test("that nobody started is over by the clock, and cannot be begun afterwards", async () => {
    const body = { title: { nb: "Kort" }, affected: [{ component: "shop", impact: "notice" }], starts: "2026-05-04T14:40", ends: "2026-05-04T14:50" };
    const [it] = (await op.done(op.post("maintenances", body))).items;
    await world.clock("2026-05-04T13:00:00Z");
    await world.round(page);
    assert.ok(!(await op.seen()).maintenances.some(({ id }) => id === it.id));
    const late = await op.patch(`maintenances/${it.id}`, { status: "in_progress" }, { version: `${it.id}-1` });
    assert.deepEqual([late.status, late.json().errors[0].pointer], [422, "/status"]);
  });
});
