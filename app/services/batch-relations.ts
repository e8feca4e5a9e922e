import type { BatchLink, RelatedBatch } from "#app/contracts/batch-view.ts";
import { findBatchLinks, findRelatedBatches } from "#app/db/batch-links.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";
import { getBatch } from "./get-batch.ts";

const LINKS_SHOWN = 50;
/** A family of batches larger than this is told of in part. */
const RELATIVES_SHOWN = 50;

/** Where units of a batch came from and went to by splits and merges, the latest first. */
export async function listBatchLinks(ctx: ShopContext, batchId: string): Promise<BatchLink[]> {
  if (!isOurId(batchId)) return [];
  const links = await findBatchLinks(ctx.db, ctx.shop.id, batchId, LINKS_SHOWN);
  return links.map((link) => ({ ...link, at: link.at.toISOString() }));
}

/**
 * The batches whose units were once in one of these, or the other way round: what a recall of them must think of too. Those
 * given are left out; ids of no batch of the shop have no relatives.
 */
export async function listRelatedBatches(
  ctx: ShopContext,
  batchIds: readonly string[],
): Promise<RelatedBatch[]> {
  const related = await findRelatedBatches(ctx.db, ctx.shop.id, batchIds.filter(isOurId), RELATIVES_SHOWN);
  const batches = await Promise.all(
    related.map(async ({ id, linkedWith }) => ({ batch: await getBatch(ctx, id), linkedWith })),
  );
  return batches.flatMap(({ batch, linkedWith }) => (batch === null ? [] : [{ batch, linkedWith }]));
}
