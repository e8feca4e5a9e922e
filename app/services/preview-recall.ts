import { findUnknownBatches } from "#app/db/recall-batches.ts";
import { countRecallScope } from "#app/db/recall-scope.ts";
import type { RecallRing, RecallScope } from "#app/domain/recall-scope.ts";
import type { ShopContext } from "./context.ts";

export type PreviewRecallResult =
  { outcome: "counted"; scope: RecallScope } | { outcome: "unknown_batches"; batchIds: string[] };

/**
 * Who would be in the scope of a recall of these batches, before anything is done (DOMAIN.md section 4, 1). Call it once per
 * ring to show what each adds.
 */
export async function previewRecall(
  ctx: ShopContext,
  input: { batchIds: readonly string[]; ring?: RecallRing },
): Promise<PreviewRecallResult> {
  const unknown = await findUnknownBatches(ctx.db, ctx.shop.id, input.batchIds);
  if (unknown.length > 0) return { outcome: "unknown_batches", batchIds: unknown };
  const scope = await countRecallScope(ctx.db, ctx.shop.id, input.batchIds, input.ring ?? "probable");
  return { outcome: "counted", scope };
}
