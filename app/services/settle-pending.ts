import type { ShopContext } from "./context.ts";
import { fetchOrders } from "./fetch-orders.ts";
import { processDeliveries } from "./process-deliveries.ts";

/**
 * Settles what a shop has told already: its stored webhooks and the orders that are marked to be read. For whoever must know
 * now who holds what, a recall above all; whoever waits is not made to wait longer than `withinMs`, for being late is worse.
 * What is not done in time, or fails, goes on or is taken up by the worker.
 * @returns whether nothing is left
 */
export async function settlePending(ctx: ShopContext, withinMs: number): Promise<boolean> {
  const outOfTime = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeIsUp = new Promise<false>((resolve) => {
    timer = setTimeout(() => {
      outOfTime.abort();
      resolve(false);
    }, withinMs);
  });
  try {
    return await Promise.race([settleAll(ctx, outOfTime.signal), timeIsUp]);
  } finally {
    clearTimeout(timer);
  }
}

async function settleAll(ctx: ShopContext, signal: AbortSignal): Promise<boolean> {
  try {
    let takenUp = 1;
    while (takenUp > 0) {
      if (signal.aborted) return false;
      takenUp = (await processDeliveries(ctx)) + (await fetchOrders(ctx));
    }
    return true;
  } catch (error) {
    ctx.log.warn({ err: error }, "what a shop has told could not be settled at once; the worker goes on");
    return false;
  }
}
