import { beforeEach, afterEach, expect } from "vitest";
import { createBatchBody } from "#app/contracts/batch.ts";
import type { AdjustmentKind, BatchStatus } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { OrderView } from "#app/contracts/order-view.ts";
import type { CatalogueVariant } from "#app/domain/catalogue-variant.ts";
import type { LinePlaces, OrderFacts } from "#app/domain/order-facts.ts";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import type { ChangeBatchResult } from "#app/services/change-batch.ts";
import type { ShopContext } from "#app/services/context.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { getOrder } from "#app/services/get-order.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { syncProduct } from "#app/services/sync-product.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { editOrder } from "../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { moveFulfillmentOrder } from "../dev-store/state/orders/move-fulfillment-order.ts";
import { createLocation } from "../dev-store/state/shops/locations.ts";
import { createOrder } from "../dev-store/state/orders/create-order.ts";
import type { CreateOrderInput } from "../dev-store/state/orders/create-order.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import { updateProduct } from "../dev-store/state/products/update-product.ts";
import { fulfilledUnits, unfulfilledQuantity } from "../dev-store/state/quantities.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import { createShop } from "../dev-store/state/shops/create-shop.ts";
import type { Fulfillment, Order, Product, RestockType, Shop } from "../dev-store/state/types.ts";
import type { World } from "../dev-store/state/world.ts";
import { deliver, holdingsOf } from "../integration/engine/deliver.ts";
import { expectInvariants } from "../setup/invariants.ts";
import { useTestDatabase } from "../setup/test-database.ts";
import type { TestDatabase } from "../setup/test-database.ts";
import { makeContext, makeShop } from "../setup/test-shop.ts";

const ACTOR = "merchant:cases";
/** A Tuesday morning, UTC. */
const BEGINS = "2026-03-10T09:00:00Z";

export interface Announced {
  topic: string;
  body: string;
  webhookId: string;
}

interface Begin {
  timeZone?: string;
  at?: string;
}

/**
 * A shop whose Shopify is the dev store's own state, so that every webhook has the body that Shopify would send, and whose
 * app is the real one on a real database. Things happen at `at`; webhooks wait in `outbox` until they are let through.
 */
export class CaseShop {
  readonly world: World;
  readonly shopify: Shop;
  readonly outbox: Announced[] = [];
  ctx!: ShopContext;
  soap!: Product;
  candle!: Product;
  #at: number;
  #nextId = 500_000;
  #announced = 0;

  readonly db: TestDatabase["db"];
  /** Of the database, for a connection of its own. */
  readonly url: string;

  constructor(database: TestDatabase, { timeZone = "UTC", at = BEGINS }: Begin) {
    this.db = database.db;
    this.url = database.url;
    this.#at = Date.parse(at);
    this.world = {
      nextId: () => this.#nextId++,
      baseUrl: "http://127.0.0.1:9",
      announce: (_shop, topics, body) => {
        const text = body();
        for (const topic of topics) {
          this.outbox.push({ topic, body: text, webhookId: `w-${(this.#announced += 1)}` });
        }
      },
    };
    this.shopify = createShop(this.world, { name: `cases-${process.pid}`, timezone: timeZone });
  }

  async begin({ timeZone = "UTC" }: Begin): Promise<this> {
    const shop = await makeShop(this.db, { domain: this.shopify.domain, timeZone });
    await this.db.shop.update({
      where: { id: shop.id },
      data: { installedAt: new Date("2026-01-01T00:00:00Z") },
    });
    this.ctx = makeContext(this.db, shop, { now: () => new Date(this.#at), shopify: this.gateway() });
    this.soap = await this.product("Lavender Soap");
    this.candle = await this.product("Cedar Candle");
    this.outbox.length = 0;
    return this;
  }

  /** A product in Shopify and in the app's mirror. */
  async product(
    title: string,
    more: { isGiftCard?: boolean; requiresShipping?: boolean } = {},
  ): Promise<Product> {
    const { requiresShipping = true, ...rest } = more;
    const product = createProduct(this.world, this.shopify, {
      title,
      ...rest,
      image: { url: `https://cdn.example/${title}.png`, alt: null, width: 100, height: 100 },
      variants: [{ sku: title.slice(0, 3).toUpperCase(), requiresShipping }],
    });
    await syncProduct(this.ctx, BigInt(product.id));
    return product;
  }

  /** What a webhook about the product leads to: it is read again. */
  async productChanges(product: Product, input: Parameters<typeof updateProduct>[3]): Promise<void> {
    updateProduct(this.world, this.shopify, product, input, this.now);
    await this.arrive();
    await syncProduct(this.ctx, BigInt(product.id));
  }

  /** A further location of the shop. */
  location(name: string): number {
    return createLocation(this.world, this.shopify, { name }, this.now).id;
  }

  // Time

  get now(): { at: number } {
    return { at: this.#at };
  }

  /** The clock shows this instant from now on. */
  timeIs(instant: string): void {
    this.#at = Date.parse(instant);
  }

  hoursLater(hours: number): void {
    this.#at += hours * 3_600_000;
  }

  // Batches

  async batch(
    code: string,
    units: number,
    more: {
      of?: Product;
      locationId?: number;
      madeAt?: string;
      expiresOn?: string;
      cureOn?: string;
      status?: "draft" | "open";
      also?: { of: Product; units: number }[];
    } = {},
  ): Promise<BatchView> {
    const { of = this.soap, locationId, madeAt = "2026-02-01T08:00:00Z", also = [], ...rest } = more;
    const items = [{ of, units }, ...also].map((item) => ({
      variantId: variantGid(item.of),
      produced: item.units,
      ...(locationId === undefined ? {} : { locationId }),
    }));
    const result = await createBatch(
      this.ctx,
      createBatchBody.parse({ code, madeAt, items, ...rest }),
      ACTOR,
    );
    if (!result.ok) throw new Error(`the batch was refused: ${JSON.stringify(result.error)}`);
    return result.batch;
  }

  turn(batch: BatchView, status: BatchStatus): Promise<ChangeBatchResult> {
    return changeBatch(this.ctx, batch.id, { status, reason: "a case" }, ACTOR);
  }

  change(batch: BatchView, change: Parameters<typeof changeBatch>[2]): Promise<ChangeBatchResult> {
    return changeBatch(this.ctx, batch.id, change, ACTOR);
  }

  adjust(batch: BatchView, kind: AdjustmentKind, units: number, of: Product = this.soap) {
    return adjustBatch(
      this.ctx,
      batch.id,
      { variantId: variantGid(of), units, kind, reason: "a case" },
      ACTOR,
    );
  }

  async recall(batch: BatchView): Promise<string> {
    const result = await launchRecall(
      this.ctx,
      {
        ...{ batchIds: [batch.id], ring: "probable", drill: false, remedies: ["refund"] },
        ...{ reason: "a case", hazard: "a case", instructions: "a case" },
        notice: { subject: "a case", body: "a case" },
        idempotencyKey: batch.id,
      },
      ACTOR,
    );
    if (result.outcome !== "launched") throw new Error(result.outcome);
    return result.recall.id;
  }

  /** Where the units of a batch's first item are. */
  async unitsOf(batch: BatchView, of: Product = this.soap): Promise<Record<string, number>> {
    const view = await getBatch(this.ctx, batch.id);
    const item = view?.items.find(({ variantId }) => variantId === variantGid(of));
    if (item === undefined) throw new Error("the batch has no such item");
    const { produced, remaining, promised, shipped, quarantined, writtenOff, returned } = item;
    const units = { produced, remaining, promised, shipped, quarantined, writtenOff, returned };
    return Object.fromEntries(Object.entries(units).filter(([, count]) => count > 0));
  }

  // Orders

  /** An order in Shopify; its webhooks wait in the outbox. */
  place(input: Partial<CreateOrderInput> & { of?: Product; units?: number } = {}): Order {
    const { of = this.soap, units = 1, ...rest } = input;
    const lines = rest.lines ?? [{ variantId: variantOf(of), quantity: units }];
    return createOrder(this.world, this.shopify, { email: "buyer@mail.example", ...rest, lines }, this.now);
  }

  /** An order whose webhooks arrived and were worked off. */
  async order(input: Parameters<CaseShop["place"]>[0] = {}): Promise<Order> {
    const order = this.place(input);
    await this.arrive();
    return order;
  }

  /** A parcel leaves with what is left, or with so many units of the first line; its webhooks arrive. */
  async ship(
    order: Order,
    units?: number,
    more: Parameters<typeof fulfillOrder>[3] = {},
  ): Promise<Fulfillment> {
    const lines = units === undefined ? {} : { lines: [{ lineId: lineOf(order), quantity: units }] };
    const fulfillment = fulfillOrder(this.world, this.shopify, order, { ...lines, ...more }, this.now);
    await this.arrive();
    return fulfillment;
  }

  /** Units of the first line are refunded, or money alone; the webhooks arrive. */
  async refund(order: Order, units: number, restockType: RestockType = "return"): Promise<void> {
    const lines = units === 0 ? [] : [{ lineId: lineOf(order), quantity: units, restockType }];
    refundOrder(
      this.world,
      this.shopify,
      order,
      { lines, ...(units === 0 ? { amountCents: 100 } : {}) },
      this.now,
    );
    await this.arrive();
  }

  async edit(order: Order, input: Parameters<typeof editOrder>[3]): Promise<void> {
    editOrder(this.world, this.shopify, order, input, this.now);
    await this.arrive();
  }

  async cancel(order: Order, input: Parameters<typeof cancelOrder>[3] = {}): Promise<void> {
    cancelOrder(this.world, this.shopify, order, input, this.now);
    await this.arrive();
  }

  /** What is still to ship of an order ships from another location; the webhooks arrive. */
  async moveTo(order: Order, locationId: number): Promise<void> {
    for (const { id, status } of [...order.fulfillmentOrders]) {
      if (status === "open") {
        moveFulfillmentOrder(this.world, this.shopify, order, id, { locationId }, this.now);
      }
    }
    await this.arrive();
  }

  /** Lets everything that waits in the outbox through, in the order given, and works it off. */
  async arrive(deliveries: Announced[] = this.outbox.splice(0)): Promise<void> {
    for (const { topic, body, webhookId } of deliveries) {
      await deliver(this.db, this.ctx.shop, topic, body, { webhookId });
    }
    await this.workOff();
  }

  async workOff(): Promise<void> {
    await processDeliveries(this.ctx);
    // A clock that stood still would leave an order that was marked twice in one instant for the next.
    this.#at += 5;
    while ((await fetchOrders(this.ctx)) > 0);
  }

  sweep() {
    return sweepOrders(this.ctx);
  }

  /** What the ten-minute schedule does for lines that wait for a day. */
  async scheduleRuns(): Promise<void> {
    await settleWaiting(this.ctx, null, new AbortController().signal);
  }

  /** What an order holds, as a person would say it: `LAV-1: 2 promised`, `1 unassigned`. */
  held(order: Order): Promise<string[]> {
    return holdingsOf(this.db, this.ctx.shop, order.id);
  }

  async view(order: Order): Promise<OrderView> {
    const view = await getOrder(this.ctx, String(order.id));
    if (view === null) throw new Error("the app does not know the order");
    return view;
  }

  async reason(order: Order, line = 0): Promise<string | null | undefined> {
    return (await this.view(order)).lines[line]?.reason;
  }

  /** Rows of the ledger so far: settling twice adds none. */
  movements(): Promise<number> {
    return this.db.movement.count();
  }

  /** The Admin API of this shop: the same facts, and where a body cannot say what is left to ship, what truly is. */
  gateway(): Partial<ShopifyGateway> {
    return {
      readLocations: async () =>
        [...this.shopify.locations.values()].map(({ id, name, isActive, service }) => ({
          ...{ locationId: BigInt(id), name, active: isActive, ofService: service !== null },
        })),
      readProduct: async (id) => variantsOf(this.shopify, Number(id)),
      readOrders: async (ids, { places }) =>
        this.#facts(places).filter(({ orderId }) => ids.includes(orderId)),
      findOrdersUpdatedSince: async (since) => ({
        items: this.#facts(false)
          .filter(({ updatedAt }) => updatedAt >= since)
          .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
          .map(({ orderId }) => orderId),
        next: null,
      }),
    };
  }

  #facts(places: boolean): OrderFacts[] {
    return this.#readFacts().map((facts) => {
      const order = this.shopify.orders.get(Number(facts.orderId));
      if (!places || order === undefined) return facts;
      const lines = facts.lines.map((line) => ({ ...line, places: placesOf(order, Number(line.lineId)) }));
      return { ...facts, lines };
    });
  }

  #readFacts(): OrderFacts[] {
    return [...this.shopify.orders.values()].map((order) => {
      const { facts, doubt } = readOrderBody(JSON.parse(JSON.stringify(orderBody(this.shopify, order))));
      if (doubt === null) return facts;
      const lines = facts.lines.map((line) => {
        const own = order.lines.find(({ id }) => id === Number(line.lineId));
        if (own === undefined) return line;
        const promised = unfulfilledQuantity(order, own);
        const { cancelled } = line.units;
        const leftWithoutRestock = line.quantity - fulfilledUnits(order, own) - promised - cancelled;
        return { ...line, units: { ...line.units, promised, leftWithoutRestock } };
      });
      return { ...facts, lines };
    });
  }
}

function variantsOf(shopify: Shop, productId: number): CatalogueVariant[] {
  const product = shopify.products.get(productId);
  return (product?.variantIds ?? []).flatMap((id): CatalogueVariant[] => {
    const variant = shopify.variants.get(id);
    if (product === undefined || variant === undefined) return [];
    return [
      {
        ...{ variantId: BigInt(id), productId: BigInt(productId), productTitle: product.title },
        ...{ vendor: product.vendor, productStatus: product.status, giftCard: product.isGiftCard },
        ...{ productImageUrl: product.image?.url ?? null, productUpdatedAt: new Date(product.updatedAt) },
        ...{ title: variant.title, sku: variant.sku, barcode: variant.barcode },
        ...{ imageUrl: variant.image?.url ?? null, position: variant.position },
      },
    ];
  });
}

/** Where the units of a line ship from, by its open fulfilment orders, and where they shipped from. */
function placesOf(order: Order, lineId: number): LinePlaces {
  const at = (locationId: number, units: number) =>
    units === 0 ? [] : [{ locationId: BigInt(locationId), units }];
  return {
    toShip: order.fulfillmentOrders
      .filter(({ status }) => status === "open")
      .flatMap(({ locationId, lines }) =>
        at(locationId, lines.find((line) => line.lineId === lineId)?.remainingQuantity ?? 0),
      ),
    shipped: order.fulfillments
      .filter(({ status }) => status === "success")
      .flatMap(({ locationId, lines }) =>
        at(locationId, lines.find((line) => line.lineId === lineId)?.quantity ?? 0),
      ),
  };
}

/** A new shop for each test of the file; after each the sums hold. */
export function useCaseShop(begin: Begin = {}): { readonly shop: CaseShop } {
  const database = useTestDatabase();
  const holder = { shop: undefined as unknown as CaseShop };
  beforeEach(async () => {
    holder.shop = await new CaseShop(database, begin).begin(begin);
  });
  afterEach(async () => {
    await expectInvariants(database.db);
    expect(await database.db.webhookDelivery.findMany({ where: { error: { not: null } } })).toEqual([]);
  });
  return holder;
}

export function variantOf(product: Product): number {
  const [id] = product.variantIds;
  if (id === undefined) throw new Error("the product has no variant");
  return id;
}

export function variantGid(product: Product): string {
  return toGid("ProductVariant", BigInt(variantOf(product)));
}

/** The first line of an order, to ship or refund units of. */
export function lineOf(order: Order, index = 0): number {
  const line = order.lines[index];
  if (line === undefined) throw new Error("the order has no such line");
  return line.id;
}
