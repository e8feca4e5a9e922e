import { compareIds } from "./compare.ts";
import type { LineState } from "./settlement.types.ts";

/**
 * The order in which lines compete for stock: by when the order was placed, then order id, then line id; never by when
 * the webhook came (DOMAIN.md section 3, "Demand order").
 */
export function compareDemand(a: LineState, b: LineState): number {
  return (
    a.placedAt.getTime() - b.placedAt.getTime() ||
    compareIds(a.orderId, b.orderId) ||
    compareIds(a.lineId, b.lineId)
  );
}
