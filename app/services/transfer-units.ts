import type { TransferUnitsBody } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { findLocations } from "#app/db/locations.ts";
import type { LocationRecord } from "#app/db/locations.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { resolvePlace } from "./resolve-place.ts";
import { settle } from "./settle.ts";
import { withLockedBatch } from "./with-locked-batch.ts";

export type TransferUnitsResult =
  | { ok: true; batch: BatchView }
  | { ok: false; error: BatchRefusalOf<"not_found" | "invalid_fields" | "not_enough_units"> };

/**
 * Moves available units of a batch item from one place to another; they stay units of their batch (DOMAIN.md case 34). Either
 * may be no particular place. Promised units are not moved: their orders ship them from where they are. What an order has
 * waited for at the new place is its own at once.
 */
export async function transferUnits(
  ctx: ShopContext,
  batchId: string,
  input: TransferUnitsBody,
  actor: string,
): Promise<TransferUnitsResult> {
  if (!isOurId(batchId)) return { ok: false, error: { type: "not_found" } };
  return withLockedBatch(ctx, batchId, [], async (tx, batch) => {
    if (batch === null) return { ok: false, error: { type: "not_found" } };
    const variantId = parseShopifyId("ProductVariant", input.variantId);
    const item = batch.items.find((each) => each.variantId === variantId);
    if (item === undefined) return refused("variantId", "is not in this batch");
    const locations = await findLocations(tx, ctx.shop.id);
    const from = resolvePlace(locations, input.fromLocationId, "take");
    if (!from.ok) return refused("fromLocationId", from.message);
    const to = resolvePlace(locations, input.toLocationId, "put");
    if (!to.ok) return refused("toLocationId", to.message);
    const [fromId, toId] = [from.place?.locationId ?? null, to.place?.locationId ?? null];
    if (fromId === toId) return refused("toLocationId", "is where the units are already");
    const there = unitsAt(item, from.place);
    const { units, reason } = input;
    if (there < units) {
      const place = from.place?.name ?? null;
      const error = {
        type: "not_enough_units",
        bucket: "available",
        requested: units,
        there,
        place,
      } as const;
      return { ok: false, error };
    }
    await recordAct(ctx, tx, {
      kind: "transferred",
      actor,
      reason,
      movements: [
        {
          ...{ batchId, variantId: item.variantId, units, cause: "transferred", orderId: null, lineId: null },
          ...{ from: "available", fromLocationId: fromId, to: "available", toLocationId: toId },
        },
      ],
      events: [
        {
          batchId,
          kind: "transferred",
          data: {
            ...{ variantId: toGid("ProductVariant", item.variantId), units },
            ...{ from: from.place?.name ?? null, to: to.place?.name ?? null },
          },
        },
      ],
    });
    await settle(ctx, tx, { variantIds: [item.variantId] });
    const after = await findBatch(tx, ctx.shop.id, batchId);
    return { ok: true, batch: presentBatch(ctx, after ?? batch) };
  });
}

function unitsAt(
  { remaining, locations }: BatchRecord["items"][number],
  place: LocationRecord | null,
): number {
  if (place !== null) return locations.find((at) => at.locationId === place.locationId)?.remaining ?? 0;
  return locations.reduce((rest, at) => rest - at.remaining, remaining);
}

function refused(path: string, message: string): TransferUnitsResult {
  return { ok: false, error: { type: "invalid_fields", errors: [{ path, message }] } };
}
