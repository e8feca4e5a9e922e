import type { LinePlaces, OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { applyOrderFacts } from "#app/services/apply-order-facts.ts";
import type { ShopContext } from "#app/services/context.ts";

let lastOrder = 5_000n;

interface OrderOptions {
  orderId?: ShopifyId;
  name?: string;
  processedAt?: Date;
  email?: string | null;
  phone?: string;
  buyer?: string | null;
  customerId?: ShopifyId;
  lines: {
    variantId: ShopifyId;
    quantity: number;
    shipped?: number;
    /** Of those shipped. */
    returned?: number;
    title?: string;
    /** The location of all its units; left out: not known. */
    shipsFrom?: ShopifyId;
  }[];
}

/** Facts of an order with the given lines, not shipped unless they say so. */
function orderFacts(options: OrderOptions): OrderFacts {
  const orderId = options.orderId ?? (lastOrder += 1n);
  const processedAt = options.processedAt ?? new Date("2026-11-01T10:00:00Z");
  const { email = null, phone = null, buyer = null } = options;
  const contact = { email, phone, name: buyer, address: [] };
  return {
    orderId,
    name: options.name ?? `#${orderId}`,
    processedAt,
    updatedAt: processedAt,
    cancelledAt: null,
    test: false,
    paid: true,
    locale: "en",
    contact,
    customer:
      options.customerId === undefined ? null : { customerId: options.customerId, locale: "en", contact },
    lines: options.lines.map(
      ({ variantId, quantity, shipped = 0, returned = 0, title, shipsFrom }, position) => ({
        lineId: orderId * 100n + BigInt(position),
        position,
        variantId,
        productId: null,
        title: title ?? "Soap",
        variantTitle: null,
        sku: null,
        quantity,
        notGoods: null,
        units: {
          promised: quantity - shipped,
          shipped,
          inTransit: 0,
          returned,
          cancelled: 0,
          leftWithoutRestock: 0,
        },
        shippedAt: shipped > 0 ? processedAt : null,
        places: shipsFrom === undefined ? null : placesAt(shipsFrom, quantity - shipped, shipped),
        set: null,
      }),
    ),
  };
}

function placesAt(locationId: ShopifyId, toShip: number, shipped: number): LinePlaces {
  const at = (units: number) => (units === 0 ? [] : [{ locationId, units }]);
  return { toShip: at(toShip), shipped: at(shipped) };
}

/** An order as the app has it after its webhook was worked off. */
export async function placeOrder(ctx: ShopContext, options: OrderOptions): Promise<OrderFacts> {
  const facts = orderFacts(options);
  await ctx.db.$transaction((tx) => applyOrderFacts(ctx, tx, [{ facts, source: "webhook", doubt: null }]));
  return facts;
}
