// `<fyr-support>`: help alone. It is fetched when somebody comes near; where it cannot be had, a link leads to the page of
// help.

import { clock, make, safe } from "./guest.js";

export const alone = (registry, { asked, fetchWidget, help, renew }) => {
  const build = (it) => {
    const { host, root } = it;
    it.link = make(root, "a", { part: "link", hidden: "" });
    it.panel = make(root, "div", { part: "panel", class: "panel alone" });
    help.listen(it);
    const watch = new IntersectionObserver(
      safe(([entry]) => {
        if (!entry.isIntersecting) return;
        watch.disconnect();
        it.near = 1;
        registry.wake();
      }),
      { rootMargin: "50%" },
    );
    watch.observe(host);
  };

  /** Draws it, in this language and these words. */
  return (it, lang, words) => {
    if (!it.root.contains(it.panel)) build(it); // contains(undefined) is false
    const { page } = it.feed;
    renew(it, lang, "/support");
    it.link.textContent = words.help;
    if (it.near) {
      fetchWidget(page);
      if (!it.help) help.begin(it);
    }
    try {
      if (page.widget && !it.handle) it.handle = page.widget.mount_help(it.panel, lang, it.level, safe((word) => asked(it, word)));
      help.keep(it);
    } catch {
      page.bare = 1;
      page.widget = it.handle = 0;
    }
    it.link.hidden = !!it.handle || !(page.bare || clock() > page.wanted + 1e4);
    it.panel.hidden = !it.handle;
  };
};
