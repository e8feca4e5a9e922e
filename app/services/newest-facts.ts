import { hash } from "node:crypto";
import { compareFacts, factsFingerprint } from "#app/domain/compare-facts.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";

export interface IncomingOrder {
  facts: OrderFacts;
  source: "webhook" | "shopify";
  /** The facts leave open who holds which units. */
  doubt: "ask_shopify" | null;
}

/** One state of one order, stamped so that it can be compared with what is stored. */
export interface StampedOrder extends IncomingOrder {
  updatedAt: Date;
  /** Hash of the facts: the facts hold personal data, the hash is stored in the clear. */
  fingerprint: string;
}

/**
 * Of several states of an order in one set only the newest counts, for it carries the whole order.
 * @returns one state per order, and the orders of which the set itself holds two that contradict each other
 */
export function newestFacts(incoming: readonly IncomingOrder[]): {
  candidates: StampedOrder[];
  asked: Set<ShopifyId>;
} {
  const newest = new Map<ShopifyId, StampedOrder>();
  const asked = new Set<ShopifyId>();
  for (const order of incoming) {
    const { orderId, updatedAt } = order.facts;
    const stamped = {
      ...order,
      updatedAt,
      fingerprint: hash("sha256", factsFingerprint(order.facts), "base64url"),
    };
    const before = newest.get(orderId);
    const verdict = before === undefined ? "apply" : compareFacts(before, stamped);
    if (verdict === "apply") newest.set(orderId, stamped);
    if (verdict === "ask_shopify") {
      asked.add(orderId);
      // A cancellation is for good, so it is the later of the two: nothing is drawn that would have to be given back.
      if (order.facts.cancelledAt !== null) newest.set(orderId, stamped);
    }
  }
  return { candidates: [...newest.values()], asked };
}
