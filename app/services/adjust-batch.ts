import { MAX_UNITS } from "#app/contracts/formats.ts";
import type { AdjustBatchBody } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { findLocations } from "#app/db/locations.ts";
import type { LocationRecord } from "#app/db/locations.ts";
import { readShelves } from "#app/db/read-shelves.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { MANUAL_MOVES } from "#app/domain/manual-moves.ts";
import { moveUnits } from "#app/domain/move-units.ts";
import { isOurId } from "#app/domain/our-id.ts";
import { parseShopifyId, toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { presentBatch } from "./present-batch.ts";
import { recordAct } from "./record-act.ts";
import { resolvePlace } from "./resolve-place.ts";
import { settle } from "./settle.ts";
import { withLockedBatch } from "./with-locked-batch.ts";

export type AdjustBatchResult =
  | { ok: true; batch: BatchView }
  | { ok: false; error: BatchRefusalOf<"not_found" | "invalid_fields" | "not_enough_units"> };

/**
 * Moves units of one batch item by hand: counted up or down, written off, or out of quarantine; each is an act with rows of the
 * ledger and its reason. Units that become available go at once to the orders that wait for them, unless the batch is not open.
 */
export async function adjustBatch(
  ctx: ShopContext,
  batchId: string,
  input: AdjustBatchBody,
  actor: string,
): Promise<AdjustBatchResult> {
  if (!isOurId(batchId)) return { ok: false, error: { type: "not_found" } };
  return withLockedBatch(ctx, batchId, [], async (tx, batch) => {
    if (batch === null) return { ok: false, error: { type: "not_found" } };
    const item = findItem(batch, input.variantId);
    if (item === undefined) return refused("variantId", "is not in this batch");
    const { from, to } = MANUAL_MOVES[input.kind];
    if (from === "outside" && item.produced + input.units > MAX_UNITS) {
      return refused("units", `produced would be more than ${MAX_UNITS.toLocaleString("en")}`);
    }
    const movesStock = from === "available" || to === "available";
    if (input.locationId && !movesStock)
      return refused("locationId", "units in quarantine are at no location");
    const use = from === "available" ? "take" : "put";
    const named = resolvePlace(await findLocations(tx, ctx.shop.id), input.locationId, use);
    if (!named.ok) return refused("locationId", named.message);
    const { place } = named;
    const missing =
      from === "available" || from === "quarantine" ? tooFew(item, from, input.units, place) : null;
    if (missing !== null) return { ok: false, error: missing };
    await record(ctx, tx, { batch, item, input, place, actor });
    if (to === "available") await settle(ctx, tx, { variantIds: [item.variantId] });
    const after = await findBatch(tx, ctx.shop.id, batchId);
    return { ok: true, batch: presentBatch(ctx, after ?? batch) };
  });
}

type Item = BatchRecord["items"][number];

interface Adjustment {
  batch: BatchRecord;
  item: Item;
  input: AdjustBatchBody;
  /** Where the available units are taken from or put, when the person said so. */
  place: LocationRecord | null;
  actor: string;
}

/** Without a place, units are taken from wherever there are some. */
function tooFew(
  item: Item,
  bucket: "available" | "quarantine",
  requested: number,
  place: LocationRecord | null,
): BatchRefusalOf<"not_enough_units"> | null {
  if (bucket === "quarantine" || place === null) {
    const there = bucket === "quarantine" ? item.quarantined : item.remaining;
    return there < requested ? { type: "not_enough_units", bucket, requested, there } : null;
  }
  const there = item.locations.find((at) => at.locationId === place.locationId)?.remaining ?? 0;
  return there < requested ? { type: "not_enough_units", bucket, requested, there, place: place.name } : null;
}

async function record(
  ctx: ShopContext,
  tx: Transaction,
  { batch, item, input, place, actor }: Adjustment,
): Promise<void> {
  const { kind, units, reason } = input;
  const shelves = await readShelves(tx, ctx.shop.id, [batch.id]);
  const move = { item: { ...item, batchId: batch.id }, ...MANUAL_MOVES[kind], units, cause: kind };
  const data = {
    ...{ kind, units, variantId: toGid("ProductVariant", item.variantId) },
    ...(place === null ? {} : { at: place.name }),
  };
  await recordAct(ctx, tx, {
    kind: "adjusted",
    actor,
    reason,
    movements: moveUnits({ ...move, locationId: place?.locationId ?? null }, shelves),
    events: [{ batchId: batch.id, kind: "adjusted", data }],
  });
}

function findItem(batch: BatchRecord, variantId: string): Item | undefined {
  const id = parseShopifyId("ProductVariant", variantId);
  return batch.items.find((item) => item.variantId === id);
}

function refused(path: string, message: string): AdjustBatchResult {
  return { ok: false, error: { type: "invalid_fields", errors: [{ path, message }] } };
}
