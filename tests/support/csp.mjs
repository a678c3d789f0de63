// Content-Security-Policies as `/docs/embed` documents them, in a portal that allows nothing else; and who complains.

import { named } from "./docs.mjs";

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

/** The policy that the documentation of the worker at this origin gives for a step, with our nonce. */
export async function documented(worker, step) {
  return (await named(worker, `csp-${step}`)).replaceAll("'nonce-…'", `'nonce-${NONCE}'`);
}

/** The documented policy in a strict portal, which has everything reported. `change` is done to it last. */
export async function policy(worker, step, change = (it) => it) {
  const given = (await documented(worker, step)).split("; ");
  const directives = given.map((it) => it.split(" ")[0]);
  const more = STRICT.filter((it) => !directives.includes(it.split(" ")[0]));
  return change([...given, ...more, "report-uri /reports"].join("; "));
}

/** The documented policy in a portal that has files of its own. */
export async function withOwn(worker, step) {
  const given = (await documented(worker, step)).replace(/\b(script-src|connect-src)\b/g, "$1 'self'");
  return [given, "style-src 'self'", "img-src 'self'", "form-action 'none'"].join("; ");
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
