// One question to the network, and one to an object: what the runtime does in several steps, in one promise.
//
// Each promise that the wasm waits for costs it two closures and a wake-up, and each text that is handed over is decoded
// anew; a round asks hundreds of times. So the steps between a question and its last byte are taken here, and nothing is
// decided: where a question may lead, how often, and what an answer means is known to `src/probe` alone.

/** Answers that lead elsewhere. Their bodies are not read: each would hold one of the few connections there are. */
const REDIRECTS = [301, 302, 303, 307, 308];

/** The headers that every answer is asked for. */
const USUAL = ["content-type", "cf-ray", "date", "age"];

/** The headers that an answer is asked for beside these, by its status. */
const MORE = {
  200: ["etag", "last-modified"],
  304: ["etag", "last-modified"],
  429: ["retry-after"],
  503: ["retry-after"],
};

/**
 * Asks once, and reads no more than `limit` bytes, decompressed. The promise resolves with what came, or with
 * `{ failed: "connection" | "too_large" }`; its `abort()` ends all of it.
 */
globalThis.FYR_ASK = (address, headers, limit, body) => {
  const controller = new AbortController();
  const promise = ask(address, headers, limit, body, controller.signal).catch(() => ({ failed: "connection" }));
  promise.abort = () => controller.abort();
  return promise;
};

async function ask(address, headers, limit, body, signal) {
  const method = body === undefined ? "GET" : "POST";
  const response = await fetch(address, { method, headers, body, signal, redirect: "manual", cache: "no-store" });
  const { status } = response;
  const location = REDIRECTS.includes(status) ? response.headers.get("location") : null;
  if (location !== null) {
    await response.body?.cancel();
    return { status, location };
  }
  const bytes = await read(response, limit);
  if (bytes === undefined) return { failed: "too_large" };
  const heads = [...USUAL, ...(MORE[status] ?? [])].map((name) => response.headers.get(name));
  return { status, bytes, heads };
}

/**
 * The body. One whose size is told, and small enough, is taken as a whole; any other is counted as it arrives, for a small
 * bomb is a large answer. Nothing when it is too large.
 */
async function read(response, limit) {
  const told = response.headers.get("content-length");
  if (told !== null && Number(told) <= limit && !response.headers.has("content-encoding")) {
    const whole = new Uint8Array(await response.arrayBuffer());
    return whole.length > limit ? undefined : whole;
  }
  const pieces = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > limit) return undefined;
    pieces.push(piece);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Calls an object and reads its answer; a body makes it a POST. Rejects where there is none, or another status than 200. */
globalThis.FYR_CALL = async (stub, path, body) => {
  const response = await stub.fetch(`https://object${path}`, body === undefined ? {} : { method: "POST", body });
  if (response.status !== 200) throw new Error(`an object answered ${response.status}`);
  return response.text();
};
