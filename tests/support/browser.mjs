// A real browser: Chromium as FYR_CHROMIUM names it, with axe-core, and eyes for what a page must never do.

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const USUAL = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts the browser; `options` are Playwright's. */
export function launch(options = {}) {
  const executablePath = process.env.FYR_CHROMIUM ?? USUAL.find(existsSync);
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"], ...options });
}

/** A tab in a context of its own. `troubles` collects errors of the page and of its console; `page.awaited` is what the page
 * has asked for and is not answered yet. */
export async function tab(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "nb-NO", ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const { url } = message.location();
    // Browsers ask every origin for its icon, and say so when there is none.
    if (message.type() === "error" && !url.endsWith("/favicon.ico")) troubles.push(`console: ${message.text()} ${url}`);
  });
  page.awaited = awaiting(page);
  // What is still being answered for the tab has nobody left to answer to.
  const close = async () => {
    await context.unrouteAll({ behavior: "ignoreErrors" });
    await context.close();
  };
  return { page, context, troubles, close };
}

function awaiting(page) {
  const awaited = new Set();
  page.on("request", (request) => awaited.add(request));
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => awaited.delete(request));
  return awaited;
}

/** What axe-core finds wrong: a line per rule and element. */
export async function violations(page) {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => {
    const options = { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } } };
    const { violations } = await window.axe.run(document, { ...options, resultTypes: ["violations"] });
    const line = (id, { target, html, failureSummary }) => [id, target.flat().join(" "), html.slice(0, 120), failureSummary];
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => line(id, node).join(" · ")));
  }, TAGS);
  return found;
}

/** Fails if anything is wider than the window. */
export async function assertNoSidewaysScroll(page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(content <= window, `${content} px of content in a window of ${window} px`);
}

/** A picture of the whole page, or of what is in the window, if somebody wants pictures. */
export async function shoot(page, name, { fullPage = true } = {}) {
  if (!process.env.FYR_SHOTS) return;
  await mkdir(process.env.FYR_SHOTS, { recursive: true });
  await page.screenshot({ path: join(process.env.FYR_SHOTS, `${name}.png`), fullPage });
}

/** The element that has the focus, through shadow roots: its tag, its text, and whether the focus can be seen. */
export function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return null;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return {
      tag: element.localName,
      text: (element.innerText ?? element.textContent ?? "").replace(/\s+/g, " ").trim(),
      visible: outlined || style.boxShadow !== "none",
      onScreen: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
      height: box.height,
      inside: element.getRootNode() instanceof ShadowRoot,
    };
  });
}

const SIZES = [[1280, 800], [320, 640]];
/** The colour schemes a reader may prefer. */
export const SCHEMES = ["light", "dark"];

/** Fails if a page cannot be read by everyone: wide and narrow, light and dark. */
export async function assertReadable(page, name) {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], `${name}, ${width} px, ${colorScheme}`);
      await assertNoSidewaysScroll(page);
      await shoot(page, `${name}-${width}-${colorScheme}`);
    }
  }
}
