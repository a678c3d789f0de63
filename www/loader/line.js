// The line: one sentence about how things are, with a shape and a colour, a button that opens the panel, and the live
// region that speaks. It comes when something is shown, and not before.

import { alone } from "./alone.js";
import { underWay } from "./feed.js";
import { clock, make, safe, sheet } from "./guest.js";
import { familyOf, paletteOf } from "./palette.js";
import { panels } from "./panel.js";

// In the order of LEVELS. The shapes are those of widget/src/parts/icon.rs, the tones those of the palette.
const DISC = "M12 2a10 10 0 100 20 10 10 0 000-20z";
const BANG = "zm-1.2 5.5h2.4v6h-2.4zm0 8h2.4v2.4h-2.4z";
const SHAPES = [
  DISC + "m-1.5 15L6 12.5l1.7-1.7 2.8 2.8 5.8-5.8L18 9.5z",
  DISC + "m-1.2 11h2.4c0-2 3-2 3-5a4.2 4.2 0 00-8.4 0h2.4a1.8 1.8 0 013.6 0c0 2-3 2-3 5zm0 2h2.4v2.4h-2.4z",
  "M21.5 6L17.5 10 14 6.5l4-4a6.5 6.5 0 00-8.5 8.5L2.5 18 6 21.5l7-7A6.5 6.5 0 0021.5 6z",
  "M12 2L.5 22h23" + BANG.replace(5.5, 7),
  "M12 1L1 12l11 11 11-11" + BANG,
  "M12 2h4l6 6v8l-6 6H8l-6-6V8l6-6" + BANG,
];
const TONES = ["success", "neutral", "info", "warning", "danger", "danger"];

// What shared/src/text calls it, in every language. The build puts it here.
const WORDS = FYR_WORDS;

const CSS =
  ":host{display:block}[hidden],:host([hidden]){display:none!important}:host([theme~=light]){color-scheme:light}:host([theme~=dark]){color-scheme:dark}" +
  "[part=banner]{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;padding:4px 16px;line-height:1.5;text-align:start;overflow-wrap:anywhere;background:var(--surface);color:var(--on);border:1px solid var(--edge);border-inline-start-width:6px;border-radius:var(--round);" +
  "svg{width:24px;flex:none;fill:var(--edge)}p{margin:8px 0;flex:1 1 9em}strong{font-weight:600}" +
  "&:has([aria-expanded=true]){border-end-start-radius:0;border-end-end-radius:0}" +
  "button,a{display:inline-flex;align-items:center;min-height:44px;min-width:44px;padding:0 4px;font:inherit;color:inherit;background:none;border:0;text-decoration:underline;cursor:pointer}" +
  "@media(forced-colors:active){svg{fill:CanvasText}}@media print{button,a{display:none}}}" +
  "[part=link]{display:inline-flex;align-items:center;min-height:44px;min-width:44px}" +
  ":focus-visible{outline:3px solid var(--outer);box-shadow:0 0 0 5px var(--inner)}" +
  "[role=status]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}";

const names = (all) => [
  ...all.slice(0, 3).flatMap((one, i) => (i ? [{ text: ", " }, one.name] : one.name)),
  ...(all[3] ? [{ text: " + " + (all.length - 3) }] : []),
];

// What the line says of an element: a title, what else is to be said, and what of it is news when it changes.
const sentence = ({ feed, ids }, { fresh, worst, level, rank, components }, words) => {
  const bad = components.filter((one) => worst && rank(one) === worst);
  // Where an incident puts its components at different levels, it says so of those that are not at its worst.
  const at = (one, id) => ([].concat(one.levels || []).find(({ component }) => component === id) || { level: one.impact }).level;
  const about = (one) => bad.some(({ id }) => [].concat(one.components).includes(id) && at(one, id) === level);
  const incident = fresh && feed.incidents.find(about);
  // Until somebody has answered, the environment has the name that the portal gives it; then it is in the page's, unless
  // it is the page's first.
  const name = feed.env && !feed.as_of ? `${feed.name} (${feed.env})` : feed.name;
  const [env] = (feed.env && / \(.*\)$/.exec(name)) || [];
  // An element of some components speaks of these, not of the page, if anybody speaks about any of them.
  const named = ids[0] && components[0] && components.every((one) => one.name.text);
  const own = named ? names(components).concat(env ? { text: env } : []) : [{ text: name }];
  const said = ids[0] && bad.length === components.length ? [] : names(bad);
  if (incident) said.push({ text: said[0] ? ": " : "" }, { text: incident.text, lang: incident.lang });
  if (!fresh) said.splice(0, 9, { text: words.stale });
  // What the loader knows of being watched is of the page's first environment.
  const all = feed.page.watched && !feed.env;
  const state = worst || ids[0] ? words[level] : all ? words.all_ok : words.watched_ok;
  // With a stop: it is read out in one breath with what follows.
  const title = [...own, { text: `: ${state}${said[0] ? "." : ""}` }];
  return { title, said, news: level + (incident ? incident.text : "") };
};

const put = (node, text) => node.textContent !== text && (node.textContent = text);
// Writes texts one after the other, each marked with its language where that is another.
const say = (node, texts) => {
  node.replaceChildren();
  texts.forEach(({ text, lang }) => (make(node, "span", lang ? { lang } : {}).textContent = text));
};
// Writes what differs from what is there.
const write = (it, { fresh, worst }, words, title, said) => {
  it.shown.forEach((one) => (one.hidden = !it.visible));
  it.banner.dataset.tone = TONES[worst];
  it.shape.setAttribute("d", SHAPES[worst]);
  const written = JSON.stringify([title, said]);
  if (it.written !== written) {
    say(it.head, title);
    say(it.said, fresh ? said : []);
    it.written = written;
  }
  put(it.none, fresh ? "" : words.stale);
  it.none.hidden = fresh;
  put(it.button, words.open);
  put(it.link, words.open);
};

const drawing = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);

const build = (it, toggle) => {
  const { root, live } = it;
  live.replaceChildren(); // where words alone may have stood
  const slot = (parent, name) => make(parent, "slot", { name });
  const before = slot(root, "before");
  it.banner = make(root, "div", { part: "banner" });
  const icon = make(it.banner, "svg", { part: "icon", viewBox: "0 0 24 24", "aria-hidden": true }, drawing("svg"));
  it.shape = make(icon, "path", { "fill-rule": "evenodd" }, drawing("path"));
  const words = make(it.banner, "p");
  it.head = make(words, "strong");
  words.append(" ");
  it.said = make(words, "span");
  it.none = slot(words, "no-data");
  it.button = make(it.banner, "button", { type: "button", part: "button", "aria-expanded": false });
  it.link = make(it.banner, "a", { part: "link", hidden: "" });
  it.panel = make(root, "div", { part: "panel", class: "panel", hidden: "" });
  slot(it.panel, "heading");
  it.shown = [before, it.banner, slot(root, "after")];
  it.button.onclick = safe(() => toggle(it, !it.open));
  it.banner.onkeydown = it.panel.onkeydown = safe(({ key, target }) => {
    // Who writes may mean something else by it.
    if (key !== "Escape" || !it.open || target.localName === "textarea") return;
    toggle(it, 0);
    it.button.focus();
  });
};

/** What draws the elements of this registry: called with an element and how it looks, each time either may have changed. */
export const line = (registry) => {
  const rules = sheet(CSS);
  const palettes = {};
  const panel = panels(registry);
  const { grow, help, keep, toggle, renew } = panel;
  const drawHelp = alone(registry, panel);

  // Colours are those of one family of the host's tokens.
  const dress = safe((it) => {
    const family = familyOf(it.host, (it.host.getAttribute("theme") || "").split(" "));
    palettes[family] = palettes[family] || sheet(paletteOf(family));
    const ours = [rules, palettes[family]].concat(it.handle ? it.feed.page.rules : []);
    const { adoptedStyleSheets: worn } = it.root;
    if (it.family === family && ours.every((one) => worn.includes(one))) return;
    // A reader's own tools may have put a sheet of theirs here: it stays.
    it.root.adoptedStyleSheets = worn.filter((one) => !(it.worn || []).includes(one)).concat(ours);
    it.worn = ours;
    it.family = family;
  });

  // Spoken are a new level and a new incident: once, and once a minute at most.
  const speak = (it, news, texts) => {
    if (it.news === news) clock() > it.quiet - 5e4 && it.live.firstChild && say(it.live, []);
    else if (!it.news) it.news = news;
    else if (!underWay(it.feed) && !registry.paused && !(clock() < it.quiet)) {
      it.news = news;
      it.quiet = clock() + 6e4;
      say(it.live, texts);
    }
  };

  // Nobody has put the automatic line into a landmark: it is one itself.
  const place = ({ host, visible, feed }) => {
    if (!host.matches("[auto]")) return;
    host.role = visible ? "region" : null;
    host.ariaLabel = visible ? feed.name : null;
  };

  return (it, view) => {
    const { feed } = it;
    const lang = [feed.spoken, feed.lang, "en"].find((one) => WORDS[one]);
    if (it.host.matches("fyr-support")) {
      drawHelp(it, lang, WORDS[lang]);
      return dress(it);
    }
    if (!it.banner) {
      build(it, toggle);
      help.listen(it);
    }
    // A page that was well came without names, and without them the line would speak of the whole page.
    if (it.ids[0] && view.fresh && view.components.some((one) => !one.name.text)) {
      if (!feed.fails && !underWay(feed)) registry.poll(feed);
      it.visible = false;
    }
    const { title, said, news } = sentence(it, view, WORDS[lang]);
    renew(it, lang);
    write(it, view, WORDS[lang], title, said);
    place(it);
    const wish = it.host.hasAttribute("open");
    if (it.wish !== wish) toggle(it, (it.wish = wish));
    if (view.worst > 2 && !feed.live) requestAnimationFrame(() => setTimeout(safe(grow), 0, feed));
    keep(it);
    if (it.visible) dress(it);
    speak(it, news, [...title, { text: " " }, ...said]);
  };
};

export default line;
