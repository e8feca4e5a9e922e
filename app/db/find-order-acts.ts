import type { CorrectableState } from "#app/domain/plan-correction.ts";
import type { Transaction } from "./client.ts";

/** A confirmation or correction as it is recorded. Ids of Shopify are gids, batches keep the code they had. */
export interface CorrectionData {
  orderId: string;
  orderName: string;
  lineId: string;
  variantId: string;
  units: number;
  /** Units by the state they were in. */
  states: Record<CorrectableState, number>;
  /** Null: the units had no batch. */
  from: { id: string; code: string } | null;
  /** Null: confirmed. */
  to: { id: string; code: string } | null;
}

export interface OrderActRecord {
  id: string;
  kind: "confirmed" | "corrected";
  at: Date;
  actor: string;
  reason: string;
  data: CorrectionData;
}

/** What people said about an order's batches, the latest first (ids are UUIDv7: by time), at most so many. */
export async function findOrderActs(
  tx: Transaction,
  shopId: string,
  orderGid: string,
  limit: number,
): Promise<OrderActRecord[]> {
  return tx.$queryRaw<OrderActRecord[]>`
    SELECT a.id::text AS id, a.kind, a.at, a.actor, a.reason, a.data FROM manual_act a
    WHERE a.shop_id = ${shopId}::uuid AND a.data ? 'orderId' AND a.data->>'orderId' = ${orderGid}
      AND a.kind IN ('confirmed', 'corrected')
    ORDER BY a.id DESC LIMIT ${limit}`;
}
