import { beforeEach, describe, expect, it } from "vitest";
import { changeProductBody, listProductsQuery } from "#app/contracts/product.ts";
import type { ChangeProductBody } from "#app/contracts/product.ts";
import { parseFields } from "#app/contracts/problem.ts";
import { changeProduct } from "#app/services/change-product.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { explainOrder } from "#app/services/explain-order.ts";
import { getOrder } from "#app/services/get-order.ts";
import { getProduct } from "#app/services/get-product.ts";
import { listProducts } from "#app/services/list-products.ts";
import { listRulesVersions } from "#app/services/list-rules-versions.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import type { MadeProduct } from "../../factories/catalogue.ts";
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
let soap: MadeProduct;
let balm: MadeProduct;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: NOW });
  soap = await makeProduct(db, shop, { title: "Soap" });
  balm = await makeProduct(db, shop, { title: "Balm" });
});

const change = (product: MadeProduct, rules: ChangeProductBody) =>
  changeProduct(ctx, String(product.productId), rules, "merchant:7");
const has = (orderId: number) => holdingsOf(db, shop, orderId);
const batch = (product: MadeProduct, code: string, units: number, madeOn: string, expiresOn?: string) =>
  makeBatch(db, shop, [{ variantId: product.variantIds[0], units }], {
    code,
    madeAt: new Date(`${madeOn}T08:00:00Z`),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  });

async function receive(topic: string, options: BodyOptions) {
  await deliver(db, shop, topic, orderBody(options));
  await processDeliveries(ctx);
}
const lineOf = (product: MadeProduct, quantity = 1) => ({ variantId: product.variantIds[0], quantity });

describe("a product's rules", () => {
  it("lie over the shop's: FEFO for one, FIFO for the rest, and the other way round", async () => {
    for (const product of [soap, balm]) {
      await batch(product, `${product.productId}-OLD`, 1, "2026-01-01", "2027-12-01");
      await batch(product, `${product.productId}-SOON`, 1, "2026-02-01", "2027-01-01");
      await batch(product, `${product.productId}-EVER`, 1, "2026-01-15");
    }
    const order = (product: MadeProduct, ...names: string[]) =>
      names.map((name) => `${product.productId}-${name}: 1 promised`);
    await change(soap, { strategy: "fefo" });
    await receive("orders/create", { id: 1, lines: [lineOf(soap, 2), lineOf(balm, 1)] });
    expect(await has(1)).toEqual([...order(soap, "OLD", "SOON").reverse(), ...order(balm, "OLD")]);
    await saveSettings(ctx, { strategy: "fefo" }, "merchant:7");
    await change(balm, { strategy: "fifo" });
    await receive("orders/create", { id: 2, lines: [lineOf(soap, 1), lineOf(balm, 1)] });
    expect(await has(2)).toEqual([...order(soap, "EVER"), ...order(balm, "EVER")]);
    expect((await explainOrder(ctx, "2")).map(({ decision }) => [decision.rule, decision.rules])).toEqual([
      ["fefo", 4],
      ["fifo", 4],
    ]);
    await expectInvariants(db);
  });

  it("are a version of the shop's each, with what changed of which product; the same again is none", async () => {
    await change(soap, { stopShipDays: 7, strategy: "fefo" });
    await change(soap, { stopShipDays: 7 });
    await change(soap, { minShelfLifeDays: 30, strategy: null });
    const { items } = await listRulesVersions(ctx, { limit: 10 });
    const product = { id: `gid://shopify/Product/${soap.productId}`, title: "Soap" };
    expect(items).toMatchObject([
      {
        version: 3,
        product,
        actor: "merchant:7",
        changes: [
          { rule: "strategy", from: "fefo", to: null },
          { rule: "minShelfLifeDays", from: null, to: 30 },
        ],
      },
      {
        version: 2,
        product,
        changes: [
          { rule: "strategy", from: null, to: "fefo" },
          { rule: "stopShipDays", from: 0, to: 7 },
        ],
      },
    ]);
    const kept = await db.allocationRules.findFirstOrThrow({ where: { version: 3 } });
    expect(kept.rules).toMatchObject({
      shop: { strategy: "fifo" },
      product: { rules: { tracked: true, strategy: null, stopShipDays: 7, minShelfLifeDays: 30 } },
    });
  });

  it("stop a batch before it expires, its last day included, and a smaller margin serves who waits", async () => {
    await batch(soap, "EDGE", 1, "2026-01-01", "2026-11-27");
    await batch(soap, "PAST", 5, "2026-01-01", "2026-11-26");
    await change(soap, { stopShipDays: 7 });
    await receive("orders/create", { id: 1, lines: [lineOf(soap, 2)] });
    expect(await has(1)).toEqual(["EDGE: 1 promised", "1 unassigned"]);
    expect((await getOrder(ctx, "1"))?.lines[0]?.reason).toBe("stop_shipped");

    await change(balm, { stopShipDays: 3 });
    await change(balm, { stopShipDays: 2 });
    await change(soap, { stopShipDays: 6 });
    expect(await queuedSettling(db)).toEqual(
      [balm, soap].map(({ productId }) => ({ shopId: shop.id, productId: String(productId) })),
    );
    const { signal } = new AbortController();
    await settleWaiting(ctx, balm.productId, signal);
    expect(await has(1)).toEqual(["EDGE: 1 promised", "1 unassigned"]);
    await settleWaiting(ctx, soap.productId, signal);
    expect(await has(1)).toEqual(["EDGE: 1 promised", "PAST: 1 promised"]);
    await expectInvariants(db);
  });

  it("may ask for more or less shelf life than the shop", async () => {
    await saveSettings(ctx, { minShelfLifeDays: 30 }, "merchant:7");
    await batch(soap, "S", 5, "2026-01-01", "2026-12-10");
    await batch(balm, "B", 5, "2026-01-01", "2026-12-10");
    await change(soap, { minShelfLifeDays: 0 });
    await receive("orders/create", { id: 1, lines: [lineOf(soap), lineOf(balm)] });
    expect(await has(1)).toEqual(["S: 1 promised", "1 unassigned"]);
    // As the shop again: 30 days are more than none, so nobody is served by it.
    const before = (await queuedSettling(db)).length;
    await change(soap, { minShelfLifeDays: null });
    expect(await queuedSettling(db)).toHaveLength(before);
    await receive("orders/create", { id: 2, lines: [lineOf(soap)] });
    expect(await has(2)).toEqual(["1 unassigned"]);
  });
});

describe("batch tracking", () => {
  it("off: new lines draw nothing, what was assigned stays and goes on (cases 36, 37)", async () => {
    await batch(soap, "ONE", 9, "2026-01-01");
    await receive("orders/create", { id: 1, lines: [lineOf(soap, 2)] });
    await change(soap, { tracked: false });
    await receive("orders/create", { id: 2, lines: [lineOf(soap, 2)] });
    expect(await has(1)).toEqual(["ONE: 2 promised"]);
    expect(await has(2)).toEqual([]);
    expect((await getOrder(ctx, "2"))?.lines[0]).toMatchObject({ tracked: false, reason: "not_tracked" });
    const shipped = [{ ...lineOf(soap, 2), shipped: 2 }];
    await receive("orders/updated", { id: 1, lines: shipped, updatedAt: "2026-11-03T10:00:00Z" });
    expect(await has(1)).toEqual(["ONE: 2 shipped"]);
    await expectInvariants(db);
  });

  it("on again: the lines that came meanwhile stay as they came", async () => {
    await batch(soap, "ONE", 9, "2026-01-01");
    await change(soap, { tracked: false });
    await receive("orders/create", { id: 1, lines: [lineOf(soap)] });
    await change(soap, { tracked: true });
    await receive("orders/updated", { id: 1, lines: [lineOf(soap, 2)], updatedAt: "2026-11-03T10:00:00Z" });
    await receive("orders/create", { id: 2, lines: [lineOf(soap)] });
    expect(await has(1)).toEqual([]);
    expect(await has(2)).toEqual(["ONE: 1 promised"]);
    await expectInvariants(db);
  });
});

describe("products", () => {
  const titles = async (query: Record<string, unknown>, of = ctx) => {
    const listed = await listProducts(of, listProductsQuery.parse(query));
    if (!listed.ok) throw new Error("bad cursor");
    return listed.page.items.map(({ title }) => title);
  };

  it("are listed by title with their rules, found by title, vendor or SKU, and filtered", async () => {
    await makeProduct(db, shop, {
      title: "ginger 50%",
      variants: [{ title: "A", sku: "GNG" }, { title: "B" }],
    });
    const gone = await makeProduct(db, shop, { title: "Gone" });
    await db.product.updateMany({ where: { id: gone.productId }, data: { deletedAt: NOW } });
    await db.product.updateMany({ where: { id: balm.productId }, data: { vendor: "Fern" } });
    await change(balm, { tracked: false });
    await change(soap, { stopShipDays: 1 });
    expect(await titles({})).toEqual(["Balm", "ginger 50%", "Soap"]);
    expect(await titles({ q: "50%" })).toEqual(["ginger 50%"]);
    expect(await titles({ q: "gng" })).toEqual(["ginger 50%"]);
    expect(await titles({ q: "fern" })).toEqual(["Balm"]);
    expect(await titles({ q: "_" })).toEqual([]);
    expect(await titles({ filter: "untracked" })).toEqual(["Balm"]);
    expect(await titles({ filter: "tracked" })).toEqual(["ginger 50%", "Soap"]);
    expect(await titles({ filter: "own_rules" })).toEqual(["Soap"]);
    expect(await titles({ filter: "sets" })).toEqual([]);
    expect(await titles({}, makeContext(db, await makeShop(db)))).toEqual([]);
  });

  it("are walked by pages once, also where titles are equal", async () => {
    for (let more = 0; more < 4; more += 1) await makeProduct(db, shop, { title: "SOAP" });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const listed = await listProducts(ctx, listProductsQuery.parse({ limit: 2, after }));
      if (!listed.ok) throw new Error("bad cursor");
      seen.push(...listed.page.items.map(({ id }) => id));
      after = listed.page.nextCursor ?? undefined;
    } while (after !== undefined);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    expect(await listProducts(ctx, listProductsQuery.parse({ after: "x" }))).toMatchObject({ ok: false });
  });

  it("show their variants by pages, and what the shop's rules are beneath", async () => {
    const made = await makeProduct(db, shop, { variants: [{ title: "A" }, { title: "B" }, { title: "C" }] });
    await saveSettings(ctx, { strategy: "fefo", minShelfLifeDays: 9 }, "merchant:7");
    const first = await getProduct(ctx, `gid://shopify/Product/${made.productId}`, { limit: 2 });
    expect(first).toMatchObject({
      variants: 3,
      strategy: null,
      shop: { strategy: "fefo", minShelfLifeDays: 9 },
      page: { items: [{ title: "A", components: [] }, { title: "B" }] },
    });
    const after = first?.page.nextCursor ?? undefined;
    const second = await getProduct(ctx, String(made.productId), { limit: 2, after });
    expect(second?.page).toMatchObject({ items: [{ title: "C" }], nextCursor: null });
  });

  it("of another shop are not found, and not changed", async () => {
    const stranger = makeContext(db, await makeShop(db), { now: NOW });
    const id = String(soap.productId);
    expect(await getProduct(stranger, id, { limit: 10 })).toBeNull();
    expect(await getProduct(ctx, "gid://shopify/Order/1", { limit: 10 })).toBeNull();
    const refused = { ok: false, error: { type: "not_found" } };
    expect(await changeProduct(stranger, id, { tracked: false }, "merchant:8")).toEqual(refused);
    expect(await changeProduct(ctx, "nothing", { tracked: false }, "merchant:8")).toEqual(refused);
    expect(await getProduct(ctx, id, { limit: 10 })).toMatchObject({ tracked: true });
    expect((await listRulesVersions(stranger, { limit: 10 })).items).toEqual([]);
  });

  it.each([
    ["a margin below none", { stopShipDays: -1 }, "stopShipDays"],
    ["no margin at all", { stopShipDays: null }, "stopShipDays"],
    ["a shelf life of more than ten years", { minShelfLifeDays: 4_000 }, "minShelfLifeDays"],
    ["a strategy that there is not", { strategy: "lifo" }, "strategy"],
    ["a rule of the shop", { keepWhole: true }, "keepWhole"],
  ])("refuse %s", (_name, body, path) => {
    const parsed = parseFields(changeProductBody, body);
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });
});
