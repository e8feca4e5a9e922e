import { describe, expect, test } from "vitest";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { cancelFulfillment } from "../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { createReturn } from "../dev-store/state/orders/returns.ts";
import { fulfillOrder } from "../dev-store/state/orders/fulfill-order.ts";
import { updateFulfillment } from "../dev-store/state/orders/update-fulfillment.ts";
import { updateOrder } from "../dev-store/state/orders/update-order.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import { lineOf, useCaseShop, variantOf } from "./story.ts";

const of = useCaseShop();

const ACTOR = "merchant:cases";

describe("changes of an order", () => {
  test("58 an edit adds a line", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    await shop.batch("CED-1", 5, { of: shop.candle });
    const order = await shop.order();
    shop.hoursLater(1);
    await shop.edit(order, { add: [{ variantId: variantOf(shop.candle), quantity: 2 }] });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "CED-1: 2 promised"]);
  });

  test("59 an edit raises a quantity: only the increment is drawn", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 1);
    const order = await shop.order();
    await shop.batch("LAV-2", 5, { madeAt: "2026-01-01T08:00:00Z" });
    shop.hoursLater(1);
    await shop.edit(order, { set: [{ lineId: lineOf(order), quantity: 3 }] });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "LAV-2: 2 promised"]);
  });

  test("60 an edit removes: the newest draw goes back first, to its own batch", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 1);
    const second = await shop.batch("LAV-2", 5, { madeAt: "2026-02-02T08:00:00Z" });
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.edit(order, { set: [{ lineId: lineOf(order), quantity: 2 }] });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "LAV-2: 1 promised"]);
    expect(await shop.unitsOf(second)).toEqual({ produced: 5, remaining: 4, promised: 1 });
  });

  test.each([
    ["as a refund", true],
    ["by its quantity alone", false],
  ])(
    "60 an edit removes a line, %s: all its units go back, the other line keeps its own",
    async (_how, removalsAsRefund) => {
      const { shop } = of;
      const batch = await shop.batch("LAV-1", 5);
      await shop.batch("CED-1", 5, { of: shop.candle });
      const lines = [shop.soap, shop.candle].map((product) => ({
        variantId: variantOf(product),
        quantity: 2,
      }));
      const order = await shop.order({ lines });
      shop.hoursLater(1);
      await shop.edit(order, { set: [{ lineId: lineOf(order), quantity: 0 }], removalsAsRefund });
      expect(await shop.held(order)).toEqual(["CED-1: 2 promised"]);
      expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 5 });
    },
  );

  test("61 cancelled before shipping: restocked units are back on the shelf, others are written off to be looked at", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const [restocked, lost] = [await shop.order({ units: 2 }), await shop.order({ units: 2 })];
    shop.hoursLater(1);
    await shop.cancel(restocked, { restock: true });
    await shop.cancel(lost, { restock: false });
    expect([await shop.held(restocked), await shop.held(lost)]).toEqual([[], ["LAV-1: 2 written off"]]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, writtenOff: 2 });
    // With neither money nor stock given back there is no refund that says so, only the cancellation.
    const silent = await shop.order({ units: 1 });
    shop.hoursLater(1);
    await shop.cancel(silent, { restock: false, refund: false });
    expect(silent.refunds).toEqual([]);
    expect(await shop.held(silent)).toEqual(["LAV-1: 1 written off"]);
  });

  test("61 what was cancelled goes back to a batch that is closed meanwhile, and is not offered", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 2);
    const order = await shop.order({ units: 2 });
    const waiting = await shop.order();
    await shop.turn(batch, "closed");
    shop.hoursLater(1);
    await shop.cancel(order, { restock: true });
    expect(await shop.unitsOf(batch)).toEqual({ produced: 2, remaining: 2 });
    expect([await shop.held(waiting), await shop.reason(waiting)]).toEqual([["1 unassigned"], "closed"]);
  });

  test("61 cancelled without restock: what the order never held is only not wanted any more", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    const order = await shop.order({ units: 3 });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "2 unassigned"]);
    shop.hoursLater(1);
    await shop.cancel(order, { restock: false });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 written off"]);
    // One that arrives cancelled draws nothing, though the webhook of its creation says the same second.
    await shop.batch("LAV-2", 5);
    const late = shop.place({ units: 2 });
    cancelOrder(shop.world, shop.shopify, late, { restock: false }, shop.now);
    await shop.arrive();
    expect(await shop.held(late)).toEqual([]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, writtenOff: 1 });
  });

  test("62 cancelled after shipping: the buyer has the goods", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.cancel(order, { restock: true });
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, shipped: 2 });
  });

  test.each([
    ["cancel", ["LAV-1: 1 promised", "LAV-1: 2 shipped"], { remaining: 2, promised: 1, shipped: 2 }],
    [
      "return",
      ["LAV-1: 2 promised", "LAV-1: 1 shipped", "LAV-1: 1 returned"],
      { remaining: 1, promised: 2, shipped: 1, quarantined: 1, returned: 1 },
    ],
    [
      "no_restock",
      ["LAV-1: 1 promised", "LAV-1: 2 shipped", "LAV-1: 1 written off"],
      { remaining: 1, promised: 1, shipped: 2, writtenOff: 1 },
    ],
    ["legacy_restock", ["LAV-1: 1 promised", "LAV-1: 2 shipped"], { remaining: 2, promised: 1, shipped: 2 }],
  ] as const)(
    "63 one unit refunded as %s of two shipped and two to ship",
    async (restockType, held, units) => {
      const { shop } = of;
      const batch = await shop.batch("LAV-1", 5);
      const order = await shop.order({ units: 4 });
      shop.hoursLater(1);
      if (restockType === "legacy_restock") {
        // Before anything had left: what a legacy restock brings back is then a cancellation.
        await shop.refund(order, 1, restockType);
        shop.hoursLater(1);
        await shop.ship(order, 2);
      } else {
        await shop.ship(order, 2);
        shop.hoursLater(1);
        await shop.refund(order, 1, restockType);
      }
      expect(await shop.held(order)).toEqual(held);
      expect(await shop.unitsOf(batch)).toEqual({ produced: 5, ...units });
    },
  );

  test("63 a legacy restock of units that had shipped brings them back to quarantine", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 1, "legacy_restock");
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped", "LAV-1: 1 returned"]);
    expect(await shop.unitsOf(batch)).toEqual({
      ...{ produced: 5, remaining: 2, shipped: 2, quarantined: 1, returned: 1 },
    });
  });

  test("63 what came back is inspected inside its batch, and the next webhook does not undo that", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 3);
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 2);
    const waiting = await shop.order();
    expect(await shop.adjust(batch, "restock", 1)).toMatchObject({ ok: true });
    expect(await shop.adjust(batch, "discard", 1)).toMatchObject({ ok: true });
    const inspected = { produced: 3, promised: 1, shipped: 1, writtenOff: 1, returned: 2 };
    expect(await shop.unitsOf(batch)).toEqual(inspected);
    expect(await shop.held(waiting)).toEqual(["LAV-1: 1 promised"]);
    shop.hoursLater(1);
    updateOrder(shop.world, shop.shopify, order, { note: "still says that two came back" }, shop.now);
    await shop.arrive();
    expect(await shop.unitsOf(batch)).toEqual(inspected);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped", "LAV-1: 2 returned"]);
  });

  test("63 a shop may put what comes back on the shelf without inspection", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { skipQuarantine: true }, ACTOR);
    const batch = await shop.batch("LAV-1", 3);
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 2);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 3, remaining: 2, shipped: 1, returned: 2 });
  });

  test("64 one of three units comes back from a line split over two batches: by default the last assigned, and a person may say otherwise", async () => {
    const { shop } = of;
    const first = await shop.batch("LAV-1", 2);
    const second = await shop.batch("LAV-2", 5, { madeAt: "2026-02-02T08:00:00Z" });
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 1);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped", "LAV-2: 1 returned"]);
    // That is what the Order page asks about: came back, and assumed (tests/e2e/corrections.spec.ts).
    expect((await shop.view(order)).lines[0]?.assignments).toContainEqual(
      expect.objectContaining({ code: "LAV-2", state: "returned", confidence: "assumed" }),
    );
    const said = { state: "returned", reason: "the label says LAV-1" } as const;
    const correction = {
      ...said,
      lineId: String(lineOf(order)),
      fromBatchId: second.id,
      toBatchId: first.id,
      units: 1,
    };
    expect(await correctAssignment(shop.ctx, String(order.id), correction, ACTOR)).toMatchObject({
      ok: true,
    });
    const [line] = (await shop.view(order)).lines;
    const units = line?.assignments.map(({ code, state, units: count }) => `${code} ${state} ${count}`);
    expect(units?.sort()).toEqual(["LAV-1 returned 1", "LAV-1 shipped 1", "LAV-2 shipped 1"]);
  });

  test("64 a unit comes back from a line of which some left with batch unknown: the buyer keeps the known ones", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    const order = await shop.order({ units: 2 });
    shop.hoursLater(1);
    await shop.ship(order);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped", "1 unassigned, 1 of them shipped"]);
    shop.hoursLater(1);
    await shop.refund(order, 1);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, shipped: 1 });
  });

  test("65 a refund of money alone moves nothing", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    shop.hoursLater(1);
    await shop.ship(order);
    const rows = await shop.movements();
    shop.hoursLater(1);
    await shop.refund(order, 0);
    expect(await shop.movements()).toBe(rows);
    // Nor does one that names a unit which the buyer keeps.
    shop.hoursLater(1);
    await shop.refund(order, 1, "no_restock");
    expect(await shop.movements()).toBe(rows);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped"]);
  });

  test("66 two refunds on one line: never more back than was shipped", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 3 });
    shop.hoursLater(1);
    await shop.ship(order, 2);
    for (let refund = 0; refund < 2; refund++) {
      shop.hoursLater(1);
      await shop.refund(order, 1);
    }
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "LAV-1: 2 returned"]);
    const back = { produced: 5, remaining: 2, promised: 1, quarantined: 2, returned: 2 };
    expect(await shop.unitsOf(batch)).toEqual(back);
    // A body that calls a third unit returned, which has never left: it is one unit less to ship.
    shop.hoursLater(1);
    const body = JSON.parse(JSON.stringify(orderBody(shop.shopify, order))) as {
      updated_at: string;
      refunds: { refund_line_items: { quantity: number }[] }[];
    };
    body.updated_at = new Date(shop.now.at).toISOString();
    for (const part of body.refunds[1]?.refund_line_items ?? []) part.quantity = 2;
    await shop.arrive([{ topic: "orders/updated", webhookId: "third", body: JSON.stringify(body) }]);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 returned"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, quarantined: 2, returned: 2 });
  });

  test("67 a return that is opened and never received moves nothing", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    shop.hoursLater(1);
    const { lines } = await shop.ship(order);
    const rows = await shop.movements();
    shop.hoursLater(1);
    const part = { fulfillmentLineId: lines[0]?.id ?? 0, quantity: 1 };
    createReturn(shop.world, shop.shopify, order, { lines: [part] }, shop.now);
    expect(shop.outbox.map(({ topic }) => topic).filter((topic) => topic.startsWith("returns/"))).not.toEqual(
      [],
    );
    await shop.arrive();
    expect(await shop.movements()).toBe(rows);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped"]);
  });

  test("68 the returned jar shows another code: the correction is recorded, and both batches add up", async () => {
    const { shop } = of;
    const counted = await shop.batch("LAV-1", 5);
    const real = await shop.batch("LAV-2", 5, { madeAt: "2026-02-02T08:00:00Z" });
    const order = await shop.order();
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 1);
    const correction = {
      ...{ lineId: String(lineOf(order)), fromBatchId: counted.id, toBatchId: real.id, units: 1 },
      reason: "the jar shows LAV-2",
    };
    expect(await correctAssignment(shop.ctx, String(order.id), correction, ACTOR)).toMatchObject({
      ok: true,
    });
    expect(await shop.unitsOf(counted)).toEqual({ produced: 5, remaining: 5 });
    expect(await shop.unitsOf(real)).toEqual({ produced: 5, remaining: 4, quarantined: 1, returned: 1 });
    const [line] = (await shop.view(order)).lines;
    expect(line?.assignments).toMatchObject([{ code: "LAV-2", state: "returned", confidence: "corrected" }]);
  });

  test("69 an exchange: what comes back goes to quarantine, what goes out gets a batch by the normal rule", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 1);
    await shop.batch("CED-1", 5, { of: shop.candle });
    const order = await shop.order();
    shop.hoursLater(1);
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 1);
    await shop.edit(order, { add: [{ variantId: variantOf(shop.candle), quantity: 1 }] });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 returned", "CED-1: 1 promised"]);
  });

  test("70 a reshipment is an order of its own and gets a batch of its own", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 1);
    await shop.batch("LAV-2", 1, { madeAt: "2026-02-02T08:00:00Z" });
    const lost = await shop.order();
    shop.hoursLater(1);
    await shop.ship(lost);
    const again = await shop.order({ sourceName: "shopify_draft_order" });
    expect([await shop.held(lost), await shop.held(again)]).toEqual([
      ["LAV-1: 1 shipped"],
      ["LAV-2: 1 promised"],
    ]);
  });

  test("71 a fulfilment is cancelled: the units are promised again, on the batch they had", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    shop.hoursLater(1);
    const { id } = await shop.ship(order);
    await shop.batch("OLDER", 5, { madeAt: "2026-01-01T08:00:00Z" });
    shop.hoursLater(1);
    cancelFulfillment(shop.world, shop.shopify, order, id, shop.now);
    await shop.arrive();
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
  });

  test("72 several parcels: each takes the oldest draw that has not left", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 2);
    await shop.batch("LAV-2", 5, { madeAt: "2026-02-02T08:00:00Z" });
    const order = await shop.order({ units: 4 });
    shop.hoursLater(1);
    await shop.ship(order, 1);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "LAV-1: 1 shipped", "LAV-2: 2 promised"]);
    shop.hoursLater(1);
    await shop.ship(order, 2);
    expect(await shop.held(order)).toEqual(["LAV-1: 2 shipped", "LAV-2: 1 promised", "LAV-2: 1 shipped"]);
  });

  test("72 a parcel that is under way to the carrier has not left: its units are promised until it has", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const order = await shop.order({ units: 2 });
    shop.hoursLater(1);
    const { id } = await shop.ship(order, 1, { status: "pending" });
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
    shop.hoursLater(1);
    updateFulfillment(shop.world, shop.shopify, order, id, { status: "failure" }, shop.now);
    await shop.arrive();
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
    shop.hoursLater(1);
    const again = await shop.ship(order, 1, { status: "open" });
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised"]);
    shop.hoursLater(1);
    updateFulfillment(shop.world, shop.shopify, order, again.id, { status: "success" }, shop.now);
    await shop.arrive();
    expect(await shop.held(order)).toEqual(["LAV-1: 1 promised", "LAV-1: 1 shipped"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, promised: 1, shipped: 1 });
  });

  test("72 several parcels: what left in a later one without a batch may be of a batch made since the first, and no more than that", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 1);
    const order = await shop.order({ units: 4 });
    shop.hoursLater(1);
    await shop.ship(order, 2);
    shop.hoursLater(96);
    await shop.ship(order, 2);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped", "3 unassigned, 3 of them shipped"]);
    // Recorded when it has long been sold: made between the two parcels, so that it was in the second at most.
    const between = await shop.batch("LAV-2", 5, { madeAt: "2026-03-12T08:00:00Z" });
    expect(await shop.held(order)).toEqual([
      "LAV-1: 1 shipped",
      "LAV-2: 2 shipped",
      "1 unassigned, 1 of them shipped",
    ]);
    expect(await shop.unitsOf(between)).toMatchObject({ remaining: 3, shipped: 2 });
    await shop.scheduleRuns();
    await shop.sweep();
    expect(await shop.unitsOf(between)).toMatchObject({ remaining: 3, shipped: 2 });
    await shop.batch("LAV-0", 5, { madeAt: "2026-02-20T08:00:00Z" });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped", "LAV-2: 2 shipped", "LAV-0: 1 shipped"]);
  });

  test("72 several parcels: those of one instant are one, and what was in it is of one batch where one had all of it", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { keepWhole: true }, ACTOR);
    await shop.batch("LAV-1", 1);
    await shop.batch("LAV-2", 5, { madeAt: "2026-02-02T08:00:00Z" });
    // From two locations, say; and nothing is heard of the order before all of it has left.
    const order = shop.place({ units: 2 });
    shop.hoursLater(1);
    for (const parcel of [1, 2]) {
      const lines = [{ lineId: lineOf(order), quantity: 1 }];
      fulfillOrder(shop.world, shop.shopify, order, { lines, trackingNumber: `PARCEL-${parcel}` }, shop.now);
    }
    const updates = shop.outbox.splice(0).filter(({ topic }) => topic === "orders/updated");
    await shop.arrive(updates.slice(-1));
    expect(await shop.held(order)).toEqual(["LAV-2: 2 shipped"]);
  });

  test("73 an archived order is as it was", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    const order = await shop.order();
    shop.hoursLater(1);
    await shop.ship(order);
    expect(order.closedAt).not.toBeNull();
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    const rows = await shop.movements();
    shop.hoursLater(24);
    updateOrder(shop.world, shop.shopify, order, { tags: ["archived"] }, shop.now);
    expect(shop.outbox.some(({ body }) => body.includes('"closed_at":"2026'))).toBe(true);
    await shop.arrive();
    expect(await shop.movements()).toBe(rows);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    // It can still take goods back.
    shop.hoursLater(24);
    await shop.refund(order, 1);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 returned"]);
  });
});
