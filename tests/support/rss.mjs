// A feed in RSS 2.0: entries as `{ title, text, at, link }`, the newest first.

/** The payload. */
export function rss({ title, link, lang, entries }) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${xml(title)}</title><link>${xml(link)}</link><language>${lang}</language>
${entries.map(anEntry).join("\n")}
</channel></rss>`;
}

function anEntry({ title, text, at, link }) {
  const date = new Date(at).toUTCString();
  return `<item><title>${xml(title)}</title><description>${xml(text)}</description><pubDate>${date}</pubDate>
<link>${xml(link)}</link><guid isPermaLink="true">${xml(link)}</guid></item>`;
}

function xml(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
