// One question to the network, and one to an object: what the runtime does in several steps, in one promise.
//
// Each promise that the wasm waits for costs it two closures and a wake-up, and each text that is handed over is decoded
// anew; a round asks hundreds of times. So the steps between a question and its last byte are taken here, and nothing is
// decided: where a question may lead, how often, and what an answer means is known to `src/probe` alone.

/** Answers that lead elsewhere. Their bodies are not read: each would hold one of the few connections there are. */
const REDIRECTS = [301, 302, 303, 307, 308];

/** What `Whose::Somebodys` is called here. */
const SOMEBODYS = 1;

/** The headers that somebody's answer may have, in the order of `src/probe/hand.rs`. */
const HEADS = ["date", "age", "etag", "last-modified", "retry-after"];

/** What is being asked, by number, and how to end it. */
const asking = new Map();

/**
 * Asks once, and reads no more than `limit` bytes, decompressed. Then calls `answered` with the number, and with the status
 * and what belongs to it; or with 0 and "connection" or "too_large".
 */
globalThis.FYR_ASK = (id, whose, address, headers, limit, body, answered) => {
  const controller = new AbortController();
  asking.set(id, controller);
  const tell = (answer) => {
    // Its place has been taken when the instance that asked has died.
    if (asking.get(id) !== controller) return;
    asking.delete(id);
    answered(id, ...answer);
  };
  ask(whose, address, headers, limit, body, controller.signal).then(tell, () => tell([0, "connection"])).catch(() => {});
};

/** Ends what is being asked. It is not answered any more. */
globalThis.FYR_END = (id) => {
  const controller = asking.get(id);
  asking.delete(id);
  controller?.abort();
};

async function ask(whose, address, headers, limit, body, signal) {
  const method = body === undefined ? "GET" : "POST";
  const response = await fetch(address, { method, headers, body, signal, redirect: "manual", cache: "no-store" });
  const { status } = response;
  const named = (name) => response.headers.get(name);
  const location = REDIRECTS.includes(status) ? named("location") : null;
  if (location !== null) {
    await response.body?.cancel();
    return [status, location];
  }
  const bytes = await read(response, limit);
  if (bytes === undefined) return [0, "too_large"];
  const heads = whose === SOMEBODYS ? HEADS.map(named) : undefined;
  return [status, undefined, bytes, named("content-type"), named("cf-ray"), heads];
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
