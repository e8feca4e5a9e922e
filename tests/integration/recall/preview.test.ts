import { beforeEach, describe, expect, it } from "vitest";
import type { RecallRing, RecallScope } from "#app/domain/recall-scope.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { previewRecall } from "#app/services/preview-recall.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { changeOrder, placeOrder, shipAll } from "../../factories/placed-order.ts";
import { launch } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const SHIPPED_AT = new Date("2026-10-05T09:00:00Z");

let shop: ShopIdentity;
let ctx: ShopContext;
let variantId: bigint;

beforeEach(async () => {
  shop = await makeShop(db, { includeTestOrders: true });
  ctx = makeContext(db, shop, { now: new Date("2026-11-01T12:00:00Z") });
  ({
    variantIds: [variantId],
  } = await makeProduct(db, shop));
});

async function preview(batchIds: string[], ring?: RecallRing): Promise<RecallScope> {
  const result = await previewRecall(ctx, ring === undefined ? { batchIds } : { batchIds, ring });
  if (result.outcome !== "counted") throw new Error(result.outcome);
  return result.scope;
}

const NOBODY = { units: 0, orders: 0, buyers: 0 };

describe("who is in the scope of a batch", () => {
  it("counts each unit once: with the buyer, in transit, not shipped, returned, on the shelf", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 100 }]);
    await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, quantity: 3, shipped: 3 }] });
    await placeOrder(ctx, {
      email: "b@x.example",
      lines: [{ variantId, quantity: 4, shipped: 4, inTransit: 1 }],
    });
    await placeOrder(ctx, { email: "c@x.example", lines: [{ variantId, quantity: 5 }] });
    const returned = await placeOrder(ctx, {
      email: "d@x.example",
      lines: [{ variantId, quantity: 6, shipped: 6 }],
    });
    await changeOrder(ctx, returned, (facts) => {
      for (const line of facts.lines) line.units.returned = 6;
    });

    expect(await preview([batch.id])).toEqual({
      groups: {
        withGoods: { units: 6, orders: 2, buyers: 2 },
        inTransit: { units: 1, orders: 1, buyers: 1 },
        notShipped: { units: 5, orders: 1, buyers: 1 },
        returned: { units: 6, orders: 1, buyers: 1 },
        onShelf: { units: 82, orders: 0, buyers: 0 },
        noContact: NOBODY,
      },
      affected: { units: 7, orders: 2, buyers: 2 },
    });
  });

  it("finds nobody for a batch that nothing was taken from (case 92)", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 8 }]);
    const scope = await preview([batch.id]);
    expect(scope.affected).toEqual(NOBODY);
    expect(scope.groups.onShelf.units).toBe(8);
  });

  it("keeps orders cancelled after shipping and deleted orders, and leaves test orders out", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    const lines = [{ variantId, shipped: 1 }];
    await placeOrder(ctx, { email: "a@x.example", cancelledAt: SHIPPED_AT, lines });
    const deleted = await placeOrder(ctx, { email: "b@x.example", lines });
    await db.order.updateMany({ where: { id: deleted.id }, data: { deletedAt: SHIPPED_AT } });
    await placeOrder(ctx, { email: "c@x.example", test: true, lines });

    expect((await preview([batch.id])).affected).toEqual({ units: 2, orders: 2, buyers: 2 });
  });

  it("adds up several batches and several products, each order and buyer once", async () => {
    const other = await makeProduct(db, shop);
    const [otherVariant] = other.variantIds;
    const first = await makeBatch(db, shop, [{ variantId, units: 2 }]);
    const second = await makeBatch(
      db,
      shop,
      [
        { variantId, units: 9 },
        { variantId: otherVariant, units: 9 },
      ],
      { madeAt: new Date("2026-01-02T08:00:00Z") },
    );
    await placeOrder(ctx, {
      email: "a@x.example",
      lines: [
        { variantId, quantity: 3, shipped: 3 },
        { variantId: otherVariant, shipped: 1 },
      ],
    });

    expect((await preview([first.id])).affected).toEqual({ units: 2, orders: 1, buyers: 1 });
    expect((await preview([first.id, second.id])).affected).toEqual({ units: 4, orders: 1, buyers: 1 });
  });

  it("takes the units in transit from the newest draw of a line that two batches filled", async () => {
    const first = await makeBatch(db, shop, [{ variantId, units: 2 }]);
    const second = await makeBatch(db, shop, [{ variantId, units: 9 }], {
      madeAt: new Date("2026-01-02T08:00:00Z"),
    });
    await placeOrder(ctx, {
      email: "a@x.example",
      lines: [{ variantId, quantity: 5, shipped: 5, inTransit: 4 }],
    });

    expect((await preview([first.id])).groups).toMatchObject({
      withGoods: { units: 1 },
      inTransit: { units: 1 },
    });
    expect((await preview([second.id])).groups).toMatchObject({
      withGoods: { units: 0 },
      inTransit: { units: 3 },
    });
  });

  it("does not find another shop's batch", async () => {
    const elsewhere = await makeShop(db);
    const product = await makeProduct(db, elsewhere);
    const batch = await makeBatch(db, elsewhere, [{ variantId: product.variantIds[0], units: 1 }]);
    expect(await previewRecall(ctx, { batchIds: [batch.id] })).toEqual({
      outcome: "unknown_batches",
      batchIds: [batch.id],
    });
  });
});

describe("who counts as one buyer", () => {
  let batchId: string;
  const shipped = () => [{ variantId, shipped: 1 }];
  beforeEach(async () => {
    batchId = (await makeBatch(db, shop, [{ variantId, units: 50 }])).id;
  });

  it("is one buyer over several orders, in any case of letters and with spaces around", async () => {
    await placeOrder(ctx, { email: "Kim@Example.com", lines: shipped() });
    await placeOrder(ctx, { email: " kim@example.com ", lines: shipped() });
    expect((await preview([batchId])).affected).toEqual({ units: 2, orders: 2, buyers: 1 });
  });

  it("is two when the order has another address than the customer has now", async () => {
    const customer = { id: 7n, email: "now@x.example" };
    await placeOrder(ctx, { email: "then@x.example", customer, lines: shipped() });
    await placeOrder(ctx, { email: "now@x.example", customer, lines: shipped() });
    expect((await preview([batchId])).affected).toEqual({ units: 2, orders: 2, buyers: 2 });
  });

  it("is one when a guest ordered with the address of a customer, and when customers share one (case 83)", async () => {
    await placeOrder(ctx, { email: null, customer: { id: 7n, email: "a@x.example" }, lines: shipped() });
    await placeOrder(ctx, { email: null, customer: { id: 8n, email: "A@x.example" }, lines: shipped() });
    await placeOrder(ctx, { email: "a@x.example", lines: shipped() });
    expect((await preview([batchId])).affected).toEqual({ units: 3, orders: 3, buyers: 1 });
  });

  it("counts customers without an address once each, and every guest order without one", async () => {
    await placeOrder(ctx, { customer: { id: 7n, email: null }, lines: shipped() });
    await placeOrder(ctx, { customer: { id: 7n, email: null }, lines: shipped() });
    await placeOrder(ctx, { lines: shipped() });
    await placeOrder(ctx, { lines: shipped() });
    const scope = await preview([batchId]);
    expect(scope.groups.noContact).toEqual({ units: 4, orders: 4, buyers: 3 });
    expect(scope.affected).toEqual({ units: 4, orders: 4, buyers: 3 });
  });
});

describe("the rings", () => {
  const day = (number: number, hour = 9) => new Date(Date.UTC(2026, 9, number, hour));

  it("certain leaves out what FIFO assumed, probable does not", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 50 }]);
    await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }] });
    const confirmed = await placeOrder(ctx, {
      email: "b@x.example",
      lines: [{ variantId, quantity: 2, shipped: 2 }],
    });
    await placeOrder(ctx, { email: "c@x.example", lines: [{ variantId, quantity: 3 }] });
    await db.assignment.updateMany({ where: { orderId: confirmed.id }, data: { confidence: "confirmed" } });

    const certain = await preview([batch.id], "certain");
    expect(certain.affected).toEqual({ units: 2, orders: 1, buyers: 1 });
    expect(certain.groups.notShipped.units).toBe(3);
    expect((await preview([batch.id])).affected).toEqual({ units: 3, orders: 2, buyers: 2 });
  });

  /** Three batches, one after the other; every order takes 4 units and ships on its day. */
  async function threeBatches(days: number[]): Promise<[string, string, string]> {
    const made = [1, 2, 3].map((number) => new Date(Date.UTC(2026, 0, number)));
    const ids: string[] = [];
    for (const madeAt of made) {
      ids.push((await makeBatch(db, shop, [{ variantId, units: 20 }], { madeAt })).id);
    }
    for (const [index, number] of days.entries()) {
      await placeOrder(ctx, {
        email: `buyer-${index}@x.example`,
        placedAt: day(number, 8),
        lines: [{ variantId, quantity: 4, shipped: 4, shippedAt: day(number) }],
      });
    }
    return ids as [string, string, string];
  }

  it("possible adds ten units on each side of the change-overs when days lie between", async () => {
    const days = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((number) => number * 2 - 1);
    const [, middle] = await threeBatches(days);
    expect((await preview([middle])).affected).toMatchObject({ units: 20, orders: 5 });
    // Three orders of four units are the fewest that hold ten.
    expect((await preview([middle], "possible")).affected).toEqual({ units: 44, orders: 11, buyers: 11 });
  });

  it("possible adds all that left within 24 hours of a change-over when that is more", async () => {
    const [, middle] = await threeBatches([1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 9]);
    // Before: the four of day 2; after: the four of day 4; not those of day 1 and day 9.
    expect((await preview([middle], "possible")).affected).toMatchObject({ orders: 13 });
  });

  it("possible leaves out neighbours' units that somebody confirmed", async () => {
    const [first, middle] = await threeBatches([1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 9]);
    await db.assignment.updateMany({ where: { batchId: first }, data: { confidence: "confirmed" } });
    expect((await preview([middle], "possible")).affected).toMatchObject({ orders: 9 });
  });

  it("possible adds what left with its batch unknown after this batch was made, and not before", async () => {
    await placeOrder(ctx, {
      email: "before@x.example",
      placedAt: day(1),
      lines: [{ variantId, shipped: 1, shippedAt: day(1) }],
    });
    await placeOrder(ctx, {
      email: "after@x.example",
      placedAt: day(20),
      lines: [{ variantId, quantity: 2, shipped: 2, shippedAt: day(20) }],
    });
    // A draft is not offered to anybody, so those units stay unassigned.
    const batch = await makeBatch(db, shop, [{ variantId, units: 5 }], { madeAt: day(10), status: "draft" });
    expect((await preview([batch.id])).affected).toEqual(NOBODY);
    expect((await preview([batch.id], "possible")).affected).toEqual({ units: 2, orders: 1, buyers: 1 });
  });

  it("possible adds what left with its batch unknown in a parcel after the first", async () => {
    const order = await placeOrder(ctx, {
      email: "a@x.example",
      placedAt: day(1),
      lines: [{ variantId, quantity: 2, shipped: 1, shippedAt: day(1) }],
    });
    await changeOrder(ctx, order, ({ lines: [line] }) => {
      if (line === undefined) return;
      Object.assign(line.units, { promised: 0, shipped: 2 });
      line.shipments = [
        { at: day(1), units: 1 },
        { at: day(20), units: 1 },
      ];
    });
    const batch = await makeBatch(db, shop, [{ variantId, units: 5 }], { madeAt: day(10), status: "draft" });
    expect((await preview([batch.id], "possible")).affected).toMatchObject({ orders: 1, buyers: 1 });
  });

  it("possible adds what a launch swapped to another batch and left since, unless it was confirmed", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    await makeBatch(db, shop, [{ variantId, units: 10 }], { madeAt: new Date("2026-01-02T00:00:00Z") });
    const order = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, quantity: 2 }] });
    await launch(ctx, [bad.id]);
    expect((await preview([bad.id], "possible")).affected).toEqual(NOBODY);

    await changeOrder(ctx, order, (facts) => {
      shipAll(facts, new Date("2026-11-01T13:00:00Z"));
    });
    expect((await preview([bad.id])).affected).toEqual(NOBODY);
    expect((await preview([bad.id], "possible")).affected).toEqual({ units: 2, orders: 1, buyers: 1 });

    await db.assignment.updateMany({ where: { orderId: order.id }, data: { confidence: "confirmed" } });
    expect((await preview([bad.id], "possible")).affected).toEqual(NOBODY);
  });
});
