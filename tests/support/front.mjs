// What stands before the worker at the edge: answers are compressed there, and what reaches us is seen there.
//
// Brotli as an edge does it: at its best for what never changes, quickly for what is made anew. `files` are answered from
// here in the same way: `{ "/path": { body, type, immutable } }`. `asked` is everything that came, with its headers.

import { createServer } from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

const BEST = 11;
const QUICK = 5;
/** What belongs to one hop, and is written anew for the next. */
const OF_THE_HOP = ["connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"];

/** Compresses with brotli; what never changes is compressed as well as it can be. */
export function brotli(body, quality = BEST) {
  const bytes = Buffer.from(body);
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params });
}

/** Listens on loopback before the worker at `behind`; gives `{ url, asked, stop }`. */
export async function front(behind, files = {}) {
  const asked = [];
  const kept = new Map();
  const compress = (path, headers, body) => {
    if (!/immutable/.test(headers["cache-control"])) return brotli(body, QUICK);
    if (!kept.has(path)) kept.set(path, brotli(body));
    return kept.get(path);
  };
  const server = createServer(async (request, response) => {
    const { method, url: path, headers: said } = request;
    asked.push({ method, path, headers: said });
    try {
      const { status, headers, body } = files[path] ? file(files[path]) : await pass(behind, request);
      const squeezed = body.length > 0 && /\bbr\b/.test(said["accept-encoding"] ?? "");
      const sent = squeezed ? compress(path, headers, body) : body;
      const how = squeezed ? { "content-encoding": "br" } : {};
      response.writeHead(status, { ...headers, ...how, "vary": "accept-encoding", "content-length": sent.length }).end(sent);
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const stop = () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  };
  return { url: `http://127.0.0.1:${server.address().port}`, asked, stop };
}

function file({ body, type, immutable }) {
  const lifetime = immutable ? "public, max-age=31536000, immutable" : "public, max-age=5";
  const headers = { "content-type": type, "cache-control": lifetime, "access-control-allow-origin": "*" };
  return { status: 200, headers, body: Buffer.from(body) };
}

async function pass(behind, { method, url, headers: { "if-none-match": known } }) {
  const headers = { "accept-encoding": "identity", ...(known && { "if-none-match": known }) };
  const answer = await fetch(behind + url, { method, headers, redirect: "manual" });
  const told = [...answer.headers].filter(([name]) => !OF_THE_HOP.includes(name));
  return { status: answer.status, headers: Object.fromEntries(told), body: Buffer.from(await answer.arrayBuffer()) };
}
