import { readFile } from "node:fs/promises";
import type { DevStore } from "../../dev-store.ts";
import { HttpError, type Context, type Router } from "../../http.ts";
import { readExtensions, type Extension } from "../extensions.ts";
import { html } from "../html.ts";
import { frameOrigin } from "../frame-origin.ts";

/** The documents that extensions run in, and their built bundles. */
export function mountExtensionHost(router: Router, devStore: DevStore): void {
  async function extensionOf(context: Context): Promise<Extension> {
    const handle = context.url.searchParams.get("handle");
    const extension = (await readExtensions(devStore.config.extensionsDir)).find(
      (candidate) => candidate.handle === handle,
    );
    if (extension === undefined) throw new HttpError(404, `There is no extension "${handle}".`);
    return extension;
  }

  router.get("/store/:store/__shell/extension", async (context) => {
    const extension = await extensionOf(context);
    const target = context.url.searchParams.get("target") ?? "";
    const shop = devStore.shops.byName(context.params["store"] ?? "");
    const data = {
      handle: extension.handle,
      name: extension.name,
      target,
      selected: context.url.searchParams.getAll("resource").map((id) => ({ id })),
      locale: shop?.locale ?? "en",
      translations: extension.translations,
      appOrigin: frameOrigin(devStore),
      bundleUrl: `/store/${context.params["store"]}/__shell/${bundleRoute(target)}?handle=${extension.handle}`,
    };
    // The body is the extension's own: Preact takes whatever stands in it for its own rendering.
    const markup = html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <title>${extension.name}</title>
          <link rel="stylesheet" href="/__shell/extension-host/elements.css" />
          <script type="application/json" id="extension-data">
            ${{ markup: JSON.stringify(data).replaceAll("<", "\\u003c") }}
          </script>
          <script type="module" src="/__shell/extension-host/host.js"></script>
        </head>
        <body></body>
      </html>`.markup;
    context.send(200, markup, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  });

  for (const [route, path] of [
    ["extension-bundle", "bundlePath"],
    ["extension-conditions", "conditionsPath"],
  ] as const) {
    router.get(`/store/:store/__shell/${route}`, async (context) => {
      const extension = await extensionOf(context);
      const bundle = await readFile(extension[path]).catch(() => {
        throw new HttpError(
          404,
          `The extension "${extension.handle}" is not built: ${extension[path]} is missing.`,
        );
      });
      context.send(200, bundle, {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "no-store",
      });
    });
  }
}

/** A `should_render` module is a bundle of its own. */
function bundleRoute(target: string): string {
  return target.endsWith(".should-render") ? "extension-conditions" : "extension-bundle";
}
