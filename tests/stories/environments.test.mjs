// Environments: what happens in one of them is never seen in another, wherever one looks: snapshot, summary, page, frame,
// badge, loader, what is stored, what notifiers are told, and the last copy. Whoever asks for one gets that one.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { json, refused } from "../support/behaviours.mjs";
import { assertProblem } from "../support/headers.mjs";
import { summaryOf } from "../support/healthy.mjs";
import { assertTrueStore, storedAbout } from "../support/intervals.mjs";
import { levelOf, textOf, unescaped } from "../support/reader.mjs";
import { WATCHED_OK, WORDS } from "../support/story.mjs";
import { CALLED, HOSTS, OTHER, SIGN_IN, TWOFOLD } from "../support/twofold.mjs";
import { World } from "../support/world.mjs";

const INCIDENT = "Sign-in does not answer";
const PATHS = ["/{page}", "/{page}/frame", "/{page}/badge.svg", "/{page}/embed.js", "/api/v1/{page}", "/api/v1/{page}/summary"];

let world;
before(async () => (world = await World.start()));
after(() => world?.stop());

/** Lives through a morning in which one environment breaks: its API is gone, and its status page tells of an incident. */
async function broken(env) {
  const page = world.instance(TWOFOLD);
  await world.clock("2026-05-04T10:00:10Z");
  await world.round(page);
  const { api, status } = HOSTS[env];
  const told = summaryOf(status.host, {
    components: { [SIGN_IN]: "major_outage" },
    incidents: [{ title: INCIDENT, impact: "critical", affects: [SIGN_IN] }],
  });
  world.upstreams.when({ ...api, page }, refused).when({ ...status, page }, json(told));
  for (const at of ["2026-05-04T10:05:10Z", "2026-05-04T10:06:10Z"]) {
    await world.clock(at);
    await world.round(page);
  }
  await world.forget();
  return page;
}

const text = async (path) => {
  const answer = await world.get(path);
  assert.equal(answer.status, 200, answer.text.slice(0, 300));
  return answer.text;
};

/** Everything that readers get of one environment; without a name, of the one that they get who ask for none. */
async function read(page, env) {
  const asked = env ? `?env=${env}` : "";
  const [snapshot, summary] = (await Promise.all([`/api/v1/${page}`, `/api/v1/${page}/summary`].map((path) => text(path + asked)))).map(JSON.parse);
  const [html, frame, badge] = await Promise.all(["", "/frame", "/badge.svg"].map((path) => text(`/${page}${path}${asked}`)));
  return { snapshot, summary, html, frame, badge };
}

/** Fails unless everything tells of the outage, and says of which environment that is. */
function assertBroken({ snapshot, summary, html, frame, badge }, env) {
  for (const document of [snapshot, summary]) {
    assert.deepEqual([document.env, document.name, document.level], [env, CALLED[env], "major_outage"]);
    assert.deepEqual([levelOf(document, "api"), levelOf(document, "login")], ["major_outage", "major_outage"]);
  }
  assert.deepEqual(snapshot.incidents.map(({ title }) => title.text), [INCIDENT]);
  assert.equal(summary.incident.text, INCIDENT);
  assert.equal(snapshot.poll, 10);
  for (const document of [html, frame]) {
    const pieces = textOf(document);
    assert.ok(pieces.includes(`Driftsstatus for ${CALLED[env]}`) && pieces.includes(INCIDENT), `${pieces}`);
    assert.match(document, new RegExp(`<title>${WORDS.major_outage} – driftsstatus for ${CALLED[env].replace(/[()]/g, "\\$&")}</title>`));
  }
  assert.ok(badge.includes(`<title>${CALLED[env]}: ${WORDS.major_outage}.`), badge);
}

/** Fails unless everything is well, and nothing of an outage is in it. */
function assertWell({ snapshot, summary, html, frame, badge }, env) {
  for (const document of [snapshot, summary]) {
    assert.deepEqual([document.env, document.name, document.level], [env, CALLED[env], "operational"]);
    assert.deepEqual([levelOf(document, "api"), levelOf(document, "login")], ["operational", "operational"]);
  }
  assert.deepEqual([snapshot.incidents, summary.incident, snapshot.poll], [[], null, 30]);
  for (const document of [html, frame]) {
    const pieces = textOf(document);
    assert.ok(pieces.includes(`Driftsstatus for ${CALLED[env]}`) && pieces.includes(WATCHED_OK), `${pieces}`);
    assert.ok(!document.includes(WORDS.major_outage) && !document.includes(INCIDENT), document);
  }
  assert.ok(badge.includes(`<title>${CALLED[env]}: ${WORDS.operational}.`), badge);
}

for (const env of ["test", "production"]) {
  describe(`an outage in ${env}`, () => {
    const other = OTHER[env];
    let page;
    before(async () => (page = await broken(env)));
    afterEach(() => world.faults({ object: false }));

    test("is seen by whoever asks for it, and not in the other", async () => {
      assertBroken(await read(page, env), env);
      assertWell(await read(page, other), other);
    });

    test("is what they see who ask for none only if it is the page's first", async () => {
      const seen = await read(page);
      if (env === "production") assertBroken(seen, env);
      else assertWell(seen, "production");
    });

    test("is in the loader only if it is in the page's first, whatever the loader is asked for", async () => {
      for (const asked of ["", "?env=production", "?env=test"]) {
        const loader = await text(`/${page}/embed.js${asked}`);
        assert.equal(loader.includes('"level":"major_outage"'), env === "production", asked);
        assert.equal(loader.includes(INCIDENT), env === "production", asked);
        assert.ok(!loader.includes("sandbox"), "a component that production does not monitor");
      }
    });

    test("is stored under its name, and is no interval of the other's", async () => {
      const store = await world.store(page);
      assertTrueStore(store);
      const levels = (of, component) => storedAbout(store, component, of).levels.map(({ level }) => level);
      // Between two rounds five minutes apart, nobody could say.
      assert.deepEqual(levels(env, "api"), ["operational", "unknown", "partial_outage", "major_outage"]);
      assert.deepEqual(levels(env, "login"), ["operational", "unknown", "major_outage"]);
      for (const component of ["api", "login"]) assert.deepEqual(levels(other, component), ["operational", "unknown", "operational"]);
      const told = store.outbox.filter(({ to }) => /outage/.test(to));
      assert.ok(told.length > 0 && told.every((transition) => transition.env === env), JSON.stringify(told));
    });

    test("is kept apart in the last copy, too", async () => {
      await world.faults({ object: true });
      await world.forget();
      assertBroken(await read(page, env), env);
      assertWell(await read(page, other), other);
    });
  });
}

describe("a page of two environments", () => {
  let page;
  before(async () => (page = await broken("test")));
  const at = (path) => path.replace("{page}", page);

  test("monitors in each what a source of that one speaks about", async () => {
    for (const [env, monitored, not] of [["production", "mail", "sandbox"], ["test", "sandbox", "mail"]]) {
      const { snapshot, summary } = await read(page, env);
      assert.notEqual(levelOf(snapshot, monitored), null, `${monitored} in ${env}`);
      assert.equal(levelOf(snapshot, not), null, `${not} in ${env}`);
      assert.ok(!summary.components.some(({ id }) => id === not), `${not} in ${env}`);
    }
  });

  test("names them in the reader's language, the first first", async () => {
    for (const [lang, names] of [["nb", ["Produksjon", "Test"]], ["en", ["Production", "Test"]]]) {
      for (const env of ["production", "test"]) {
        const { environments } = JSON.parse(await text(`/api/v1/${page}?lang=${lang}&env=${env}`));
        assert.deepEqual(environments, ["production", "test"].map((id, i) => ({ id, name: { text: names[i] } })));
      }
    }
  });

  test("leads from each to the other, in the language and with the components asked for", async () => {
    for (const [asked, env, more] of [["?lang=en", "production", ""], ["?lang=en&components=api&env=test", "test", "&components=api"]]) {
      const html = await text(`/${page}${asked}`);
      const [, nav] = /<nav aria-label="Environment">([^]*?)<\/nav>/.exec(html);
      const links = [...nav.matchAll(/<a href="([^"]*)"([^>]*)>([^<]*)</g)].map(([, href, rest, name]) => [unescaped(href), /aria-current="true"/.test(rest), name]);
      assert.deepEqual(links, [
        [`/${page}?lang=en${more}&env=production`, env === "production", "Production"],
        [`/${page}?lang=en${more}&env=test`, env === "test", "Test"],
      ]);
      for (const [href] of links) await text(href);
    }
    assert.ok(!(await text(`/${world.instance()}`)).includes('<nav aria-label="Miljø">'), "a page of one has no such choice");
  });

  test("says the environment beside the names of components, too", async () => {
    const asked = "?components=api&env=test";
    assert.ok((await text(`/${page}/badge.svg${asked}`)).includes(`<title>API (Test): ${WORDS.major_outage}.`));
    for (const path of ["", "/frame"]) {
      assert.ok(textOf(await text(`/${page}${path}${asked}`)).includes("Driftsstatus for API (Test)"));
    }
  });

  test("frames the element of the environment asked for", async () => {
    const tag = (html) => /<fyr-status([^>]*)>/.exec(html)[1];
    assert.match(tag(await text(`/${page}/frame?env=test`)), / env="test"/);
    assert.ok(!tag(await text(`/${page}/frame`)).includes("env="));
  });

  test("has no other: it says so, and which it has", async () => {
    for (const path of PATHS) {
      const answer = await world.get(at(`${path}?env=stage`));
      assertProblem(answer, 404);
      assert.match(answer.json().detail, /`stage`.*production, test/);
    }
  });
});
