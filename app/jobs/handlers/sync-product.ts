import { syncProductJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";
import { syncProduct } from "#app/services/sync-product.ts";

export const syncProductHandler: JobHandler<typeof syncProductJob> = {
  job: syncProductJob,
  async run(deps, payload) {
    const ctx = await deps.contextFor(payload.shopId);
    if (ctx !== null) await syncProduct(ctx, BigInt(payload.productId));
  },
};
