import { describe, expect, test } from "vitest";
import { createBatchBody, listBatchesQuery } from "#app/contracts/batch.ts";
import type { Database } from "#app/db/client.ts";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import { applyOrderFacts, fromShopify } from "#app/services/apply-order-facts.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { listBatches } from "#app/services/list-batches.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { cancelOrder } from "../dev-store/state/orders/cancel-order.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import { useCaseShop, variantGid, variantOf } from "./story.ts";

const of = useCaseShop();

const ACTOR = "merchant:cases";

/** For a lock that another transaction holds. */
async function isSomebodyWaiting(db: Database): Promise<boolean> {
  const waiting = await db.$queryRaw<unknown[]>`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return waiting.length > 0;
}

describe("mistakes that others made", () => {
  test("the greedy loop forgot to reduce what is still needed", async () => {
    const { shop } = of;
    const second = await shop.batch("LAV-2", 9, { madeAt: "2026-02-02T08:00:00Z" });
    await shop.batch("LAV-1", 2);
    await shop.order({ units: 3 });
    expect(await shop.unitsOf(second)).toEqual({ produced: 9, remaining: 8, promised: 1 });
  });

  test("rows were written with the whole line's quantity when it was split", async () => {
    const { shop } = of;
    await shop.batch("LAV-1", 2);
    await shop.batch("LAV-2", 2, { madeAt: "2026-02-02T08:00:00Z" });
    await shop.order({ units: 4 });
    const rows = await shop.db.assignment.findMany({ orderBy: { seq: "asc" } });
    expect(rows.map(({ promised }) => promised)).toEqual([2, 2]);
  });

  test("two lines were checked against one snapshot", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 3);
    const variantId = variantOf(shop.soap);
    await shop.order({ lines: [3, 3].map((quantity) => ({ variantId, quantity })) });
    expect(await shop.unitsOf(batch)).toEqual({ produced: 3, promised: 3 });
  });

  test("read, compute and write without a lock", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    for (let index = 0; index < 8; index++) shop.place();
    const announced = shop.outbox.splice(0);
    const each = announced.length / 4;
    const parts = [0, 1, 2, 3].map((part) => announced.slice(part * each, (part + 1) * each));
    await Promise.all(parts.map((part) => shop.arrive(part)));
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, promised: 5 });
  });

  test("read, compute and write without a lock: who reads while another gives back waits for what comes of it", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    const first = await shop.order();
    shop.hoursLater(1);
    cancelOrder(shop.world, shop.shopify, first, { restock: true }, shop.now);
    shop.outbox.length = 0;
    const { facts } = readOrderBody(JSON.parse(JSON.stringify(orderBody(shop.shopify, first))));
    const second = shop.place();
    let arriving: Promise<void> | undefined;
    await shop.db.$transaction(async (tx) => {
      // The unit is free and nobody waits for it, but none of that is committed yet.
      await applyOrderFacts(shop.ctx, tx, [fromShopify(facts)]);
      let hasArrived = false;
      arriving = shop.arrive().finally(() => (hasArrived = true));
      await expect.poll(async () => hasArrived || (await isSomebodyWaiting(shop.db))).toBe(true);
    });
    await arriving;
    expect(await shop.held(second)).toEqual(["LAV-1: 1 promised"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, promised: 1 });
  });

  test("one event was allocated twice", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 5);
    shop.place({ units: 2 });
    const announced = shop.outbox.splice(0);
    // The same order again, as deliveries with ids of their own.
    await shop.arrive([
      ...announced,
      ...announced.map((one) => ({ ...one, webhookId: `again ${one.webhookId}` })),
    ]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 5, remaining: 3, promised: 2 });
  });

  test("the last batch was assigned although it cannot cover", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    expect(await shop.held(await shop.order({ units: 3 }))).toEqual(["LAV-1: 1 promised", "2 unassigned"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, promised: 1 });
  });

  test("a batch was chosen that was not made yet", async () => {
    const { shop } = of;
    const order = await shop.order();
    await shop.ship(order);
    shop.hoursLater(48);
    // The jar has left before this was poured.
    await shop.batch("LATER", 5, { madeAt: "2026-03-11T08:00:00Z" });
    expect(await shop.held(order)).toEqual(["1 unassigned, 1 of them shipped"]);
    expect(await shop.reason(order)).toBe("made_after_shipping");
    await shop.batch("BEFORE", 5, { madeAt: "2026-03-09T08:00:00Z" });
    expect(await shop.held(order)).toEqual(["BEFORE: 1 shipped"]);
  });

  test('"expires today" was answered in three ways on one day', async () => {
    const { shop } = of;
    const batch = await shop.batch("TODAY", 5, { expiresOn: "2026-03-10" });
    const listed = async () => {
      const list = await listBatches(shop.ctx, listBatchesQuery.parse({ condition: "expired" }));
      return list.ok ? list.page.items.map(({ code }) => code) : null;
    };
    expect(batch.conditions).not.toContain("expired");
    expect(await listed()).toEqual([]);
    expect(await shop.held(await shop.order())).toEqual(["TODAY: 1 promised"]);
    shop.hoursLater(24);
    const order = await shop.order();
    expect(await shop.reason(order)).toBe("expired");
    expect(await listed()).toEqual(["TODAY"]);
    const after = await shop.change(batch, { notes: "the day after" });
    expect(after).toMatchObject({ ok: true, batch: { conditions: expect.arrayContaining(["expired"]) } });
  });

  test("undated stock came first because NULL sorts so", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { strategy: "fefo" }, ACTOR);
    await shop.batch("UNDATED", 1, { madeAt: "2026-01-01T08:00:00Z" });
    await shop.batch("DATED", 1, { expiresOn: "2027-01-01" });
    await shop.batch("UNDATED-TOO", 1, { madeAt: "2026-03-01T08:00:00Z" });
    expect(await shop.held(await shop.order({ units: 3 }))).toEqual([
      ...["DATED: 1 promised", "UNDATED: 1 promised", "UNDATED-TOO: 1 promised"],
    ]);
  });

  test("FIFO went by when the record was typed in, not by when the goods were made", async () => {
    const { shop } = of;
    await shop.batch("TYPED-FIRST", 1, { madeAt: "2026-03-01T08:00:00Z" });
    shop.hoursLater(1);
    await shop.batch("MADE-FIRST", 1, { madeAt: "2026-02-01T08:00:00Z" });
    expect(await shop.held(await shop.order())).toEqual(["MADE-FIRST: 1 promised"]);
  });

  test("the next code was max(code) + 1 as text: after 999 comes 1000", async () => {
    const { shop } = of;
    await saveSettings(shop.ctx, { codeTemplate: "LAV-{seq}" }, ACTOR);
    await shop.db.sequenceCounter.create({
      data: { shopId: shop.ctx.shop.id, name: "batch-code", value: 997n },
    });
    // As text the greatest.
    await shop.batch("LAV-9999", 1);
    const items = [{ variantId: variantGid(shop.soap), produced: 1 }];
    const body = createBatchBody.parse({ madeAt: "2026-03-01T08:00:00Z", items });
    const clicks = [1, 2, 3].map(() => createBatch(shop.ctx, body, ACTOR));
    const codes = (await Promise.all(clicks)).map((made) => (made.ok ? made.batch.code : made.error.type));
    expect(codes.sort()).toEqual(["LAV-1000", "LAV-998", "LAV-999"]);
  });

  test("a return lost its batch", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    await shop.batch("LAV-2", 5, { madeAt: "2026-02-02T08:00:00Z" });
    const order = await shop.order();
    await shop.ship(order);
    shop.hoursLater(1);
    await shop.refund(order, 1);
    expect(await shop.held(order)).toEqual(["LAV-1: 1 returned"]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, quarantined: 1, returned: 1 });
  });

  test("a second return was offered the full quantity", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 3);
    const order = await shop.order({ units: 3 });
    await shop.ship(order);
    for (const units of [2, 1]) {
      shop.hoursLater(1);
      await shop.refund(order, units);
    }
    // Both say the whole of what came back; it is counted once.
    expect(await shop.unitsOf(batch)).toEqual({ produced: 3, quarantined: 3, returned: 3 });
    // A return of the full quantity once more is one of nothing.
    const body = JSON.parse(JSON.stringify(orderBody(shop.shopify, order))) as {
      updated_at: string;
      refunds: { refund_line_items: { quantity: number }[] }[];
    };
    shop.hoursLater(1);
    body.updated_at = new Date(shop.now.at).toISOString();
    for (const part of body.refunds[1]?.refund_line_items ?? []) part.quantity = 3;
    await shop.arrive([{ topic: "orders/updated", webhookId: "again", body: JSON.stringify(body) }]);
    expect(await shop.unitsOf(batch)).toEqual({ produced: 3, quarantined: 3, returned: 3 });
    // And who inspects is offered what is left to inspect.
    expect(await shop.adjust(batch, "restock", 2)).toMatchObject({ ok: true });
    expect(await shop.adjust(batch, "restock", 2)).toMatchObject({
      ok: false,
      error: { type: "not_enough_units", bucket: "quarantine", requested: 2, there: 1 },
    });
  });

  test("lifting a recall forgot the former status", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 3);
    await shop.turn(batch, "on_hold");
    const recallId = await shop.recall(batch);
    await changeRecallStatus(shop.ctx, recallId, "revoke", { reason: "a false alarm" }, ACTOR);
    expect(await shop.change(batch, { notes: "looked at" })).toMatchObject({ batch: { status: "on_hold" } });
  });

  test("only one of five bad states blocked picking", async () => {
    const { shop } = of;
    await shop.batch("DRAFT", 1, { status: "draft" });
    await shop.turn(await shop.batch("HELD", 1), "on_hold");
    await shop.turn(await shop.batch("CLOSED", 1), "closed");
    await shop.batch("EXPIRED", 1, { expiresOn: "2026-03-09" });
    await shop.batch("CURING", 1, { cureOn: "2026-03-11" });
    await shop.recall(await shop.batch("RECALLED", 1));
    expect(await shop.held(await shop.order())).toEqual(["1 unassigned"]);
  });

  test("history was deleted at zero stock", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 1);
    const order = await shop.order();
    await shop.ship(order);
    await shop.turn(batch, "closed");
    expect(await shop.unitsOf(batch)).toEqual({ produced: 1, shipped: 1 });
    expect(await shop.held(order)).toEqual(["LAV-1: 1 shipped"]);
    expect(await shop.movements()).toBe(3);
  });

  test("history was cut at 500 rows", async () => {
    const { shop } = of;
    const batch = await shop.batch("LAV-1", 600);
    for (let round = 0; round < 260; round++) {
      await shop.adjust(batch, "count_down", 1);
      await shop.adjust(batch, "count_up", 1);
    }
    let entries = 0;
    let after: string | undefined;
    do {
      const page = await listBatchTimeline(shop.ctx, batch.id, { limit: 100, after });
      entries += page.items.length;
      after = page.nextCursor ?? undefined;
    } while (after !== undefined);
    expect(entries).toBe(521);
  });

  test("expired stock could no longer be written off", async () => {
    const { shop } = of;
    const batch = await shop.batch("OLD", 2, { expiresOn: "2026-03-01" });
    expect(await shop.adjust(batch, "breakage", 2)).toMatchObject({ ok: true });
    expect(await shop.unitsOf(batch)).toEqual({ produced: 2, writtenOff: 2 });
  });
});
