import { describe, expect, test } from "vitest";
import { listOrdersQuery } from "#app/contracts/order-view.ts";
import { listOrders } from "#app/services/list-orders.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { syncLocations } from "#app/services/sync-locations.ts";
import { changeProduct } from "#app/services/change-product.ts";
import type { Order } from "../dev-store/state/types.ts";
import { useCaseShop, variantOf } from "./story.ts";

const of = useCaseShop();

const ACTOR = "merchant:cases";

describe("allocation", () => {
  test("13 an exact fit takes the whole batch", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 3);
    expect(await shop.held(await shop.order({ units: 3 }))).toEqual(["LAV-1: 3 promised"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 3, promised: 3 });
  });

  test("14 a split takes the older batch first, and its rows sum to the need", async () => {
    const { shop } = of;
    await shop.batch("NEW", 9, { madeAt: "2026-03-01T08:00:00Z" });
    await shop.batch("OLD", 2, { madeAt: "2026-02-01T08:00:00Z" });
    expect(await shop.held(await shop.order({ units: 5 }))).toEqual(["OLD: 2 promised", "NEW: 3 promised"]);
  });

  test("15 none eligible: unassigned, with a reason", async () => {
    const { shop } = of;
    const order = await shop.order();
    expect(await shop.held(order)).toEqual(["1 unassigned"]);
    expect(await shop.reason(order)).toBe("no_batch");
    await shop.batch("LAV-1", 5, { status: "draft" });
    expect(await shop.reason(order)).toBe("draft");
  });

  test("16 partly: what is there is taken, the rest waits", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 2);
    expect(await shop.held(await shop.order({ units: 5 }))).toEqual(["LAV-1: 2 promised", "3 unassigned"]);
  });

  test("17 two orders, one unit: one wins, never below zero", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    const first = shop.place();
    const second = shop.place();
    const announced = shop.outbox.splice(0);
    await Promise.all([shop.arrive(announced.slice(0, 4)), shop.arrive(announced.slice(4))]);
    const held = [await shop.held(first), await shop.held(second)].flat().sort();
    expect(held).toEqual(["1 unassigned", "LAV-1: 1 promised"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, promised: 1 });
  });

  test("18 one variant on two lines: they compete for the same stock", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 3);
    const variantId = variantOf(shop.soap);
    const order = await shop.order({ lines: [2, 2].map((quantity) => ({ variantId, quantity })) });
    expect(await shop.held(order)).toEqual(["LAV-1: 2 promised", "LAV-1: 1 promised", "1 unassigned"]);
  });

  test("19 equal dates: the order is stable, by code in byte order", async () => {
    const { shop } = of;
    for (const code of ["b", "a", "C"]) await shop.batch(code, 1, { madeAt: "2026-02-01T08:00:00Z" });
    const order = await shop.order({ units: 3 });
    expect(await shop.held(order)).toEqual(["C: 1 promised", "a: 1 promised", "b: 1 promised"]);
  });

  test("20 a back-dated batch is first for the future only", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5, { madeAt: "2026-02-10T08:00:00Z" });
    const before = await shop.order();
    await shop.batch("EARLIER", 5, { madeAt: "2026-01-10T08:00:00Z" });
    expect(await shop.held(before)).toEqual(["LAV-1: 1 promised"]);
    expect(await shop.held(await shop.order())).toEqual(["EARLIER: 1 promised"]);
  });

  test("21 a batch dated ahead is not eligible until then", async () => {
    const { shop } = of;
    await shop.batch("AHEAD", 5, { madeAt: "2026-03-12T08:00:00Z" });
    const order = await shop.order();
    expect(await shop.held(order)).toEqual(["1 unassigned"]);
    expect(await shop.reason(order)).toBe("made_in_future");
    shop.timeIs("2026-03-12T08:00:00Z");
    await shop.scheduleRuns();
    expect(await shop.held(order)).toEqual(["AHEAD: 1 promised"]);
  });

  test("22 curing: not before its day, by itself on it", async () => {
    const { shop } = of;
    await shop.batch("CURES", 5, { cureOn: "2026-03-11" });
    const order = await shop.order();
    expect(await shop.reason(order)).toBe("curing");
    shop.timeIs("2026-03-11T00:00:00Z");
    await shop.scheduleRuns();
    expect(await shop.held(order)).toEqual(["CURES: 1 promised"]);
  });

  test("23 expired: never assigned, still written off and still takes a return", async () => {
    const { shop } = of;
    const batch = await shop.batch("OLD", 5, { expiresOn: "2026-03-10" });
    const buyer = await shop.order({ units: 2 });
    await shop.ship(buyer);
    shop.hoursLater(24);
    const order = await shop.order();
    expect(await shop.reason(order)).toBe("expired");
    expect(await shop.adjust(batch, "breakage", 1)).toMatchObject({ ok: true });
    await shop.refund(buyer, 1);
    expect(await shop.unitsOf(batch)).toEqual({
      ...{ produced: 5, remaining: 2, shipped: 1, quarantined: 1, writtenOff: 1, returned: 1 },
    });
  });

  test("24 what expires today is good all day today and not tomorrow", async () => {
    const { shop } = of;
    await shop.batch("LAST", 5, { expiresOn: "2026-03-10" });
    shop.timeIs("2026-03-10T23:59:59Z");
    expect(await shop.held(await shop.order())).toEqual(["LAST: 1 promised"]);
    shop.timeIs("2026-03-11T00:00:00Z");
    expect(await shop.held(await shop.order())).toEqual(["1 unassigned"]);
  });

  test("26 no expiry under FEFO: last", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { strategy: "fefo" }, ACTOR);
    await shop.batch("UNDATED", 1, { madeAt: "2026-01-01T08:00:00Z" });
    await shop.batch("JUNE", 1, { madeAt: "2026-02-01T08:00:00Z", expiresOn: "2026-06-01" });
    await shop.batch("MAY", 1, { madeAt: "2026-03-01T08:00:00Z", expiresOn: "2026-05-01" });
    expect(await shop.held(await shop.order({ units: 3 }))).toEqual([
      ...["MAY: 1 promised", "JUNE: 1 promised", "UNDATED: 1 promised"],
    ]);
  });

  test("28 an expiry of a month alone is the last day of that month", async () => {
    const { shop } = of;
    const february = await shop.batch("FEB", 1, { expiresOn: "2028-02" });
    const april = await shop.batch("APR", 1, { expiresOn: "2026-04" });
    expect([february.expiresOn, april.expiresOn]).toEqual(["2028-02-29", "2026-04-30"]);
  });

  test("29 minimum shelf life: a batch that is good for less is passed over", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { minShelfLifeDays: 30 }, ACTOR);
    await shop.batch("SHORT", 5, { madeAt: "2026-01-01T08:00:00Z", expiresOn: "2026-04-08" });
    await shop.batch("LONG", 1, { madeAt: "2026-02-01T08:00:00Z", expiresOn: "2026-04-09" });
    const order = await shop.order({ units: 2 });
    expect(await shop.held(order)).toEqual(["LONG: 1 promised", "1 unassigned"]);
    expect(await shop.reason(order)).toBe("short_shelf_life");
    // That is a promise for what is still to ship: what has left may have been of it.
    await shop.ship(order);
    expect(await shop.held(order)).toEqual(["LONG: 1 shipped", "SHORT: 1 shipped"]);
  });

  test("30 held: skipped, and what is on it stays and is flagged; recalled: unshipped units are swapped, else unassigned", async () => {
    const { shop } = of;
    const bad = await shop.batch("BAD", 3, { madeAt: "2026-01-01T08:00:00Z" });
    const order = await shop.order({ units: 2 });
    await shop.turn(bad, "on_hold");
    await shop.batch("GOOD", 2, { madeAt: "2026-02-01T08:00:00Z" });
    expect(await shop.held(order)).toEqual(["BAD: 2 promised"]);
    const isFlagged = async (of: Order) =>
      (await shop.view(of)).lines[0]?.assignments.map(({ onHold }) => onHold);
    expect(await isFlagged(order)).toEqual([true]);
    const next = await shop.order();
    expect(await shop.held(next)).toEqual(["GOOD: 1 promised"]);
    expect(await isFlagged(next)).toEqual([false]);
    const listed = await listOrders(shop.ctx, listOrdersQuery.parse({}));
    expect(listed).toMatchObject({ ok: true, page: { items: [{ onHold: 0 }, { onHold: 2 }] } });
    await shop.recall(bad);
    expect(await shop.held(order)).toEqual(["GOOD: 1 promised", "1 unassigned"]);
  });

  test("31 closing while the allocator runs: each order gets its units wholly before or not at all", async () => {
    const { shop } = of;
    const served = new Set<boolean>();
    // Each time beside the first webhook of another one of the orders, which come one by one.
    for (const beside of [0, 1, 2, 3]) {
      const product = await shop.product(`Soap ${beside}`);
      shop.outbox.length = 0;
      const code = `LAV-${beside}`;
      const batch = await shop.batch(code, 20, { of: product });
      const orders = Array.from({ length: 4 }, () => shop.place({ of: product, units: 2 }));
      const announced = shop.outbox.splice(0);
      const closesAt = (announced.length / orders.length) * beside;
      for (const [index, one] of announced.entries()) {
        const closing = index === closesAt ? shop.turn(batch, "closed") : undefined;
        await Promise.all([shop.arrive([one]), closing]);
      }
      for (const order of orders) {
        const held = await shop.held(order);
        expect([[`${code}: 2 promised`], ["2 unassigned"]]).toContainEqual(held);
        served.add(held[0] !== "2 unassigned");
      }
      const late = await shop.order({ of: product });
      expect(await shop.held(late)).toEqual(["1 unassigned"]);
    }
    expect(served.size, "some were before and some after").toBe(2);
  });

  test("32 produced lowered below what is taken: refused with the numbers", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 10);
    await shop.order({ units: 4 });
    const variantId = String(variantOf(shop.soap));
    expect(await shop.change(batch, { items: [{ variantId, produced: 3 }] })).toMatchObject({
      ok: false,
      error: { type: "below_taken", requested: 3, produced: 10, taken: 4 },
    });
    expect(await shop.change(batch, { items: [{ variantId, produced: 4 }] })).toMatchObject({ ok: true });
  });

  test("33 the strategy is changed: the future only", async () => {
    const { shop } = of;
    await shop.batch("FIRST", 5, { madeAt: "2026-01-01T08:00:00Z", expiresOn: "2026-09-01" });
    await shop.batch("SOON", 5, { madeAt: "2026-02-01T08:00:00Z", expiresOn: "2026-05-01" });
    const before = await shop.order();
    await changeProduct(shop.ctx, String(shop.soap.id), { strategy: "fefo" }, ACTOR);
    const after = await shop.order();
    expect([await shop.held(before), await shop.held(after)]).toEqual([
      ["FIRST: 1 promised"],
      ["SOON: 1 promised"],
    ]);
    const rules = await shop.db.assignment.findMany({
      select: { decision: true },
      orderBy: { orderId: "asc" },
    });
    expect(rules.map(({ decision }) => decision)).toMatchObject([
      { rule: "fifo", rules: 1 },
      { rule: "fefo", rules: 2 },
    ]);
  });

  test("34 several locations: units come from the location that ships, and a line that moves is assigned anew there", async () => {
    const { shop } = of;
    const [here, there] = [shop.location("Workshop"), shop.location("Market stall")];
    await syncLocations(shop.ctx);
    await saveSettings(shop.ctx, { tracksLocations: true }, ACTOR);
    await shop.batch("STALL", 5, { madeAt: "2026-01-01T08:00:00Z", locationId: there });
    await shop.batch("WORKSHOP", 5, { locationId: here });
    const order = await shop.order({ units: 2, locationId: here });
    expect(await shop.held(order)).toEqual(["WORKSHOP: 2 promised"]);
    shop.hoursLater(1);
    await shop.moveTo(order, there);
    expect(await shop.held(order)).toEqual(["STALL: 2 promised"]);
  });

  test("35 what is oversold waits among the unassigned", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 1);
    const orders = [await shop.order(), await shop.order(), await shop.order()];
    const held = [];
    for (const order of orders) held.push(await shop.held(order));
    expect(held).toEqual([["LAV-1: 1 promised"], ["1 unassigned"], ["1 unassigned"]]);
  });

  test("36 variants of a product that is not batch-tracked draw nothing", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 5);
    await changeProduct(shop.ctx, String(shop.soap.id), { tracked: false }, ACTOR);
    const order = await shop.order();
    expect(await shop.held(order)).toEqual([]);
    expect(await shop.reason(order)).toBe("not_tracked");
  });

  test("37 tracking is switched off: history stays", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    const before = await shop.order({ units: 2 });
    await changeProduct(shop.ctx, String(shop.soap.id), { tracked: false }, ACTOR);
    await shop.ship(before);
    expect(await shop.held(before)).toEqual(["LAV-1: 2 shipped"]);
    expect(await shop.held(await shop.order())).toEqual([]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, shipped: 2 });
  });
});
