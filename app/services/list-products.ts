import { z } from "zod";
import type { ListProductsQuery, ProductPage, ProductRow } from "#app/contracts/product.ts";
import { findProducts } from "#app/db/find-products.ts";
import type { ProductRecord } from "#app/db/find-products.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";

export type ListProductsResult =
  { ok: true; page: ProductPage } | { ok: false; error: { type: "bad_cursor" } };

const cursor = z.tuple([z.string().max(1_000), z.string().regex(/^\d{1,18}$/)]);

/** A page of the shop's products with their rules, by title. */
export async function listProducts(ctx: ShopContext, query: ListProductsQuery): Promise<ListProductsResult> {
  const after = query.after === undefined ? null : readCursor(query.after, cursor);
  if (query.after !== undefined && after === null) return { ok: false, error: { type: "bad_cursor" } };
  const records = await findProducts(ctx.db, ctx.shop.id, {
    filter: query.filter,
    text: query.q ?? null,
    after: after === null ? null : { sortTitle: after[0], productId: BigInt(after[1]) },
    limit: query.limit + 1,
  });
  const { rows, nextCursor } = cutPage(records, query.limit, (last) =>
    writeCursor([last.sortTitle, String(last.productId)]),
  );
  return { ok: true, page: { items: rows.map(presentProduct), nextCursor } };
}

/** A product as the pages show it. */
export function presentProduct(record: ProductRecord): ProductRow {
  return {
    id: toGid("Product", record.productId),
    title: record.title,
    vendor: record.vendor,
    imageUrl: record.imageUrl,
    giftCard: record.giftCard,
    variants: record.variants,
    sets: record.sets,
    tracked: record.tracked,
    strategy: record.strategy,
    stopShipDays: record.stopShipDays,
    minShelfLifeDays: record.minShelfLifeDays,
  };
}
