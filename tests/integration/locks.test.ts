import { beforeEach, it } from "vitest";
import { insertBatchItems } from "#app/db/insert-batch.ts";
import { claimShop } from "#app/db/installed-shop.ts";
import { upsertCatalogue } from "#app/db/upsert-catalogue.ts";
import type { CatalogueVariant } from "#app/domain/catalogue-variant.ts";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { makeBatch } from "../factories/batch.ts";
import { makeProduct } from "../factories/catalogue.ts";
import { useTestDatabase } from "../setup/test-database.ts";
import { makeContext, makeShop } from "../setup/test-shop.ts";

const { db } = useTestDatabase();

let shop: ShopIdentity;
let ctx: ShopContext;

beforeEach(async () => {
  shop = await makeShop(db);
  ctx = makeContext(db, shop);
});

/** Runs in a transaction that would rather fail than wait for a lock. */
const withoutWaiting = (
  work: (tx: Parameters<Parameters<typeof db.$transaction>[0]>[0]) => Promise<unknown>,
) =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
    await work(tx);
  });

it("a page load does not wait for a transaction that writes rows of the shop", async () => {
  await db.$transaction(async (open) => {
    await open.product.create({ data: { shopId: shop.id, id: 7n, title: "Soap" } });
    await withoutWaiting((tx) => claimShop(tx, { id: ctx.newId(), domain: shop.domain, now: ctx.now() }));
  });
});

it("recording a batch does not wait for a catalogue that is being mirrored, nor that for it", async () => {
  const { productId, variantIds } = await makeProduct(db, shop, {
    variants: [{ title: "Small" }, { title: "Large" }],
  });
  const [first, second] = variantIds as [bigint, bigint];
  const batch = await makeBatch(db, shop, [], { code: "LAV-1" });
  const variants = [first, second].map((variantId): CatalogueVariant => ({
    ...{ variantId, productId, productTitle: "Soap", vendor: null, productStatus: "active" },
    ...{ productImageUrl: null, productUpdatedAt: ctx.now(), title: "Large", sku: null, barcode: null },
    ...{ imageUrl: null, position: 0, giftCard: false },
  }));
  const newer = new Date(ctx.now().getTime() + 60_000);
  await db.product.updateMany({ data: { shopifyUpdatedAt: newer } });
  // An older state is only stamped as seen, which takes a lock of its own.
  await db.$transaction(async (open) => {
    await upsertCatalogue(open, shop.id, variants);
    await withoutWaiting((tx) => insertBatchItems(tx, shop.id, batch.id, [second]));
  });
  await db.$transaction(async (open) => {
    await insertBatchItems(open, shop.id, batch.id, [first]);
    await withoutWaiting((tx) => upsertCatalogue(tx, shop.id, variants));
  });
});
