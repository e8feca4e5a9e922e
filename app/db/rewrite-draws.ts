import type { CorrectedRow } from "#app/domain/plan-correction.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { Transaction } from "./client.ts";
import { pgArray } from "./pg-array.ts";

/** Far from any number of draws that a line has: where they stand while their numbers are given out anew. */
const APART = 1_000_000;

/**
 * Writes all draws of a line as a person's correction leaves them: kept ones under their new number, split-off ones with the
 * decision record they share, corrected ones with the act that decided. The caller holds the order and the variant's head.
 */
export async function rewriteDraws(
  tx: Transaction,
  shopId: string,
  line: { orderId: ShopifyId; lineId: ShopifyId; variantId: ShopifyId },
  rows: readonly CorrectedRow[],
  act: { id: string; at: Date },
): Promise<void> {
  const decision = JSON.stringify({ rule: "by_hand", actId: act.id });
  // Numbers are unique at every moment, so that they cannot be moved up by one at a time.
  await tx.$executeRaw`
    UPDATE assignment SET seq = seq + ${APART}
    WHERE shop_id = ${shopId}::uuid AND order_id = ${line.orderId} AND line_id = ${line.lineId}`;
  const created = rows.filter((row) => row.was === null);
  await tx.$executeRaw`
    INSERT INTO assignment (
      shop_id, order_id, line_id, seq, batch_id, location_id, variant_id,
      promised, shipped, returned, written_off, confidence, decision, created_at
    )
    SELECT ${shopId}::uuid, ${line.orderId}, ${line.lineId}, t.seq, t.batch_id, t.location_id, ${line.variantId},
      t.promised, t.shipped, t.returned, 0, t.confidence,
      coalesce(origin.decision, ${decision}::jsonb), coalesce(origin.created_at, ${act.at})
    FROM unnest(
      ${pgArray(created.map((row) => row.seq))}::int[],
      ${pgArray(created.map((row) => row.splitFrom))}::int[],
      ${pgArray(created.map((row) => row.batchId))}::uuid[],
      ${pgArray(created.map((row) => row.locationId))}::bigint[],
      ${pgArray(created.map((row) => row.promised))}::int[],
      ${pgArray(created.map((row) => row.shipped))}::int[],
      ${pgArray(created.map((row) => row.returned))}::int[],
      ${pgArray(created.map((row) => row.confidence))}::text[]
    ) AS t (seq, split_from, batch_id, location_id, promised, shipped, returned, confidence)
    LEFT JOIN assignment origin ON origin.shop_id = ${shopId}::uuid AND origin.order_id = ${line.orderId}
      AND origin.line_id = ${line.lineId} AND origin.seq = t.split_from + ${APART}`;
  const kept = rows.filter((row) => row.was !== null);
  await tx.$executeRaw`
    UPDATE assignment a
    SET seq = t.seq, promised = t.promised, shipped = t.shipped, returned = t.returned, confidence = t.confidence
    FROM unnest(
      ${pgArray(kept.map((row) => row.was))}::int[],
      ${pgArray(kept.map((row) => row.seq))}::int[],
      ${pgArray(kept.map((row) => row.promised))}::int[],
      ${pgArray(kept.map((row) => row.shipped))}::int[],
      ${pgArray(kept.map((row) => row.returned))}::int[],
      ${pgArray(kept.map((row) => row.confidence))}::text[]
    ) AS t (was, seq, promised, shipped, returned, confidence)
    WHERE a.shop_id = ${shopId}::uuid AND a.order_id = ${line.orderId} AND a.line_id = ${line.lineId}
      AND a.seq = t.was + ${APART}`;
}
