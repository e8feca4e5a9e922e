import { readOrderBody } from "#app/domain/read-order-body.ts";
import type { LineUnits, OrderFacts } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import { cancelFulfillment } from "../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { createOrder } from "../dev-store/state/orders/create-order.ts";
import { deleteOrder } from "../dev-store/state/orders/delete-order.ts";
import { editOrder } from "../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { markOrderPaid } from "../dev-store/state/orders/mark-paid.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { currentQuantity } from "../dev-store/state/quantities.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import { RefusedOperation } from "../dev-store/state/refusal.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import { createShop } from "../dev-store/state/shops/create-shop.ts";
import type { Order, Shop } from "../dev-store/state/types.ts";
import type { World } from "../dev-store/state/world.ts";

/** What a line is by the plainest reckoning there is: a number for each thing that became of its units. */
export interface ModelLine {
  id: number;
  variantId: number;
  promised: number;
  shipped: number;
  returned: number;
  cancelled: number;
  left: number;
  /** A fulfilment of it was cancelled once: what had shipped may be promised again. */
  unshipped: boolean;
}

export interface ModelOrder {
  order: Order;
  lines: ModelLine[];
  cancelled: boolean;
  deleted: boolean;
}

export interface Announced {
  topic: string;
  body: string;
}

export type RestockType = "cancel" | "return" | "no_restock" | "legacy_restock";

/**
 * Shopify as the model sees it: the dev store's orders without its HTTP, beside them the model's own numbers, and every
 * webhook that was announced and not delivered yet. An operation that Shopify would refuse changes nothing.
 */
export class ShopifySide {
  readonly shop: Shop;
  readonly variantIds: number[];
  readonly orders: ModelOrder[] = [];
  readonly outbox: Announced[] = [];
  readonly #world: World;
  #nextId: number;
  #clock: () => Date;

  constructor(name: string, variants: number, firstId: number, clock: () => Date) {
    this.#nextId = firstId;
    this.#clock = clock;
    this.#world = {
      nextId: () => this.#nextId++,
      baseUrl: "http://127.0.0.1:9",
      announce: (_shop, topics, body) => {
        const text = body();
        for (const topic of topics) this.outbox.push({ topic, body: text });
      },
    };
    this.shop = createShop(this.#world, { name, timezone: "UTC" });
    this.variantIds = createProduct(this.#world, this.shop, {
      title: "Soap",
      optionNames: ["Size"],
      variants: Array.from({ length: variants }, (_, index) => ({
        title: `Size ${index}`,
        optionValues: [`Size ${index}`],
      })),
    }).variantIds;
    this.outbox.length = 0;
  }

  /** @returns the id of a new customer, who may place orders */
  addCustomer(email: string): number {
    return createCustomer(this.#world, this.shop, { email }, this.#now()).id;
  }

  /** @param customerId left out: a guest */
  place(lines: { variant: number; quantity: number }[], paid: boolean, customerId?: number): void {
    const order = createOrder(
      this.#world,
      this.shop,
      {
        lines: lines.map(({ variant, quantity }) => ({ variantId: this.#variant(variant), quantity })),
        paid,
        ...(customerId === undefined ? { email: "buyer@mail.example" } : { customerId }),
      },
      this.#now(),
    );
    this.orders.push({
      order,
      lines: order.lines.map((line) => newLine(line.id, line.variantId, line.quantity)),
      cancelled: false,
      deleted: false,
    });
  }

  pay(of: ModelOrder): void {
    this.#try(() => markOrderPaid(this.#world, this.shop, of.order, this.#now()));
  }

  addLine(of: ModelOrder, variant: number, quantity: number): void {
    const before = of.order.lines.length;
    const input = { add: [{ variantId: this.#variant(variant), quantity }] };
    if (!this.#try(() => editOrder(this.#world, this.shop, of.order, input, this.#now()))) return;
    const added = of.order.lines[before];
    if (added === undefined) throw new Error("the edit added no line");
    of.lines.push(newLine(added.id, added.variantId, quantity));
  }

  raise(of: ModelOrder, line: ModelLine, units: number): void {
    if (this.#changeQuantity(of, line, units)) line.promised += units;
  }

  lower(of: ModelOrder, line: ModelLine, units: number): void {
    if (units > line.promised) return;
    if (this.#changeQuantity(of, line, -units)) {
      line.promised -= units;
      line.cancelled += units;
    }
  }

  fulfil(of: ModelOrder, line: ModelLine, units: number): void {
    const input = { lines: [{ lineId: line.id, quantity: units }] };
    if (!this.#try(() => fulfillOrder(this.#world, this.shop, of.order, input, this.#now()))) return;
    line.promised -= units;
    line.shipped += units;
  }

  cancelFulfilment(of: ModelOrder, which: number): void {
    if (of.cancelled) return;
    const living = of.order.fulfillments.filter((fulfillment) => fulfillment.status === "success");
    const fulfillment = living[which % Math.max(1, living.length)];
    if (fulfillment === undefined) return;
    const parts = fulfillment.lines.map((part) => ({ line: lineOf(of, part.lineId), units: part.quantity }));
    // Shopify lets nobody take back a parcel of which something was refunded.
    if (parts.some(({ line }) => refunded(of, line.id) > 0)) return;
    if (!this.#try(() => cancelFulfillment(this.#world, this.shop, of.order, fulfillment.id, this.#now())))
      return;
    for (const { line, units } of parts) {
      line.shipped -= units;
      line.promised += units;
      line.unshipped = true;
    }
  }

  refund(of: ModelOrder, line: ModelLine, units: number, restockType: RestockType): void {
    // Once the order is cancelled nothing is to be shipped: what was not restocked then may be restocked now.
    const unshipped = of.cancelled ? "left" : "promised";
    const returned = returnedOf(line, units, restockType);
    const notShipped = Math.min(units - returned, restockType === "no_restock" ? line[unshipped] : units);
    const part = {
      ...{ lineId: line.id, quantity: units, restockType },
      ...(restockType === "no_restock" || restockType === "legacy_restock"
        ? { unfulfilledUnits: notShipped }
        : {}),
    };
    if (!this.#try(() => refundOrder(this.#world, this.shop, of.order, { lines: [part] }, this.#now())))
      return;
    line[unshipped] -= notShipped;
    if (restockType === "no_restock") line.left += notShipped;
    else line.cancelled += notShipped;
    line.returned += returned;
  }

  cancel(of: ModelOrder, restock: boolean): void {
    if (!this.#try(() => cancelOrder(this.#world, this.shop, of.order, { restock }, this.#now()))) return;
    of.cancelled = true;
    for (const line of of.lines) {
      if (restock) line.cancelled += line.promised;
      else line.left += line.promised;
      line.promised = 0;
    }
  }

  delete(of: ModelOrder): void {
    deleteOrder(this.#world, this.shop, of.order, this.#now());
    of.deleted = true;
  }

  /** The Admin API: what it answers is what the model knows, so that the app's reading of bodies is held to it. */
  gateway(): Partial<ShopifyGateway> {
    return {
      readOrders: async (ids) => this.readOrders(ids),
      readOrdersUpdatedSince: async (since) => ({
        items: this.#living()
          .filter(({ updatedAt }) => updatedAt >= since)
          .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime()),
        next: null,
      }),
    };
  }

  /** Those of the orders that are not deleted, as they are now. */
  readOrders(ids: readonly ShopifyId[]): OrderFacts[] {
    const wanted = new Set(ids);
    return this.orders
      .filter(({ order, deleted }) => !deleted && wanted.has(BigInt(order.id)))
      .map((of) => this.facts(of));
  }

  #living(): OrderFacts[] {
    return this.orders.filter(({ deleted }) => !deleted).map((of) => this.facts(of));
  }

  facts(of: ModelOrder): OrderFacts {
    const { facts } = readOrderBody(JSON.parse(JSON.stringify(orderBody(this.shop, of.order))));
    const lines = facts.lines.map((line) => ({ ...line, units: unitsOf(lineOf(of, Number(line.lineId))) }));
    return { ...facts, lines };
  }

  #changeQuantity(of: ModelOrder, line: ModelLine, by: number): boolean {
    const inShopify = of.order.lines.find(({ id }) => id === line.id);
    if (inShopify === undefined) return false;
    const input = { set: [{ lineId: line.id, quantity: currentQuantity(of.order, inShopify) + by }] };
    return this.#try(() => editOrder(this.#world, this.shop, of.order, input, this.#now()));
  }

  #try(operation: () => unknown): boolean {
    try {
      operation();
      return true;
    } catch (error) {
      if (error instanceof RefusedOperation) return false;
      throw error;
    }
  }

  #variant(index: number): number {
    return this.variantIds[index % this.variantIds.length] ?? 0;
  }

  #now(): { at: number } {
    return { at: this.#clock().getTime() };
  }
}

/** How many units of a refund had been with the buyer and came back (a legacy restock does not say: as many as there were). */
function returnedOf(line: ModelLine, units: number, restockType: RestockType): number {
  if (restockType === "return") return units;
  return restockType === "legacy_restock" ? Math.min(units, line.shipped - line.returned) : 0;
}

function newLine(id: number, variantId: number | null, quantity: number): ModelLine {
  if (variantId === null) throw new Error("the model's lines are all of variants");
  return {
    id,
    variantId,
    promised: quantity,
    shipped: 0,
    returned: 0,
    cancelled: 0,
    left: 0,
    unshipped: false,
  };
}

function lineOf(of: ModelOrder, lineId: number): ModelLine {
  const line = of.lines.find((candidate) => candidate.id === lineId);
  if (line === undefined) throw new Error(`the model has no line ${lineId}`);
  return line;
}

function refunded(of: ModelOrder, lineId: number): number {
  return of.order.refunds
    .flatMap((refund) => refund.lines)
    .filter((line) => line.lineId === lineId)
    .reduce((units, line) => units + line.quantity, 0);
}

function unitsOf(line: ModelLine): LineUnits {
  const { promised, shipped, returned, cancelled, left } = line;
  return { promised, shipped, inTransit: 0, returned, cancelled, leftWithoutRestock: left };
}
