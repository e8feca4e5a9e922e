import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDevStore } from "../../conformance/target.ts";
import type { DevStore } from "../dev-store.ts";
import { fulfilledUnits, unfulfilledQuantity } from "../state/quantities.ts";
import type { Order, Shop } from "../state/types.ts";
import { placeRealisticOrder } from "./arriving-order.ts";
import { seedSoapShop } from "./soap-shop.ts";

const NOW = Date.parse("2026-11-22T15:00:00Z");
const DAY_MS = 86_400_000;

let devStore: DevStore;
let shop: Shop;
let orders: Order[];
beforeAll(async () => {
  devStore = await openDevStore();
  shop = devStore.shops.create({ name: "seeded" });
  seedSoapShop(devStore.world, shop, { now: NOW });
  orders = [...shop.orders.values()];
});
afterAll(() => devStore.stop());

const share = (test: (order: Order) => boolean): number => orders.filter(test).length / orders.length;

describe("the soap maker's shop", () => {
  it("sells fifteen products in thirty-one variants, each with a picture the dev store serves", async () => {
    expect([shop.products.size, shop.variants.size, shop.customers.size]).toEqual([15, 31, 60]);
    for (const product of shop.products.values()) {
      const reply = await fetch(product.image?.url ?? "");
      expect(reply.headers.get("content-type")).toBe("image/svg+xml");
      expect(await reply.text()).toMatch(/^<svg/);
    }
    const skus = [...shop.variants.values()].map((variant) => variant.sku);
    expect(new Set(skus).size).toBe(skus.length);
  });

  it("has about four hundred orders of the last two months, in the order of their numbers", () => {
    expect(orders.length).toBeGreaterThan(350);
    expect(orders.length).toBeLessThan(450);
    const placed = orders.map((order) => order.createdAt);
    expect(placed).toEqual([...placed].sort((a, b) => a - b));
    expect(Math.min(...placed)).toBeGreaterThan(NOW - 60 * DAY_MS);
    expect(Math.max(...orders.map((order) => order.updatedAt))).toBeLessThanOrEqual(NOW);
  });

  it("has shipped most of them, and has some of everything else", () => {
    expect(share((order) => order.closedAt !== null)).toBeGreaterThan(0.85);
    expect(share((order) => order.customerId === null)).toBeGreaterThan(0.15);
    for (const kind of [
      (order: Order) => order.cancelledAt !== null,
      (order: Order) => order.edited,
      (order: Order) =>
        order.refunds.some((refund) => refund.lines.some((line) => line.restockType === "return")),
      (order: Order) => order.refunds.some((refund) => refund.lines.length === 0),
      (order: Order) => order.sourceName === "pos",
      (order: Order) => order.fulfillments.length === 2,
      (order: Order) =>
        order.cancelledAt === null && order.lines.some((line) => unfulfilledQuantity(order, line) > 0),
    ]) {
      expect(orders.some(kind)).toBe(true);
    }
  });

  it("never ships more than was ordered, and its fulfilment orders agree with what is left", () => {
    for (const order of orders) {
      for (const line of order.lines) {
        expect(fulfilledUnits(order, line)).toBeLessThanOrEqual(line.quantity);
        const remaining = order.fulfillmentOrders
          .flatMap((fulfillmentOrder) => fulfillmentOrder.lines)
          .filter((part) => part.lineId === line.id)
          .reduce((sum, part) => sum + part.remainingQuantity, 0);
        expect(remaining).toBe(unfulfilledQuantity(order, line));
      }
    }
  });

  it("is the same shop every time for the same moment", async () => {
    const other = await openDevStore();
    const twin = other.shops.create({ name: "seeded" });
    seedSoapShop(other.world, twin, { now: NOW });
    const facts = (one: Shop): unknown =>
      [...one.orders.values()].map(({ name, createdAt, email, lines, refunds, closedAt }) => [
        name,
        createdAt,
        email,
        lines.map((line) => [line.sku, line.quantity]),
        refunds.length,
        closedAt,
      ]);
    expect(facts(twin)).toEqual(facts(shop));
    await other.stop();
  });

  it("told nobody of its past, and tells of orders that arrive now", () => {
    expect(devStore.webhooks.deliveries(shop.domain)).toEqual([]);
    const order = placeRealisticOrder(devStore.world, shop);
    expect(order.lines.length).toBeGreaterThan(0);
    const topics = devStore.webhooks.deliveries(shop.domain).map((delivery) => delivery.topic);
    expect(topics.slice(0, 3)).toEqual(["orders/create", "orders/paid", "orders/updated"]);
  });
});
