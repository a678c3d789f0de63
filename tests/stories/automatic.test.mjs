// Automatic incidents: what an operator who is woken finds begun; and what the desk shows of probes that disagree.

import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { refused } from "../support/behaviours.mjs";
import { first, newToken, operator } from "../support/operator.mjs";
import { API, WEB } from "../support/story.mjs";
import { World } from "../support/world.mjs";

const TOKEN = newToken();
const DATABASE = { host: "database.chain.example" };

describe("automatic incidents", () => {
  let world;
  let page;
  let op;
  before(async () => {
    const pages = ["story", "chain", "watchful"].map((base) => first(base, TOKEN));
    world = await World.start({ vars: { FYR_FIRST_TOKEN: pages.join(" ") } });
  });
  after(() => world?.stop());
  beforeEach(() => open("story"));

  /** A page that is well at ten. */
  async function open(base) {
    await world.clock("2026-05-04T10:00:10Z");
    page = world.instance(base);
    await world.round(page);
    op = await operator(world, page, TOKEN);
  }

  const desk = async () => (await op.get("desk")).json();
  const automatic = async () => (await desk()).incidents.filter((it) => it.automatic);
  const shown = async () => (await op.seen()).incidents;
  const log = async (id) => (await op.get("audit?limit=200")).json().items.filter(({ subject }) => subject === id);
  const fails = async (...where) => {
    for (const host of where) world.upstreams.when({ ...host, page }, refused);
    await world.on(page, "5m");
    await world.on(page, "1m");
  };
  const mends = async () => {
    world.upstreams.mend(page);
    await world.on(page, "2m");
    await world.on(page, "3m");
  };

  test("an outage that is confirmed opens one, which operators see and readers do not", async () => {
    world.upstreams.when({ ...WEB, page }, refused);
    await world.on(page, "5m");
    assert.deepEqual(await automatic(), [], "it waits for confirmation");
    await world.on(page, "1m");
    const [it, ...more] = await automatic();
    assert.deepEqual(more, []);
    assert.deepEqual([it.automatic, it.status, it.severity], ["proposed", "investigating", "serious"]);
    assert.deepEqual(it.affected, [{ component: "web", level: "major_outage" }]);
    assert.deepEqual(it.title, { nb: "Nettsted: Utilgjengelig", nn: "Nettstad: Utilgjengeleg", sv: "Webbplats: Otillgänglig", en: "Web site: Unavailable" });
    assert.equal(it.workaround.nb, "Ring oss.");
    assert.ok(it.started_at < it.created_at, "it began with the first failed sample");
    assert.deepEqual(await shown(), []);
  });

  test("it is resolved by itself when all is well again, and the log says that nobody did it", async () => {
    await fails(WEB);
    const [it] = await automatic();
    await mends();
    const [over] = await automatic();
    assert.deepEqual([over.id, over.status], [it.id, "resolved"]);
    const entries = await log(it.id);
    assert.deepEqual(entries.map(({ revision, by }) => [revision, by]), [[1, { name: "automatic" }], [2, { name: "automatic" }]]);
  });

  test("one that a person adopts is a person's: readers see it, and it stays when the fault goes", async () => {
    await fails(WEB);
    const [it] = await automatic();
    const adopted = await op.change("incidents", it, { adopted: true, severity: "critical" });
    assert.deepEqual([adopted.automatic, adopted.severity], ["adopted", "critical"]);
    assert.deepEqual((await shown()).map(({ id }) => id), [it.id]);
    await mends();
    assert.deepEqual((await shown()).map(({ id }) => id), [it.id]);
    assert.equal((await op.seen()).components.find(({ id }) => id === "web").level, "major_outage", "as a person declares");
    assert.deepEqual((await desk()).disagreements.map(({ component, by, declared, measured }) => [component, by, declared, measured]), [["web", it.id, "major_outage", "operational"]]);
    await op.say(adopted, "resolved");
    assert.equal((await op.seen()).level, "operational");
  });

  test("one that a person says more about is adopted by that", async () => {
    await fails(WEB);
    const [it] = await automatic();
    assert.equal((await op.say(it, "identified")).automatic, "adopted");
    assert.equal((await shown()).length, 1);
  });

  test("one that is dismissed is not opened again for the same fault, but for the next", async () => {
    await fails(WEB);
    const [it] = await automatic();
    await op.change("incidents", it, { dismissed: "En planlagt øvelse" });
    await world.on(page, "2m");
    await world.on(page, "3m");
    assert.deepEqual((await automatic()).map(({ id }) => id), [it.id]);
    assert.deepEqual(await shown(), []);
    await mends();
    await fails(WEB);
    assert.equal((await automatic()).length, 2);
  });

  test("one that is merged hands over what it is about, and is told of as the other", async () => {
    const ours = await op.incident("api", "degraded");
    await fails(WEB);
    const [it] = await automatic();
    assert.equal((await op.change("incidents", it, { merged_into: ours.id })).merged_into, ours.id);
    const told = (await shown()).map(({ id, components }) => [id, components]);
    assert.deepEqual(told, [[ours.id, ["api", "web"]]]);
    await world.on(page, "3m");
    assert.equal((await automatic()).length, 1, "it is not opened again");
  });

  test("none is opened for what somebody has declared already, nor for announced work", async () => {
    await op.incident("web", "partial_outage");
    const body = { title: { nb: "Arbeid" }, affected: [{ component: "api", impact: "unavailable" }], starts: "2026-05-04T12:01", ends: "2026-05-04T13:00" };
    await op.done(op.post("maintenances", body));
    await fails(WEB, API);
    assert.deepEqual(await automatic(), [], "the API is worked on, and the web site is known");
  });

  test("what falls because of something that has one belongs to it", async () => {
    await open("chain");
    await fails(DATABASE, { host: "api.chain.example" });
    const all = await automatic();
    assert.deepEqual(all.map(({ affected }) => affected.map(({ component }) => component).sort()), [["api", "database"]]);
  });

  test("where the page file says so, readers see it, and it follows the fault", async () => {
    await open("watchful");
    await fails({ host: "api.watchful.example" });
    assert.deepEqual((await shown()).map(({ title, severity }) => [title.text, severity]), [["API: Utilgjengelig", "serious"]]);
    await mends();
    assert.deepEqual(await shown(), []);
    assert.equal((await op.seen()).level, "operational");
  });

  test("only an automatic one is adopted, dismissed or merged, and only while it is open", async () => {
    const ours = await op.incident("api", "degraded");
    for (const asked of [{ adopted: true }, { dismissed: "nei" }, { merged_into: ours.id }]) {
      const answer = await op.patch(`incidents/${ours.id}`, asked, { version: `${ours.id}-1` });
      assert.equal(answer.status, 422, answer.text);
    }
  });

  test("the desk shows a resolved incident with a probe that fails, and an override against the probes", async () => {
    await op.say(await op.incident("web", "degraded"), "resolved");
    await op.done(op.post("overrides", { component: "api", level: "operational", reason: { nb: "Målefeil" }, ends_at: "2026-05-04T12:00:00Z" }));
    await fails(WEB, API);
    const told = (await desk()).disagreements.map(({ component, declared, measured }) => [component, declared, measured]);
    assert.deepEqual(told.sort(), [["api", "operational", "major_outage"], ["web", "operational", "major_outage"]]);
    await world.on(page, "1m");
    const { measured, shown: seen } = (await desk()).levels.find(({ component }) => component === "api");
    assert.deepEqual([measured, seen], ["major_outage", "operational"]);
  });
});
