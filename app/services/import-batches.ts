import { z } from "zod";
import { createBatchBody } from "#app/contracts/batch.ts";
import { advanceBatchImport, lockBatchImport, readBatchImportPlan } from "#app/db/batch-imports.ts";
import type { RefusedBatch } from "#app/db/batch-imports.ts";
import type { Transaction } from "#app/db/client.ts";
import { findLocations } from "#app/db/locations.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import type { LocationRecord } from "#app/db/locations.ts";
import { retryLockConflicts } from "#app/db/retry-lock-conflicts.ts";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { recordBatches } from "./record-batches.ts";
import type { BatchToRecord } from "./record-batches.ts";
import { resolvePlace } from "./resolve-place.ts";
import { settle } from "./settle.ts";

/** Batches recorded in one transaction: their variants wait for each other for about a second. */
const SET_SIZE = 100;

const plannedBatches = z.array(z.object({ row: z.int(), body: createBatchBody }));

type Planned = z.output<typeof plannedBatches>[number];

/**
 * Records the batches of an import that was confirmed, a set in each transaction, as the batch form records one. A set is
 * recorded and booked together: a killed import goes on with the next set, and two workers never record one batch twice.
 * A code that was taken meanwhile is refused and told. The orders that wait for a variant are served when the last batch
 * of it is there, so that they get the oldest of all, whatever order the file has them in.
 * @param signal fires when the worker is to stop
 * @returns whether there is more to do
 */
export async function importBatches(
  ctx: ShopContext,
  importId: string,
  signal: AbortSignal,
): Promise<{ isDone: boolean }> {
  const found = await readBatchImportPlan(ctx.db, ctx.shop.id, importId);
  if (found === null) return { isDone: true };
  const plan = plannedBatches.parse(found.plan);
  const locations = await findLocations(ctx.db, ctx.shop.id);
  const lastSetOf = lastPlaces(plan);

  for (let from = found.next; from < plan.length; from += SET_SIZE) {
    if (signal.aborted) return { isDone: false };
    const set = plan.slice(from, from + SET_SIZE);
    const next = from + set.length;
    const served = [...lastSetOf].filter(([, at]) => at >= from && at < next).map(([variantId]) => variantId);
    const carriedOn = await retryLockConflicts(() =>
      ctx.db.$transaction(async (tx) => {
        if (!(await lockBatchImport(tx, ctx.shop.id, importId, from))) return false;
        // All at once and sorted; what was refused meanwhile is served too.
        await lockHeads(tx, ctx.shop.id, openVariants(set));
        const recorded = await recordSet(ctx, tx, set, { ...found, locations });
        if (served.length > 0) await settle(ctx, tx, { variantIds: served });
        await advanceBatchImport(tx, ctx.shop.id, importId, { ...recorded, next, at: ctx.now() });
        return true;
      }),
    );
    if (!carriedOn) return { isDone: true };
  }
  return { isDone: true };
}

async function recordSet(
  ctx: ShopContext,
  tx: Transaction,
  set: readonly Planned[],
  rest: { createdBy: string; fileName: string; locations: readonly LocationRecord[] },
) {
  const refused: RefusedBatch[] = [];
  const batches: BatchToRecord[] = [];
  const rows: number[] = [];
  for (const planned of set) {
    const batch = lookUp(planned, rest.locations);
    if (typeof batch === "string") {
      refused.push({ row: planned.row, code: planned.body.code ?? "", message: batch });
    } else {
      batches.push(batch);
      rows.push(planned.row);
    }
  }
  const { createdBy, fileName } = rest;
  const ids = await recordBatches(ctx, tx, batches, { actor: createdBy, fileName });
  const recorded = batches.filter((batch, index) => {
    if (ids[index] !== null) return true;
    const message = "Another batch got this code before its turn came.";
    refused.push({ row: rows[index] ?? 0, code: batch.code, message });
    return false;
  });
  const items = recorded.flatMap((batch) => batch.items);
  const units = items.reduce((sum, item) => sum + item.produced, 0);
  return { batches: recorded.length, items: items.length, units, refused };
}

/** @returns why not, when a location was taken out of use since */
function lookUp({ body }: Planned, locations: readonly LocationRecord[]): BatchToRecord | string {
  const items: BatchToRecord["items"][number][] = [];
  for (const { variantId, produced, locationId } of body.items) {
    const place = resolvePlace(locations, locationId, "put");
    if (!place.ok) return `${place.message}.`;
    items.push({ variantId: idOf(variantId), produced, locationId: place.place?.locationId ?? null });
  }
  return { ...body, code: body.code ?? "", items };
}

/** Of each variant of open batches, where in the plan its last batch is. */
function lastPlaces(plan: readonly Planned[]): Map<ShopifyId, number> {
  const last = new Map<ShopifyId, number>();
  plan.forEach((planned, index) => {
    for (const variantId of openVariants([planned])) last.set(variantId, index);
  });
  return last;
}

function openVariants(planned: readonly Planned[]): ShopifyId[] {
  return planned.flatMap(({ body }) =>
    body.status === "open" ? body.items.map((item) => idOf(item.variantId)) : [],
  );
}

/** The plan was made of mirrored variants, and a mirrored one stays. */
function idOf(variantId: string): ShopifyId {
  const id = parseShopifyId("ProductVariant", variantId);
  if (id === null) throw new Error(`${variantId} is no id of a variant`);
  return id;
}
