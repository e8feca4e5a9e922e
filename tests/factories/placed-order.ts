import type { Contact, LineFacts, LineUnits, OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { applyOrderFacts } from "#app/services/apply-order-facts.ts";
import type { ShopContext } from "#app/services/context.ts";

let lastId = 500_000n;

interface LineOptions {
  variantId: ShopifyId;
  quantity?: number;
  title?: string;
  /** Units by what became of them; what is left of `quantity` is promised. */
  shipped?: number;
  inTransit?: number;
  returned?: number;
  shippedAt?: Date;
}

export interface OrderOptions {
  lines: LineOptions[];
  /** The order's own address; null: none. */
  email?: string | null;
  name?: string | null;
  locale?: string | null;
  placedAt?: Date;
  updatedAt?: Date;
  cancelledAt?: Date;
  test?: boolean;
  customer?: { id: ShopifyId; email: string | null; name?: string; locale?: string };
}

export interface PlacedOrder {
  id: ShopifyId;
  facts: OrderFacts;
}

/** An order that came in and was settled by the engine. Shipped at once as far as its lines say so. */
export async function placeOrder(ctx: ShopContext, options: OrderOptions): Promise<PlacedOrder> {
  const orderId = (lastId += 1n);
  const placedAt = options.placedAt ?? new Date(Date.UTC(2026, 9, 1) + Number(orderId - 500_000n) * 60_000);
  const facts: OrderFacts = {
    orderId,
    name: `#${orderId - 499_000n}`,
    processedAt: placedAt,
    updatedAt: options.updatedAt ?? placedAt,
    cancelledAt: options.cancelledAt ?? null,
    test: options.test ?? false,
    paid: true,
    locale: options.locale ?? null,
    contact: contact(options.email ?? null, options.name ?? null),
    customer:
      options.customer === undefined
        ? null
        : {
            customerId: options.customer.id,
            locale: options.customer.locale ?? null,
            contact: contact(options.customer.email, options.customer.name ?? null),
          },
    lines: options.lines.map((line, position) => lineFacts(line, position, placedAt)),
  };
  await apply(ctx, facts);
  return { id: orderId, facts };
}

/** The same order in a later state. */
export async function changeOrder(
  ctx: ShopContext,
  order: PlacedOrder,
  change: (facts: OrderFacts) => void,
): Promise<void> {
  change(order.facts);
  order.facts.updatedAt = new Date(order.facts.updatedAt.getTime() + 60_000);
  await apply(ctx, order.facts);
}

/** Everything that was still promised has left. */
export function shipAll(facts: OrderFacts, shippedAt: Date): void {
  for (const line of facts.lines) {
    line.units.shipped += line.units.promised;
    line.units.promised = 0;
    line.shippedAt ??= shippedAt;
  }
}

async function apply(ctx: ShopContext, facts: OrderFacts): Promise<void> {
  await ctx.db.$transaction((tx) =>
    applyOrderFacts(ctx, tx, [{ facts: structuredClone(facts), source: "webhook", doubt: null }]),
  );
}

function lineFacts(line: LineOptions, position: number, placedAt: Date): LineFacts {
  const quantity = line.quantity ?? 1;
  const shipped = line.shipped ?? 0;
  const units: LineUnits = {
    promised: quantity - shipped,
    shipped,
    inTransit: line.inTransit ?? 0,
    returned: line.returned ?? 0,
    cancelled: 0,
    leftWithoutRestock: 0,
  };
  return {
    lineId: (lastId += 1n),
    position,
    variantId: line.variantId,
    productId: null,
    title: line.title ?? "Lavender soap",
    variantTitle: null,
    sku: null,
    quantity,
    notGoods: null,
    units,
    shippedAt: shipped > 0 ? (line.shippedAt ?? placedAt) : null,
    places: null,
    set: null,
  };
}

function contact(email: string | null, name: string | null): Contact {
  return { email, phone: null, name, address: [] };
}
