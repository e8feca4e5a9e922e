import type { ShopifyId } from "#app/domain/shopify-id.ts";

type RestockType = "cancel" | "return" | "no_restock" | "legacy_restock";

interface BodyLine {
  lineId?: number;
  variantId: ShopifyId | null;
  productId?: ShopifyId | null;
  quantity: number;
  title?: string;
  giftCard?: boolean;
  /** Units in successful fulfilments. */
  shipped?: number;
  refunds?: { units: number; restock: RestockType }[];
}

export interface BodyOptions {
  id: number;
  lines: BodyLine[];
  placedAt?: string;
  updatedAt?: string;
  shippedAt?: string;
  cancelledAt?: string;
  test?: boolean;
  /** Left out: paid. */
  paid?: boolean;
  email?: string | null;
  customerId?: number;
}

const PLACED = "2026-11-01T10:00:00Z";

/** An order webhook's body (REST shape), as far as the app reads it; numbers that Shopify derives are derived here. */
export function orderBody(options: BodyOptions): Record<string, unknown> {
  const placedAt = options.placedAt ?? PLACED;
  const email = options.email === undefined ? "buyer@mail.example" : options.email;
  const lines = options.lines.map((line, index) => ({
    ...line,
    lineId: line.lineId ?? options.id * 100 + index,
  }));
  const shipped = lines.filter((line) => (line.shipped ?? 0) > 0);
  const refunded = lines.flatMap((line) => (line.refunds ?? []).map((refund) => ({ line, ...refund })));
  return {
    id: options.id,
    admin_graphql_api_id: `gid://shopify/Order/${options.id}`,
    name: `#${options.id}`,
    created_at: placedAt,
    processed_at: placedAt,
    updated_at: options.updatedAt ?? placedAt,
    cancelled_at: options.cancelledAt ?? null,
    test: options.test ?? false,
    financial_status: options.paid === false ? "pending" : "paid",
    customer_locale: "en",
    email,
    contact_email: email,
    phone: null,
    customer:
      options.customerId === undefined
        ? null
        : { id: options.customerId, email, first_name: "Mara", last_name: "Vogel", phone: null },
    shipping_address: null,
    billing_address: null,
    line_items: lines.map((line) => lineBody(line, options.cancelledAt !== undefined)),
    fulfillments:
      shipped.length === 0
        ? []
        : [
            {
              id: options.id * 10 + 1,
              order_id: options.id,
              status: "success",
              shipment_status: "delivered",
              created_at: options.shippedAt ?? options.updatedAt ?? placedAt,
              line_items: shipped.map((line) => ({ id: line.lineId, quantity: line.shipped })),
            },
          ],
    refunds: refunded.map(({ line, units, restock }, index) => ({
      id: options.id * 10 + 5 + index,
      order_id: options.id,
      created_at: options.updatedAt ?? placedAt,
      refund_line_items: [
        { id: options.id * 1000 + index, line_item_id: line.lineId, quantity: units, restock_type: restock },
      ],
    })),
  };
}

function lineBody(line: BodyLine & { lineId: number }, isCancelled: boolean): Record<string, unknown> {
  const shipped = line.shipped ?? 0;
  const refunded = (line.refunds ?? []).reduce((units, refund) => units + refund.units, 0);
  const fulfillable = isCancelled ? 0 : Math.max(0, line.quantity - Math.max(refunded, shipped));
  return {
    id: line.lineId,
    variant_id: line.variantId === null ? null : Number(line.variantId),
    product_id: line.productId == null ? null : Number(line.productId),
    title: line.title ?? "Lavender Soap",
    variant_title: null,
    sku: "LAV-1",
    quantity: line.quantity,
    current_quantity: line.quantity - refunded,
    fulfillable_quantity: fulfillable,
    fulfillment_status: shipped === line.quantity ? "fulfilled" : shipped > 0 ? "partial" : null,
    gift_card: line.giftCard ?? false,
    requires_shipping: true,
    product_exists: true,
    properties: [],
  };
}
