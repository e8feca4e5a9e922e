import type { LineDraw } from "#app/contracts/order-decision.ts";
import { findOrderDecisions } from "#app/db/find-order-decisions.ts";
import { lineGid } from "#app/domain/line-gid.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/**
 * Why each line of an order got the batches it got (DOMAIN.md section 3, "Why").
 * @param orderId a number or a gid
 * @returns empty when the shop has no such order, or it draws nothing
 */
export async function explainOrder(ctx: ShopContext, orderId: string): Promise<LineDraw[]> {
  const id = parseShopifyId("Order", orderId);
  if (id === null) return [];
  const draws = await findOrderDecisions(ctx.db, ctx.shop.id, id);
  return draws.map(({ lineId, setLineId, seq, code, createdAt, decision }) => ({
    lineId: lineGid(lineId, setLineId),
    seq,
    code,
    at: createdAt.toISOString(),
    decision: { ...decision, skipped: skippedOnce(decision) },
  }));
}

/**
 * A batch that has units at locations is offered once for each place: it is told as skipped once, and not at all where it
 * gave units from another place.
 */
function skippedOnce({ candidates, skipped }: LineDraw["decision"]) {
  const told = new Set(candidates.map(({ batchId }) => batchId));
  return skipped.filter(({ batchId }) => {
    const isNew = !told.has(batchId);
    told.add(batchId);
    return isNew;
  });
}
