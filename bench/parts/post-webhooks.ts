import { createHmac } from "node:crypto";
import { request } from "node:http";
import type { Agent } from "node:http";

export interface SignedBody {
  body: Buffer;
  signature: string;
}

export function signed(text: string, secret: string): SignedBody {
  const body = Buffer.from(text);
  return { body, signature: createHmac("sha256", secret).update(body).digest("base64") };
}

export interface Target {
  port: number;
  path: string;
  shopDomain: string;
  agent: Agent;
}

/** Posts one webhook as Shopify does. @returns milliseconds until the answer @throws when that is not 200 */
export async function postWebhook(
  target: Target,
  { body, signature }: SignedBody,
  id: string,
): Promise<number> {
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    const req = request(
      {
        host: "127.0.0.1",
        port: target.port,
        path: target.path,
        method: "POST",
        agent: target.agent,
        headers: {
          "Content-Type": "application/json",
          "Content-Length": body.length,
          "X-Shopify-Topic": "orders/create",
          "X-Shopify-Hmac-Sha256": signature,
          "X-Shopify-Shop-Domain": target.shopDomain,
          "X-Shopify-API-Version": "2026-10",
          "X-Shopify-Webhook-Id": id,
          "X-Shopify-Triggered-At": "2026-11-01T10:00:00Z",
        },
      },
      (res) => {
        res.resume();
        res.once("end", () =>
          res.statusCode === 200 ? resolve() : reject(new Error(`the server answered ${res.statusCode}`)),
        );
      },
    );
    req.once("error", reject);
    req.end(body);
  });
  return performance.now() - startedAt;
}
