import { createHmac, timingSafeEqual } from "node:crypto";
import type { AcceptedDelivery, DeliveryStore } from "#app/db/delivery-store.ts";
import { orderIdOfBody } from "#app/domain/body-fields.ts";
import { neededOrderBody } from "#app/domain/needed-order-body.ts";
import { carriesOrderBody } from "./delivery-topics.ts";

/** What Shopify sent, not trusted yet. Header names are lower-case. */
export interface ReceivedWebhook {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export interface AcceptDeps {
  store: DeliveryStore;
  /** The app's client secrets: during a rotation Shopify signs with the old one. */
  secrets: readonly string[];
  /** Topics that the app subscribes to, compliance ones apart: they are kept for shops it does not know, too. */
  topics: ReadonlySet<string>;
  complianceTopics: ReadonlySet<string>;
}

export type Acceptance =
  | { outcome: "stored" | "compliance_stored" | "duplicate_or_unknown_shop" | "not_subscribed" }
  | { outcome: "bad_signature" | "malformed"; detail: string };

const HMAC_BYTES = 32;

/**
 * Verifies one webhook and stores what the app reads of it; the stored row is the work. Nothing else happens here, so that
 * Shopify has its answer within milliseconds whatever the shop is going through (ARCHITECTURE.md, rule 2).
 */
export async function acceptDelivery(
  { store, secrets, topics, complianceTopics }: AcceptDeps,
  { headers, body }: ReceivedWebhook,
): Promise<Acceptance> {
  const signature = headerOf(headers, "x-shopify-hmac-sha256");
  if (signature === undefined) return { outcome: "bad_signature", detail: "the signature is missing" };

  const topic = headerOf(headers, "x-shopify-topic");
  const shopDomain = headerOf(headers, "x-shopify-shop-domain")?.toLowerCase();
  const webhookId = headerOf(headers, "x-shopify-webhook-id");
  const apiVersion = headerOf(headers, "x-shopify-api-version");
  if (!topic || !shopDomain || !webhookId || !apiVersion) {
    return { outcome: "malformed", detail: "a Shopify header is missing" };
  }
  if (!isSignedBy(secrets, body, signature)) {
    return { outcome: "bad_signature", detail: "the signature does not match the body" };
  }
  const text = body.toString("utf8");
  const json = jsonObject(text);
  if (json === null) return { outcome: "malformed", detail: "the body is not a JSON object" };

  const triggeredAt = instantOf(headerOf(headers, "x-shopify-triggered-at"));
  const delivery = { shopDomain, topic, webhookId, triggeredAt, ...keptOf(topic, text, json) };
  if (complianceTopics.has(topic)) {
    const isNew = await store.storeComplianceRequest(delivery);
    return { outcome: isNew ? "compliance_stored" : "duplicate_or_unknown_shop" };
  }
  if (!topics.has(topic)) return { outcome: "not_subscribed" };
  const isNew = await store.storeDelivery(delivery);
  return { outcome: isNew ? "stored" : "duplicate_or_unknown_shop" };
}

/**
 * What is stored of a webhook: of an order's body the part that is read, and whose it is, so that workers do not wait for each
 * other with webhooks of one order; of any other body all.
 * @param json the parsed text
 */
export function keptOf(
  topic: string,
  text: string,
  json: object,
): Pick<AcceptedDelivery, "body" | "orderId"> {
  if (!carriesOrderBody(topic)) return { body: text, orderId: null };
  return { body: JSON.stringify(neededOrderBody(json)), orderId: orderIdOfBody(json) };
}

/** Whether `signature` (base64) is the HMAC-SHA256 of the raw body under one of the secrets, compared in constant time. */
function isSignedBy(secrets: readonly string[], body: Buffer, signature: string): boolean {
  const given = Buffer.from(signature, "base64");
  if (given.length !== HMAC_BYTES) return false;
  return secrets.some((secret) => timingSafeEqual(createHmac("sha256", secret).update(body).digest(), given));
}

function headerOf(headers: ReceivedWebhook["headers"], name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

function jsonObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function instantOf(text: string | undefined): Date | null {
  const instant = new Date(text ?? "");
  return Number.isNaN(instant.getTime()) ? null : instant;
}
