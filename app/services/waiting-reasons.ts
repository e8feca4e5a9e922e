import type { WaitingLine } from "#app/db/find-waiting-lines.ts";
import { readAllocationRules, rulesFor } from "#app/db/read-allocation-rules.ts";
import { readAvailableStock } from "#app/db/read-stock.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { waitingReason, type WaitingReason } from "#app/domain/waiting-reason.ts";
import type { ShopContext } from "./context.ts";

/**
 * Why each of the lines has units without a batch now; units still to ship speak for their line. Null for a line that waits
 * for nothing, or is about to be settled.
 */
export async function waitingReasons(
  ctx: ShopContext,
  lines: readonly Omit<WaitingLine, "orderId">[],
): Promise<(WaitingReason | null)[]> {
  const waiting = lines.filter((line) => line.unassigned > 0);
  if (waiting.length === 0) return lines.map(() => null);
  const variantIds = [...new Set(waiting.flatMap((line) => line.variantId ?? []))];
  const [stock, rules] = await Promise.all([
    readAvailableStock(ctx.db, ctx.shop.id, variantIds),
    readAllocationRules(ctx.db, ctx.shop.id, variantIds),
  ]);
  return lines.map((line) => {
    if (line.unassigned === 0) return null;
    const shipped = line.unassigned === line.unassignedShipped;
    if (line.deferred && !shipped) {
      return line.assignAt === "payment" ? "awaiting_payment" : "awaiting_fulfilment";
    }
    const at = (shipped ? line.shippedAt : null) ?? ctx.now();
    const needed = { at, day: shopDay(at, ctx.shop.timeZone), shipped };
    const own = stock.filter((item) => item.variantId === line.variantId);
    const reasons = placesOf(line, shipped).map((locationId) =>
      waitingReason(own, { ...needed, locationId }, rulesFor(rules, line.variantId ?? 0n)),
    );
    return reasons.find((reason) => reason !== null) ?? null;
  });
}

/** The locations that units of a line wait for; null: any. */
function placesOf({ places }: Pick<WaitingLine, "places">, shipped: boolean): (ShopifyId | null)[] {
  const ids = (shipped ? places?.shipped : places?.toShip)?.map((place) => place.locationId) ?? [];
  return ids.length === 0 ? [null] : ids;
}
