import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, expect, test } from "vitest";
import { importCatalogue } from "#app/services/import-catalogue.ts";
import { installShop } from "#app/services/install-shop.ts";
import { markProductDeleted } from "#app/services/mark-product-deleted.ts";
import { requestProductSync } from "#app/services/request-product-sync.ts";
import type { ShopContext } from "#app/services/context.ts";
import { syncProduct } from "#app/services/sync-product.ts";
import { ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopifyGateway } from "#app/shopify/gateway.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import { deleteProduct } from "../../dev-store/state/products/delete-product.ts";
import { generateCatalogue } from "../../dev-store/state/products/generate-catalogue.ts";
import { updateProduct } from "../../dev-store/state/products/update-product.ts";
import type { Product, Shop } from "../../dev-store/state/types.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { gatewaysOf, grantOfflineToken } from "./gateway-to.ts";

const database = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };
const never = new AbortController().signal;

let shop: Shop;
let gateway: ShopifyGateway;
let ctx: ShopContext;

beforeEach(async () => {
  // The catalogue is the matter here, not the pace at which a plan gives it.
  shop = dev.makeStoreShop({ restoreRate: 100_000, bucketSize: 100_000 });
  await grantOfflineToken(database.db, shop);
  gateway = gatewaysOf(database.db).gatewayOf(shop.domain, "background");
  ctx = makeContext(database.db, await makeShop(database.db, { domain: shop.domain }), { shopify: gateway });
});

const progress = () =>
  database.db.shop.findUniqueOrThrow({
    where: { id: ctx.shop.id },
    select: { catalogueState: true, catalogueDone: true, catalogueTotal: true, catalogueError: true },
  });

const candle = (input: Partial<Parameters<typeof createProduct>[2]> = {}): Product =>
  createProduct(
    dev.store.world,
    shop,
    {
      title: "Amber candle",
      vendor: "Fern & Tallow",
      image: { url: "https://cdn.example/amber.png", alt: null, width: 10, height: 10 },
      variants: [
        { title: "Small", sku: "AMB-S", barcode: "1" },
        {
          title: "Large",
          sku: "AMB-L",
          barcode: "2",
          image: { url: "https://cdn.example/large.png", alt: null, width: 10, height: 10 },
        },
      ],
      ...input,
    },
    quiet,
  );

test("a catalogue is mirrored with its pictures, codes and places, and the shop's row says how far it is", async () => {
  const product = candle();

  expect(await importCatalogue(ctx, never)).toBe("done");

  expect(await progress()).toEqual({
    catalogueState: "done",
    catalogueDone: 2,
    catalogueTotal: 2,
    catalogueError: null,
  });
  expect(await database.db.product.findMany()).toMatchObject([
    {
      id: BigInt(product.id),
      title: "Amber candle",
      vendor: "Fern & Tallow",
      status: "active",
      imageUrl: "https://cdn.example/amber.png",
      tracked: true,
      deletedAt: null,
    },
  ]);
  expect(await database.db.variant.findMany({ orderBy: { position: "asc" } })).toMatchObject([
    { title: "Small", sku: "AMB-S", barcode: "1", imageUrl: null, position: 1, deletedAt: null },
    { title: "Large", sku: "AMB-L", barcode: "2", imageUrl: "https://cdn.example/large.png", position: 2 },
  ]);
});

test("20,000 variants pass through without being held in memory", { timeout: 300_000 }, async () => {
  generateCatalogue(dev.store.world, shop, { variants: 20_000 });
  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const heapMb = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const heaps: number[] = [];
  let pages = 0;
  let atOnce = 0;
  const watched: ShopifyGateway = {
    ...gateway,
    async readCatalogue(after) {
      const answer = await gateway.readCatalogue(after);
      pages += 1;
      atOnce = Math.max(atOnce, answer.items.length);
      if (pages % 10 === 0) heaps.push(heapMb());
      return answer;
    },
  };

  await importCatalogue({ ...ctx, shopify: watched }, never);

  expect(await database.db.variant.count()).toBe(20_000);
  expect(await progress()).toMatchObject({
    catalogueState: "done",
    catalogueDone: 20_000,
    catalogueTotal: 20_000,
  });
  expect(atOnce).toBeLessThanOrEqual(250);
  expect(pages).toBe(80);
  // Ten thousand variants that were kept would be 4 MB or more between the two halves.
  const half = heaps.length / 2;
  expect(Math.min(...heaps.slice(half)) - Math.min(...heaps.slice(0, half))).toBeLessThan(2);
});

test("an import that was killed goes on where it was", async () => {
  generateCatalogue(dev.store.world, shop, { variants: 900 });
  const killed: ShopifyGateway = {
    ...gateway,
    readCatalogue: (after) =>
      after === null
        ? gateway.readCatalogue(after)
        : Promise.reject(new ShopifyUnavailableError("the line is cut")),
  };
  await expect(importCatalogue({ ...ctx, shopify: killed }, never)).rejects.toThrow(ShopifyUnavailableError);
  expect(await progress()).toMatchObject({
    catalogueState: "failed",
    catalogueDone: 250,
    catalogueTotal: 900,
  });
  const cursors: (string | null)[] = [];
  const resumed: ShopifyGateway = {
    ...gateway,
    readCatalogue: (after) => {
      cursors.push(after);
      return gateway.readCatalogue(after);
    },
  };

  await importCatalogue({ ...ctx, shopify: resumed }, never);

  expect(cursors).toHaveLength(3);
  expect(cursors).not.toContain(null);
  expect(await database.db.variant.count({ where: { deletedAt: null } })).toBe(900);
  expect(await progress()).toMatchObject({
    catalogueState: "done",
    catalogueDone: 900,
    catalogueError: null,
  });
});

test("a worker that is asked to stop finishes its page and leaves the rest", async () => {
  generateCatalogue(dev.store.world, shop, { variants: 600 });
  const stop = new AbortController();
  const stopping: ShopifyGateway = {
    ...gateway,
    readCatalogue: (after) => {
      stop.abort();
      return gateway.readCatalogue(after);
    },
  };

  expect(await importCatalogue({ ...ctx, shopify: stopping }, stop.signal)).toBe("interrupted");
  expect(await progress()).toMatchObject({ catalogueState: "running", catalogueDone: 250 });
  expect(await importCatalogue(ctx, never)).toBe("done");
  expect(await database.db.variant.count()).toBe(600);
});

test("two workers on one import write every page once", async () => {
  generateCatalogue(dev.store.world, shop, { variants: 1200 });

  await Promise.all([importCatalogue(ctx, never), importCatalogue(ctx, never)]);

  expect(await database.db.variant.count({ where: { deletedAt: null } })).toBe(1200);
  expect(await progress()).toMatchObject({ catalogueState: "done", catalogueDone: 1200 });
});

test("a cursor that Shopify no longer takes makes the import begin again", async () => {
  candle();
  await database.db.shop.update({
    where: { id: ctx.shop.id },
    data: {
      catalogueState: "running",
      catalogueCursor: "stale",
      catalogueDone: 5,
      catalogueStartedAt: new Date(),
    },
  });
  await expect(importCatalogue(ctx, never)).rejects.toThrow();

  await importCatalogue(ctx, never);

  expect(await progress()).toMatchObject({ catalogueState: "done", catalogueDone: 2 });
});

test("what Shopify no longer has is marked deleted by the next import and keeps its name and picture", async () => {
  const kept = candle({ title: "Kept" });
  const gone = candle({ title: "Gone" });
  await importCatalogue(ctx, never);
  deleteProduct(dev.store.world, shop, gone, quiet);
  updateProduct(dev.store.world, shop, kept, { removeVariantIds: kept.variantIds.slice(1) }, quiet);
  await database.db.shop.update({ where: { id: ctx.shop.id }, data: { uninstalledAt: new Date() } });
  await installShop({ ...ctx, shopify: gateway }, shop.domain);

  await importCatalogue(ctx, never);

  const products = await database.db.product.findMany({ orderBy: { id: "asc" } });
  expect(
    products.map(({ title, deletedAt, imageUrl }) => ({ title, gone: deletedAt !== null, imageUrl })),
  ).toEqual([
    { title: "Kept", gone: false, imageUrl: "https://cdn.example/amber.png" },
    { title: "Gone", gone: true, imageUrl: "https://cdn.example/amber.png" },
  ]);
  const variants = await database.db.variant.findMany({ orderBy: { id: "asc" } });
  expect(variants.map((variant) => variant.deletedAt !== null)).toEqual([false, true, true, true]);
});

test("a product that changed says so after its sync, with more variants than a webhook carries", async () => {
  const product = candle();
  await importCatalogue(ctx, never);
  updateProduct(
    dev.store.world,
    shop,
    product,
    {
      title: "Amber candle, new",
      addVariants: Array.from({ length: 298 }, (_, index) => ({ title: `${index}`, sku: `N-${index}` })),
      removeVariantIds: product.variantIds.slice(0, 1),
    },
    { ...quiet, at: Date.now() + 2000 },
  );

  await syncProduct(ctx, BigInt(product.id));

  expect(await database.db.product.findMany()).toMatchObject([{ title: "Amber candle, new" }]);
  expect(await database.db.variant.count({ where: { deletedAt: null } })).toBe(299);
  expect(await database.db.variant.findMany({ where: { deletedAt: { not: null } } })).toMatchObject([
    { sku: "AMB-S" },
  ]);
});

test("an older state of a product never overwrites a newer one", async () => {
  const product = candle();
  const old = await gateway.readProduct(BigInt(product.id));
  updateProduct(
    dev.store.world,
    shop,
    product,
    { title: "Newer", removeVariantIds: product.variantIds.slice(0, 1) },
    { ...quiet, at: Date.now() + 2000 },
  );
  await syncProduct(ctx, BigInt(product.id));

  await syncProduct(
    { ...ctx, shopify: { ...gateway, readProduct: () => Promise.resolve(old) } },
    BigInt(product.id),
  );

  expect(await database.db.product.findMany()).toMatchObject([{ title: "Newer", deletedAt: null }]);
  expect(await database.db.variant.count({ where: { deletedAt: null } })).toBe(1);
});

test("a deleted product stays with its name and picture, also when its sync comes before or after", async () => {
  const product = candle();
  await importCatalogue(ctx, never);
  const before = await gateway.readProduct(BigInt(product.id));
  deleteProduct(dev.store.world, shop, product, quiet);

  await markProductDeleted(ctx, { id: product.id });
  await syncProduct(
    { ...ctx, shopify: { ...gateway, readProduct: () => Promise.resolve(before) } },
    BigInt(product.id),
  );
  await syncProduct(ctx, BigInt(product.id));

  expect(await database.db.product.findMany()).toMatchObject([
    { title: "Amber candle", imageUrl: "https://cdn.example/amber.png", deletedAt: expect.any(Date) as Date },
  ]);
  expect(await database.db.variant.count({ where: { deletedAt: null } })).toBe(0);
});

test("twenty webhooks of one product become one sync", async () => {
  const product = candle();

  await Promise.all(
    Array.from({ length: 20 }, () => requestProductSync(ctx, { id: product.id, title: "any" })),
  );

  const jobs = await database.db.$queryRaw<unknown[]>`SELECT FROM graphile_worker.jobs`;
  expect(jobs).toHaveLength(1);
});

test("variants asked for by id come with their product, unknown ones are missing", async () => {
  const product = candle();
  const [first = 0] = product.variantIds;

  const found = await gateway.readVariants([BigInt(first), 404n]);

  expect(found).toMatchObject([{ variantId: BigInt(first), productTitle: "Amber candle", sku: "AMB-S" }]);
});
