// The panel: the widget, fetched when somebody may want to know more, and kept as new as the line. Where it cannot be
// had, a link to the page stands in for the button.

import { now, underWay } from "./feed.js";
import { DISCREET, clock, safe, sheet } from "./guest.js";
import { helper } from "./support.js";

export const panels = (registry) => {
  const { elements, poll, wake } = registry;
  const help = helper(registry);

  // Glue, wasm and snapshot start together.
  const grow = (feed) => {
    if (feed.page.bare || feed.live) return;
    feed.live = 1 + clock();
    if (!underWay(feed)) feed.due = 0;
    wake();
    fetchWidget(feed.page);
  };

  const fetchWidget = (page) => {
    if (page.bare || page.wanted) return;
    page.wanted = 1 + clock();
    // From where this loader came: its widget is the one it knows how to speak to.
    const { origin, glue, wasm: path } = registry.home;
    const wasm = fetch(origin + path, DISCREET);
    wasm.catch(wake);
    import(origin + glue)
      .then(async (widget) => {
        await widget.default({ module_or_path: wasm });
        page.rules = sheet(widget.css());
        page.widget = widget;
      })
      .catch(() => (page.bare = 1))
      .then(wake);
  };

  const toggle = (it, open) => {
    it.open = open;
    it.button.setAttribute("aria-expanded", !!open);
    it.panel.hidden = !open;
    if (open) grow(it.feed);
  };

  // What a button in the panel asks for.
  const asked = (it, word) => {
    if (help.does[word]) return help.does[word](it);
    if (word !== "refresh") registry.paused = word === "pause";
    elements.forEach(({ feed, handle, help: one }) => {
      if (handle) handle.pause(!!registry.paused);
      if (one && !underWay(one) && word !== "pause") one.due = 0;
      if (feed && !underWay(feed) && word !== "pause") poll(feed);
    });
    wake();
  };

  // What was drawn for another page, language or set of components is drawn anew.
  const renew = (it, lang, path = "") => {
    const { page, env } = it.feed;
    it.level = parseInt(it.host.getAttribute("heading-level")) || 2;
    const key = [page.page, lang, env, it.ids, it.level].join();
    if (it.key === key) return;
    it.key = key;
    if (it.handle) it.handle = it.handle.unmount();
    it.written = it.help = 0;
    [it.banner, it.live, it.panel, it.link].forEach((node) => node && (node.lang = lang));
    it.link.href = `${page.origin}/${page.page}${path}?lang=${lang}` + (env && `&env=${encodeURIComponent(env)}`);
    if (it.open) grow(it.feed);
  };

  const keep = (it) => {
    const { feed, root, panel, button, link } = it;
    const { page, json, live } = feed;
    const at = now(feed) || Date.parse(feed.stale_after);
    let bare = page.bare || clock() > live + 1e4;
    try {
      if (it.handle) it.handle.show(json, at);
      else if (page.widget && json) {
        it.handle = page.widget.mount(panel, it.ids.join(), it.level, json, at, safe((word) => asked(it, word)));
        it.handle?.pause(!!registry.paused); // none: the snapshot could not be read, the next may be
        bare = 1;
      }
      help.keep(it);
    } catch {
      page.bare = bare = 1;
      page.widget = it.handle = 0;
    }
    bare = !it.handle && !!bare;
    if (bare !== link.hidden) return;
    const focus = root.activeElement;
    if (bare) toggle(it, 0);
    link.hidden = !(button.hidden = bare);
    if (focus) (bare ? link : button).focus();
  };

  return { asked, fetchWidget, grow, help, keep, renew, toggle };
};
