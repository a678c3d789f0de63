// A web site that is not the worker's: the origin a customer's portal lives on. Serves pages from memory and `www/`.
//
// `site(pages)` takes `{ "/path": (request) => ({ body, type, headers, status }) }`; a path that is not there is looked
// up among the static files of the portal, and then not found. Nothing is cached: a change is seen at the next load.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const WWW = resolve(dirname(fileURLToPath(import.meta.url)), "../../www");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

/** Listens on loopback under the name `localhost`; gives `{ url, pages, stop }`. */
export async function site(pages, port = 0) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const page = pages[pathname] ?? pages[`${request.method} ${pathname}`];
    const { body, type = "text/html; charset=utf-8", headers = {}, status = 200 } = page
      ? await page(request)
      : await file(pathname);
    response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const stop = () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    return closed;
  };
  return { url: `http://localhost:${server.address().port}`, pages, stop };
}

async function file(pathname) {
  const path = normalize(join(WWW, pathname));
  const type = TYPES[extname(path)];
  if (!type || !path.startsWith(WWW + sep)) return { status: 404, body: "not found", type: "text/plain" };
  return readFile(path).then(
    (body) => ({ body, type }),
    () => ({ status: 404, body: "not found", type: "text/plain" }),
  );
}

/** The demo portal as it stands on its own origin: what it takes from the worker is addressed there. */
export async function portal(worker) {
  const html = await readFile(join(WWW, "index.html"), "utf8");
  return html.replace(/(src|href)="\/digireq/g, `$1="${worker}/digireq`);
}
