// Files named by their content outlive a deployment: a portal that refers to them by hash has them from the next release
// too, byte for byte and with the same headers. A hash that never was is not found; a store that fails is said to fail.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { assertProblem } from "../support/headers.mjs";
import { LATER, list, releases } from "../support/releases.mjs";
import { LIMIT } from "../support/ways.mjs";

const YEAR = 31_536_000;

describe("the files of an earlier release", () => {
  let first;
  let second;
  let stop;
  let files;
  const names = () => files.map(({ key }) => key);

  before(async () => {
    files = await list();
    ({ first, second, stop } = await releases());
  });
  after(() => stop?.());
  afterEach(() => faults({}));

  async function get(release, path, options) {
    const begun = performance.now();
    const answer = await fetch(release.url + path, options);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const took = performance.now() - begun;
    const { status, headers } = answer;
    return { status, headers, bytes, took, json: () => JSON.parse(bytes) };
  }
  const faults = (which) => fetch(`${second.url}/scripted/faults`, { method: "POST", body: JSON.stringify(which) });
  const headersOf = ({ headers }) => Object.fromEntries([...headers].filter(([name]) => !["date", "content-length", "transfer-encoding"].includes(name)));

  test("are listed by the build: loader, line, glue and wasm, for twelve months each", async () => {
    const mentions = ({ value }) => [...Buffer.from(value, "base64").toString().matchAll(/"(\/(?:embed|widget)\/[^"]+)"/g)];
    const loader = files.find((file) => mentions(file).length > 0);
    assert.ok(loader?.key.startsWith("/embed/"), "the loader without state names the rest");
    assert.deepEqual([loader.key, ...mentions(loader).map(([, path]) => path)].sort(), names().sort());
    assert.equal(files.length, 4, `${names()}`);
    for (const { base64, expiration_ttl: lives } of files) assert.deepEqual([base64, lives], [true, YEAR]);
  });

  test("come from the next one byte for byte, with the same headers", async () => {
    for (const { key, value } of files) {
      const [old, later] = [await get(first, key), await get(second, key)];
      assert.deepEqual([old.status, later.status], [200, 200], key);
      assert.ok(Buffer.from(value, "base64").equals(later.bytes), key);
      assert.ok(old.bytes.equals(later.bytes), key);
      assert.deepEqual(headersOf(later), headersOf(old), key);
    }
  });

  test("are what their media type says: wasm is compiled as it streams", async () => {
    const wasm = names().find((name) => name.endsWith(".wasm"));
    const module = await WebAssembly.compileStreaming(fetch(second.url + wasm));
    assert.ok(WebAssembly.Module.exports(module).length > 0);
  });

  test("are not sent again to whoever has them, and HEAD sends none", async () => {
    for (const key of names()) {
      const etag = (await get(first, key)).headers.get("etag");
      const again = await get(second, key, { headers: { "if-none-match": etag } });
      assert.deepEqual([again.status, again.bytes.length], [304, 0], key);
      const head = await get(second, key, { method: "HEAD" });
      assert.deepEqual([head.status, head.bytes.length, head.headers.get("etag")], [200, 0, etag], key);
    }
  });

  test("stand beside its own, which come from its assets", async () => {
    await faults({ kv: true });
    const own = await get(second, `/embed/${LATER}.js`);
    assert.deepEqual([own.status, own.bytes.toString()], [200, "// later"]);
    assertProblem(await get(first, `/embed/${LATER}.js`), 404);
  });

  test("are not found when they never were", async () => {
    for (const path of [`/widget/${LATER}/fyr.js`, `/widget/${LATER}/fyr_bg.wasm`, "/embed/0123456789abcdef.js", "/embed/x.js"]) {
      assertProblem(await get(second, path), 404);
    }
  });

  test("are said to be away when the store fails, in time, and never as something else", async () => {
    for (const which of [{ kv: true }, { hang: ["files"] }]) {
      await faults(which);
      for (const key of names()) {
        const answer = await get(second, key);
        assertProblem(answer, 503);
        assert.ok(answer.headers.get("retry-after"), "Retry-After is missing");
        assert.ok(answer.took < LIMIT, `${answer.took} ms`);
      }
    }
  });
});
