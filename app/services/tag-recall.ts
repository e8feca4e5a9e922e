import { markRecallDone } from "#app/db/recall-done.ts";
import { findRecallState } from "#app/db/recall-move.ts";
import { findQueuedTags, recordTags } from "#app/db/recall-tags.ts";
import { tagRecallJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/** As many targets as the gateway takes in a call. */
const SET_SIZE = 50;
/** How long to wait before going on, by why not now. */
const PAUSE_MS = { later: 5_000, no_access: 600_000 };

/**
 * Tags the orders and customers of a recall, in sets, until none is left (DOMAIN.md section 4, 4). Adding a tag twice does
 * no harm, so a set that was tagged but not recorded is tagged again. What Shopify refuses is recorded and does not stop
 * the rest. Does nothing while the recall is paused. When Shopify stops answering after some sets were done, the rest is queued
 * anew, so that one long recall does not use up its tries; so it is while Shopify does not let the app in, which may pass
 * without the app being installed again.
 * @throws {ShopifyUnavailableError} when Shopify does not answer from the start: the job tries again, later each time.
 */
export async function tagRecall(ctx: ShopContext, signal: AbortSignal, recallId: string): Promise<void> {
  const recall = await findRecallState(ctx.db, ctx.shop.id, recallId);
  if (recall === null) return;
  for (let sets = 0; ; sets += 1) {
    signal.throwIfAborted();
    const targets = await findQueuedTags(ctx.db, ctx.shop.id, recallId, SET_SIZE);
    if (targets.length === 0) break;
    const results = await addTags(ctx, recall.tag, targets, sets > 0);
    if (results === "no_access" || results === "later") {
      const runAt = new Date(ctx.now().getTime() + PAUSE_MS[results]);
      const payload = { shopId: ctx.shop.id, recallId };
      const key = `${tagRecallJob.name}:${recallId}`;
      await ctx.db.$transaction((tx) => enqueue(tx, tagRecallJob, payload, { key, runAt }));
      return;
    }
    await recordTags(
      ctx.db,
      ctx.shop.id,
      recallId,
      targets.map((target, index) => ({ ...target, refused: refusal(results[index]) })),
      ctx.now(),
    );
  }
  await markRecallDone(ctx.db, ctx.shop.id, recallId, { eventId: ctx.newId(), at: ctx.now() });
}

type Results = Awaited<ReturnType<ShopContext["shopify"]["addTag"]>>;

async function addTags(
  ctx: ShopContext,
  tag: string,
  targets: Parameters<ShopContext["shopify"]["addTag"]>[1],
  progressed: boolean,
): Promise<Results | "no_access" | "later"> {
  try {
    return await ctx.shopify.addTag(tag, targets);
  } catch (error) {
    if (error instanceof ShopifyAccessError) return "no_access";
    if (error instanceof ShopifyUnavailableError && progressed) return "later";
    throw error;
  }
}

function refusal(result: Results[number] | undefined): string | null {
  if (result === undefined) throw new Error("the gateway gave fewer results than it was given targets");
  return result.ok ? null : result.refused;
}
