// Fyr's loader: <script async crossorigin="anonymous" src="https://…/{page}/embed.js"></script>
//
// Defines <fyr-status>, draws one line of text when something is wrong, keeps it fresh, and fetches the widget when a
// person may want to know more. A guest in somebody else's page: it never throws, keeps nothing (no cookie, no
// storage), builds elements one by one (works under Trusted Types), and may be loaded any number of times.
//
// attribute      value                  what it does
// components     "api,sms-otp"          these components only
// lang           "nn"                   language; otherwise that of the nearest ancestor, otherwise the page's own
// show           "always"               a line when all is well, too
// page           "digireq"              which page, when the document has several loaders
// heading-level  1–6                    level of the headings in the panel; 2 unless told
// theme          "light" | "dark"       colour scheme; otherwise the host's own `color-scheme`
//
// event `fyr-change`, detail { level, components: [{ id, level }] }
//
// Every byte travels to every visitor: names that stay short after minifying are preferred, and what only the widget
// needs is in the widget.
(() => {
  // The worker puts the page's state here: shared/src/api/loader.rs.
  const inlined = "__FYR_STATE__";
  const TAG = "fyr-status";
  const DISCREET = { credentials: "omit", referrerPolicy: "no-referrer" };

  // Best first; the order of shared/src/status/level.rs. The shapes are those of widget/src/parts/icon.rs.
  const LEVELS = ["operational", "unknown", "maintenance", "degraded", "partial_outage", "major_outage"];
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
  // By level: the family of design systems, and its hue. The same as in widget/src/style.css.
  const FAMILIES = ["success/145/40% ", "neutral/215/8% ", "info/212/60% ", "warning/38/80% ", "danger/356/65% ", "danger/356/65% "];
  const CSS =
    ":host{display:block}[hidden],:host([hidden]){display:none!important}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}" +
    "[part=banner]{display:flex;flex-wrap:wrap;align-items:center;gap:4px 12px;padding:4px 16px;line-height:1.5;overflow-wrap:anywhere;background:var(--s);color:var(--fyr-text,var(--ds-color-neutral-text-default,light-dark(#1b1f24,#f1f3f5)));border:1px solid var(--e);border-inline-start-width:6px;border-radius:var(--fyr-radius,4px);" +
    "svg{width:24px;fill:var(--e)}p{margin:8px 0;flex:1 1 12em}" +
    "button,a{min-width:44px;padding:10px 4px;font:inherit;color:inherit;background:none;border:0;text-decoration:underline;cursor:pointer}}" +
    ":focus-visible{outline:3px solid light-dark(#001f52,#fff);box-shadow:0 0 0 5px light-dark(#fff,#001f52)}" +
    "[role]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}" +
    "@media(forced-colors:active){svg{fill:CanvasText}}" +
    FAMILIES.map((it) => {
      const [family, hue, colour] = it.split("/");
      const token = (name, ds, light, dark) =>
        `var(--fyr-${family}-${name},var(--ds-color-${family}-${ds},light-dark(hsl(${hue} ${light}%),hsl(${hue} ${dark}%))))`;
      return `.${family}{--s:${token("surface", "surface-tinted", colour + 96, "30% 13")};--e:${token("border", "border-default", colour + 38, colour + 70)}}`;
    }).join("");

  const clock = () => performance.now();
  // Nothing that goes wrong here is the host page's business.
  const safe = (work) => (...given) => {
    try {
      return work(...given);
    } catch {}
  };
  const write = (node, words) => node.textContent !== words && (node.textContent = words);
  const make = (parent, tag, attributes, svg) => {
    const node = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const name in attributes) node.setAttribute(name, attributes[name]);
    parent.append(node);
    return node;
  };

  // What all loaders of a document share. Returns the function that adds a page.
  const start = () => {
    const pages = {}; // by name and version: "digireq1"
    const elements = new Set(); // those that are connected, and know their page
    const sheet = (css) => {
      const rules = new CSSStyleSheet();
      rules.replaceSync(css);
      return rules;
    };
    const rules = sheet(CSS);
    let timer, paused;

    // Nothing is known, and an answer is due.
    const NOTHING = { base: NaN, due: 0, waits: 1 };

    // A feed is one page in one language: what is known, and how old that is by the server's clock.
    const now = (feed) => feed.base + clock() - feed.at;
    const freshFor = (feed) => Date.parse(feed.stale_after) - now(feed); // NaN: nothing is known
    const delay = (feed) => Math.min(1e3 * (feed.poll || (feed.level === LEVELS[0] ? 30 : 10)) * 2 ** feed.fails, 3e5) * (0.9 + Math.random() / 5);

    const born = (page, lang) => {
      const { summary, words } = page.langs[lang];
      const feed = { components: [], ...summary, words, page, lang, fails: 0 };
      return Object.assign(feed, { due: clock() + delay(feed) }, page.began);
    };

    const poll = async (feed) => {
      const { page, live } = feed;
      const at = clock(); // the answer may be as old as the question
      feed.due = Infinity;
      try {
        const answer = await fetch(`${page.origin}/api/v1/${page.page}${live ? "" : "/summary"}?lang=${feed.lang}`, {
          ...DISCREET,
          cache: "no-cache",
          signal: AbortSignal.timeout(9e3),
        });
        const json = await answer.text();
        const told = JSON.parse(json);
        if (live) {
          told.components = told.components.filter((it) => it.level && !it.supplier);
          told.incident = (told.incidents[0] || {}).title;
        }
        if (!answer.ok || !told.components) throw 0;
        const base = Date.parse(answer.headers.get("date")) + 1e3 * answer.headers.get("age");
        Object.assign(feed, told, { base, at, lang: feed.lang, page, json: live && json, fails: 0 });
      } catch {
        feed.fails++;
      }
      feed.waits = 0;
      feed.due = live === feed.live ? clock() + delay(feed) : 0;
      beat();
    };

    // The one timer of the document: it runs to the next poll, or to the moment something becomes stale.
    const beat = safe(() => {
      clearTimeout(timer);
      if (document.hidden) return;
      let next = 3e5;
      elements.forEach((host) => {
        const { feed } = host;
        if (feed.due <= clock() && !paused) poll(feed);
        draw(host);
        const fresh = freshFor(feed);
        next = Math.min(next, paused ? next : feed.due - clock(), fresh > 0 ? fresh : next);
      });
      timer = setTimeout(beat, Math.max(next, 99));
    });

    const draw = safe((host) => {
      const { feed, root, line, ids } = host;
      const { words, page } = feed;
      const fresh = freshFor(feed) > 0;
      const rank = (it) => (fresh && LEVELS.indexOf(it.level) + 1 || 2) - 1;
      const shown = feed.components.filter((it) => !ids[0] || ids.includes(it.id));
      const worst = shown[0] ? Math.max(...shown.map(rank)) : 1;
      const level = LEVELS[worst];
      const incident = (worst && fresh && !ids[0] && feed.incident) || "";
      const bad = shown.filter((it) => worst && rank(it) === worst).map((it) => it.name.text);

      // After back, forward, restore or prerender: nothing, or unknown, until there is an answer.
      if (feed.waits && line.hidden) return;
      line.hidden = !(worst || host.open || root.activeElement || host.getAttribute("show") === "always");
      line.className = FAMILIES[worst].split("/")[0];
      host.shape.setAttribute("d", SHAPES[worst]);
      write(host.head, `${feed.name}: ${worst || ids[0] ? words[level] : words.all_ok}`);
      write(host.said, fresh ? incident.text || bad.slice(0, 3).join(", ") + (bad[3] ? " …" : "") : words.stale);
      host.said.lang = incident.lang || feed.lang;

      // Spoken are a new level and a new incident: once, and once a minute at most.
      const news = level + incident.text;
      if (host.news === news) clock() > host.quiet - 5e4 && write(host.live, "");
      else if (!host.news) host.news = news;
      else if (!(clock() < host.quiet)) {
        host.news = news;
        host.quiet = clock() + 6e4;
        write(host.live, host.head.textContent + " " + host.said.textContent);
      }

      const detail = { level, components: shown.map((it) => ({ id: it.id, level: LEVELS[rank(it)] })) };
      const change = JSON.stringify(detail);
      if (host.change !== change) {
        host.change = change;
        host.dispatchEvent(new CustomEvent("fyr-change", { detail, bubbles: true }));
      }
      if (worst > 2 && !feed.live) requestAnimationFrame(() => setTimeout(grow, 0, feed));
      grown(host);
    });

    // Fetches the widget: glue, wasm and snapshot start together.
    const grow = safe((feed) => {
      const { page } = feed;
      if (page.bare || feed.live) return;
      feed.live = 1;
      if (feed.due < Infinity) feed.due = 0;
      beat();
      if (page.wanted) return;
      page.wanted = 1;
      const wasm = fetch(page.origin + page.wasm, DISCREET);
      wasm.catch(beat);
      import(page.origin + page.glue)
        .then(async (glue) => {
          await glue.default({ module_or_path: wasm });
          page.rules = sheet(glue.css());
          page.widget = glue;
        })
        .catch(() => (page.bare = 1))
        .then(beat);
    });

    // Keeps the panel as new as the line. Where there can be no widget, a link stands in for the button.
    const grown = (host) => {
      const { feed, root, panel } = host;
      const { page, json } = feed;
      try {
        if (host.handle) host.handle.show(json, now(feed));
        else if (page.widget && json) {
          root.adoptedStyleSheets = [rules, page.rules];
          host.handle = page.widget.mount(panel, host, json, now(feed), safe(asked));
        }
      } catch {
        page.bare = 1;
      }
      if (page.bare && host.link.hidden) {
        toggle(host, 0);
        host.link.hidden = !(host.button.hidden = true);
        if (root.activeElement) host.link.focus();
      }
    };
    const asked = (word) => {
      if (word !== "refresh") paused = word === "pause";
      elements.forEach(({ feed, handle }) => {
        if (handle) handle.pause(!!paused);
        if (feed.due < Infinity && word !== "pause") poll(feed);
      });
      beat();
    };
    const toggle = (host, open) => {
      host.open = open;
      host.button.setAttribute("aria-expanded", !!open);
      host.panel.hidden = !open;
      if (open) grow(host.feed);
    };

    // Finds the page and the language of an element. Called whenever either may have changed.
    const join = safe((host) => {
      const name = host.getAttribute("page");
      const [page] = Object.values(pages)
        .filter((it) => !name || it.page === name)
        .sort((a, b) => (a.script.compareDocumentPosition(b.script) & 4 ? -1 : 1));
      elements.delete(host);
      if (!page || !host.isConnected) return;
      const tagged = host.closest("[lang]");
      const tag = tagged ? tagged.getAttribute("lang").toLowerCase().split("-")[0].replace(/^no$/, "nb") : "";
      const langs = Object.keys(page.langs);
      const lang = langs.includes(tag) ? tag : langs[0];
      const { words } = page.langs[lang];
      host.feed = page.feeds[lang] = page.feeds[lang] || born(page, lang);
      host.ids = (host.getAttribute("components") || "").split(/[\s,]+/).filter(Boolean);
      if (!host.root) build(host);
      if (host.handle) host.handle = host.handle.unmount();
      [host.line, host.live, host.panel].forEach((it) => (it.lang = lang));
      write(host.button, words.open);
      write(host.link, words.open);
      host.link.href = `${page.origin}/${page.page}?lang=${lang}`;
      elements.add(host);
      beat();
    });
    const build = (host) => {
      const root = (host.root = host.attachShadow({ mode: "open" }));
      root.adoptedStyleSheets = [rules];
      const line = (host.line = make(root, "div", { part: "banner", hidden: "" }));
      const icon = make(line, "svg", { part: "icon", viewBox: "0 0 24 24", "aria-hidden": true }, 1);
      host.shape = make(icon, "path", { "fill-rule": "evenodd" }, 1);
      const words = make(line, "p");
      host.head = make(words, "strong");
      words.append(" ");
      host.said = make(words, "span");
      host.button = make(line, "button", { type: "button", part: "button", "aria-expanded": false });
      host.link = make(line, "a", { part: "link", hidden: "" });
      host.live = make(root, "div", { role: "status", "aria-live": "polite", "aria-atomic": true });
      host.panel = make(root, "div", { part: "panel", class: "panel", hidden: "" });
      host.button.onclick = safe(() => toggle(host, !host.open));
      root.addEventListener("keydown", safe(({ key }) => {
        if (key !== "Escape" || !host.open) return;
        toggle(host, 0);
        host.button.focus();
      }));
    };

    const distrust = () => {
      elements.forEach(({ feed }) => Object.assign(feed, NOTHING));
      beat();
    };
    addEventListener("pageshow", (event) => event.persisted && distrust());
    document.addEventListener("prerenderingchange", distrust);
    document.addEventListener("visibilitychange", beat);

    class Status extends HTMLElement {
      static get observedAttributes() {
        return ["components", "lang", "show", "page", "heading-level"];
      }
      connectedCallback() {
        join(this);
      }
      attributeChangedCallback() {
        join(this);
      }
      disconnectedCallback() {
        join(this);
      }
    }

    return (script, page) => {
      const key = page.page + page.v;
      if (pages[key]) return;
      const [visit] = performance.getEntriesByType("navigation");
      const trusted = !document.prerendering && !(visit && visit.type === "back_forward") && page.served_at;
      pages[key] = page;
      page.script = script;
      page.origin = new URL(script.src).origin;
      page.bare = script.dataset.wasm === "off";
      page.feeds = {};
      page.began = trusted ? { base: Date.parse(page.served_at), at: clock() } : NOTHING;
      customElements.get(TAG) || customElements.define(TAG, Status);
      document.querySelectorAll(TAG).forEach(join);
      // Without any element in the page, the line appears where the tag stands.
      const appear = safe(() => {
        if (document.querySelector(TAG + ":not([auto]),fyr-support")) return;
        const host = document.createElement(TAG);
        host.setAttribute("page", page.page);
        host.setAttribute("auto", "");
        document.body.contains(script) ? script.after(host) : document.body.prepend(host);
      });
      document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", appear) : appear();
    };
  };

  safe(() => {
    const script = document.currentScript;
    const registry = Symbol.for("fyr");
    if (script && inlined.v === 1) (window[registry] = window[registry] || start())(script, inlined);
  })();
})();
