import { markProductGone } from "#app/db/mark-deleted-catalogue.ts";
import { syncProductJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import type { ShopContext } from "./context.ts";
import { productIdOf } from "./product-id-of.ts";

/**
 * `products/delete`: the product stays with its name and picture, marked deleted (DOMAIN case 74). A sync that read it
 * just before may still write it back, so it is read once more after that.
 */
export async function markProductDeleted(ctx: ShopContext, body: unknown): Promise<void> {
  const productId = productIdOf(body);
  const payload = { shopId: ctx.shop.id, productId: String(productId) };
  await ctx.db.$transaction(async (tx) => {
    await markProductGone(tx, ctx.shop.id, productId, ctx.now());
    await enqueue(tx, syncProductJob, payload, { key: `sync-product:${ctx.shop.id}:${productId}` });
  });
}
