import type { Transaction } from "#app/db/client.ts";
import {
  findRecallsWithLateFinds,
  holdRecallUnderWay,
  layOutLateFinds,
  reopenRecall,
} from "#app/db/late-finds.ts";
import { holdPeople } from "#app/db/lock-people.ts";
import { insertRecallEvent } from "#app/db/recall-events.ts";
import { dropScopeTables } from "#app/db/recall-lay-out-scope.ts";
import { recordRecallScope } from "#app/db/recall-make-recipients.ts";
import { findNoticeShop } from "#app/db/recall-rows.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { queueRecallWork } from "./queue-recall-work.ts";

/**
 * Orders that turn out to hold shipped units of a batch under recall join the recall (DOMAIN.md section 4, 10; case 94): they
 * and their customers are to be tagged, and their buyers told, once more where they were told of less. Called wherever
 * holdings change, in that transaction, after they are written; the heads of the orders' variants are held. Doing it twice
 * changes nothing. Ended recalls and drills stay as they are; so do test orders.
 */
export async function joinLateFinds(
  ctx: ShopContext,
  tx: Transaction,
  orderIds: readonly ShopifyId[],
): Promise<void> {
  const shopId = ctx.shop.id;
  const found = await findRecallsWithLateFinds(tx, shopId, orderIds);
  if (found.length === 0) return;
  await holdPeople(tx, shopId);
  const shop = await findNoticeShop(tx, shopId);
  const at = ctx.now();
  for (const recallId of found) {
    const recall = await holdRecallUnderWay(tx, shopId, recallId);
    if (recall === null) continue;
    await layOutLateFinds(tx, shopId, recallId, orderIds);
    const recorded = await recordRecallScope(tx, shopId, {
      recallId,
      number: recall.number,
      drill: false,
      shopLocale: shop.locale,
      messageDomain: ctx.shop.domain,
      at,
      joins: true,
    });
    await dropScopeTables(tx);
    if (recorded.items === 0) continue;
    await reopenRecall(tx, shopId, recallId);
    await insertRecallEvent(tx, shopId, {
      ...{ id: ctx.newId(), recallId, at, kind: "late_find", actor: "system", reason: null },
      data: { recorded: { ...recorded } },
    });
    await queueRecallWork(tx, shopId, recallId);
  }
}
