/** The control API: how tests and people make things happen in the dev store. Shopify has nothing like it. */
import { HttpError, type Router } from "../http.ts";
import type { FaultInput } from "../faults.ts";
import { mountCatalogueControl } from "./catalogue.ts";
import { mountOrderControl } from "./orders.ts";
import type { ControlParts } from "./parts.ts";
import { mountShopControl } from "./shops.ts";
import { mountWebhookControl } from "./webhooks.ts";

export function mountControl(router: Router, parts: ControlParts): void {
  const { config, faults, inbox, requests } = parts;

  router.get("/__dev/health", (context) => context.send(200, { ok: true }));

  router.get("/__dev/config", (context) =>
    context.send(200, {
      appUrl: config.appUrl,
      apiKey: config.apiKey,
      scopes: parts.app.scopes,
      optionalScopes: parts.app.optionalScopes,
    }),
  );
  router.put("/__dev/config", async (context) => {
    const { appUrl } = await context.json<{ appUrl?: string }>();
    if (appUrl !== undefined) config.appUrl = new URL(appUrl).origin;
    context.send(200, { appUrl: config.appUrl });
  });

  router.get("/__dev/faults", (context) => context.send(200, faults.list()));
  router.post("/__dev/faults", async (context) => {
    const input = await context.json<FaultInput>();
    try {
      context.send(201, faults.add(input));
    } catch (error) {
      throw new HttpError(422, (error as Error).message);
    }
  });
  router.delete("/__dev/faults", (context) => {
    faults.clear(context.url.searchParams.get("shop") ?? undefined);
    context.send(204);
  });

  router.get("/__dev/requests", (context) => {
    const { searchParams } = context.url;
    const [shop, kind, name] = ["shop", "kind", "name"].map((key) => searchParams.get(key));
    context.send(200, requests.list({ shop: shop ?? null, kind: kind ?? null, name: name ?? null }));
  });
  router.delete("/__dev/requests", (context) => {
    requests.clear(context.url.searchParams.get("shop"));
    context.send(204);
  });

  router.get("/__dev/mails", (context) => context.send(200, inbox.mails(context.url.searchParams.get("to"))));
  router.delete("/__dev/mails", (context) => {
    inbox.clear();
    context.send(204);
  });

  mountShopControl(router, parts);
  mountOrderControl(router, parts);
  mountCatalogueControl(router, parts);
  mountWebhookControl(router, parts);
}
