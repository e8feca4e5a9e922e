import type { Contact } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import { problemResponse } from "./problem.ts";
import type { Recipient, RecipientStatus } from "./recall.ts";

export function recallNotFound(): Response {
  return problemResponse("not_found", "This shop has no recall of this id.");
}

/** 404 that says which of the given batches are not the shop's. */
export function batchesNotFound(given: readonly string[], unknown: readonly string[]): Response {
  const errors = given.flatMap((id, index) =>
    unknown.includes(id.toLowerCase())
      ? [{ path: `batchIds.${index}`, message: "is no batch of this shop" }]
      : [],
  );
  return problemResponse("not_found", "Some of the batches do not exist in this shop.", { errors });
}

interface RecipientRecord {
  id: string;
  contact: Pick<Contact, "email" | "name">;
  locale: string;
  status: string;
  messageId: string;
  acceptedAt: Date | null;
  acknowledgedAt: Date | null;
  orders: {
    orderId: ShopifyId;
    name: string;
    items: { variantId: ShopifyId; title: string; code: string; units: number }[];
  }[];
}

/** A recipient as the JSON API gives it. */
export function toRecipient(record: RecipientRecord): Recipient {
  return {
    id: record.id,
    email: record.contact.email,
    name: record.contact.name,
    locale: record.locale,
    status: record.status as RecipientStatus,
    messageId: record.messageId,
    acceptedAt: record.acceptedAt?.toISOString() ?? null,
    acknowledgedAt: record.acknowledgedAt?.toISOString() ?? null,
    orders: record.orders.map(({ orderId, name, items }) => ({
      orderId: toGid("Order", orderId),
      name,
      items: items.map(({ variantId, title, code, units }) => ({
        variantId: toGid("ProductVariant", variantId),
        title,
        code,
        units,
      })),
    })),
  };
}
