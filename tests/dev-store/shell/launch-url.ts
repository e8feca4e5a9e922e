import { createHmac, randomBytes } from "node:crypto";
import type { Shop } from "../state/types.ts";

export type LaunchInput = {
  /** Origin of the app. */
  appOrigin: string;
  /** Path and query inside the app, e.g. "/app/batches?state=open". */
  path: string;
  shop: Shop;
  apiSecret: string;
  idToken: string;
  /** Seconds since 1970. */
  timestamp: number;
};

/** base64 of `admin.shopify.com/store/{name}`: the `host` parameter. */
function hostParameter(shop: Shop): string {
  return Buffer.from(`admin.shopify.com/store/${shop.name}`).toString("base64");
}

/** The address the admin gives its frame: the app's page with embedded, hmac, host, id_token, locale, session, shop, timestamp. */
export function launchUrl(input: LaunchInput): string {
  const url = new URL(input.path, input.appOrigin);
  const added: Record<string, string> = {
    embedded: "1",
    host: hostParameter(input.shop),
    id_token: input.idToken,
    locale: input.shop.locale,
    session: randomBytes(32).toString("hex"),
    shop: input.shop.domain,
    timestamp: String(input.timestamp),
  };
  for (const [name, value] of Object.entries(added)) url.searchParams.set(name, value);
  url.searchParams.set("hmac", signQuery(url.searchParams, input.apiSecret));
  return url.href;
}

/** Hex HMAC-SHA256 of the query, its parameters sorted by name, without `hmac` itself. */
function signQuery(query: URLSearchParams, secret: string): string {
  const sorted = new URLSearchParams([...query].filter(([name]) => name !== "hmac"));
  sorted.sort();
  return createHmac("sha256", secret).update(sorted.toString()).digest("hex");
}
