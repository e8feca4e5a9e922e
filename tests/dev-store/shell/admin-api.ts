import type { DevStore } from "../dev-store.ts";
import { HttpError, type Context, type Router } from "../http.ts";
import { OWNER_USER_ID } from "../session-token.ts";
import type { Shop } from "../state/types.ts";
import type { AdminApp } from "./admin-app.ts";
import { readExtensions } from "./extensions.ts";
import { pickerProducts } from "./picker-resources.ts";

/** Endpoints that only the admin's own pages call: tokens, pickers, scopes, the list of extensions, GraphQL for extensions. */
export function mountAdminApi(router: Router, devStore: DevStore, app: () => Promise<AdminApp>): void {
  const shopOf = (context: Context): Shop => {
    const shop = devStore.shops.byName(context.params["store"] ?? "");
    if (shop === undefined) throw new HttpError(404, "There is no such shop.");
    return shop;
  };
  const onlineTokens = new OnlineTokens(devStore);

  router.post("/store/:store/__shell/id-token", async (context) => {
    context.send(200, { token: await devStore.sessionToken(shopOf(context).domain) });
  });

  router.get("/store/:store/__shell/resources", (context) => {
    const search = context.url.searchParams;
    const query = [search.get("filter"), search.get("query")].filter(Boolean).join(" ");
    context.send(200, { products: pickerProducts(shopOf(context), query) });
  });

  router.get("/store/:store/__shell/user", (context) => {
    const shop = shopOf(context);
    context.send(200, {
      id: OWNER_USER_ID,
      name: shop.ownerName,
      email: shop.email,
      accountAccess: "Full access",
    });
  });

  router.get("/store/:store/__shell/scopes", async (context) => {
    context.send(200, scopesDetail(shopOf(context), await app()));
  });

  router.get("/store/:store/__shell/extensions", async (context) => {
    const extensions = await readExtensions(devStore.config.extensionsDir);
    const target = context.url.searchParams.get("target");
    const shown = extensions.filter(({ targets }) => target === null || targets.includes(target));
    context.send(200, {
      extensions: shown.map(({ handle, name, targets, hasConditions }) => ({
        handle,
        name,
        targets,
        hasConditions,
      })),
    });
  });

  router.post("/store/:store/__shell/graphql", async (context) => {
    const shop = shopOf(context);
    const version = context.url.searchParams.get("version") ?? "2026-10";
    const answer = await fetch(`${devStore.url}/_shops/${shop.domain}/admin/api/${version}/graphql.json`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-shopify-access-token": await onlineTokens.get(shop) },
      body: new Uint8Array(await context.body()),
    });
    context.send(answer.status, await answer.text(), { "content-type": "application/json; charset=utf-8" });
  });
}

function scopesDetail(shop: Shop, app: AdminApp): Record<string, string[]> {
  return { granted: shop.grantedScopes, required: app.requiredScopes, optional: app.optionalScopes };
}

/** Online access tokens for the staff member, exchanged as the app would exchange them and kept until they run out. */
class OnlineTokens {
  readonly #devStore: DevStore;
  readonly #tokens = new Map<string, { token: string; expiresAt: number }>();

  constructor(devStore: DevStore) {
    this.#devStore = devStore;
  }

  async get(shop: Shop): Promise<string> {
    const known = this.#tokens.get(shop.domain);
    const stillGood =
      known !== undefined &&
      known.expiresAt > Date.now() &&
      shop.accessTokens.get(known.token)?.revoked === false;
    return stillGood ? known.token : this.#exchange(shop);
  }

  async #exchange(shop: Shop): Promise<string> {
    const { url, config } = this.#devStore;
    const answer = await fetch(`${url}/_shops/${shop.domain}/admin/oauth/access_token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client_id: config.apiKey,
        client_secret: config.apiSecret,
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token: await this.#devStore.sessionToken(shop.domain, OWNER_USER_ID),
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        requested_token_type: "urn:shopify:params:oauth:token-type:online-access-token",
      }),
    });
    if (!answer.ok)
      throw new Error(`No online token for ${shop.domain}: ${answer.status} ${await answer.text()}`);
    const { access_token: token, expires_in: seconds } = (await answer.json()) as {
      access_token: string;
      expires_in: number;
    };
    this.#tokens.set(shop.domain, { token, expiresAt: Date.now() + seconds * 1000 });
    return token;
  }
}
