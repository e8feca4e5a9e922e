import type { CreateBatchBody } from "#app/contracts/batch.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import type { Transaction } from "#app/db/client.ts";
import { findBatch } from "#app/db/find-batch.ts";
import { findLocations } from "#app/db/locations.ts";
import { findRecentCodes } from "#app/db/find-recent-codes.ts";
import { codeWarnings } from "#app/domain/batch-code-warnings.ts";
import { isTooFarAhead } from "#app/domain/is-too-far-ahead.ts";
import type { ShopContext } from "./context.ts";
import { mirrorVariants } from "./mirror-variants.ts";
import type { MirroredItem } from "./mirror-variants.ts";
import { CODES_COMPARED } from "./next-batch-code.ts";
import { presentBatch } from "./present-batch.ts";
import { recordBatches } from "./record-batches.ts";
import type { BatchToRecord, ItemToRecord } from "./record-batches.ts";
import { resolvePlace } from "./resolve-place.ts";
import { settle } from "./settle.ts";
import { withBatchCode } from "./with-batch-code.ts";

export type CreateBatchError = BatchRefusalOf<"invalid_fields" | "code_taken" | "shopify_unavailable">;

export type CreateBatchResult =
  /** `warnings`: sentences to show; nothing was refused for them. */
  { ok: true; batch: BatchView; warnings: string[] } | { ok: false; error: CreateBatchError };

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
  if (isTooFarAhead(input.madeAt, ctx.now())) return refused("madeAt", "must not be more than a year ahead");
  const mirrored = await mirrorVariants(ctx, input.items);
  if (!mirrored.ok) return mirrored;
  const placed = await placeItems(ctx, mirrored.items, input.items);
  if (!placed.ok) return placed;
  const [first] = placed.items;
  if (first === undefined) return refused("items", "a batch needs at least one variant");

  const coded = { typed: input.code ?? null, variantId: first.variantId, madeAt: input.madeAt };
  return withBatchCode(ctx, coded, async (code): Promise<CreateBatchResult | null> => {
    const batch = await ctx.db.$transaction((tx) =>
      record(ctx, tx, { ...input, code, items: placed.items }, actor),
    );
    return batch === null ? null : { ok: true, batch, warnings: await warn(ctx, code, input.madeAt) };
  });
}

/** @returns null when the code is taken; nothing is written then */
async function record(
  ctx: ShopContext,
  tx: Transaction,
  input: BatchToRecord,
  actor: string,
): Promise<BatchView | null> {
  const [id = null] = await recordBatches(ctx, tx, [input], { actor });
  if (id === null) return null;
  if (input.status === "open")
    await settle(ctx, tx, { variantIds: input.items.map((item) => item.variantId) });
  const batch = await findBatch(tx, ctx.shop.id, id);
  if (batch === null) throw new Error(`batch ${id} was just inserted and is not there`);
  return presentBatch(ctx, batch);
}

async function placeItems(
  ctx: ShopContext,
  items: readonly MirroredItem[],
  given: CreateBatchBody["items"],
): Promise<{ ok: true; items: ItemToRecord[] } | { ok: false; error: BatchRefusalOf<"invalid_fields"> }> {
  const locations = await findLocations(ctx.db, ctx.shop.id);
  const placed: ItemToRecord[] = [];
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

async function warn(ctx: ShopContext, code: string, madeAt: Date): Promise<string[]> {
  const recent = await findRecentCodes(ctx.db, ctx.shop.id, CODES_COMPARED);
  const warnings = codeWarnings(code, recent).map((warning) => warning.message);
  if (madeAt > ctx.now()) warnings.push("It is made in the future: no order gets units of it before then.");
  return warnings;
}

function refused(path: string, message: string): CreateBatchResult {
  return { ok: false, error: { type: "invalid_fields", errors: [{ path, message }] } };
}
