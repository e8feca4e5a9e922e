import "@shopify/shopify-app-remix/server/adapters/node";
import { AppDistribution, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import type { ApiVersion } from "@shopify/shopify-app-remix/server";
import { API_VERSION } from "#app/config/api-version.ts";
import { REQUIRED_SCOPES } from "#app/config/scopes.ts";
import { newId, wiring } from "#app/context.server.ts";
import type { Wiring } from "#app/context.server.ts";
import { createSessionStorage } from "#app/db/session-storage.ts";
import { installShop } from "#app/services/install-shop.ts";

/** The library, set up for token exchange and offline tokens that expire hourly. Tests make their own. */
export function createShopify(deps: Wiring) {
  const { env, db, cipher, log } = deps;
  const install = (domain: string): Promise<string> =>
    installShop(
      {
        db,
        shopify: deps.gatewayOf(domain, "page"),
        now: () => new Date(),
        newId,
        log: log.child({ domain }),
      },
      domain,
    );

  const sessionStorage = createSessionStorage(db, cipher);
  const shopify = shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET[0],
    appUrl: env.SHOPIFY_APP_URL,
    apiVersion: API_VERSION as ApiVersion,
    scopes: [...REQUIRED_SCOPES],
    authPathPrefix: "/auth",
    distribution: AppDistribution.AppStore,
    sessionStorage,
    hooks: {
      // Runs at every exchange, not only the first: it is how a shop that comes back is noticed.
      afterAuth: async ({ session }) => {
        await install(session.shop);
      },
    },
    // Its debug level prints session tokens.
    logger: {
      level: LogSeverity.Warning,
      log: (severity, message) => {
        if (severity === LogSeverity.Error) log.error(message);
        else log.warn(message);
      },
    },
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  });

  /**
   * Lets a merchant's request in, page or API call, and gives it the shop's context. The first request with a valid
   * session token creates the shop. Throws the library's answers (bounce page, 401 with App Bridge's retry header,
   * 410 for robots, 204 for OPTIONS), which a route lets through.
   */
  async function authenticateAdmin(request: Request) {
    const { session, sessionToken, admin, cors, redirect, scopes } =
      await shopify.authenticate.admin(request);
    const { shop } = session;
    let ctx = await deps.contextForDomain(shop, "page");
    if (ctx === null) {
      // An uninstall takes the sessions with it, and what was let in before it must not undo it.
      if ((await sessionStorage.loadSession(session.id)) === undefined) throw sessionIsOver();
      // Another request exchanged the token, and its afterAuth has not come to its end.
      await install(shop);
      ctx = await deps.contextForDomain(shop, "page");
    }
    if (ctx === null) throw new Response("The app was removed from this shop meanwhile.", { status: 403 });
    return {
      ctx,
      actor: `merchant:${sessionToken.sub}`,
      session,
      sessionToken,
      admin,
      cors,
      redirect,
      scopes,
    };
  }

  return {
    authenticateAdmin,
    addDocumentResponseHeaders: shopify.addDocumentResponseHeaders,
  };
}

/** As the library says that App Bridge is to fetch a new session token and try again. */
function sessionIsOver(): Response {
  return new Response(null, { status: 401, headers: { "X-Shopify-Retry-Invalid-Session-Request": "1" } });
}

let made: ReturnType<typeof createShopify> | undefined;

/** Made at the first request: the environment and the database are ready by then. */
function shopify(): ReturnType<typeof createShopify> {
  return (made ??= createShopify(wiring()));
}

/** Lets a merchant's request in; see `createShopify`. */
export function authenticateAdmin(request: Request) {
  return shopify().authenticateAdmin(request);
}

/** Adds frame-ancestors and the App Bridge preload to a page's headers. */
export function addDocumentResponseHeaders(request: Request, headers: Headers): void {
  shopify().addDocumentResponseHeaders(request, headers);
}
