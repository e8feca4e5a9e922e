import { findAlarmOfBatch } from "#app/db/ledger-alarms.ts";
import { isOurId } from "#app/domain/our-id.ts";
import type { ShopContext } from "./context.ts";

/** Whether a batch is known to differ from its ledger (DOMAIN.md case 41). */
export async function isBatchAlarmed(ctx: ShopContext, batchId: string): Promise<boolean> {
  return isOurId(batchId) && (await findAlarmOfBatch(ctx.db, ctx.shop.id, batchId)) !== null;
}
