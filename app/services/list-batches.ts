import { z } from "zod";
import type { ListBatchesQuery } from "#app/contracts/batch.ts";
import type { BatchViewPage } from "#app/contracts/batch-view.ts";
import { findBatches } from "#app/db/find-batches.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";
import { presentBatch } from "./present-batch.ts";

export type ListBatchesResult =
  { ok: true; page: BatchViewPage } | { ok: false; error: { type: "bad_cursor" } };

const cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** A page of the shop's batches, the one made last first, in one round trip. All filters must hold. */
export async function listBatches(ctx: ShopContext, query: ListBatchesQuery): Promise<ListBatchesResult> {
  const after = query.after === undefined ? null : readCursor(query.after, cursor);
  if (query.after !== undefined && after === null) return { ok: false, error: { type: "bad_cursor" } };
  const records = await findBatches(ctx.db, ctx.shop.id, {
    variantId: query.variantId === undefined ? null : parseShopifyId("ProductVariant", query.variantId),
    productId: query.productId === undefined ? null : parseShopifyId("Product", query.productId),
    status: query.status ?? null,
    condition: query.condition ?? null,
    text: query.q ?? null,
    today: shopDay(ctx.now(), ctx.shop.timeZone),
    after: after === null ? null : { madeAt: new Date(after[0]), id: after[1] },
    limit: query.limit + 1,
  });
  const { rows, nextCursor } = cutPage(records, query.limit, (last) =>
    writeCursor([last.madeAt.toISOString(), last.id]),
  );
  return { ok: true, page: { items: rows.map((record) => presentBatch(ctx, record)), nextCursor } };
}
