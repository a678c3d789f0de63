// The worker in its real runtime: the built modules in workerd, with the bindings that `worker/wrangler.toml` names.
//
// `startHere` runs it under this process, `startApart` under a child process that can be killed like a machine that
// loses its power. What is stored lies in `state`, where a later start finds it; without one it is forgotten.
// Cron never fires by itself: `scheduled()` does it.

import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Log, LogLevel, Miniflare } from "miniflare";
import { close, hear, newLog } from "./logs.mjs";
import { childrenOf } from "./processes.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** Where the build lies: named by the environment, or where `cargo xtask build` puts it. */
export const BUILT = {
  scripted: process.env.FYR_BUILD ?? join(ROOT, "target/fyr/worker-scripted"),
  release: process.env.FYR_RELEASE ?? join(ROOT, "target/fyr/worker"),
  assets: process.env.FYR_ASSETS ?? join(ROOT, "target/fyr/assets"),
};

/** A socket that leads to a worker alone. */
const DIRECT = [{ host: "127.0.0.1", port: 0 }];

/**
 * What `startHere` and `startApart` take. `outbound` answers every request that the worker makes; without it they go out.
 * It cannot be handed to a child. `direct`: the worker has a socket of its own with nothing in front of it, and
 * no files: the platform asks two workers of its own first where there are any. `bucket`: it has one to publish into.
 * `around`: a script that stands around the worker, which it finds as `./index.js`.
 */
function miniflareOptions({ build, assets, vars = {}, state, port = 0, outbound, direct, bucket, around }) {
  const object = (className) => ({ className, useSQLite: true });
  const router = { invoke_user_worker_ahead_of_assets: true, has_user_worker: true };
  return {
    ...{ name: "fyr", host: "127.0.0.1", port, cf: false, log: new Log(LogLevel.ERROR) },
    modulesRoot: build,
    modules: [
      ...(around ? [{ type: "ESModule", path: join(build, "around.js"), contents: around }] : []),
      { type: "ESModule", path: join(build, "index.js") },
      { type: "CompiledWasm", path: join(build, "index_bg.wasm") },
    ],
    ...compatibility(),
    bindings: vars,
    durableObjects: { PAGE: object("PageObject"), REGION: object("RegionObject") },
    kvNamespaces: ["SNAPSHOTS", "FILES"],
    ...(bucket && { r2Buckets: ["PUBLISHED"], r2Persist: state && join(state, "r2") }),
    durableObjectsPersist: state && join(state, "objects"),
    kvPersist: state && join(state, "kv"),
    cachePersist: false,
    ...(outbound && { outboundService: outbound }),
    ...(direct
      ? { unsafeDirectSockets: DIRECT }
      : { assets: { directory: assets, binding: "ASSETS", routerConfig: router } }),
  };
}

/** As the deployment has it, so that nothing is tested under other rules. */
function compatibility() {
  const config = readFileSync(join(ROOT, "worker/wrangler.toml"), "utf8");
  const [, compatibilityDate] = /^compatibility_date\s*=\s*"([^"]+)"/m.exec(config);
  const [, compatibilityFlags] = /^compatibility_flags\s*=\s*(\[.*\])/m.exec(config);
  return { compatibilityDate, compatibilityFlags: JSON.parse(compatibilityFlags) };
}

/** Runs the worker under this process. */
export async function startHere(options) {
  const said = [];
  const log = options.log ?? newLog(options.build);
  const listen = (stream) =>
    stream.on("data", (data) => {
      hear(log, data);
      if (options.loud) process.stderr.write(data);
      else if (said.push(String(data)) > 2000) said.shift();
    });
  const handleRuntimeStdio = (...streams) => streams.forEach(listen);
  const miniflare = new Miniflare({ ...miniflareOptions(options), handleRuntimeStdio });
  const url = String(await miniflare.ready).replace(/\/$/, "");
  return {
    url,
    direct: options.direct && (await directly(miniflare, "fyr")),
    said: () => said.join(""),
    bucket: () => miniflare.getR2Bucket("PUBLISHED", "fyr"),
    async scheduled() {
      const worker = await miniflare.getWorker("fyr");
      return (await worker.scheduled({ cron: "* * * * *" })).outcome;
    },
    async stop() {
      await miniflare.dispose();
      close(log);
    },
  };
}

/** A port that nobody listens on. */
export async function free() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Where a worker's own socket is. */
async function directly(miniflare, name) {
  return String(await miniflare.unsafeGetDirectURL(name)).replace(/\/$/, "");
}

/** Runs a plain worker of one script, and nothing of ours, in the same runtime; `bindings` is what it finds in its `env`. */
export async function plain(script, bindings = {}) {
  const options = { name: "plain", host: "127.0.0.1", port: 0, cf: false, log: new Log(LogLevel.ERROR), unsafeDirectSockets: DIRECT };
  const modules = { modules: true, scriptPath: fileURLToPath(script), ...compatibility(), bindings };
  const miniflare = new Miniflare({ ...options, ...modules });
  const url = String(await miniflare.ready).replace(/\/$/, "");
  return { url, direct: await directly(miniflare, "plain"), stop: () => miniflare.dispose() };
}

/** Runs the worker under a child process. `kill()` ends the runtime and the child without warning. */
export async function startApart(options) {
  // What it keeps for itself while it runs lies there too: a killed process does not clear up.
  const env = { ...process.env, TMPDIR: options.state };
  const stdio = ["ignore", "inherit", "inherit", "ipc"];
  const child = fork(fileURLToPath(import.meta.url), ["apart"], { env, stdio });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let asked = 0;
  const ask = (verb, argument) =>
    new Promise((resolve, reject) => {
      const id = (asked += 1);
      const heard = (message) => {
        if (message.id !== id) return;
        child.off("message", heard);
        message.error ? reject(new Error(message.error)) : resolve(message.value);
      };
      child.on("message", heard);
      ended.then(() => reject(new Error("the runtime's process has ended")));
      child.send({ id, verb, argument }, (error) => error && reject(error));
    });
  const url = await ask("start", { log: newLog(options.build), ...options });
  return {
    url,
    scheduled: () => ask("scheduled"),
    said: () => ask("said"),
    async kill() {
      for (const pid of [...childrenOf(child.pid), child.pid]) killed(pid);
      await ended;
    },
    async stop() {
      await ask("stop");
      child.disconnect();
      await ended;
    },
  };
}

function killed(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** The child's side. */
function serveParent() {
  let runtime;
  const verbs = {
    start: async (options) => (runtime = await startHere(options)).url,
    scheduled: () => runtime.scheduled(),
    said: () => runtime.said(),
    stop: () => runtime.stop(),
  };
  process.on("message", async ({ id, verb, argument }) => {
    const answer = await Promise.resolve(argument).then(verbs[verb]).then(
      (value) => ({ id, value }),
      (error) => ({ id, error: String(error?.stack ?? error) }),
    );
    process.send(answer);
  });
}

if (process.argv[2] === "apart" && process.send) serveParent();
