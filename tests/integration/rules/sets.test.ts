import { beforeEach, describe, expect, it } from "vitest";
import type { CatalogueVariant } from "#app/domain/catalogue-variant.ts";
import { saveSetBody } from "#app/contracts/product.ts";
import { parseFields } from "#app/contracts/problem.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { explainOrder } from "#app/services/explain-order.ts";
import { getOrder } from "#app/services/get-order.ts";
import { getSet } from "#app/services/get-set.ts";
import { listRulesVersions } from "#app/services/list-rules-versions.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { saveSet } from "#app/services/save-set.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { orderBody } from "../../factories/order-body.ts";
import type { BodyOptions } from "../../factories/order-body.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "../engine/deliver.ts";

const { db } = useTestDatabase();
const NOW = new Date("2026-11-20T12:00:00Z");

let shop: ShopIdentity;
let ctx: ShopContext;
let soap: ShopifyId;
let candle: ShopifyId;
let box: ShopifyId;

const variant = async (title: string) => (await makeProduct(db, shop, { title })).variantIds[0];

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop, { now: NOW });
  soap = await variant("Soap");
  candle = await variant("Candle");
  box = await variant("Gift Box");
});

type Parts = [ShopifyId, number][];
const parts = (components: Parts) => ({
  components: components.map(([variantId, units]) => ({ variantId: String(variantId), units })),
});
const save = (set: ShopifyId, components: Parts, of = ctx) =>
  saveSet(of, String(set), parts(components), "merchant:7");
const has = (orderId: number) => holdingsOf(db, shop, orderId);
const batch = (variantId: ShopifyId, code: string, units: number) =>
  makeBatch(db, shop, [{ variantId, units }], { code });

async function receive(topic: string, options: BodyOptions) {
  await deliver(db, shop, topic, orderBody(options));
  await processDeliveries(ctx);
}
const later = (minutes: number) => `2026-11-03T10:${String(minutes).padStart(2, "0")}:00Z`;

describe("an order of a set", () => {
  beforeEach(async () => {
    expect(await save(box, [[soap, 2], [candle, 1]])).toEqual({ ok: true }); // prettier-ignore
    await batch(soap, "SOAP", 10);
    await batch(candle, "CANDLE", 3);
    await batch(box, "BOX", 9);
  });

  it("draws the components, from their own batches, and nothing of the set itself (case 46)", async () => {
    await receive("orders/create", { id: 1, lines: [{ variantId: box, quantity: 2, title: "Gift Box" }] });
    expect((await has(1)).sort()).toEqual(["CANDLE: 2 promised", "SOAP: 4 promised"]);
    const order = await getOrder(ctx, "1");
    expect(order?.lines).toMatchObject([
      {
        id: "gid://shopify/LineItem/100",
        title: "Gift Box",
        quantity: 2,
        tracked: false,
        reason: "set",
        partOf: null,
        assignments: [],
      },
      {
        id: "gid://shopify/LineItem/100?component=1",
        title: "Soap",
        quantity: 4,
        tracked: true,
        partOf: "gid://shopify/LineItem/100",
        assignments: [{ code: "SOAP", units: 4 }],
      },
      { id: "gid://shopify/LineItem/100?component=2", title: "Candle", quantity: 2 },
    ]);
    const draws = await explainOrder(ctx, "1");
    expect(draws.map(({ lineId, decision }) => [lineId, decision.rules])).toEqual([
      ["gid://shopify/LineItem/100?component=2", 2],
      ["gid://shopify/LineItem/100?component=1", 2],
    ]);
    await expectInvariants(db);
  });

  it("shares what there is of a component with other lines, in the order of demand (case 47)", async () => {
    await receive("orders/create", {
      id: 1,
      lines: [
        { variantId: candle, quantity: 1 },
        { variantId: box, quantity: 2 },
        { variantId: box, quantity: 1 },
      ],
    });
    const lines = (await getOrder(ctx, "1"))?.lines.filter(({ variantId }) =>
      variantId?.endsWith(`/${candle}`),
    );
    expect(lines?.reduce((units, line) => units + line.quantity, 0)).toBe(4);
    expect(lines?.reduce((units, line) => units + line.unassigned, 0)).toBe(1);
    expect(await db.batchItem.findFirst({ where: { variantId: candle } })).toMatchObject({
      remaining: 0,
      promised: 3,
    });
    await expectInvariants(db);
  });

  it("ships, partly, and gives back what was cancelled", async () => {
    const line = { variantId: box, quantity: 3 };
    await receive("orders/create", { id: 1, lines: [line] });
    await receive("orders/updated", { id: 1, lines: [{ ...line, shipped: 1 }], updatedAt: later(1) });
    expect((await has(1)).sort()).toEqual([
      "CANDLE: 1 shipped",
      "CANDLE: 2 promised",
      "SOAP: 2 shipped",
      "SOAP: 4 promised",
    ]);
    const refunded = { ...line, shipped: 1, refunds: [{ units: 1, restock: "cancel" as const }] };
    await receive("orders/updated", { id: 1, lines: [refunded], updatedAt: later(2), shippedAt: later(1) });
    const items = await db.batchItem.findMany({ where: { variantId: { in: [soap, candle] } } });
    const units = new Map(items.map(({ variantId, promised, shipped }) => [variantId, [promised, shipped]]));
    // One set left, one came off, one is still to ship.
    expect(units.get(soap)).toEqual([2, 2]);
    expect(units.get(candle)).toEqual([1, 1]);
    await expectInvariants(db);
  });

  it("puts the components of a returned set into quarantine, each of its batch", async () => {
    const line = { variantId: box, quantity: 2, shipped: 2 };
    await receive("orders/create", { id: 1, lines: [line] });
    const back = { ...line, refunds: [{ units: 1, restock: "return" as const }] };
    await receive("orders/updated", { id: 1, lines: [back], updatedAt: later(2), shippedAt: later(1) });
    expect((await has(1)).sort()).toEqual([
      "CANDLE: 1 returned",
      "CANDLE: 1 shipped",
      "SOAP: 2 returned",
      "SOAP: 2 shipped",
    ]);
    await expectInvariants(db);
  });

  it("releases everything when it is cancelled with restock", async () => {
    await receive("orders/create", { id: 1, lines: [{ variantId: box, quantity: 2 }] });
    const refunds = [{ units: 2, restock: "cancel" as const }];
    await receive("orders/cancelled", {
      id: 1,
      lines: [{ variantId: box, quantity: 2, refunds }],
      ...{ updatedAt: later(1), cancelledAt: later(1) },
    });
    expect(await has(1)).toEqual([]);
    await expectInvariants(db);
  });

  it("keeps the components it was placed with; a changed map touches new orders only", async () => {
    const line = { variantId: box, quantity: 1 };
    await receive("orders/create", { id: 1, lines: [line] });
    await save(box, [[candle, 2]]);
    await receive("orders/updated", { id: 1, lines: [{ ...line, quantity: 2 }], updatedAt: later(1) });
    await receive("orders/create", { id: 2, lines: [line] });
    await save(box, []);
    await receive("orders/create", { id: 3, lines: [line] });
    await receive("orders/updated", { id: 2, lines: [{ ...line, shipped: 1 }], updatedAt: later(2) });
    expect((await has(1)).sort()).toEqual(["CANDLE: 2 promised", "SOAP: 4 promised"]);
    expect(await has(2)).toEqual(["CANDLE: 1 shipped", "1 unassigned, 1 of them shipped"]);
    expect(await has(3)).toEqual(["BOX: 1 promised"]);
    await expectInvariants(db);
  });

  it("that was placed before the variant became a set stays an ordinary line", async () => {
    const tin = await variant("Tin");
    await batch(tin, "TIN", 5);
    await receive("orders/create", { id: 1, lines: [{ variantId: tin, quantity: 1 }] });
    await save(tin, [[soap, 1]]);
    const grown = [{ variantId: tin, quantity: 2 }];
    await receive("orders/updated", { id: 1, lines: grown, updatedAt: later(1) });
    expect(await has(1)).toEqual(["TIN: 2 promised"]);
  });
});

describe("what a set is made of", () => {
  it("is kept with its order of changes, each a version of the rules; the same again is none", async () => {
    await save(box, [[soap, 2]]);
    await save(box, [[soap, 2]]);
    await save(box, [[candle, 1], [soap, 3]]); // prettier-ignore
    expect(await getSet(ctx, String(box))).toMatchObject({
      id: `gid://shopify/ProductVariant/${box}`,
      productTitle: "Gift Box",
      components: [
        { productTitle: "Soap", units: 3 },
        { productTitle: "Candle", units: 1 },
      ],
    });
    await save(box, []);
    expect(await getSet(ctx, String(box))).toMatchObject({ components: [] });
    const { items } = await listRulesVersions(ctx, { limit: 10 });
    const two = { variantId: String(soap), title: "Soap", units: 2 };
    expect(items.map(({ version }) => version)).toEqual([4, 3, 2]);
    expect(items[2]).toMatchObject({
      product: { title: "Gift Box" },
      changes: [{ rule: "components", from: [], to: [two] }],
    });
    expect(items[0]?.changes[0]?.to).toEqual([]);
  });

  const refusal = async (set: ShopifyId, components: Parts, of = ctx) => {
    const saved = await save(set, components, of);
    if (saved.ok) return null;
    return saved.error.type === "invalid_fields"
      ? saved.error.errors.map(({ path, message }) => `${path}: ${message}`)
      : saved.error.type;
  };

  it("is not a set, not itself and not a gift card, each said at its place", async () => {
    const card = await variant("Gift Card");
    await db.product.updateMany({ where: { title: "Gift Card" }, data: { giftCard: true } });
    await save(box, [[soap, 1]]);
    const big = await variant("Big Box");
    expect(
      await refusal(big, [
        [candle, 1],
        [box, 1],
        [big, 1],
        [card, 1],
      ]),
    ).toEqual([
      // prettier-ignore
      "components.1.variantId: is a set itself; choose what it is made of instead",
      "components.2.variantId: a set cannot be a part of itself",
      "components.3.variantId: is a gift card, which is no goods",
    ]);
    expect(await refusal(soap, [[candle, 1]])).toEqual([
      "components: it is a part of the set Gift Box, and a set cannot be in a set; take it out there first",
    ]);
    expect(await refusal(card, [[candle, 1]])).toEqual([
      "components: a gift card is no goods and cannot be a set",
    ]);
    expect(await db.setComponent.count()).toBe(1);
    expect((await listRulesVersions(ctx, { limit: 10 })).items).toHaveLength(1);
  });

  it("is refused once when two people nest two sets at once", async () => {
    const answers = await Promise.all([save(box, [[candle, 1]]), save(candle, [[soap, 1]])]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.setComponent.count()).toBe(1);
  });

  it("is read from Shopify where it is not mirrored yet, and refused where Shopify has none", async () => {
    const fresh: CatalogueVariant = {
      ...{ variantId: 990_001n, productId: 990_000n, productTitle: "New Balm", vendor: null },
      ...{ productStatus: "active", giftCard: false, productImageUrl: null, productUpdatedAt: NOW },
      ...{ title: "Default Title", sku: null, barcode: null, imageUrl: null, position: 1 },
    };
    const asking = makeContext(db, shop, {
      now: NOW,
      shopify: { readVariants: (ids) => Promise.resolve(ids.includes(990_001n) ? [fresh] : []) },
    });
    expect(await refusal(box, [[990_001n, 2]], asking)).toBeNull();
    expect(await getSet(ctx, String(box))).toMatchObject({ components: [{ productTitle: "New Balm" }] });
    expect(
      await refusal(
        box,
        [
          [soap, 1],
          [990_002n, 1],
        ],
        asking,
      ),
    ).toEqual([
      // prettier-ignore
      "components.1.variantId: Shopify has no such variant in this shop",
    ]);
  });

  it("of another shop is not found, and its variants are not components here", async () => {
    const other = await makeShop(db);
    const stranger = makeContext(db, other, { shopify: { readVariants: () => Promise.resolve([]) } });
    const foreign = (await makeProduct(db, other)).variantIds[0];
    expect(await getSet(stranger, String(box))).toBeNull();
    expect(await refusal(box, [[soap, 1]], stranger)).toBe("not_found");
    expect(await refusal(box, [], stranger)).toBe("not_found");
    expect(await refusal(foreign, [[soap, 1]], stranger)).toEqual([
      "components.0.variantId: Shopify has no such variant in this shop",
    ]);
  });

  it.each([
    ["no units", [{ variantId: "1", units: 0 }], "components.0.units"],
    ["more than a thousand units", [{ variantId: "1", units: 1_001 }], "components.0.units"],
    ["half a unit", [{ variantId: "1", units: 0.5 }], "components.0.units"],
    [
      "a part twice",
      [
        { variantId: "1", units: 1 },
        { variantId: "gid://shopify/ProductVariant/1", units: 1 },
      ],
      "components.1.variantId",
    ],
    [
      "more than fifty parts",
      Array.from({ length: 51 }, (_, index) => ({ variantId: index + 1, units: 1 })),
      "components",
    ],
    ["an order for a part", [{ variantId: "gid://shopify/Order/1", units: 1 }], "components.0.variantId"],
  ])("refuses %s", (_name, components, path) => {
    const parsed = parseFields(saveSetBody, { components });
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.path)).toEqual([path]);
  });
});
