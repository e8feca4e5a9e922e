import { z } from "zod";
import type { Delivery } from "#app/db/deliveries.ts";
import type { FetchMark } from "#app/db/order-fetch-marks.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";

type Event = Pick<Delivery, "topic" | "body">;

/** Ids may have 18 digits; those beyond a double's precision come as text. */
const id = z.union([z.int().positive(), z.string().regex(/^\d{1,18}$/)]).transform((value) => BigInt(value));
const instant = z.iso.datetime({ offset: true, local: false }).nullish();

const order = z.object({ id });
/** `cancel`, `close` and `reopen` name the order otherwise than the rest, or in older versions not at all. */
const orderReturn = z.object({ order: order.nullish(), order_id: id.nullish() });
const orderPart = z.object({ order_id: id, created_at: instant, updated_at: instant });
const orderEdit = z.object({
  order_edit: z.object({ order_id: id, created_at: instant, committed_at: instant }),
});

/**
 * Which order a webhook without an order body is about, and when what it reports happened. Null for a return that does
 * not name its order: `orders/updated` comes beside it.
 * @throws {z.ZodError} when the body does not say which
 */
export function readOrderEvent({ topic, body }: Event): FetchMark | null {
  const json: unknown = JSON.parse(body);
  if (topic === "orders/edited") {
    const { order_id, committed_at, created_at } = orderEdit.parse(json).order_edit;
    return { orderId: order_id, eventAt: toDate(committed_at ?? created_at) };
  }
  if (topic.startsWith("orders/")) return { orderId: order.parse(json).id, eventAt: null };
  if (topic.startsWith("returns/")) {
    const parsed = orderReturn.parse(json);
    const orderId = parsed.order?.id ?? parsed.order_id ?? null;
    return orderId === null ? null : { orderId, eventAt: null };
  }
  const { order_id, updated_at, created_at } = orderPart.parse(json);
  return { orderId: order_id, eventAt: toDate(updated_at ?? created_at) };
}

/** The order of a webhook that may not be about one, or not be legible; null then. */
export function orderIdIfAny(event: Event): ShopifyId | null {
  if (!/^(orders|refunds|fulfillments|returns)\//.test(event.topic)) return null;
  try {
    return readOrderEvent(event)?.orderId ?? null;
  } catch {
    return null;
  }
}

function toDate(text: string | null | undefined): Date | null {
  return text == null ? null : new Date(text);
}
