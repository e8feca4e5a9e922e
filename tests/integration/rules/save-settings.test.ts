import { beforeEach, describe, expect, it } from "vitest";
import { parseFields } from "#app/contracts/problem.ts";
import { settingsBody } from "#app/contracts/settings.ts";
import type { SettingsBody } from "#app/contracts/settings.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { explainOrder } from "#app/services/explain-order.ts";
import { getOrder } from "#app/services/get-order.ts";
import { homeSummary } from "#app/services/home-summary.ts";
import { listOrders } from "#app/services/list-orders.ts";
import { listRulesVersions } from "#app/services/list-rules-versions.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { readSettings } from "#app/services/read-settings.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import type { BodyOptions } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "../engine/deliver.ts";
import { queuedSettling } from "./queued-settling.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-20T12:00:00Z");

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: NOW });
  ({
    variantIds: [soap],
  } = await makeProduct(db, shop, { title: "Lavender Soap" }));
});

const save = (settings: SettingsBody) => saveSettings(ctx, settings, "merchant:7");
const has = (orderId: number) => holdingsOf(db, shop, orderId);
const batch = (code: string, units: number, madeOn: string, expiresOn?: string) =>
  makeBatch(db, shop, [{ variantId: soap, units }], {
    code,
    madeAt: new Date(`${madeOn}T08:00:00Z`),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  });

async function receive(topic: string, options: Partial<BodyOptions> & { id: number; quantity?: number }) {
  const { quantity = 1, ...rest } = options;
  await deliver(db, shop, topic, orderBody({ lines: [{ variantId: soap, quantity }], ...rest }));
  await processDeliveries(ctx);
}

describe("settings", () => {
  it("keep what is not given, and make a version of the rules only of rules that changed", async () => {
    expect(await save({ strategy: "fefo", keepWhole: true })).toEqual({ ok: true });
    await save({ strategy: "fefo", replyTo: "help@example.com", publishCodes: false, publishTags: true });
    await save({ minShelfLifeDays: 14, assignAt: "payment", skipQuarantine: true, tracksLocations: true });
    expect(await readSettings(ctx)).toMatchObject({
      strategy: "fefo",
      keepWhole: true,
      replyTo: "help@example.com",
      publishCodes: false,
      publishTags: true,
      minShelfLifeDays: 14,
      assignAt: "payment",
      skipQuarantine: true,
      tracksLocations: true,
      includeTestOrders: false,
      rulesVersion: 3,
    });
    const { items, nextCursor } = await listRulesVersions(ctx, { limit: 10 });
    expect(nextCursor).toBeNull();
    expect(items).toEqual([
      {
        version: 3,
        at: NOW.toISOString(),
        actor: "merchant:7",
        product: null,
        changes: [
          { rule: "assignAt", from: "creation", to: "payment" },
          { rule: "minShelfLifeDays", from: 0, to: 14 },
          { rule: "skipQuarantine", from: false, to: true },
          { rule: "tracksLocations", from: false, to: true },
        ],
      },
      expect.objectContaining({
        version: 2,
        changes: [
          { rule: "strategy", from: "fifo", to: "fefo" },
          { rule: "keepWhole", from: false, to: true },
        ],
      }),
    ]);
    const kept = await db.allocationRules.findMany({ orderBy: { version: "asc" }, select: { rules: true } });
    expect(kept[0]?.rules).toMatchObject({
      shop: { strategy: "fefo", keepWhole: true, assignAt: "creation", minShelfLifeDays: 0 },
    });
  });

  it("make one version each when two people save at once", async () => {
    const strategies = ["fefo", "fifo"] as const;
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((days) =>
        save({ minShelfLifeDays: days, strategy: strategies[days % 2] ?? "fifo" }),
      ),
    );
    const { rulesVersion } = await readSettings(ctx);
    const { items } = await listRulesVersions(ctx, { limit: 20 });
    expect(items.map(({ version }) => version)).toEqual([7, 6, 5, 4, 3, 2]);
    expect(rulesVersion).toBe(7);
    // Each begins where the one before ended.
    const days = items.map(({ changes }) => changes.find(({ rule }) => rule === "minShelfLifeDays"));
    for (const [index, change] of days.entries()) expect(change?.from).toBe(days[index + 1]?.to ?? 0);
  });

  it("walk their history by pages, each shop its own", async () => {
    for (const keepWhole of [true, false, true]) await save({ keepWhole });
    const first = await listRulesVersions(ctx, { limit: 2 });
    expect(first.items.map(({ version }) => version)).toEqual([4, 3]);
    const second = await listRulesVersions(ctx, { limit: 2, after: first.nextCursor ?? "" });
    expect(second.items.map(({ version }) => version)).toEqual([2]);
    expect(second.nextCursor).toBeNull();
    const stranger = makeContext(db, await makeShop(db), { now: NOW });
    expect(await listRulesVersions(stranger, { limit: 10 })).toEqual({ items: [], nextCursor: null });
    expect(await readSettings(stranger)).toMatchObject({ keepWhole: false, rulesVersion: 1 });
  });

  it.each([
    ["a strategy that there is not", { strategy: "lifo" }, "strategy"],
    ["a moment that there is not", { assignAt: "never" }, "assignAt"],
    ["days before none", { minShelfLifeDays: -1 }, "minShelfLifeDays"],
    ["half a day", { minShelfLifeDays: 1.5 }, "minShelfLifeDays"],
    ["more than ten years", { minShelfLifeDays: 3_651 }, "minShelfLifeDays"],
    ["days as a text", { minShelfLifeDays: "14" }, "minShelfLifeDays"],
    ["a switch that is neither on nor off", { keepWhole: "yes" }, "keepWhole"],
    ["a setting that there is not", { rulesVersion: 9 }, "rulesVersion"],
  ])("refuse %s", (_name, body, path) => {
    const parsed = parseFields(settingsBody, body);
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });
});

describe("a changed rule", () => {
  it("touches the future only, and the assignment names the version that made it (case 33)", async () => {
    await batch("OLD", 5, "2026-01-01", "2027-12-01");
    await batch("SOON", 5, "2026-02-01", "2027-01-01");
    await receive("orders/create", { id: 1, quantity: 2 });
    await save({ strategy: "fefo" });
    await receive("orders/create", { id: 2, quantity: 2 });
    await receive("orders/updated", { id: 1, quantity: 3, updatedAt: "2026-11-02T10:00:00Z" });
    expect(await has(1)).toEqual(["OLD: 2 promised", "SOON: 1 promised"]);
    expect(await has(2)).toEqual(["SOON: 2 promised"]);
    const ruled = async (orderId: string) =>
      (await explainOrder(ctx, orderId)).map(({ decision }) => [decision.rule, decision.rules]);
    expect(await ruled("1")).toEqual([
      ["fifo", 1],
      ["fefo", 2],
    ]);
    expect(await ruled("2")).toEqual([["fefo", 2]]);
    await expectInvariants(db);
  });

  it("of shelf life keeps units back from orders, and a shorter one serves those that wait (case 29)", async () => {
    await batch("SHORT", 5, "2026-01-01", "2026-12-10");
    await save({ minShelfLifeDays: 30 });
    expect(await queuedSettling(db)).toEqual([]);
    await receive("orders/create", { id: 1, quantity: 2 });
    expect(await has(1)).toEqual(["2 unassigned"]);
    expect((await getOrder(ctx, "1"))?.lines[0]?.reason).toBe("short_shelf_life");

    // Twenty days are left until the tenth of December: enough, to the day.
    await save({ minShelfLifeDays: 20 });
    expect(await queuedSettling(db)).toEqual([{ shopId: shop.id, productId: null }]);
    expect(await has(1)).toEqual(["2 unassigned"]);
    expect(await settleWaiting(ctx, null, new AbortController().signal)).toEqual({ isComplete: true });
    expect(await has(1)).toEqual(["SHORT: 2 promised"]);
    const before = await db.movement.count();
    await settleWaiting(ctx, null, new AbortController().signal);
    expect(await db.movement.count()).toBe(before);
    await expectInvariants(db);
  });

  it("serves everyone else when one variant cannot be served, and that one when it can", async () => {
    await save({ minShelfLifeDays: 30 });
    const others = [soap, ...(await makeProduct(db, shop, {})).variantIds];
    for (const [index, variantId] of others.entries()) {
      const code = `OF-${index}`;
      await makeBatch(db, shop, [{ variantId, units: 1 }], { code, expiresOn: "2026-12-10" });
      await receive("orders/create", { id: index + 1, lines: [{ variantId, quantity: 1 }] });
    }
    await save({ minShelfLifeDays: 0 });
    await db.$executeRawUnsafe(
      `ALTER TABLE movement ADD CONSTRAINT no_soap CHECK (variant_id <> ${soap}) NOT VALID`,
    );
    try {
      expect(await settleWaiting(ctx, null, new AbortController().signal)).toEqual({ isComplete: true });
      expect(await has(1)).toEqual(["1 unassigned"]);
      expect(await has(2)).toEqual(["OF-1: 1 promised"]);
    } finally {
      await db.$executeRaw`ALTER TABLE movement DROP CONSTRAINT no_soap`;
    }
    await settleWaiting(ctx, null, new AbortController().signal);
    expect(await has(1)).toEqual(["OF-0: 1 promised"]);
    await expectInvariants(db);
  });

  it("settles in slices over more variants than one transaction holds, and stops when it is asked to", async () => {
    await save({ minShelfLifeDays: 30 });
    for (let id = 1; id <= 30; id += 1) {
      const { variantIds } = await makeProduct(db, shop, {});
      await makeBatch(db, shop, [{ variantId: variantIds[0], units: 1 }], { expiresOn: "2026-12-10" });
      await receive("orders/create", { id, lines: [{ variantId: variantIds[0], quantity: 1 }] });
    }
    await save({ minShelfLifeDays: 0 });
    expect(await settleWaiting(ctx, null, AbortSignal.abort())).toEqual({ isComplete: false });
    expect((await homeSummary(ctx)).unassigned.units).toBe(30);
    expect(await settleWaiting(ctx, null, new AbortController().signal)).toEqual({ isComplete: true });
    expect((await homeSummary(ctx)).unassigned.units).toBe(0);
    await expectInvariants(db);
  });

  it("keeps a line in one batch where one has all its units", async () => {
    await save({ keepWhole: true });
    await batch("FEW", 2, "2026-01-01");
    await batch("MANY", 5, "2026-02-01");
    await receive("orders/create", { id: 1, quantity: 3 });
    await receive("orders/create", { id: 2, quantity: 2 });
    await receive("orders/create", { id: 3, quantity: 3 });
    expect(await has(1)).toEqual(["MANY: 3 promised"]);
    expect(await has(2)).toEqual(["FEW: 2 promised"]);
    expect(await has(3)).toEqual(["MANY: 2 promised", "1 unassigned"]);
    const [draw] = await explainOrder(ctx, "1");
    expect(draw?.decision.skipped).toMatchObject([{ code: "FEW", why: "would_mix" }]);
  });

  it("puts what comes back on the shelf at once, but not into a batch that is not open", async () => {
    await save({ skipQuarantine: true });
    const { id } = await batch("ONE", 4, "2026-01-01");
    const line = { variantId: soap, quantity: 4, shipped: 4 };
    const back = (units: number) => [{ ...line, refunds: [{ units, restock: "return" as const }] }];
    await receive("orders/create", { id: 1, lines: [line] });
    const shippedAt = "2026-11-01T10:00:00Z";
    await receive("orders/updated", { id: 1, lines: back(1), updatedAt: "2026-11-02T10:00:00Z", shippedAt });
    const item = () =>
      db.batchItem.findFirstOrThrow({ select: { remaining: true, quarantined: true, returned: true } });
    expect(await item()).toEqual({ remaining: 1, quarantined: 0, returned: 1 });
    await db.batch.updateMany({ where: { id }, data: { status: "on_hold" } });
    await receive("orders/updated", { id: 1, lines: back(3), updatedAt: "2026-11-03T10:00:00Z", shippedAt });
    expect(await item()).toEqual({ remaining: 1, quarantined: 2, returned: 3 });
    await expectInvariants(db);
  });
});

describe("when an order gets its batch", () => {
  const unassigned = async () => {
    const listed = await listOrders(ctx, { filter: "unassigned", limit: 50 });
    return listed.ok ? listed.page.items.map(({ name }) => name) : [];
  };
  const row = async (name: string) => {
    const listed = await listOrders(ctx, { filter: "all", limit: 50 });
    return listed.ok ? listed.page.items.find((order) => order.name === name) : undefined;
  };

  it("is when it is paid: until then it holds nothing and is not counted as unassigned", async () => {
    await save({ assignAt: "payment" });
    await batch("ONE", 3, "2026-01-01");
    await receive("orders/create", { id: 1, quantity: 2, paid: false });
    await receive("orders/create", { id: 2, quantity: 2, placedAt: "2026-11-02T10:00:00Z" });
    expect(await has(1)).toEqual(["2 unassigned"]);
    expect(await has(2)).toEqual(["ONE: 2 promised"]);
    expect((await homeSummary(ctx)).unassigned).toMatchObject({ units: 0, orders: 0 });
    expect(await unassigned()).toEqual([]);
    expect(await row("#1")).toMatchObject({ unassigned: 0, deferred: 2, waitsFor: "payment", units: 2 });
    expect((await getOrder(ctx, "1"))?.lines[0]).toMatchObject({ unassigned: 2, reason: "awaiting_payment" });

    await receive("orders/paid", { id: 1, quantity: 2, updatedAt: "2026-11-03T10:00:00Z" });
    expect(await has(1)).toEqual(["ONE: 1 promised", "1 unassigned"]);
    expect(await unassigned()).toEqual(["#1"]);
    expect(await row("#1")).toMatchObject({ unassigned: 1, deferred: 0, waitsFor: null });
    expect((await homeSummary(ctx)).unassigned).toMatchObject({ units: 1, orders: 1 });
    await expectInvariants(db);
  });

  it("is when it is shipped: from the batches that were there on that day", async () => {
    await save({ assignAt: "fulfilment" });
    await batch("ONE", 2, "2026-01-01");
    await receive("orders/create", { id: 1, quantity: 3 });
    expect(await has(1)).toEqual(["3 unassigned"]);
    expect(await row("#1")).toMatchObject({ unassigned: 0, deferred: 3, waitsFor: "shipping" });
    await batch("LATE", 9, "2026-11-10");
    await receive("orders/updated", {
      id: 1,
      updatedAt: "2026-11-04T10:00:00Z",
      lines: [{ variantId: soap, quantity: 3, shipped: 3 }],
    });
    // One unit left before the second batch was made: its batch is not known.
    expect(await has(1)).toEqual(["ONE: 2 shipped", "1 unassigned, 1 of them shipped"]);
    expect(await row("#1")).toMatchObject({ unassigned: 1, deferred: 0, waitsFor: null });
    expect((await homeSummary(ctx)).unassigned).toMatchObject({ units: 1, orders: 1 });
    await expectInvariants(db);
  });

  it("stays what held when the order came", async () => {
    await save({ assignAt: "payment" });
    await batch("ONE", 9, "2026-01-01");
    await receive("orders/create", { id: 1, paid: false });
    await save({ assignAt: "creation" });
    await receive("orders/updated", { id: 1, paid: false, quantity: 2, updatedAt: "2026-11-02T10:00:00Z" });
    await receive("orders/create", { id: 2, paid: false });
    expect(await has(1)).toEqual(["2 unassigned"]);
    expect(await has(2)).toEqual(["ONE: 1 promised"]);
  });
});
