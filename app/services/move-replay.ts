import { endImport, pauseImport, resumeImport } from "#app/db/order-imports.ts";
import type { ShopContext } from "./context.ts";
import { queueImport } from "./queue-import.ts";

export type ReplayMove = "pause" | "resume" | "cancel";

/**
 * Pauses, resumes or ends a replay; what it has applied stays. A pause and an end hold from the next set of orders on.
 * @returns false when its state does not allow that: it has ended, or somebody else did it first
 */
export async function moveReplay(ctx: ShopContext, importId: string, move: ReplayMove): Promise<boolean> {
  return ctx.db.$transaction(async (tx) => {
    switch (move) {
      case "pause":
        return pauseImport(tx, ctx.shop.id, importId);
      case "resume": {
        const isResumed = await resumeImport(tx, ctx.shop.id, importId);
        if (isResumed) await queueImport(tx, ctx.shop.id, importId);
        return isResumed;
      }
      case "cancel":
        return endImport(tx, ctx.shop.id, importId, { state: "cancelled", error: null, at: ctx.now() });
    }
  });
}
