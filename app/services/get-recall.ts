import { countRecallProgress } from "#app/db/count-recall-progress.ts";
import type { RecallProgressCounts } from "#app/db/count-recall-progress.ts";
import { findRecall } from "#app/db/find-recall.ts";
import type { RecallRecord } from "#app/db/find-recall.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";

export interface RecallDetail extends RecallRecord {
  progress: RecallProgressCounts;
}

/** A recall with its scope as counted at launch and how far its mails and tags are; null when the shop has no such recall. */
export async function getRecall(ctx: ShopContext, recallId: string): Promise<RecallDetail | null> {
  if (!isOurId(recallId)) return null;
  const [recall, progress] = await Promise.all([
    findRecall(ctx.db, ctx.shop.id, recallId),
    countRecallProgress(ctx.db, ctx.shop.id, recallId),
  ]);
  return recall === null ? null : { ...recall, progress };
}
