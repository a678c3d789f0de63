// `<fyr-support>`: help alone. It is fetched when somebody comes near; where it cannot be had, a link leads to the page of
// help.

import { clock, make, safe } from "./guest.js";

/** What draws it: called with an element, the language and its words. */
export const alone = (registry, { asked, fetchWidget, help, renew }) => {
  const build = (it) => {
    const { host, root } = it;
    it.link = make(root, "a", { part: "link", hidden: "" });
    it.panel = make(root, "div", { part: "panel", class: "panel alone", hidden: "" });
    help.listen(it);
    const watch = new IntersectionObserver(
      safe((seen) => {
        if (!seen.some((one) => one.isIntersecting)) return;
        watch.disconnect();
        it.near = 1;
        registry.wake();
      }),
      { rootMargin: "50%" },
    );
    watch.observe(host);
  };

  return (it, lang, words) => {
    if (!it.root.contains(it.panel)) build(it); // undefined is in nothing
    const { host, feed, root, link, panel } = it;
    const { page } = feed;
    renew(it, lang, "/support");
    link.textContent = words.help;
    const role = host.getAttribute("data-role") || host.getAttribute("role") || "";
    if (it.near && !page.bare) {
      fetchWidget(page);
      // A portal may learn later who somebody is; not when they have said so themselves.
      if (!it.help || (it.help.role ?? role) !== role) help.begin(it, role);
    }
    try {
      if (page.widget && !it.handle) {
        it.handle = page.widget.mount_help(panel, lang, it.level, safe((word) => asked(it, word)));
        it.handle.pause(!!registry.paused);
      }
      help.keep(it);
    } catch {
      page.bare = 1;
      page.widget = it.handle = 0;
    }
    const { json, failed, none } = it.help || {};
    const shown = it.handle && (json || failed) && !none;
    const focus = root.activeElement;
    panel.hidden = !shown;
    link.hidden = !!(shown || none) || !(page.bare || clock() > page.wanted + 1e4);
    if (focus === link && shown) panel.querySelector("input:not([type=hidden]),a,button")?.focus();
  };
};
