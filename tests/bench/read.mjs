// What a read costs at the edge: `cargo xtask bench read` runs this and judges what it prints.
//
// Two workers in runtimes of their own, of the same version, each asked at its own socket with nothing in front of it:
//   fyr     the scripted worker, built as the deployed one is, a page whose snapshot is in memory
//   plain   the yardstick (`plain.js`): a plain module worker that gives the same bytes and headers out of a map
// For each of the reads below both are asked by turns (A B, B A, …) over the same number of connections that are kept. Told are
// requests per second of the worker in relation to the yardstick, and CPU time of the runtime's process (user and system)
// per request in relation to the yardstick's; medians of the pairs. Before, every header and byte of both is compared.
//
// Whoever asks runs on the same machine and costs the same for both, so requests per second say less than CPU does: what
// the asking takes stands in both.
//
//   node tests/bench/read.mjs <pairs>        one JSON object on stdout, progress on stderr

import assert from "node:assert/strict";
import { connect } from "node:net";
import { median, note, rounded } from "../support/figures.mjs";
import { cpu, withPid } from "../support/processes.mjs";
import { plain } from "../support/runtime.mjs";
import { World } from "../support/world.mjs";

const PAIRS = Number(process.argv[2]);
assert.ok(Number.isInteger(PAIRS) && PAIRS >= 3, "write how many pairs, three or more: node tests/bench/read.mjs 15");
const PAGE = "digdir";
/** Connections that are kept, and requests on them in a turn. */
const CONNECTIONS = 8;
const REQUESTS = 6_000;
/** Pairs that do not count: until then the runtimes compile what is used often. */
const WARM = 3;
const READS = [
  { name: "snapshot_200", path: `/api/v1/${PAGE}` },
  { name: "snapshot_304", path: `/api/v1/${PAGE}`, known: true },
  { name: "summary_200", path: `/api/v1/${PAGE}/summary` },
  { name: "loader_200", path: `/${PAGE}/embed.js` },
];

/** Asks so many times on one connection, one after the other; every answer must have the status and as many bytes. */
function ask({ host, port }, request, status, bytes, count) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(request));
    socket.setNoDelay(true);
    let [left, head, body] = [count, "", -1];
    const fail = (what) => {
      socket.destroy();
      reject(new Error(what));
    };
    const answered = () => {
      left -= 1;
      [head, body] = ["", -1];
      if (left > 0) return socket.write(request);
      socket.end();
      return resolve();
    };
    socket.on("error", reject);
    socket.on("data", (data) => {
      if (body < 0) {
        head += data.toString("latin1");
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!head.startsWith(`HTTP/1.1 ${status} `)) return fail(head.slice(0, 200));
        body = head.length - end - 4;
      } else {
        body += data.length;
      }
      if (body === bytes) answered();
      else if (body > bytes) fail(`${body} bytes instead of ${bytes}`);
    });
  });
}

/** Asks once, and gives status, headers and the bytes behind them as they come over the wire. */
function once({ host, port }, request) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => socket.write(request));
    const parts = [];
    socket.on("error", reject);
    socket.on("data", (data) => parts.push(data));
    // Nobody answers in two pieces that are so long apart.
    socket.setTimeout(300, () => {
      socket.destroy();
      const text = Buffer.concat(parts).toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      resolve({ head: text.slice(0, end), bytes: text.length - end - 4, body: text.slice(end + 4) });
    });
  });
}

/** A turn of a contestant: requests per second, and microseconds of processor time for each. */
async function turn({ at, pid }, { request, status, bytes }) {
  const [used, began] = [cpu(pid), performance.now()];
  await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(at, request, status, bytes, REQUESTS / CONNECTIONS)));
  const seconds = (performance.now() - began) / 1000;
  return { rps: REQUESTS / seconds, cpu: ((cpu(pid) - used) * 1000) / REQUESTS };
}

const requestOf = ({ path }, etag) =>
  `GET ${path} HTTP/1.1\r\nHost: fyr.example\r\nAccept: */*\r\n${etag ? `If-None-Match: ${etag}\r\n` : ""}\r\n`;

/**
 * What is the same in both answers: all but when it was, how long it may still be kept by who cannot reach us, how connections are
 * handled, and the ETag: the loader's is another each second.
 */
function sorted(head) {
  const lines = head.split("\r\n").map((line) => line.toLowerCase().replace(/stale-if-error=\d+/, "stale-if-error=…"));
  return lines.filter((line) => !/^(date|connection|keep-alive|etag):/.test(line)).toSorted();
}

/** Measures a read. */
async function measure(read, fyr, other, etag) {
  const request = requestOf(read, read.known && etag);
  const [ours, theirs] = [await once(fyr.at, request), await once(other.at, request)];
  assert.deepEqual(sorted(theirs.head), sorted(ours.head), `${read.name}: the same headers`);
  // The loader says when it was served.
  const timeless = (body) => body.replace(/"served_at":"[^"]*"/, "");
  assert.equal(timeless(theirs.body), timeless(ours.body), `${read.name}: the same bytes`);
  const how = { request, status: read.known ? 304 : 200, bytes: ours.bytes };
  const pairs = [];
  for (let pair = 1 - WARM; pair <= PAIRS; pair += 1) {
    const turns = {};
    const order = [["fyr", fyr], ["plain", other]];
    for (const [name, who] of pair % 2 ? order : order.toReversed()) turns[name] = await turn(who, how);
    if (pair > 0) pairs.push(turns);
  }
  const rps = median(pairs.map(({ fyr: it, plain: than }) => it.rps / than.rps));
  const spent = median(pairs.map(({ fyr: it, plain: than }) => it.cpu / than.cpu));
  const of = (who, what) => median(pairs.map((pair) => pair[who][what]));
  note(`${read.name}: ${Math.round(of("fyr", "rps"))} and ${Math.round(of("plain", "rps"))} a second, ratio ${rounded(rps, 3)}; CPU ${Math.round(of("fyr", "cpu"))} and ${Math.round(of("plain", "cpu"))} µs, ratio ${rounded(spent, 3)}`);
  return {
    [`${read.name}_rps_ratio`]: rounded(rps, 3),
    [`${read.name}_cpu_ratio`]: rounded(spent, 3),
    [`${read.name}_cpu_us`]: Math.round(of("fyr", "cpu")),
    [`${read.name}_plain_cpu_us`]: Math.round(of("plain", "cpu")),
  };
}

/** What the plain worker answers: what ours does. */
async function answers(world) {
  const all = {};
  for (const { path } of READS) {
    const answer = await fetch(world.direct + path, { headers: { "accept-encoding": "identity" } });
    assert.equal(answer.status, 200, path);
    const headers = Object.fromEntries([...answer.headers].filter(([name]) => !["date", "content-length", "transfer-encoding", "connection", "keep-alive"].includes(name)));
    all[path] = { headers, body: await answer.text() };
  }
  return all;
}

const where = (url) => ({ host: new URL(url).hostname, port: Number(new URL(url).port) });

const open = [];
try {
  const { started: world, pid } = await withPid(() => World.start({ direct: true }));
  open.push(() => world.stop());
  await world.round(PAGE);
  const all = await answers(world);
  const { started: other, pid: than } = await withPid(() => plain(new URL("plain.js", import.meta.url), { ANSWERS: all }));
  open.push(() => other.stop());
  const figures = { pairs: PAIRS };
  for (const read of READS) {
    Object.assign(figures, await measure(read, { at: where(world.direct), pid }, { at: where(other.direct), pid: than }, all[read.path].headers.etag));
  }
  console.log(JSON.stringify(figures));
} finally {
  for (const close of open.toReversed()) await close();
}
