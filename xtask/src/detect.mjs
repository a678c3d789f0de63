// Asks addresses one after the other and prints what they answered, as JSON: status, media type, body in base64; null for
// one that does not answer. For `cargo xtask detect`, whose adapters know no network.

const LIMIT = 2_000_000;

async function ask(url) {
  const headers = { "user-agent": "Fyr (+status probe)", accept: "application/json, */*;q=0.5" };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
  const pieces = [];
  let size = 0;
  for await (const piece of answer.body ?? []) {
    size += piece.length;
    if (size > LIMIT) throw new Error(`the answer is larger than ${LIMIT} bytes`);
    pieces.push(piece);
  }
  return { status: answer.status, media_type: answer.headers.get("content-type"), body: Buffer.concat(pieces).toString("base64") };
}

const answers = [];
for (const url of process.argv.slice(2)) {
  answers.push(
    await ask(url).catch((error) => {
      console.error(`  ${url}: ${error.cause?.message ?? error.message}`);
      return null;
    }),
  );
}
console.log(JSON.stringify(answers));
