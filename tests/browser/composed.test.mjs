// A supplier's outage on its way to people: from Digdir's status page into the page of Digdir, to the elements that are about
// it and to no other, and, by way of that page, into a portal's own page, with its cause.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { json, passedTo } from "../support/behaviours.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { Stage } from "../support/stage.mjs";
import { WORDS } from "../support/story.mjs";

const DIGDIR = "status.digdir.no";
const FYR = "status.composed.example";
const TITLE = "Feil ved utstedelse av token";

let stage;
const pages = {};
before(async () => {
  stage = await Stage.set();
  const { world } = stage;
  for (const page of ["digdir", "digg-sdk", "composed"]) pages[page] = world.instance(page);
  const named = (path) => path.replace(/^\/api\/v1\/([a-z-]+)/, (_, page) => `/api/v1/${pages[page]}`);
  world.upstreams.when({ host: FYR }, passedTo(world.url, named));
  const outage = summaryOf(DIGDIR, {
    components: { Maskinporten: "major_outage" },
    incidents: [{ title: TITLE, status: "identified", impact: "critical", affects: ["Maskinporten"], text: "Vi retter feilen." }],
  });
  world.upstreams.when({ host: DIGDIR, page: pages.digdir }, json(outage));
  await world.round(pages.digdir);
  await world.round(pages["digg-sdk"]);
  await world.forget();
  await world.round(pages.composed);
  await world.forget();
});
after(() => stage?.strike());

const element = (page, components) => `<fyr-status page="${pages[page]}" components="${components}"></fyr-status>`;

test("an outage of Maskinporten reaches the element about it, and not the one about eSignering", async () => {
  const body = element("digdir", "maskinporten") + element("digdir", "esignering");
  const here = await stage.scene(stage.portal(stage.loader(pages.digdir), body));
  await here.says(`Maskinporten: ${WORDS.major_outage}`);
  const other = here.page.locator("fyr-status").nth(1);
  assert.equal(await here.visible(WORDS.major_outage, other).count(), 0);
  assert.equal(await other.evaluate((it) => it.getBoundingClientRect().height), 0, "nothing is shown of what is well");
  await here.close();
});

test("a portal's own page shows it as what it suffers from, with its cause and what people can do", async () => {
  const here = await stage.scene(stage.portal(stage.loader(pages.composed)));
  await here.says(WORDS.degraded);
  await here.openPanel();
  await here.says("Last opp dokumentasjonen selv.");
  const told = (await here.element.evaluate((it) => it.shadowRoot.textContent)).replace(/\s+/g, " ");
  assert.ok(told.includes(`Fordi Digdir melder om «${TITLE}»`), told);
  const snapshot = (await stage.world.get(`/api/v1/${pages.composed}?lang=nb`)).json();
  const { level, because } = snapshot.components.find(({ id }) => id === "applications");
  assert.equal(level, "degraded");
  assert.deepEqual(because.map(({ component, kind, level, title }) => [component, kind, level, title?.text]), [
    ["maskinporten", "soft", "major_outage", TITLE],
  ]);
  const messages = snapshot.components.find(({ id }) => id === "messages");
  assert.equal(messages.level, "operational", "what another supplier cannot say changes nothing");
  assert.deepEqual(here.troubles, []);
  await here.close();
});
