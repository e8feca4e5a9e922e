/**
 * What the suite runs against: the dev store always, a real development store when CONFORMANCE_SHOP and
 * CONFORMANCE_ACCESS_TOKEN are set (a store with a few orders and products, a token with the app's scopes).
 */
import { request } from "undici";
import type { DevStore } from "../dev-store/dev-store.ts";
import { startDevStore } from "../dev-store/server.ts";
import { seedSoapShop } from "../dev-store/seed/soap-shop.ts";
import type { Shop } from "../dev-store/state/types.ts";

export const API_KEY = "conformance-key";
export const API_SECRET = "conformance-secret";
const API_VERSION = "2026-10";

type GraphqlBody = {
  data?: any;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[] | string;
  extensions?: {
    cost: {
      requestedQueryCost: number;
      actualQueryCost: number | null;
      throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
    };
  };
};

export type GraphqlReply = { status: number; body: GraphqlBody };

export type Target = {
  name: string;
  shop: string;
  token: string;
  graphql(query: string, variables?: Record<string, unknown>, token?: string): Promise<GraphqlReply>;
  /** The text of an address that the Admin API gave. */
  download(url: string): Promise<string>;
  close(): Promise<void>;
};

function targetAt(
  name: string,
  shop: string,
  base: string,
  token: string,
  close: () => Promise<void>,
): Target {
  return {
    name,
    shop,
    token,
    close,
    async graphql(query, variables = {}, given = token) {
      const reply = await request(`${base}/admin/api/${API_VERSION}/graphql.json`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-shopify-access-token": given },
        body: JSON.stringify({ query, variables }),
      });
      return { status: reply.statusCode, body: (await reply.body.json()) as GraphqlBody };
    },
    async download(url) {
      return await (await request(url)).body.text();
    },
  };
}

/** A dev store on free ports that sends its webhooks to `appUrl`. */
export async function openDevStore(appUrl = "http://127.0.0.1:9", clockScale = 200_000): Promise<DevStore> {
  return await startDevStore({
    appUrl,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appToml: "shopify.app.toml",
    clockScale,
  });
}

export async function postJson(
  url: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const reply = await request(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await reply.body.text();
  return { status: reply.statusCode, body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
}

export function tokenUrl(devStore: DevStore, shop: Shop): string {
  return `${devStore.url}/_shops/${shop.domain}/admin/oauth/access_token`;
}

/** The body of a token exchange as the app's library sends it. */
export function exchangeBody(idToken: string): Record<string, string> {
  return {
    client_id: API_KEY,
    client_secret: API_SECRET,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: idToken,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  };
}

export async function targetOfShop(
  devStore: DevStore,
  shop: Shop,
  close: () => Promise<void> = async () => {},
): Promise<Target> {
  const answer = await postJson(
    tokenUrl(devStore, shop),
    exchangeBody(await devStore.sessionToken(shop.domain)),
  );
  return targetAt(
    "dev store",
    shop.domain,
    `${devStore.url}/_shops/${shop.domain}`,
    String(answer.body["access_token"]),
    close,
  );
}

async function seededDevStore(): Promise<Target> {
  const devStore = await openDevStore();
  const shop = devStore.shops.create({ name: "conformance" });
  seedSoapShop(devStore.world, shop, { now: Date.now() });
  return await targetOfShop(devStore, shop, () => devStore.stop());
}

/** Everything the portable tests run against. */
export const targets: { name: string; open: () => Promise<Target> }[] = [
  { name: "the dev store", open: seededDevStore },
];

const { CONFORMANCE_SHOP: realShop, CONFORMANCE_ACCESS_TOKEN: realToken } = process.env;
if (realShop !== undefined && realToken !== undefined) {
  targets.push({
    name: `the real store ${realShop}`,
    open: async () => targetAt("Shopify", realShop, `https://${realShop}`, realToken, async () => {}),
  });
}

export function errorsOf(
  reply: GraphqlReply,
): { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[] {
  return Array.isArray(reply.body.errors) ? reply.body.errors : [];
}

export function codesOf(reply: GraphqlReply): unknown[] {
  return errorsOf(reply).map((error) => error.extensions?.["code"]);
}
