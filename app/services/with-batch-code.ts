import type { BatchRefusalOf } from "#app/contracts/batch-refusal.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { makeBatchCode } from "./make-batch-code.ts";

/** A made code collides only with codes typed in by hand that look like made ones. */
const MAX_CODE_TRIES = 50;

interface Coded {
  /** As the person typed it; null: one is made by the shop's template. */
  typed: string | null;
  /** Of the batch's first variant, mirrored. */
  variantId: ShopifyId;
  madeAt: Date;
}

/**
 * Records a batch under its code: the typed one, or a made one, and the next when that is taken.
 * @param record answers null when the code is taken, and has written nothing then
 */
export async function withBatchCode<Result>(
  ctx: ShopContext,
  { typed, variantId, madeAt }: Coded,
  record: (code: string) => Promise<Result | null>,
): Promise<Result | { ok: false; error: BatchRefusalOf<"code_taken"> }> {
  for (let tried = 1; ; tried += 1) {
    const code = typed ?? (await makeBatchCode(ctx, variantId, madeAt));
    const result = await record(code);
    if (result !== null) return result;
    if (typed !== null) return { ok: false, error: { type: "code_taken", code } };
    if (tried === MAX_CODE_TRIES) {
      throw new Error(`${MAX_CODE_TRIES} codes in a row were taken, the last: ${code}`);
    }
  }
}
