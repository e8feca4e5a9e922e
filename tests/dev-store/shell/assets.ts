import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { HttpError, type Router } from "../http.ts";
import { linkModules } from "./link-modules.ts";

const FOLDER = import.meta.dirname;
const FONT = createRequire(import.meta.url).resolve(
  "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
);
const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The admin's own scripts and styles, and `/app-bridge.js`. */
export function mountAssets(router: Router): void {
  for (const folder of ["app-bridge", "assets", "client", "extension-host"]) {
    router.get(`/__shell/${folder}/:file`, async (context) => {
      const file = context.params["file"] ?? "";
      const type = TYPES[extname(file)];
      if (type === undefined || !/^[\w-]+\.\w+$/.test(file)) throw new HttpError(404, `No file ${file}.`);
      const content = await readFile(join(FOLDER, folder, file)).catch(() => {
        throw new HttpError(404, `No file ${file}.`);
      });
      context.send(200, content, { "content-type": type, "cache-control": "no-cache" });
    });
  }
  router.get("/__shell/font/inter.woff2", async (context) => {
    context.send(200, await readFile(FONT), {
      "content-type": "font/woff2",
      "cache-control": "max-age=86400",
    });
  });
  router.get("/app-bridge.js", async (context) => {
    const script = await linkModules(join(FOLDER, "app-bridge", "main.js"));
    context.send(200, script, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "access-control-allow-origin": "*",
    });
  });
}
