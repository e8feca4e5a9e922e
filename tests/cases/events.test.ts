import { describe, expect, test } from "vitest";
import { applyOrderFacts, fromShopify } from "#app/services/apply-order-facts.ts";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import { carryOutCompliance } from "#app/services/carry-out-compliance.ts";
import { installShop } from "#app/services/install-shop.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { tagRecall } from "#app/services/tag-recall.ts";
import { uninstallShop } from "#app/services/uninstall-shop.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { editOrder } from "../dev-store/state/orders/edit-order.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { refundOrder } from "../dev-store/state/orders/refund-order.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import type { Order } from "../dev-store/state/types.ts";
import { sign, startIntake } from "../setup/test-intake.ts";
import { makeContext } from "../setup/test-shop.ts";
import { lineOf, useCaseShop } from "./story.ts";

const of = useCaseShop();

describe("events", () => {
  test("1 the same delivery twice has one effect", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 2 });
    const [created] = shop.outbox.splice(0);
    if (created === undefined) throw new Error("nothing was announced");
    await shop.arrive([created, created]);
    const rows = await shop.movements();
    await shop.arrive([created]);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
    expect(await shop.movements()).toBe(rows);
    expect(await shop.db.webhookDelivery.count()).toBe(1);
  });

  test("2 create, paid and updated at once, worked off by three workers, have one result", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 2 });
    const announced = shop.outbox.splice(0);
    expect(announced.map(({ topic }) => topic)).toEqual(
      expect.arrayContaining(["orders/create", "orders/paid", "orders/updated"]),
    );
    await Promise.all(announced.map((one) => shop.arrive([one])));
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, promised: 2 });
    // Not only in sum: what was produced, and one draw.
    expect(await shop.movements()).toBe(2);
  });

  test("3 updated comes before create", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 2 });
    const created = shop.outbox.splice(0);
    shop.hoursLater(1);
    fulfillOrder(shop.world, shop.shopify, order, {}, shop.now);
    await shop.arrive(shop.outbox.splice(0).reverse());
    await shop.arrive(created);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped"]);
  });

  test("4 cancelled comes before create: no resurrection", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 2 });
    const created = shop.outbox.splice(0);
    shop.hoursLater(1);
    cancelOrder(shop.world, shop.shopify, order, {}, shop.now);
    await shop.arrive(shop.outbox.splice(0).filter(({ topic }) => topic === "orders/cancelled"));
    await shop.arrive(created);
    expect(await shop.held(order)).toEqual([]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 5 });
  });

  test("5 a refund comes before the order is known: the order is read and settled", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 3 });
    shop.hoursLater(1);
    const part = { lineId: lineOf(order), quantity: 1, restockType: "cancel" as const };
    refundOrder(shop.world, shop.shopify, order, { lines: [part] }, shop.now);
    await shop.arrive(shop.outbox.splice(0).filter(({ topic }) => topic === "refunds/create"));
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
  });

  test("6 a day late, an order takes its place among the unassigned, and nothing that was promised or shipped moves", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 2);
    const late = shop.place({ units: 1 });
    const lateWebhooks = shop.outbox.splice(0);
    shop.hoursLater(1);
    const shipped = await shop.order({ units: 1 });
    fulfillOrder(shop.world, shop.shopify, shipped, {}, shop.now);
    const promised = await shop.order({ units: 1 });
    const waiting = await shop.order({ units: 1 });
    shop.hoursLater(24);
    await shop.arrive(lateWebhooks);
    expect(await shop.held(late)).toEqual(["1 unassigned"]);
    expect(await shop.held(shipped)).toEqual(["LAV-1: 1 shipped"]);
    expect(await shop.held(promised)).toEqual(["LAV-1: 1 promised"]);
    // It was placed first, so it is served first.
    await shop.batch("LAV-2", 1);
    expect(await shop.held(late)).toEqual(["LAV-2: 1 promised"]);
    expect(await shop.held(waiting)).toEqual(["1 unassigned"]);
  });

  test("7 a webhook never arrives: the sweep finds it", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 2 });
    shop.outbox.length = 0;
    shop.hoursLater(1);
    expect(await shop.sweep()).toMatchObject({ read: 1, found: 1, isComplete: true });
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
    expect(await shop.sweep()).toMatchObject({ found: 0 });
  });

  test("8 down for three days: the catch-up serves in the order of purchase, and resumes where it was stopped", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 3);
    const first = shop.place({ units: 2 });
    const others: Order[] = [];
    // More than are settled at once.
    for (let order = 0; order < 60; order++) {
      shop.hoursLater(1.2);
      others.push(shop.place({ units: 2 }));
    }
    // The first buyer's order changed last: by its changes it would be served last.
    const noted = { lineId: lineOf(first), quantity: 3 };
    editOrder(shop.world, shop.shopify, first, { set: [noted] }, shop.now);
    editOrder(shop.world, shop.shopify, first, { set: [{ ...noted, quantity: 2 }] }, shop.now);
    shop.outbox.length = 0;
    shop.hoursLater(1);
    const stopping = new AbortController();
    const { findOrdersUpdatedSince: findChanged, ...gateway } = shop.gateway();
    if (findChanged === undefined) throw new Error("no gateway");
    // Shopify gives one order a page, in the order of their changes; the worker is stopped after the first.
    const paged = (stopAfterFirst: boolean) =>
      makeContext(shop.db, shop.ctx.shop, {
        now: shop.ctx.now,
        shopify: {
          ...gateway,
          findOrdersUpdatedSince: async (since, after) => {
            const { items } = await findChanged(since, null);
            const index = Number(after ?? 0);
            if (stopAfterFirst) stopping.abort();
            return {
              items: items.slice(index, index + 1),
              next: index + 1 < items.length ? String(index + 1) : null,
            };
          },
        },
      });
    expect(await sweepOrders(paged(true), stopping.signal)).toMatchObject({ read: 0, isComplete: false });
    expect(await sweepOrders(paged(false))).toMatchObject({ found: 61, isComplete: true });
    expect(await shop.held(first)).toEqual(["LAV-1: 2 promised"]);
    const [second, ...rest] = await Promise.all(others.map((order) => shop.held(order)));
    expect(second).toEqual(["LAV-1: 1 promised", "1 unassigned"]);
    expect(rest).toEqual(rest.map(() => ["2 unassigned"]));
  });

  test("9 a bad signature is answered with 401, and nothing is stored", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = shop.place({ units: 2 });
    const [created] = shop.outbox.splice(0);
    if (created === undefined) throw new Error("nothing was announced");
    const { topic, body } = created;
    const intake = await startIntake(shop.url, { secrets: ["right"], log: shop.ctx.log });
    const post = async (secret: string): Promise<number> => {
      const headers = {
        "X-Shopify-Hmac-Sha256": sign(body, secret),
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": shop.ctx.shop.domain,
        "X-Shopify-Webhook-Id": "w",
        "X-Shopify-API-Version": "2026-10",
      };
      const url = `http://127.0.0.1:${intake.port}${intake.path}`;
      return (await fetch(url, { method: "POST", headers, body })).status;
    };
    try {
      expect(await post("wrong")).toBe(401);
      expect(await shop.db.webhookDelivery.count()).toBe(0);
      await shop.workOff();
      expect(await shop.db.order.count()).toBe(0);
      expect(await post("right")).toBe(200);
    } finally {
      await intake.stop();
    }
    await shop.workOff();
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
  });

  test("10 uninstalled and installed again: history is kept until shop/redact, nothing is doubled", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const before = await shop.order({ units: 2 });
    await uninstallShop(shop.ctx, null);
    shop.hoursLater(2);
    const details = {
      ...{ name: "Fern & Tallow", email: null, timeZone: "UTC", currency: "USD", locale: "en", scopes: [] },
    };
    const deps = makeContext(shop.db, shop.ctx.shop, {
      now: shop.ctx.now,
      shopify: { readShop: async () => details },
    });
    expect(await installShop(deps, shop.ctx.shop.domain)).toBe(shop.ctx.shop.id);
    expect(await installShop(deps, shop.ctx.shop.domain)).toBe(shop.ctx.shop.id);
    expect(await shop.db.shop.count()).toBe(1);
    const rows = await shop.movements();
    await shop.sweep();
    expect(await shop.movements()).toBe(rows);
    expect(await shop.held(before)).toEqual(["LAV-1: 2 promised"]);
    expect(await shop.held(await shop.order())).toEqual(["LAV-1: 1 promised"]);

    // This time for good: after two days Shopify has the shop forgotten.
    await uninstallShop(shop.ctx, null);
    shop.hoursLater(48);
    const { domain } = shop.ctx.shop;
    const receivedAt = shop.ctx.now();
    const request = { shopDomain: domain, topic: "shop/redact", webhookId: "redact", receivedAt };
    await shop.db.complianceRequest.create({ data: { ...request, body: `{"shop_domain":"${domain}"}` } });
    expect(await shop.movements()).toBeGreaterThan(0);
    await carryOutCompliance(shop.ctx);
    const { shop: shops, batch, order, movement } = shop.db;
    expect(await Promise.all([shops.count(), batch.count(), order.count(), movement.count()])).toEqual([
      ...[0, 0, 0, 0],
    ]);
  });

  test("11 a crash after the commit and before the tag: the tag still comes, and no second assignment", async () => {
    const { shop } = of;
    const bad = await shop.batch("LAV-1", 1);
    const order = await shop.order();
    fulfillOrder(shop.world, shop.shopify, order, {}, shop.now);
    await shop.arrive();
    const recallId = await shop.recall(bad);
    const rows = await shop.movements();
    const tagged: bigint[] = [];
    const ctx = makeContext(shop.db, shop.ctx.shop, {
      now: shop.ctx.now,
      shopify: {
        addTag: async (_tag, targets) => {
          tagged.push(...targets.map(({ id }) => id));
          return targets.map(() => ({ ok: true as const }));
        },
      },
    });
    // The process died after the launch was committed: another one takes up what it finds.
    await tagRecall(ctx, new AbortController().signal, recallId);
    await tagRecall(ctx, new AbortController().signal, recallId);
    expect(tagged).toEqual([BigInt(order.id)]);
    expect(await shop.movements()).toBe(rows);
  });

  test("12 a crash before the commit leaves nothing half-written", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const rows = await shop.movements();
    const order = shop.place({ units: 2 });
    const { facts } = readOrderBody(JSON.parse(JSON.stringify(orderBody(shop.shopify, order))));
    const crash = shop.db.$transaction(async (tx) => {
      await applyOrderFacts(shop.ctx, tx, [fromShopify(facts)]);
      throw new Error("the process was killed");
    });
    await expect(crash).rejects.toThrow("killed");
    expect(await shop.movements()).toBe(rows);
    expect(await shop.db.order.count()).toBe(0);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 5 });
    await shop.arrive();
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
  });
});
