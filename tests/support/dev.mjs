// `cargo xtask dev`: the worker, the demo portal on an origin of its own, and scripted upstreams with a switchboard.
//
// Rounds run every few seconds. What the worker stores stays in FYR_STATE. FYR_PORT is the worker's port (8787 unless
// set; 0 for any two that are free), the portal has the next one. FYR_FIRST_TOKEN is what a deployment is told of the first
// token, FYR_TOKEN the token, to be shown. Ctrl-C ends everything cleanly.

import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withOwn } from "./csp.mjs";
import { portal, site } from "./host.mjs";
import { BUILT, startHere } from "./runtime.mjs";
import { Switchboard } from "./switches.mjs";
import { Upstreams } from "./upstreams.mjs";
import { PRIVATE } from "./vendors.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const PORT = Number(process.env.FYR_PORT ?? 8787);
const STATE = process.env.FYR_STATE ?? resolve(HERE, "../../.fyr/state");
const MINUTE = 60_000;

/** The region from which "seen from one region" fails: DigiReq's first. */
const REGION = "west";

async function serve() {
  await Promise.all([free(PORT), free(PORT && PORT + 1)]);
  const upstreams = await Upstreams.start();
  const switches = new Switchboard(upstreams, REGION);
  const { FYR_FIRST_TOKEN = "", FYR_TOKEN = "" } = process.env;
  const vars = { FYR_UPSTREAMS: upstreams.base, FYR_TEMPO: "fast", FYR_FIRST_TOKEN, ...PRIVATE };
  const runtime = await startHere({ build: BUILT.scripted, assets: BUILT.assets, state: STATE, port: PORT, vars, loud: true });
  const host = await site(pages(runtime.url, switches), PORT && PORT + 1);
  const tick = () => runtime.scheduled().catch((error) => console.error(`scheduled: ${error.message}`));
  await tick();
  const minutely = setInterval(tick, MINUTE);
  say(host.url, runtime.url, await keyOf(runtime.url, FYR_TOKEN));
  return async () => {
    clearInterval(minutely);
    await Promise.all([host.stop(), runtime.stop()]);
    await upstreams.stop();
  };
}

/** Fails with EADDRINUSE when somebody listens on a port already. */
async function free(port) {
  const server = createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  await new Promise((resolve) => server.close(resolve));
}

function pages(worker, switches) {
  const answer = (status = 200) => ({ status, body: JSON.stringify(switches.list()), type: "application/json" });
  const routes = {
    "/": async () => ({
      body: (await portal(worker)).replace("</body>", '<script defer src="/switchboard.js"></script>\n</body>'),
      headers: { "content-security-policy": await withOwn(worker, "widget-origin") },
    }),
    "/switchboard.js": async () => ({ body: await readFile(join(HERE, "switchboard.js")), type: "text/javascript" }),
    "GET /switchboard": () => answer(),
    "POST /switchboard/mend": () => (switches.mend(), answer()),
  };
  for (const { id } of switches.list()) {
    for (const on of [true, false]) {
      routes[`POST /switchboard/${id}/${on ? "on" : "off"}`] = () => answer(switches.turn(id, on) ? 200 : 404);
    }
  }
  return routes;
}

/** How an operator gets in: the first token is good for nothing where the page has another from an earlier run. */
async function keyOf(worker, token) {
  const { status } = await fetch(`${worker}/api/v1/digireq/desk`, { headers: { authorization: `Bearer ${token}` } });
  return status === 200 ? `for this run: ${token}` : "with a token of an earlier run";
}

function say(portalUrl, worker, key) {
  console.log(`
  the demo portal    ${portalUrl}/            break an upstream at its foot
  the status page    ${worker}/digireq
  others' pages      ${worker}/digdir  /nhn-dokumentlager  /digg-sdk
  the API            ${worker}/api/v1/digireq
  the console        ${worker}/console        for digireq, ${key}

  Stored in ${STATE}. Ctrl-C ends it.
`);
}

try {
  const stop = await serve();
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, async () => {
      await stop();
      process.exit(0);
    });
  }
} catch (error) {
  if (error.code !== "EADDRINUSE") throw error;
  console.error(`port ${PORT} or ${PORT + 1} is taken; set FYR_PORT to a free one (two in a row)`);
  process.exit(1);
}
