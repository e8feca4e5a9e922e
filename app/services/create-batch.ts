import type { CreateBatchBody } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { findLocations } from "#app/db/locations.ts";
import { findRecentCodes } from "#app/db/find-recent-codes.ts";
import { insertBatchEvents } from "#app/db/insert-batch-events.ts";
import { insertBatch, insertBatchItems } from "#app/db/insert-batch.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { writeMovements } from "#app/db/write-settlement.ts";
import { codeWarnings } from "#app/domain/batch-code-warnings.ts";
import type { MovementDraft } from "#app/domain/settlement.types.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { mirrorVariants } from "./mirror-variants.ts";
import type { MirroredItem } from "./mirror-variants.ts";
import { CODES_COMPARED } from "./next-batch-code.ts";
import { presentBatch } from "./present-batch.ts";
import { resolvePlace } from "./resolve-place.ts";
import { settle } from "./settle.ts";
import { withBatchCode } from "./with-batch-code.ts";

export type CreateBatchError = BatchRefusalOf<"invalid_fields" | "code_taken" | "shopify_unavailable">;

export type CreateBatchResult =
  /** `warnings`: sentences to show; nothing was refused for them. */
  { ok: true; batch: BatchView; warnings: string[] } | { ok: false; error: CreateBatchError };

const MAX_DAYS_AHEAD = 366;

/**
 * Records a batch with its items, its first movements and its first line of history, in one transaction. Left open, the
 * orders that wait for its variants are served before this returns. Without a code it gets one by the shop's template;
 * two callers never get one code (DOMAIN.md section 2).
 */
export async function createBatch(
  ctx: ShopContext,
  input: CreateBatchBody,
  actor: string,
): Promise<CreateBatchResult> {
  const now = ctx.now();
  if (input.madeAt.getTime() > now.getTime() + MAX_DAYS_AHEAD * 86_400_000) {
    return refused("madeAt", "must not be more than a year ahead");
  }
  const mirrored = await mirrorVariants(ctx, input.items);
  if (!mirrored.ok) return mirrored;
  const placed = await placeItems(ctx, mirrored.items, input.items);
  if (!placed.ok) return placed;
  const [first] = placed.items;
  if (first === undefined) return refused("items", "a batch needs at least one variant");

  const coded = { typed: input.code ?? null, variantId: first.variantId, madeAt: input.madeAt };
  return withBatchCode(ctx, coded, async (code): Promise<CreateBatchResult | null> => {
    const batch = await ctx.db.$transaction((tx) => record(ctx, tx, { ...input, code }, placed.items, actor));
    return batch === null ? null : { ok: true, batch, warnings: await warn(ctx, code, input.madeAt) };
  });
}

/** @returns null when the code is taken; nothing is written then */
async function record(
  ctx: ShopContext,
  tx: Transaction,
  input: CreateBatchBody & { code: string },
  items: readonly PlacedItem[],
  actor: string,
): Promise<BatchView | null> {
  const at = ctx.now();
  const id = ctx.newId();
  const variantIds = items.map((item) => item.variantId);
  const open = input.status === "open";
  // Before the row: heads come before batches in the order of all locks.
  if (open) await lockHeads(tx, ctx.shop.id, variantIds);
  const inserted = await insertBatch(tx, ctx.shop.id, {
    id,
    code: input.code,
    status: input.status,
    madeAt: input.madeAt,
    openedAt: open ? at : null,
    place: input.place ?? null,
    maker: input.maker ?? null,
    expiresOn: input.expiresOn ?? null,
    expiryKind: input.expiresOn ? (input.expiryKind ?? "best_before") : null,
    cureOn: input.cureOn ?? null,
    notes: input.notes ?? null,
    createdBy: actor,
    createdAt: at,
  });
  if (!inserted) return null;
  await insertBatchItems(tx, ctx.shop.id, id, variantIds);
  await writeMovements(tx, ctx.shop.id, firstMovements(id, items), { actor, reason: null, at });
  const data = {
    status: input.status,
    items: items.map(({ variantId, produced, locationId }) => ({
      ...{ variantId: toGid("ProductVariant", variantId), produced },
      ...(locationId === null ? {} : { locationId: toGid("Location", locationId) }),
    })),
  };
  const event = { id: ctx.newId(), batchId: id, kind: "created", actor, reason: null, at, data };
  await insertBatchEvents(tx, ctx.shop.id, [event]);
  if (open) await settle(ctx, tx, { variantIds });
  const batch = await findBatch(tx, ctx.shop.id, id);
  if (batch === null) throw new Error(`batch ${id} was just inserted and is not there`);
  return presentBatch(ctx, batch);
}

interface PlacedItem extends MirroredItem {
  /** Where its units are; null: at no particular place. */
  locationId: ShopifyId | null;
}

async function placeItems(
  ctx: ShopContext,
  items: readonly MirroredItem[],
  given: CreateBatchBody["items"],
): Promise<{ ok: true; items: PlacedItem[] } | { ok: false; error: BatchRefusalOf<"invalid_fields"> }> {
  const locations = await findLocations(ctx.db, ctx.shop.id);
  const placed: PlacedItem[] = [];
  const errors: FieldError[] = [];
  items.forEach((item, index) => {
    const named = resolvePlace(locations, given[index]?.locationId, "put");
    if (named.ok) placed.push({ ...item, locationId: named.place?.locationId ?? null });
    else errors.push({ path: `items.${index}.locationId`, message: named.message });
  });
  return errors.length === 0
    ? { ok: true, items: placed }
    : { ok: false, error: { type: "invalid_fields", errors } };
}

function firstMovements(batchId: string, items: readonly PlacedItem[]): MovementDraft[] {
  return items
    .filter((item) => item.produced > 0)
    .map(({ variantId, produced, locationId }) => ({
      batchId,
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

async function warn(ctx: ShopContext, code: string, madeAt: Date): Promise<string[]> {
  const recent = await findRecentCodes(ctx.db, ctx.shop.id, CODES_COMPARED);
  const warnings = codeWarnings(code, recent).map((warning) => warning.message);
  if (madeAt > ctx.now()) warnings.push("It is made in the future: no order gets units of it before then.");
  return warnings;
}

function refused(path: string, message: string): CreateBatchResult {
  return { ok: false, error: { type: "invalid_fields", errors: [{ path, message }] } };
}
