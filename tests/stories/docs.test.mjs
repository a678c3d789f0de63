// The documentation of the embed: what is there to copy works as it stands, on the very deployment that wrote it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import vm from "node:vm";
import { textOf } from "../support/reader.mjs";
import { World } from "../support/world.mjs";

describe("/docs/embed", () => {
  let world;
  let text;
  before(async () => {
    world = await World.start();
    text = textOf((await world.get("/docs/embed")).text).join("\n");
  });
  after(() => world?.stop());

  const tag = (name) => text.match(new RegExp(`<${name} [^>]*>`, "g")) ?? [];
  const attribute = (markup, name) => new RegExp(`${name}="([^"]*)"`).exec(markup)?.[1];

  test("every address in a tag to copy leads to something of the right kind", async () => {
    const kinds = { script: /^text\/javascript/, img: /^image\/svg/, iframe: /^text\/html/ };
    for (const [name, kind] of Object.entries(kinds)) {
      assert.ok(tag(name).length > 0, name);
      for (const markup of tag(name)) {
        const src = attribute(markup, "src");
        assert.ok(src.startsWith(`${world.url}/`), src);
        assert.equal(attribute(markup, "referrerpolicy"), "no-referrer", markup);
        const answer = await fetch(src);
        assert.equal(answer.status, 200, src);
        assert.match(answer.headers.get("content-type"), kind);
      }
    }
  });

  test("the script that never changes has the digest that its tag says", async () => {
    const fixed = tag("script").find((markup) => markup.includes("integrity="));
    const [algorithm, digest] = attribute(fixed, "integrity").split(/-(.*)/);
    assert.equal(algorithm, "sha384");
    const answer = await fetch(attribute(fixed, "src"));
    assert.match(answer.headers.get("cache-control"), /immutable/);
    assert.equal(createHash("sha384").update(await answer.bytes()).digest("base64"), digest);
    const page = attribute(fixed, "data-page");
    assert.equal((await world.get(`/api/v1/${page}`)).status, 200);
  });

  test("the example of the event locks a function, and leaves it alone when another component is told of", () => {
    const [example] = /addEventListener\(.*? \}\);/.exec(text);
    const [, id] = /id === "([^"]+)"/.exec(example);
    const send = {};
    let tell;
    const document = { querySelector: () => send };
    vm.runInNewContext(example, { document, addEventListener: (_, listener) => (tell = listener) });
    for (const [told, level, locked] of [
      ["another", "operational", undefined],
      [id, "major_outage", true],
      ["another", "operational", true],
      [id, "operational", false],
    ]) {
      tell({ detail: { level, components: [{ id: told, level }] } });
      assert.equal(send.disabled, locked, `${told} is ${level}`);
    }
  });

  test("what else might be under /docs is not", async () => {
    for (const path of ["/docs", "/docs/", "/docs/embed/", "/docs/nothing"]) {
      assert.equal((await world.get(path)).status, 404, path);
    }
  });
});
