// Content-Security-Policies as `/docs/embed` documents them, in a portal that allows nothing else; and who complains.

/** What a strict portal demands besides: nothing that is not allowed, no Trusted Types policy of anybody's. */
const STRICT = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** The nonce of the portals here. */
export const NONCE = "abc";

/** The policy that the product's own page documents: the text of `<pre id="csp-…">`, for this world and our nonce. */
export async function documented(world, id) {
  const { status, text } = await world.get("/docs/embed");
  const [, found] = new RegExp(`<pre[^>]*\\bid="?csp-${id}"?[^>]*>([^]*?)</pre>`).exec(text) ?? [];
  if (!found) throw new Error(`/docs/embed (${status}) documents no policy csp-${id}`);
  const plain = found
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'")
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");
  return plain
    .replace(/\s+/g, " ")
    .trim()
    .replaceAll("'nonce-…'", `'nonce-${NONCE}'`)
    .replace(/https?:\/\/[^\s;,']+/g, world.url);
}

/** The documented policy in a strict portal, which has everything reported. `change` is done to it last. */
export async function policy(world, id, change = (it) => it) {
  const told = (await documented(world, id)).replace(/^Content-Security-Policy:\s*/i, "");
  const given = told
    .split(";")
    .map((it) => it.trim())
    .filter(Boolean);
  const named = given.map((it) => it.split(" ")[0]);
  const more = STRICT.filter((it) => !named.includes(it.split(" ")[0]));
  return change([...given, ...more, "report-uri /reports"].join("; "));
}

/** Listens to whoever complains: the document's events and the browser's reports to the host. Gives both lists. */
export async function complaints({ page }, host) {
  const reports = [];
  host.pages["POST /reports"] = async (request) => {
    let body = "";
    for await (const part of request) body += part;
    reports.push(JSON.parse(body)["csp-report"]["effective-directive"]);
    return { body: "", status: 204 };
  };
  await page.addInitScript(() => {
    const heard = [];
    Object.defineProperty(window, Symbol.for("complaints"), { value: heard });
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => heard.push(effectiveDirective));
  });
  const events = () => page.evaluate(() => window[Symbol.for("complaints")]);
  return { reports, events };
}
