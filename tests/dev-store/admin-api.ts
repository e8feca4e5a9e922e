/** Everything under /_shops/{shop}: what the app knows as https://{shop}. */
import { createFaultyAnswer } from "./faulty-answer.ts";
import type { FaultPlan } from "./faults.ts";
import { describeOperation, executeRequest, type GraphqlRequest } from "./graphql/execute.ts";
import { API_VERSION } from "./graphql/schema.ts";
import type { BulkRunner } from "./bulk/runner.ts";
import { HttpError, type Context, type Router } from "./http.ts";
import { answerTokenRequest, type OauthSettings } from "./oauth.ts";
import type { RequestLog } from "./requests.ts";
import type { ShopRegistry } from "./state/shop-registry.ts";
import type { AccessToken, Shop } from "./state/types.ts";
import type { World } from "./state/world.ts";
import type { AppConfig } from "./webhooks/subscriptions.ts";

export type AdminApiParts = {
  shops: ShopRegistry;
  world: World;
  app: AppConfig;
  settings: OauthSettings;
  faults: FaultPlan;
  requests: RequestLog;
  bulk: BulkRunner;
};

const INVALID_TOKEN = {
  errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
};

function goodToken(shop: Shop, context: Context): AccessToken | null {
  const token = shop.accessTokens.get(String(context.req.headers["x-shopify-access-token"] ?? ""));
  if (token === undefined || token.revoked || !shop.installed) return null;
  return token.expiresAt !== null && token.expiresAt <= Date.now() ? null : token;
}

function shopOf(parts: AdminApiParts, context: Context): Shop {
  const shop = parts.shops.get(context.params["shop"] ?? "");
  if (shop === undefined) throw new HttpError(404, `dev store: there is no shop ${context.params["shop"]}`);
  return shop;
}

async function handleGraphql(parts: AdminApiParts, context: Context): Promise<void> {
  const shop = shopOf(parts, context);
  const entry = parts.requests.begin(shop.domain, "graphql", "");
  const token = goodToken(shop, context);
  if (token === null) {
    entry.problems.push("UNAUTHORIZED");
    parts.requests.end(entry, 401);
    context.send(401, INVALID_TOKEN);
    return;
  }
  const request = await context.json<GraphqlRequest>();
  if (typeof request.query !== "string") {
    parts.requests.end(entry, 400);
    context.send(400, { errors: { query: "Required parameter missing or invalid" } });
    return;
  }
  entry.query = request.query;
  entry.name = describeOperation(request).name;
  const fault = parts.faults.take("graphql", { shop: shop.domain, name: entry.name });
  if (fault !== null) entry.problems.push(`fault:${fault}`);
  const faulty = fault === null || fault === "throttled" ? null : createFaultyAnswer(context, fault);
  if (faulty !== null && !faulty.afterWork) {
    parts.requests.end(entry, faulty.status);
    await faulty.send();
    return;
  }
  const answer = await executeRequest(
    request,
    {
      shop,
      world: parts.world,
      scopes: token.scopes,
      app: parts.app,
      bulk: parts.bulk,
      apiKey: parts.settings.apiKey,
    },
    fault === "throttled",
  );
  for (const error of answer.errors ?? []) {
    const { extensions, message } = error as { message: string; extensions?: { code?: string } };
    entry.problems.push(extensions?.code ?? message);
  }
  const cost = answer.extensions?.["cost"] as { actualQueryCost: number | null } | undefined;
  entry.cost = cost?.actualQueryCost ?? null;
  parts.requests.end(entry, faulty === null ? 200 : null);
  if (faulty === null) context.send(200, answer);
  else await faulty.send();
}

async function handleTokenRequest(parts: AdminApiParts, context: Context): Promise<void> {
  const shop = shopOf(parts, context);
  const entry = parts.requests.begin(shop.domain, "oauth", "access_token");
  const fault = parts.faults.take("oauth", { shop: shop.domain });
  if (fault !== null) entry.problems.push(`fault:${fault}`);
  if (fault === "invalid_grant" || fault === "invalid_subject_token") {
    parts.requests.end(entry, 400);
    context.send(400, { error: fault });
    return;
  }
  const faulty = fault === null ? null : createFaultyAnswer(context, fault);
  if (faulty !== null && !faulty.afterWork) {
    parts.requests.end(entry, faulty.status);
    await faulty.send();
    return;
  }
  const { status, body } = await answerTokenRequest(context, shop, parts.settings);
  if ("error" in body) entry.problems.push(String(body.error));
  parts.requests.end(entry, faulty === null ? status : null);
  if (faulty === null) context.send(status, body);
  else await faulty.send();
}

/** A staged upload: multipart, the file last, stored under the key it was given. */
async function handleUpload(parts: AdminApiParts, context: Context): Promise<void> {
  const shop = shopOf(parts, context);
  const headers = { "content-type": String(context.req.headers["content-type"] ?? "") };
  const form = await new Response(new Uint8Array(await context.body()), { headers }).formData();
  const key = form.get("key");
  const file = form.get("file");
  if (typeof key !== "string" || file === null) throw new HttpError(400, "An upload needs a key and a file.");
  const body = typeof file === "string" ? Buffer.from(file) : Buffer.from(await file.arrayBuffer());
  shop.files.set(key, { contentType: "application/jsonl", body });
  parts.requests.end(parts.requests.begin(shop.domain, "upload", key), 201);
  context.send(201, `<PostResponse><Key>${key}</Key></PostResponse>`, { "content-type": "application/xml" });
}

export function mountAdminApi(router: Router, parts: AdminApiParts): void {
  router.post(`/_shops/:shop/admin/api/${API_VERSION}/graphql.json`, (context) =>
    handleGraphql(parts, context),
  );
  router.post("/_shops/:shop/admin/oauth/access_token", (context) => handleTokenRequest(parts, context));
  router.post("/_uploads/:shop", (context) => handleUpload(parts, context));
  router.get("/_files/:shop/*", (context) => {
    const file = shopOf(parts, context).files.get(decodeURIComponent(context.params["*"] ?? ""));
    if (file === undefined) throw new HttpError(404, "There is no such file.");
    context.send(200, file.body, { "content-type": file.contentType, "cache-control": "max-age=3600" });
  });
  router.all("/_shops/:shop/*", (context) => {
    const name = `${context.method} /${context.params["*"]}`;
    parts.requests.end(parts.requests.begin(context.params["shop"] ?? "", "unexpected", name), 404);
    context.send(404, { errors: `Not Found: dev store has no ${name}` });
  });
}
