// Two releases of the worker, one after the other: what the first put aside, the second finds.
//
// What is put aside is the build's own list. The tool that `cargo xtask deploy` uses takes it as it is; but on this machine
// that tool reads bytes as text, so they are put into the store as the platform puts them.

import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { BUILT, startHere } from "./runtime.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const LIST = join(dirname(BUILT.assets), "kept.json");

/** The build's list: `{ key, value, base64, expiration_ttl }`. */
export const list = async () => JSON.parse(await readFile(LIST, "utf8"));

/** Starts both. `first` has the build's assets, `second` others in their place. Gives `{ first, second, stop }`. */
export async function releases() {
  const folder = await mkdtemp(join(tmpdir(), "fyr-releases-"));
  const running = [];
  const stop = async () => {
    for (const one of running) await one.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const start = async (assets, state) => {
    const vars = { FYR_TEMPO: "manual" };
    const one = await startHere({ build: BUILT.scripted, assets, state: join(folder, state), vars });
    running.push(one);
    return one;
  };
  try {
    await putAside(folder, join(folder, "second"));
    const first = await start(BUILT.assets, "first");
    const second = await start(await laterAssets(folder), "second");
    return { first, second, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function putAside(folder, state) {
  const put = ["kv", "bulk", "put", LIST, "--namespace-id", "FILES", "--local", "--persist-to", join(folder, "tool")];
  const env = { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false", XDG_CONFIG_HOME: folder };
  await promisify(execFile)(process.execPath, [WRANGLER, ...put], { cwd: folder, env });

  const script = "export default { fetch: () => new Response() }";
  const platform = new Miniflare({ modules: true, script, kvNamespaces: ["FILES"], kvPersist: join(state, "kv"), cf: false });
  try {
    const files = await platform.getKVNamespace("FILES");
    for (const { key, value, expiration_ttl } of await list()) {
      await files.put(key, Buffer.from(value, "base64"), { expirationTtl: expiration_ttl });
    }
  } finally {
    await platform.dispose();
  }
}

/** The build's assets as a later build would have them: nothing that is named by its content has its old name. */
async function laterAssets(folder) {
  const assets = join(folder, "assets");
  await cp(BUILT.assets, assets, { recursive: true });
  for (const { key } of await list()) await rm(join(assets, key));
  await writeFile(join(assets, "embed", `${LATER}.js`), "// later");
  return assets;
}

/** The name of what only the second release has. */
export const LATER = "00000000deadbeef";
