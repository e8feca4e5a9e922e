import { beforeEach, describe, expect, it } from "vitest";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { settle } from "#app/services/settle.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import type { BodyOptions } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "./deliver.ts";

const { db } = useTestDatabase();

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: () => new Date("2026-11-20T12:00:00Z") });
  ({
    variantIds: [soap],
  } = await makeProduct(db, shop, { title: "Lavender Soap" }));
});

const bodyOf = (options: Partial<BodyOptions> & { id: number; quantity?: number }): BodyOptions => ({
  lines: [{ variantId: soap, quantity: options.quantity ?? 1 }],
  ...options,
});

async function receive(topic: string, options: Partial<BodyOptions> & { id: number; quantity?: number }) {
  await deliver(db, shop, topic, orderBody(bodyOf(options)));
  await processDeliveries(ctx);
}

const has = (orderId: number): Promise<string[]> => holdingsOf(db, shop, orderId);
const batch = (code: string, units: number, madeAt = "2026-01-01T08:00:00Z", rest = {}) =>
  makeBatch(db, shop, [{ variantId: soap, units }], { code, madeAt: new Date(madeAt), ...rest });

describe("an order draws from batches", () => {
  it("takes the oldest batch first and splits over the next", async () => {
    await batch("NEW", 10, "2026-03-01T08:00:00Z");
    await batch("OLD", 2, "2026-02-01T08:00:00Z");
    await receive("orders/create", { id: 1, quantity: 5 });
    expect(await has(1)).toEqual(["OLD: 2 promised", "NEW: 3 promised"]);
    await expectInvariants(db);
  });

  it("keeps what it cannot have as unassigned and takes it when a batch opens, the oldest order first", async () => {
    const { id: batchId } = await batch("ONE", 1);
    await receive("orders/create", { id: 2, quantity: 2, placedAt: "2026-11-02T10:00:00Z" });
    await receive("orders/create", { id: 1, quantity: 2, placedAt: "2026-11-01T10:00:00Z" });
    expect(await has(2)).toEqual(["ONE: 1 promised", "1 unassigned"]);
    expect(await has(1)).toEqual(["2 unassigned"]);

    await batch("TWO", 2);
    await db.$transaction((tx) => settle(ctx, tx, { variantIds: [soap] }));
    expect(await has(1)).toEqual(["TWO: 2 promised"]);
    expect(await has(2)).toEqual(["ONE: 1 promised", "1 unassigned"]);
    expect(batchId).not.toBe("");
    await expectInvariants(db);
  });

  it("settling again changes nothing and adds nothing to the ledger", async () => {
    await batch("ONE", 3);
    await receive("orders/create", { id: 1, quantity: 5 });
    const before = await db.movement.count();
    await db.$transaction((tx) => settle(ctx, tx, { variantIds: [soap], orderIds: [1n] }));
    expect(await db.movement.count()).toBe(before);
    expect(await has(1)).toEqual(["ONE: 3 promised", "2 unassigned"]);
  });

  it.each([
    ["a draft", { status: "draft" as const }],
    ["one on hold", { status: "on_hold" as const }],
    ["a closed one", { status: "closed" as const }],
    ["an expired one", { expiresOn: "2026-11-19" }],
    ["one that still cures", { cureOn: "2026-11-21" }],
  ])("passes over %s", async (_name, rest) => {
    await batch("NO", 5, "2026-01-01T08:00:00Z", rest);
    await receive("orders/create", { id: 1 });
    expect(await has(1)).toEqual(["1 unassigned"]);
  });

  it("lets two lines of one variant in one order share what is there", async () => {
    await batch("ONE", 3);
    await receive("orders/create", {
      id: 1,
      lines: [
        { variantId: soap, quantity: 2 },
        { variantId: soap, quantity: 2 },
      ],
    });
    expect(await has(1)).toEqual(["ONE: 2 promised", "ONE: 1 promised", "1 unassigned"]);
    await expectInvariants(db);
  });

  it.each([
    ["a gift card", { giftCard: true }, "gift_card"],
    ["a custom line", { variantId: null }, "custom_line"],
  ])("draws nothing for %s and says why", async (_name, line, reason) => {
    await batch("ONE", 3);
    await receive("orders/create", { id: 1, lines: [{ variantId: soap, quantity: 1, ...line }] });
    expect(await has(1)).toEqual([]);
    expect(await db.orderLine.findMany({ select: { tracked: true, reason: true } })).toEqual([
      { tracked: false, reason },
    ]);
  });

  it("leaves test orders out unless the shop wants them", async () => {
    await batch("ONE", 3);
    await receive("orders/create", { id: 1, test: true });
    expect(await has(1)).toEqual([]);
    await db.shop.update({ where: { id: shop.id }, data: { includeTestOrders: true } });
    await receive("orders/create", { id: 2, test: true });
    expect(await has(2)).toEqual(["ONE: 1 promised"]);
    await expectInvariants(db);
  });

  it("stops drawing for a product that is not tracked any more and keeps what was drawn", async () => {
    await batch("ONE", 9);
    await receive("orders/create", { id: 1 });
    await db.product.updateMany({ data: { tracked: false } });
    await receive("orders/create", { id: 2 });
    await receive("orders/updated", {
      id: 1,
      updatedAt: "2026-11-03T10:00:00Z",
      lines: [{ variantId: soap, quantity: 1, shipped: 1 }],
    });
    expect(await has(1)).toEqual(["ONE: 1 shipped"]);
    expect(await has(2)).toEqual([]);
    await expectInvariants(db);
  });

  it("settles a line of a variant that is not mirrored yet, and asks for its product", async () => {
    await receive("orders/create", {
      id: 1,
      lines: [{ variantId: 987_654n, productId: 4_321n, quantity: 2 }],
    });
    expect(await has(1)).toEqual(["2 unassigned"]);
    const jobs = await db.$queryRaw<{ payload: unknown }[]>`
      SELECT payload FROM graphile_worker._private_jobs j
      JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = 'sync-product'`;
    expect(jobs.map((job) => job.payload)).toEqual([{ shopId: shop.id, productId: "4321" }]);
  });

  it("keeps name and picture of the first sight when the variant is deleted later", async () => {
    await db.variant.updateMany({ data: { imageUrl: "https://cdn.example/soap.png" } });
    await receive("orders/create", { id: 1 });
    await batch("ONE", 1);
    await receive("orders/updated", {
      id: 1,
      updatedAt: "2026-11-03T10:00:00Z",
      lines: [{ variantId: null, productId: 77n, quantity: 1, title: "Deleted product" }],
    });
    expect(await db.orderLine.findMany({ select: { variantId: true, title: true, imageUrl: true } })).toEqual(
      [{ variantId: soap, title: "Lavender Soap", imageUrl: "https://cdn.example/soap.png" }],
    );
    expect(await has(1)).toEqual(["ONE: 1 promised"]);
  });
});

describe("an order changes", () => {
  beforeEach(async () => {
    await batch("ONE", 10);
    await receive("orders/create", { id: 1, quantity: 3 });
  });

  const later = (minutes: number): string => `2026-11-03T10:${String(minutes).padStart(2, "0")}:00Z`;

  it("ships what it was promised", async () => {
    await receive("orders/fulfilled", {
      id: 1,
      updatedAt: later(1),
      lines: [{ variantId: soap, quantity: 3, shipped: 3 }],
    });
    expect(await has(1)).toEqual(["ONE: 3 shipped"]);
    await expectInvariants(db);
  });

  it("gives units back when it is cancelled with restock, and they go to who waits", async () => {
    await receive("orders/create", { id: 2, quantity: 9, placedAt: "2026-11-02T10:00:00Z" });
    expect(await has(2)).toEqual(["ONE: 7 promised", "2 unassigned"]);
    await receive("orders/cancelled", {
      id: 1,
      updatedAt: later(2),
      cancelledAt: later(2),
      lines: [{ variantId: soap, quantity: 3, refunds: [{ units: 3, restock: "cancel" }] }],
    });
    expect(await has(1)).toEqual([]);
    expect(await has(2)).toEqual(["ONE: 9 promised"]);
    await expectInvariants(db);
  });

  it("gives back what was shipped when its fulfilment and the order are cancelled at once, to who waits", async () => {
    await receive("orders/fulfilled", {
      id: 1,
      updatedAt: later(1),
      lines: [{ variantId: soap, quantity: 3, shipped: 3 }],
    });
    await receive("orders/create", { id: 2, quantity: 9, placedAt: "2026-11-02T10:00:00Z" });
    expect(await has(2)).toEqual(["ONE: 7 promised", "2 unassigned"]);
    await receive("orders/cancelled", {
      id: 1,
      updatedAt: later(2),
      cancelledAt: later(2),
      lines: [{ variantId: soap, quantity: 3, refunds: [{ units: 3, restock: "cancel" }] }],
    });
    expect(await has(1)).toEqual([]);
    expect(await has(2)).toEqual(["ONE: 9 promised"]);
    await expectInvariants(db);
  });

  it("gives back what it was promised after others of it had left without a batch, to who waits", async () => {
    await receive("orders/create", { id: 3, quantity: 7, placedAt: "2026-10-01T10:00:00Z" });
    const shipped = { variantId: soap, quantity: 2, shipped: 1 };
    await receive("orders/partially_fulfilled", {
      id: 4,
      shippedAt: "2025-12-01T10:00:00Z",
      lines: [shipped],
    });
    expect(await has(4)).toEqual(["2 unassigned, 1 of them shipped"]);
    await batch("TWO", 1, "2026-02-01T08:00:00Z");
    await db.$transaction((tx) => settle(ctx, tx, { variantIds: [soap] }));
    expect(await has(4)).toEqual(["TWO: 1 promised", "1 unassigned, 1 of them shipped"]);
    await receive("orders/create", { id: 5, quantity: 1, placedAt: "2026-11-05T10:00:00Z" });
    await receive("orders/updated", {
      id: 4,
      updatedAt: later(3),
      shippedAt: "2025-12-01T10:00:00Z",
      lines: [{ ...shipped, refunds: [{ units: 1, restock: "cancel" }] }],
    });
    expect(await has(4)).toEqual(["1 unassigned, 1 of them shipped"]);
    expect(await has(5)).toEqual(["TWO: 1 promised"]);
    await expectInvariants(db);
  });

  it("writes off what was removed without restock", async () => {
    await receive("orders/cancelled", { id: 1, quantity: 3, updatedAt: later(2), cancelledAt: later(2) });
    expect(await has(1)).toEqual(["ONE: 3 written off"]);
    await expectInvariants(db);
  });

  it("puts returned units into quarantine of their batch, however often the webhook says so", async () => {
    const returned = {
      id: 1,
      lines: [
        { variantId: soap, quantity: 3, shipped: 3, refunds: [{ units: 1, restock: "return" as const }] },
      ],
    };
    await receive("orders/updated", { ...returned, updatedAt: later(3), shippedAt: later(1) });
    await receive("orders/updated", { ...returned, updatedAt: later(4), shippedAt: later(1) });
    expect(await has(1)).toEqual(["ONE: 2 shipped", "ONE: 1 returned"]);
    expect(
      await db.batchItem.findMany({ select: { quarantined: true, shipped: true, returned: true } }),
    ).toEqual([{ quarantined: 1, shipped: 2, returned: 1 }]);
    await expectInvariants(db);
  });

  it("takes only the increment when a line grows, and a new line its own", async () => {
    await receive("orders/updated", {
      id: 1,
      updatedAt: later(5),
      lines: [
        { variantId: soap, quantity: 4 },
        { variantId: soap, quantity: 2 },
      ],
    });
    expect(await has(1)).toEqual(["ONE: 4 promised", "ONE: 2 promised"]);
    await expectInvariants(db);
  });

  it("gives back what a line held that the order does not name any more", async () => {
    await receive("orders/updated", {
      id: 1,
      updatedAt: later(5),
      lines: [{ lineId: 999, variantId: soap, quantity: 1 }],
    });
    expect(await has(1)).toEqual(["ONE: 1 promised"]);
    await expectInvariants(db);
  });

  it("moves nothing for a refund of money alone", async () => {
    await receive("orders/updated", { id: 1, quantity: 3, updatedAt: later(6) });
    expect(await has(1)).toEqual(["ONE: 3 promised"]);
  });

  it("releases what was promised and keeps what was shipped when Shopify deletes the order", async () => {
    await receive("orders/updated", {
      id: 1,
      updatedAt: later(1),
      lines: [{ variantId: soap, quantity: 3, shipped: 2 }],
    });
    await deliver(db, shop, "orders/delete", { id: 1 });
    await processDeliveries(ctx);
    expect(await has(1)).toEqual(["ONE: 2 shipped"]);
    expect((await db.order.findFirstOrThrow()).deletedAt).not.toBeNull();
    await expectInvariants(db);
  });
});

describe("buyers", () => {
  const contactOf = async (): Promise<(string | null)[]> => {
    const [order, customer] = [await db.order.findFirstOrThrow(), await db.customer.findFirstOrThrow()];
    return [order.contact, order.emailHash, customer.contact, customer.emailHash];
  };

  it("are stored encrypted, found by a keyed hash, and not stored in the clear anywhere", async () => {
    await receive("orders/create", { id: 1, customerId: 7, email: "Mara@Mail.example" });
    const [contact, hash] = await contactOf();
    expect(JSON.parse(ctx.cipher.decrypt(contact ?? ""))).toMatchObject({
      email: expect.stringMatching(/mara@mail\.example/i),
    });
    expect(hash).toBe(ctx.cipher.hashAddress("mara@mail.example"));
    const dump = await db.$queryRaw<{ text: string }[]>`
      SELECT row_to_json(o)::text || row_to_json(c)::text || row_to_json(d)::text AS text
      FROM orders o, customer c, webhook_delivery d`;
    expect(dump[0]?.text).not.toMatch(/mara@mail/i);
  });

  it("follow the newest order, not the one that came last", async () => {
    await receive("orders/create", {
      id: 1,
      customerId: 7,
      email: "new@mail.example",
      updatedAt: "2026-11-05T10:00:00Z",
    });
    await receive("orders/create", {
      id: 2,
      customerId: 7,
      email: "old@mail.example",
      updatedAt: "2026-11-04T10:00:00Z",
    });
    const customer = await db.customer.findFirstOrThrow();
    expect(customer.emailHash).toBe(ctx.cipher.hashAddress("new@mail.example"));
  });

  it("that were redacted never come back with a later webhook", async () => {
    await receive("orders/create", { id: 1, customerId: 7 });
    const redactedAt = new Date("2026-11-10T00:00:00Z");
    const gone = { contact: null, emailHash: null, redactedAt };
    await db.customer.updateMany({ data: gone });
    await db.order.updateMany({ data: gone });
    await receive("orders/updated", { id: 1, customerId: 7, updatedAt: "2026-11-11T10:00:00Z" });
    await receive("orders/updated", { id: 2, customerId: 7, updatedAt: "2026-11-11T10:00:00Z" });
    expect(await contactOf()).toEqual([null, null, null, null]);
    const orders = await db.order.findMany({ select: { contact: true, emailHash: true } });
    expect(orders).toEqual([
      { contact: null, emailHash: null },
      { contact: null, emailHash: null },
    ]);
  });
});
