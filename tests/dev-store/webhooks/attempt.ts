/** One HTTP attempt at a delivery, with Shopify's headers, signature and limits. */
import { getHmac } from "@shopify/shopify-api/test-helpers";
import { Agent, request } from "undici";
import type { Delivery } from "./delivery.ts";

const CONNECT_TIMEOUT_MS = 1000;
const TOTAL_TIMEOUT_MS = 5000;

export function createWebhookAgent(connections: number): Agent {
  return new Agent({ connections, pipelining: 1, connect: { timeout: CONNECT_TIMEOUT_MS } });
}

function webhookHeaders(delivery: Delivery, apiSecret: string): Record<string, string> {
  const secret = delivery.forged ? `not-${apiSecret}` : apiSecret;
  return {
    "content-type": "application/json",
    accept: "*/*",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": getHmac(delivery.body, secret),
    "x-shopify-shop-domain": delivery.shop,
    "x-shopify-api-version": delivery.apiVersion,
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": delivery.triggeredAt,
    ...(delivery.name === null ? {} : { "x-shopify-name": delivery.name }),
  };
}

/** The HTTP status, or the reason why there was none. Redirects are not followed. */
export async function attemptDelivery(
  agent: Agent,
  appUrl: string,
  apiSecret: string,
  delivery: Delivery,
): Promise<number | string> {
  try {
    const response = await request(new URL(delivery.uri, appUrl), {
      method: "POST",
      headers: webhookHeaders(delivery, apiSecret),
      body: delivery.body,
      dispatcher: agent,
      signal: AbortSignal.timeout(TOTAL_TIMEOUT_MS),
    });
    await response.body.dump();
    return response.statusCode;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}
