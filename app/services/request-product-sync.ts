import { syncProductJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import type { ShopContext } from "./context.ts";
import { productIdOf } from "./product-id-of.ts";

/** `products/create`, `products/update`: has the product read again. Several requests before that are one. */
export async function requestProductSync(ctx: ShopContext, body: unknown): Promise<void> {
  const productId = String(productIdOf(body));
  const shopId = ctx.shop.id;
  await ctx.db.$transaction((tx) =>
    enqueue(tx, syncProductJob, { shopId, productId }, { key: `sync-product:${shopId}:${productId}` }),
  );
}
