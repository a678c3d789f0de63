// What a component suffers from what it depends on: `tests/pages/chain.toml`, lived through in the running worker.
//
// Every row says how each component is seen and why, in the snapshot, in the summary and in the page's HTML. Figures
// follow measurement, and know nothing of it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { json, refused, status } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { assertTrueStore, at, storedAbout } from "../support/intervals.mjs";
import { seen, textOf } from "../support/reader.mjs";
import { live } from "../support/stories.mjs";
import { World } from "../support/world.mjs";

const API = { host: "api.chain.example" };
const DATABASE = { host: "database.chain.example" };
const PORTAL = { host: "portal.chain.example" };
const NORDLINE = { host: "status.chain.example" };

const TITLE = "Cables are cut";
const incidents = [{ title: TITLE, impact: "major", affects: ["Network"], at: "2026-05-04T10:02:00.000Z" }];
const says = (components, more) => [[NORDLINE, json(summaryOf(NORDLINE.host, { components, ...more }))]];
const CUT = says({ Network: "partial_outage" }, { incidents });

const WELL = { portal: "operational", api: "operational", database: "operational", "sign-in": "operational" };

// What is so · the faults · the page's level · what differs from all being well: each component with its reason and causes
const TABLE = [
  ["a supplier reports an outage", CUT, "partial_outage", {
    network: "partial_outage (incident)",
    api: `degraded (dependency): hard network partial_outage "${TITLE}" of Nordline`,
    portal: "degraded (dependency): hard api degraded, root network",
    "sign-in": `partial_outage (dependency): hard network partial_outage "${TITLE}" of Nordline`,
  }],
  ["a supplier is worked on", says({ Network: "under_maintenance" }), "maintenance", {
    network: "maintenance",
    api: "maintenance (dependency): hard network maintenance",
    portal: "maintenance (dependency): hard api maintenance, root network",
    "sign-in": "maintenance (dependency): hard network maintenance",
  }],
  ["what gives a function only is down", says({ Messages: "major_outage" }), "degraded", {
    messages: "major_outage",
    api: "degraded (dependency): soft messages major_outage",
    portal: "degraded (dependency): hard api degraded, root messages",
    letters: "null: soft messages major_outage",
  }],
  ["what is only watched is down", says({ Builds: "major_outage" }), "operational", {
    builds: "major_outage",
    api: "operational: watch builds major_outage",
  }],
  ["a supplier uses a word nobody knows", says({ Network: "wobbly" }), "operational", {
    network: "unknown (unknown_word)",
  }],
  ["a supplier's page answers 500", [[NORDLINE, status(500)]], "unknown", {
    network: "unknown (status)",
    messages: "unknown (status)",
    builds: "unknown (status)",
    "sign-in": "unknown (status)",
  }],
  ["the database is down and the API still answers", [[DATABASE, refused]], "major_outage", {
    database: "major_outage (connection)",
    api: "degraded (dependency): hard database major_outage",
    portal: "degraded (dependency): hard api degraded, root database",
  }],
  ["the API is down with its database", [[DATABASE, refused], [API, refused]], "major_outage", {
    database: "major_outage (connection)",
    api: "major_outage (connection): hard database major_outage",
    portal: "degraded (dependency): hard api major_outage, root database",
  }],
  ["the API is down while a supplier reports less", [[API, refused], ...CUT], "major_outage", {
    network: "partial_outage (incident)",
    api: "major_outage (connection)",
    portal: "degraded (dependency): hard api major_outage",
    "sign-in": `partial_outage (dependency): hard network partial_outage "${TITLE}" of Nordline`,
  }],
  ["everything of ours is down", [[DATABASE, refused], [API, refused], [PORTAL, refused]], "major_outage", {
    database: "major_outage (connection)",
    api: "major_outage (connection): hard database major_outage",
    portal: "major_outage (connection): hard api major_outage, root database",
  }],
].map(([story, faults, level, differs]) => ({ story, faults, level, differs }));

/** A component of a snapshot in one line: level, reason, and what it suffers from. */
function said({ level, reason, because }) {
  const cause = ({ kind, component, level, title, origin, root }) =>
    `${kind} ${component} ${level}${title ? ` "${title.text}" of ${origin}` : ""}${root ? `, root ${root}` : ""}`;
  return `${level}${reason ? ` (${reason})` : ""}${because.length > 0 ? `: ${because.map(cause).join("; ")}` : ""}`;
}

const componentOf = ({ components }, id) => components.find((component) => component.id === id);

describe("what a component suffers from what it depends on", { concurrency: 1 }, () => {
  let world;
  let told;
  before(async () => {
    world = await World.start();
    told = await live(world, TABLE, { base: "chain" });
  });
  after(() => world?.stop());

  const suppliers = { network: "operational", messages: "operational", builds: "operational", letters: "null" };
  const lived = (words) => told[TABLE.findIndex(({ story }) => story === words)];

  for (const [index, { story, level, differs }] of TABLE.entries()) {
    test(`${story}: page ${level}`, () => {
      const { after, store } = told[index];
      for (const round of ["well", "again", "mended"]) {
        const { snapshot, summary } = after[round];
        const expected = { ...WELL, ...suppliers, ...(round === "again" ? differs : {}) };
        const all = Object.fromEntries(snapshot.components.map((component) => [component.id, said(component)]));
        assert.deepEqual(all, expected, round);
        assert.equal(snapshot.level, round === "again" ? level : "operational", round);
        assert.equal(summary.level, snapshot.level, round);
        for (const line of summary.components) assert.equal(line.level, componentOf(snapshot, line.id).level, `${round}: ${line.id}`);
      }
      assertTrueStore(store);
    });
  }

  test("is told in the reader's language, with the supplier's words marked as theirs", () => {
    const { html } = lived("a supplier reports an outage").after.again;
    const text = textOf(html).join(" ");
    assert.match(text, /Fordi Nordline melder om « Cables are cut »/);
    assert.match(text, /API: Redusert funksjonalitet .* Ved avbrudd Alt står stille\. Midlertidig løsning Send e-post\./);
    assert.match(text, /På grunn av API: Redusert funksjonalitet, siden kl\. 12\.05 \. Rotårsak: Nettverk\./);
    assert.ok(html.includes('<p>Fordi Nordline melder om «<span lang="en">Cables are cut</span>»'));
    assert.ok(!text.includes("avhengig av."), "that it suffers is said once, by what it suffers from");
  });

  test("is told as a notice where it has changed nothing, and opens the row", () => {
    const watched = lived("what is only watched is down").after.again.html;
    assert.match(textOf(watched).join(" "), /Bygg: Utilgjengelig, siden kl\. 12\.05/);
    assert.ok(!/På grunn av|Fordi/.test(watched));
    const letters = lived("what gives a function only is down").after.again.html;
    const text = textOf(letters).join(" ");
    assert.match(text, /Brev: Overvåkes ikke Meldinger: Utilgjengelig, siden kl\. 12\.05 \. Midlertidig løsning Hent brevet selv\./);
  });

  test("began when that began, and is stored with what it suffers from", () => {
    const { after, store } = lived("a supplier reports an outage");
    const [api, network] = ["api", "network"].map((id) => componentOf(after.again.snapshot, id));
    assert.equal(api.since, network.since);
    assert.equal(api.because[0].since, network.since);
    assert.equal(api.because[0].supplier, true);
    const { levels } = storedAbout(store, "api");
    const during = "2026-05-04T10:08:00Z";
    assert.equal(at(levels, "level", during), "degraded");
    assert.equal(at(levels, "reason", during), "dependency");
    const because = at(levels, "because", during);
    assert.deepEqual(because.map(({ component, kind, level }) => [component, kind, level]), [["network", "hard", "partial_outage"]]);
    assert.deepEqual(levels.at(-1).because, []);
    const heard = store.outbox.filter(({ component, to }) => component === "api" && to === "degraded");
    assert.deepEqual(heard.map((transition) => transition.because), [because]);
    const order = store.outbox.filter(({ to }) => to === "degraded" || to === "partial_outage").map(({ component }) => component);
    assert.deepEqual(order.sort(), ["api", "network", "portal", "sign-in"]);
  });

  test("is in no figure", () => {
    for (const words of ["a supplier reports an outage", "the database is down and the API still answers"]) {
      const { contract } = storedAbout(lived(words).store, "api");
      assert.equal(at(contract[0].intervals, "state", "2026-05-04T10:08:00Z"), "up", words);
    }
  });
});

// What fails · the page's level · what each component is then, beside those that are as they were.
const DIGIREQ = [
  ["Netlify", "www.netlifystatus.com", { "Standard Edge Network": "major_outage" }, "degraded", {
    netlify: "major_outage",
    admin: "degraded (dependency): hard netlify major_outage",
    landing: "degraded (dependency): hard netlify major_outage",
  }],
  ["Cloudflare", "www.cloudflarestatus.com", { "CDN/Cache": "partial_outage" }, "partial_outage", {
    dns: "partial_outage",
    api: "degraded (dependency): soft dns partial_outage",
    admin: "degraded (dependency): hard api degraded, root dns; hard dns partial_outage",
    landing: "degraded (dependency): hard dns partial_outage",
  }],
  ["Expo", "status.expo.dev", { "Push Notifications": "major_outage" }, "degraded", {
    expo: "major_outage",
    "push-ios": "degraded (dependency): soft expo major_outage",
    "push-android": "degraded (dependency): soft expo major_outage",
  }],
].map(([supplier, host, components, level, differs]) => ({
  ...{ supplier, level, differs },
  faults: [[{ host }, json(summaryOf(host, { components }))]],
}));

describe("the suppliers of DigiReq", () => {
  let world;
  let told;
  before(async () => {
    world = await World.start();
    told = await live(world, DIGIREQ, { base: "digireq" });
  });
  after(() => world?.stop());

  const all = ({ components }) => Object.fromEntries(components.map((component) => [component.id, said(component)]));

  for (const [index, { supplier, level, differs }] of DIGIREQ.entries()) {
    test(`${supplier} fails: page ${level}, and nobody is down whose own probe passes`, () => {
      const { well, again, mended } = told[index].after;
      assert.equal(well.snapshot.level, "operational");
      assert.deepEqual(all(again.snapshot), { ...all(well.snapshot), ...differs });
      assert.equal(again.snapshot.level, level);
      assert.deepEqual(all(mended.snapshot), all(well.snapshot));
    });
  }

  test("what is reached over others and directly is told once to people", () => {
    const text = textOf(told[1].after.again.html).join(" ");
    assert.match(text, /Admin-dashboard: Redusert funksjonalitet Siden kl\. 12\.05 På grunn av DNS og DDoS-vern: Delvis utilgjengelig, siden kl\. 12\.05 \. Ved avbrudd/);
  });
});

describe("readers of a part, and late ones", () => {
  let world;
  let page;
  before(async () => {
    world = await World.start();
    page = world.instance("chain");
    for (const [where, behaviour] of CUT) world.upstreams.when({ ...where, page }, behaviour);
    // Half a minute more than two: a round may take some seconds.
    for (const clock of ["10:05:10", "10:07:40"]) {
      await world.clock(`2026-05-04T${clock}Z`);
      await world.round(page);
    }
  });
  after(() => world?.stop());

  test("of a component at the end of a chain get its cause, the incident at its beginning, and no other's", async () => {
    const snapshot = (await world.get(`/api/v1/${page}?components=portal`)).json();
    assert.deepEqual(snapshot.components.map(said), ["degraded (dependency): hard api degraded, root network"]);
    const shown = async (components) => (await world.get(`/${page}?lang=en&components=${components}`)).text;
    assert.match(await shown("portal"), /Cables are cut/);
    assert.match(await shown("api"), /Because Nordline reports “Cables are cut”, <time datetime="2026-05-04T10:05:\d\dZ">2 minutes ago<\/time>\./);
    assert.ok(!(await shown("database")).includes("Cables are cut"));
  });

  test("past stale_after get no cause", async () => {
    await world.clock("2026-05-04T10:20:00Z");
    const { html } = await seen(world, page);
    const text = textOf(html).join(" ");
    assert.match(text, /Ukjent status/);
    assert.doesNotMatch(text, /Fordi|På grunn av|Rotårsak/);
  });
});

describe("environments", () => {
  let world;
  before(async () => (world = await World.start()));
  after(() => world?.stop());

  for (const [env, host, other] of [["production", NORDLINE.host, "test"], ["test", "status.test.chain.example", "production"]]) {
    test(`what fails in ${env} reaches who depends on it there, and nobody in ${other}`, async () => {
      const page = world.instance("chain");
      world.upstreams.when({ host, page }, json(summaryOf(host, { components: { Network: "partial_outage" }, incidents })));
      await world.clock("2026-05-04T10:05:10Z");
      await world.round(page);
      const apiIn = async (env) => componentOf((await world.get(`/api/v1/${page}?env=${env}`)).json(), "api");
      assert.equal(said(await apiIn(env)), `degraded (dependency): hard network partial_outage "${TITLE}" of Nordline`);
      assert.equal(said(await apiIn(other)), "operational");
    });
  }
});

describe("after the runtime was killed", () => {
  let world;
  before(async () => (world = await World.start({ apart: true })));
  after(() => world?.stop());

  test("why a component suffers is still known, before anybody was asked again", async () => {
    const page = world.instance("chain");
    for (const [where, behaviour] of CUT) world.upstreams.when({ ...where, page }, behaviour);
    await world.clock("2026-05-04T10:05:10Z");
    await world.round(page);
    const read = async () => (await world.get(`/api/v1/${page}`)).json();
    const was = await read();
    assert.equal(componentOf(was, "api").because[0]?.component, "network");
    await world.kill();
    await world.restart();
    await world.clock("2026-05-04T10:05:40Z");
    const now = await read();
    assert.equal(now.as_of, was.as_of, "nobody has been asked");
    assert.deepEqual(now.components, was.components);
    await world.round(page);
    await world.forget();
    const again = await read();
    assert.deepEqual(again.components, was.components);
    assert.equal(again.revision, was.revision, "nothing that readers see has changed");
  });
});
