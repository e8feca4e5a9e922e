import { beforeEach, describe, expect, it, test } from "vitest";
import { adjustBatchBody, createBatchBody, transferUnitsBody } from "#app/contracts/batch.ts";
import type { AdjustmentKind } from "#app/contracts/batch.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { getBatch } from "#app/services/get-batch.ts";
import { listBatchTimeline } from "#app/services/list-batch-timeline.ts";
import { transferUnits } from "#app/services/transfer-units.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { makeLocation } from "../../factories/location.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const ACTOR = "merchant:7";

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: bigint;
let lisbon: bigint;
let porto: bigint;

beforeEach(async () => {
  shop = await makeShop(db);
  await db.shop.update({ where: { id: shop.id }, data: { tracksLocations: true } });
  ctx = makeContext(db, shop, { now: new Date("2026-11-22T09:00:00Z") });
  ({
    variantIds: [soap],
  } = await makeProduct(db, shop));
  lisbon = await makeLocation(db, shop, "Lisbon");
  porto = await makeLocation(db, shop, "Porto");
});

/** A batch of soap, in Lisbon unless said otherwise. */
async function make(code: string, produced: number, locationId: bigint | null = lisbon): Promise<string> {
  const body = createBatchBody.parse({
    code,
    madeAt: "2026-11-01T08:00:00Z",
    items: [
      {
        variantId: String(soap),
        produced,
        ...(locationId === null ? {} : { locationId: String(locationId) }),
      },
    ],
  });
  const made = await createBatch(ctx, body, ACTOR);
  if (!made.ok) throw new Error(made.error.type);
  return made.batch.id;
}

const move = (id: string, units: number, from: bigint | null, to: bigint | null, within = ctx) =>
  transferUnits(
    within,
    id,
    transferUnitsBody.parse({
      ...{ variantId: String(soap), units, reason: "Market on Saturday" },
      fromLocationId: from === null ? null : String(from),
      toLocationId: to === null ? null : String(to),
    }),
    ACTOR,
  );

const adjust = (id: string, kind: AdjustmentKind, units: number, locationId?: bigint) =>
  adjustBatch(
    ctx,
    id,
    adjustBatchBody.parse({
      ...{ variantId: String(soap), units, kind, reason: "counted twice" },
      ...(locationId === undefined ? {} : { locationId: String(locationId) }),
    }),
    ACTOR,
  );

/** `10: Lisbon 6, Porto 3`: remaining, and where. */
async function where(id: string): Promise<string> {
  const [item] = (await getBatch(ctx, id))?.items ?? [];
  const places = item?.locations?.map((at) => `${at.name} ${at.remaining}`) ?? [];
  return `${item?.remaining}: ${places.join(", ")}`.trim();
}

describe("moving units of a batch", () => {
  it("takes them from one place to another, says so in ledger and timeline, and keeps the batch", async () => {
    const id = await make("ONE", 10);
    expect(await move(id, 4, lisbon, porto)).toMatchObject({
      ok: true,
      batch: { id, totals: { remaining: 10 } },
    });
    expect(await where(id)).toBe("10: Lisbon 6, Porto 4");
    const act = await db.manualAct.findFirstOrThrow({ where: { kind: "transferred" } });
    expect(act).toMatchObject({ actor: ACTOR, reason: "Market on Saturday" });
    expect(await db.movement.findMany({ where: { cause: "transferred" } })).toMatchObject([
      {
        ...{ fromBucket: "available", toBucket: "available", units: 4, actId: act.id },
        ...{ fromLocationId: lisbon, toLocationId: porto },
      },
    ]);
    expect((await listBatchTimeline(ctx, id, { limit: 1 })).items).toMatchObject([
      { kind: "transferred", data: { units: 4, from: "Lisbon", to: "Porto" } },
    ]);
    await expectInvariants(db);
  });

  it("takes them to and from no particular place", async () => {
    const id = await make("ONE", 10, null);
    await move(id, 7, null, porto);
    expect(await where(id)).toBe("10: Porto 7");
    await move(id, 2, porto, null);
    expect(await where(id)).toBe("10: Porto 5");
    await expectInvariants(db);
  });

  it.each([
    ["the location has", () => [lisbon, porto, 6, "Lisbon"] as const],
    ["are at no particular place", () => [null, porto, 4, null] as const],
  ])("is refused with the numbers when it is more than %s", async (_what, given) => {
    const [from, to, there, place] = given();
    const id = await make("ONE", 10);
    await move(id, 4, lisbon, null);
    expect(await move(id, there + 1, from, to)).toEqual({
      ok: false,
      error: { type: "not_enough_units", bucket: "available", requested: there + 1, there, place },
    });
    expect(await where(id)).toBe("10: Lisbon 6");
    expect(await move(id, there, from, to)).toMatchObject({ ok: true });
  });

  it("is refused to a place that is the same, unknown, deactivated or deleted; away from such a one it is not", async () => {
    const closed = await makeLocation(db, shop, "Old shop", { active: false });
    const id = await make("ONE", 10);
    const refusal = (message: string) => ({
      ok: false,
      error: { type: "invalid_fields", errors: [{ path: "toLocationId", message }] },
    });
    expect(await move(id, 1, lisbon, lisbon)).toEqual(refusal("is where the units are already"));
    expect(await move(id, 1, lisbon, 404n)).toEqual(refusal("this shop has no such location"));
    expect(await move(id, 1, lisbon, closed)).toEqual(
      refusal("Old shop is deactivated in Shopify: choose another location"),
    );
    await db.location.updateMany({ where: { id: lisbon }, data: { active: false, deletedAt: ctx.now() } });
    expect(await move(id, 1, lisbon, porto)).toMatchObject({ ok: true });
    expect(await move(id, 1, porto, lisbon)).toEqual(
      refusal("Lisbon is deleted in Shopify: choose another location"),
    );
  });

  it("serves at once the order that waits for units there", async () => {
    const id = await make("ONE", 10);
    const { orderId } = await placeOrder(ctx, {
      lines: [{ variantId: soap, quantity: 3, shipsFrom: porto }],
    });
    const line = () => db.orderLine.findFirstOrThrow({ where: { orderId } });
    expect(await line()).toMatchObject({ unassigned: 3 });
    await move(id, 2, lisbon, porto);
    expect(await line()).toMatchObject({ unassigned: 1 });
    expect(await where(id)).toBe("8: Lisbon 8");
    await expectInvariants(db);
  });

  it("does not touch another shop's batch, nor name another shop's location", async () => {
    const id = await make("ONE", 10);
    const other = await makeShop(db);
    const stranger = makeContext(db, other);
    expect(await move(id, 1, lisbon, porto, stranger)).toEqual({ ok: false, error: { type: "not_found" } });
    const theirs = await makeLocation(db, other, "Theirs");
    expect(await move(id, 1, lisbon, theirs)).toMatchObject({ ok: false, error: { type: "invalid_fields" } });
  });

  it("of more units than there are, by two people at once, is done for one of them", async () => {
    const id = await make("ONE", 10);
    const results = await Promise.all([move(id, 6, lisbon, porto), move(id, 6, lisbon, null)]);
    expect(results.map((result) => result.ok).sort()).toEqual([false, true]);
    await expectInvariants(db);
  });

  it("while orders take them leaves no unit twice and none below zero", async () => {
    const id = await make("ONE", 20);
    await Promise.all([
      ...Array.from({ length: 8 }, (_, index) =>
        placeOrder(ctx, { lines: [{ variantId: soap, quantity: 2, shipsFrom: index % 2 ? porto : lisbon }] }),
      ),
      ...Array.from({ length: 5 }, () => move(id, 2, lisbon, porto)),
    ]);
    await expectInvariants(db);
    const [item] = (await getBatch(ctx, id))?.items ?? [];
    expect((item?.promised ?? 0) + (item?.remaining ?? 0)).toBe(20);
    expect(item?.promised).toBe(16);
  });
});

describe("a new batch", () => {
  it("has its units where they were made", async () => {
    const id = await make("ONE", 10, porto);
    expect(await where(id)).toBe("10: Porto 10");
    expect(await db.movement.findFirstOrThrow({ where: { batchId: id } })).toMatchObject({
      toBucket: "available",
      toLocationId: porto,
    });
    await expectInvariants(db);
  });

  it("is refused at a location that the shop does not have", async () => {
    const body = createBatchBody.parse({
      madeAt: "2026-11-01T08:00:00Z",
      items: [{ variantId: String(soap), produced: 1, locationId: "gid://shopify/Location/404" }],
    });
    expect(await createBatch(ctx, body, ACTOR)).toEqual({
      ok: false,
      error: {
        type: "invalid_fields",
        errors: [{ path: "items.0.locationId", message: "this shop has no such location" }],
      },
    });
    expect(await db.batch.count()).toBe(0);
  });
});

describe("adjusting units at a location", () => {
  test.each<[AdjustmentKind, string]>([
    ["breakage", "8: Lisbon 6, Porto 2"],
    ["count_down", "8: Lisbon 6, Porto 2"],
    ["count_up", "12: Lisbon 6, Porto 6"],
  ])("%s of two units takes or gives them there", async (kind, after) => {
    const id = await make("ONE", 10);
    await move(id, 4, lisbon, porto);
    expect(await adjust(id, kind, 2, porto)).toMatchObject({ ok: true });
    expect(await where(id)).toBe(after);
    await expectInvariants(db);
  });

  it("is refused when there are not so many there, though the batch has more", async () => {
    const id = await make("ONE", 10);
    await move(id, 4, lisbon, porto);
    expect(await adjust(id, "gift", 5, porto)).toEqual({
      ok: false,
      error: { type: "not_enough_units", bucket: "available", requested: 5, there: 4, place: "Porto" },
    });
    expect(await adjust(id, "gift", 5, 404n)).toMatchObject({ error: { type: "invalid_fields" } });
  });

  it("restocks to the place that is named, and discards without one", async () => {
    const id = await make("ONE", 10);
    const { orderId } = await placeOrder(ctx, { lines: [{ variantId: soap, quantity: 3, shipped: 3 }] });
    await placeOrder(ctx, {
      orderId,
      processedAt: new Date("2026-11-01T10:00:01Z"),
      lines: [{ variantId: soap, quantity: 3, shipped: 3, returned: 2 }],
    });
    expect(await adjust(id, "restock", 1, porto)).toMatchObject({ ok: true });
    expect(await adjust(id, "discard", 1, porto)).toMatchObject({
      ok: false,
      error: { type: "invalid_fields" },
    });
    expect(await adjust(id, "discard", 1)).toMatchObject({ ok: true });
    expect(await where(id)).toBe("8: Lisbon 7, Porto 1");
    await expectInvariants(db);
  });
});

test("the database refuses more units at locations than the batch has available", async () => {
  const id = await make("ONE", 10);
  await expect(
    db.batchItem.updateMany({ where: { batchId: id }, data: { remaining: 9, writtenOff: 1 } }),
  ).rejects.toThrow("would have 10 units at locations and 9 available");
});
