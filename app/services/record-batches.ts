import type { CreateBatchBody } from "#app/contracts/batch.ts";
import type { Transaction } from "#app/db/client.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import { insertBatch, insertBatchItems } from "#app/db/insert-batch.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { writeMovements } from "#app/db/write-settlement.ts";
import type { MovementDraft } from "#app/domain/settlement.types.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/** A batch with everything looked up: its variants are mirrored, its places are the shop's. */
export interface BatchToRecord extends Omit<CreateBatchBody, "items" | "code"> {
  code: string;
  items: readonly ItemToRecord[];
}

export interface ItemToRecord {
  variantId: ShopifyId;
  produced: number;
  /** Where its units are; null: at no particular place. */
  locationId: ShopifyId | null;
}

interface Recording {
  actor: string;
  /** The name of the file that the batches are from; left out: they were typed in. */
  fileName?: string;
}

/**
 * Records batches with their items, their first movements and their first line of history: the one way in which batches
 * come to be, typed in or imported. Holds the heads of those that are open; the caller then has waiting orders served.
 * @returns the id of each batch, null where another batch of the shop has the code: nothing of that one is written
 */
export async function recordBatches(
  ctx: ShopContext,
  tx: Transaction,
  batches: readonly BatchToRecord[],
  { actor, fileName }: Recording,
): Promise<(string | null)[]> {
  const at = ctx.now();
  // Before the rows: heads come before batches in the order of all locks.
  const opened = batches.filter((batch) => batch.status === "open");
  await lockHeads(tx, ctx.shop.id, opened.flatMap(variantsOf));
  const ids: (string | null)[] = [];
  const recorded: { id: string; batch: BatchToRecord }[] = [];
  for (const batch of batches) {
    const id = await insertOne(ctx, tx, batch, actor, at);
    ids.push(id);
    if (id !== null) recorded.push({ id, batch });
  }
  await writeMovements(tx, ctx.shop.id, recorded.flatMap(firstMovements), { actor, reason: null, at });
  const events = recorded.map(({ id, batch }) => ({
    ...{ id: ctx.newId(), batchId: id, kind: "created", actor, reason: null, at },
    data: { ...toldOf(batch), ...(fileName === undefined ? {} : { fileName }) },
  }));
  await insertBatchEvents(tx, ctx.shop.id, events);
  return ids;
}

async function insertOne(
  ctx: ShopContext,
  tx: Transaction,
  batch: BatchToRecord,
  actor: string,
  at: Date,
): Promise<string | null> {
  const id = ctx.newId();
  const inserted = await insertBatch(tx, ctx.shop.id, {
    id,
    code: batch.code,
    status: batch.status,
    madeAt: batch.madeAt,
    openedAt: batch.status === "open" ? at : null,
    place: batch.place ?? null,
    maker: batch.maker ?? null,
    expiresOn: batch.expiresOn ?? null,
    expiryKind: batch.expiresOn ? (batch.expiryKind ?? "best_before") : null,
    cureOn: batch.cureOn ?? null,
    notes: batch.notes ?? null,
    createdBy: actor,
    createdAt: at,
  });
  if (!inserted) return null;
  await insertBatchItems(tx, ctx.shop.id, id, variantsOf(batch));
  return id;
}

function variantsOf(batch: BatchToRecord): ShopifyId[] {
  return batch.items.map((item) => item.variantId);
}

function toldOf({ status, items }: BatchToRecord): Record<string, unknown> {
  return {
    status,
    items: items.map(({ variantId, produced, locationId }) => ({
      ...{ variantId: toGid("ProductVariant", variantId), produced },
      ...(locationId === null ? {} : { locationId: toGid("Location", locationId) }),
    })),
  };
}

function firstMovements({ id, batch }: { id: string; batch: BatchToRecord }): MovementDraft[] {
  return batch.items
    .filter((item) => item.produced > 0)
    .map(({ variantId, produced, locationId }) => ({
      batchId: id,
      variantId,
      from: "outside",
      to: "available",
      toLocationId: locationId,
      units: produced,
      cause: "produced",
      orderId: null,
      lineId: null,
    }));
}
