import { readOrderBody } from "#app/domain/read-order-body.ts";
import type { LinePlaces, LineUnits, OrderFacts, PlaceUnits } from "#app/domain/order-facts.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ReadOrdersOptions, ShopifyGateway } from "#app/shopify/gateway.ts";
import { createCustomer } from "../dev-store/state/customers/customers.ts";
import { cancelFulfillment } from "../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { createOrder } from "../dev-store/state/orders/create-order.ts";
import { deleteOrder } from "../dev-store/state/orders/delete-order.ts";
import { editOrder } from "../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import type { FulfillOrderInput } from "../dev-store/state/orders/fulfill-order.ts";
import { isOpen } from "../dev-store/state/orders/fulfillment-orders.ts";
import { markOrderPaid } from "../dev-store/state/orders/mark-paid.ts";
import { moveFulfillmentOrder } from "../dev-store/state/orders/move-fulfillment-order.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { createReturn, moveReturn } from "../dev-store/state/orders/returns.ts";
import type { ReturnStep } from "../dev-store/state/orders/returns.ts";
import { currentQuantity } from "../dev-store/state/quantities.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import { RefusedOperation } from "../dev-store/state/refusal.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import { createShop } from "../dev-store/state/shops/create-shop.ts";
import { createLocation } from "../dev-store/state/shops/locations.ts";
import type { Order, Shop } from "../dev-store/state/types.ts";
import type { OperationOptions, World } from "../dev-store/state/world.ts";
import { bulkSide } from "./bulk-side.ts";

/** What a line is by the plainest reckoning there is: a number for each thing that became of its units. */
export interface ModelLine {
  id: number;
  variantId: number;
  promised: number;
  shipped: number;
  returned: number;
  cancelled: number;
  left: number;
}

export interface ModelOrder {
  order: Order;
  lines: ModelLine[];
  cancelled: boolean;
  deleted: boolean;
  /** Placed before the app was there: nobody has told it. */
  past: boolean;
}

/** A line as a buyer orders it; `elsewhere` units of it are routed to the second location. */
export interface WantedLine {
  variant: number;
  quantity: number;
  elsewhere?: number;
}

/** What a shop sells, and from where. */
export interface Shape {
  /** How many variants each of its products has. */
  products: readonly number[];
  locations: number;
}

export interface Announced {
  topic: string;
  body: string;
}

export type RestockType = "cancel" | "return" | "no_restock" | "legacy_restock";
export type ReturnMove = "create" | ReturnStep;

/**
 * Shopify as the model sees it: the dev store's orders without its HTTP, beside them the model's own numbers, and every
 * webhook that was announced and not delivered yet. An operation that Shopify would refuse changes nothing.
 */
export class ShopifySide {
  readonly shop: Shop;
  /** All of them, and by product. */
  readonly variantIds: number[];
  readonly products: { id: number; variantIds: number[] }[];
  readonly locationIds: number[];
  /** Of what was changed before this the app has been told nothing, unless past orders were replayed. */
  toldFrom = 0;
  readonly orders: ModelOrder[] = [];
  readonly outbox: Announced[] = [];
  readonly #world: World;
  #nextId: number;
  #clock: () => Date;

  constructor(name: string, shape: Shape, firstId: number, clock: () => Date) {
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
    for (let index = 1; index < shape.locations; index++) {
      createLocation(this.#world, this.shop, { name: `Location ${index}` });
    }
    this.locationIds = [...this.shop.locations.keys()];
    this.products = shape.products.map((variants, product) => {
      const { id, variantIds } = createProduct(this.#world, this.shop, {
        title: `Soap ${product}`,
        optionNames: ["Size"],
        variants: Array.from({ length: variants }, (_, index) => ({
          title: `Size ${index}`,
          optionValues: [`Size ${index}`],
        })),
      });
      return { id, variantIds };
    });
    this.variantIds = this.products.flatMap(({ variantIds }) => variantIds);
    this.outbox.length = 0;
  }

  /** @returns the id of a new customer, who may place orders */
  addCustomer(email: string): number {
    return createCustomer(this.#world, this.shop, { email }, this.#now()).id;
  }

  /** By a guest, and from the first location, unless it is said otherwise. */
  place(
    lines: readonly WantedLine[],
    paid: boolean,
    by: { customerId?: number; location?: number } = {},
  ): void {
    this.#place(lines, { paid, ...by }, this.#now());
  }

  /** An order from before the app was there, of which some lines have left in one parcel each. */
  placeBefore(lines: readonly WantedLine[], at: number, shippedAt: number | null): void {
    const of = this.#place(lines, { paid: true }, { at, webhooks: false });
    of.past = true;
    if (shippedAt === null) return;
    for (const locationId of this.locationIds)
      this.#ship(of, { locationId }, { at: shippedAt, webhooks: false });
  }

  #place(
    lines: readonly WantedLine[],
    { paid, customerId, location = 0 }: { paid: boolean; customerId?: number; location?: number },
    options: OperationOptions,
  ): ModelOrder {
    const [first, second = first] = [this.#location(location), this.#location(location + 1)];
    const routing = lines.flatMap(({ quantity, elsewhere = 0 }, line) => {
      const units = Math.min(quantity, elsewhere);
      return units > 0 && second !== first ? [{ line, locationId: second, quantity: units }] : [];
    });
    const order = createOrder(
      this.#world,
      this.shop,
      {
        lines: lines.map(({ variant, quantity }) => ({ variantId: this.#variant(variant), quantity })),
        ...(customerId === undefined ? { email: "buyer@mail.example" } : { customerId }),
        paid,
        locationId: first,
        routing,
      },
      options,
    );
    const of: ModelOrder = {
      order,
      lines: order.lines.map((line) => newLine(line.id, line.variantId, line.quantity)),
      cancelled: false,
      deleted: false,
      past: false,
    };
    this.orders.push(of);
    return of;
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

  /** From where the line is to ship, or, of a line that ships from several places, from one of them. */
  fulfil(of: ModelOrder, line: ModelLine, units: number, from = 0): void {
    const places = this.#placesOf(of, line.id).toShip;
    const place = places[from % Math.max(1, places.length)];
    if (place === undefined) return;
    const lines = [{ lineId: line.id, quantity: units }];
    this.#ship(of, { lines, locationId: Number(place.locationId) }, this.#now());
  }

  /** All that is left at a location, in one parcel. */
  fulfilAll(of: ModelOrder, location: number): void {
    this.#ship(of, { locationId: this.#location(location) }, this.#now());
  }

  #ship(of: ModelOrder, input: FulfillOrderInput, options: OperationOptions): void {
    const before = of.order.fulfillments.length;
    if (!this.#try(() => fulfillOrder(this.#world, this.shop, of.order, input, options))) return;
    for (const { lineId, quantity } of of.order.fulfillments[before]?.lines ?? []) {
      const line = lineOf(of, lineId);
      line.promised -= quantity;
      line.shipped += quantity;
    }
  }

  /** Has what is left of a fulfilment order, or so many units of its first line, ship from another location. */
  move(of: ModelOrder, which: number, to: number, units: number | null): void {
    const open = of.order.fulfillmentOrders.filter(isOpen);
    const chosen = open[which % Math.max(1, open.length)];
    const first = chosen?.lines.find(({ remainingQuantity }) => remainingQuantity > 0);
    if (chosen === undefined || first === undefined) return;
    const lines = units === null ? undefined : [{ lineId: first.lineId, quantity: units }];
    const input = { locationId: this.#location(to), ...(lines === undefined ? {} : { lines }) };
    this.#try(() => moveFulfillmentOrder(this.#world, this.shop, of.order, chosen.id, input, this.#now()));
  }

  /** What is announced of goods that shall come back moves none of them. */
  moveReturn(of: ModelOrder, which: number, step: ReturnMove): void {
    const parts = of.order.fulfillments.flatMap(({ lines }) => lines);
    const part = parts[which % Math.max(1, parts.length)];
    if (step === "create") {
      if (part === undefined) return;
      const input = { lines: [{ fulfillmentLineId: part.id, quantity: 1 }] };
      this.#try(() => createReturn(this.#world, this.shop, of.order, input, this.#now()));
      return;
    }
    const one = of.order.returns[which % Math.max(1, of.order.returns.length)];
    if (one !== undefined) moveReturn(this.#world, this.shop, of.order, one.id, step, this.#now());
  }

  giveMoneyBack(of: ModelOrder): void {
    this.#try(() => refundOrder(this.#world, this.shop, of.order, { amountCents: 100 }, this.#now()));
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
      readOrders: async (ids, options) => this.readOrders(ids, options),
      findOrdersUpdatedSince: async (since) => ({
        items: this.#living({ places: false })
          .filter(({ updatedAt }) => updatedAt >= since)
          .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
          .map(({ orderId }) => orderId),
        next: null,
      }),
      findOrdersOfFulfilmentOrders: async (ids) =>
        this.orders
          .filter(
            ({ deleted, order }) =>
              !deleted && order.fulfillmentOrders.some(({ id }) => ids.includes(BigInt(id))),
          )
          .map(({ order }) => BigInt(order.id)),
      readLocations: async () =>
        [...this.shop.locations.values()].map(({ id, name, isActive, service }) => ({
          ...{ locationId: BigInt(id), name, active: isActive, ofService: service !== null },
        })),
      ...bulkSide(this.#world, this.shop),
    };
  }

  /** Those of the orders that are not deleted, as they are now. */
  readOrders(ids: readonly ShopifyId[], options: ReadOrdersOptions = { places: false }): OrderFacts[] {
    const wanted = new Set(ids);
    return this.orders
      .filter(({ order, deleted }) => !deleted && wanted.has(BigInt(order.id)))
      .map((of) => this.facts(of, options));
  }

  #living(options: ReadOrdersOptions): OrderFacts[] {
    return this.orders.filter(({ deleted }) => !deleted).map((of) => this.facts(of, options));
  }

  facts(of: ModelOrder, { places }: ReadOrdersOptions): OrderFacts {
    const { facts } = readOrderBody(JSON.parse(JSON.stringify(orderBody(this.shop, of.order))));
    const lines = facts.lines.map((line) => ({
      ...{ ...line, units: unitsOf(lineOf(of, Number(line.lineId))) },
      places: places ? this.#placesOf(of, Number(line.lineId)) : null,
    }));
    return { ...facts, lines };
  }

  /** Where a line's units are to ship from, and have shipped from; each location once, by id. */
  #placesOf(of: ModelOrder, lineId: number): LinePlaces {
    const toShip = of.order.fulfillmentOrders
      .filter(isOpen)
      .flatMap(({ locationId, lines }) =>
        lines.map((line) => ({ locationId, lineId: line.lineId, units: line.remainingQuantity })),
      );
    const shipped = of.order.fulfillments
      .filter(({ status }) => status === "success")
      .flatMap(({ locationId, lines }) =>
        lines.map((line) => ({ locationId, lineId: line.lineId, units: line.quantity })),
      );
    const byPlace = (parts: typeof toShip): PlaceUnits[] =>
      this.locationIds
        .map((id) => {
          const own = parts.filter((part) => part.locationId === id && part.lineId === lineId);
          return { locationId: BigInt(id), units: own.reduce((units, part) => units + part.units, 0) };
        })
        .filter(({ units }) => units > 0);
    return { toShip: byPlace(toShip), shipped: byPlace(shipped) };
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

  #location(index: number): number {
    return this.locationIds[index % this.locationIds.length] ?? 0;
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
