import { v7 } from "uuid";
import type { Database } from "#app/db/client.ts";
import type { BatchStatus } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopIdentity } from "#app/services/context.ts";

interface BatchOptions {
  code?: string;
  status?: Exclude<BatchStatus, "recalled">;
  madeAt?: Date;
  /** `YYYY-MM-DD` */
  expiresOn?: string;
  cureOn?: string;
}

/** A batch with its items and their first movements, all units available. Nothing is settled. */
export async function makeBatch(
  db: Database,
  shop: ShopIdentity,
  produced: { variantId: ShopifyId; units: number }[],
  options: BatchOptions = {},
): Promise<{ id: string; code: string }> {
  const id = v7();
  const code = options.code ?? `B-${id.slice(-8)}`;
  const status = options.status ?? "open";
  const madeAt = options.madeAt ?? new Date("2026-01-01T08:00:00Z");
  await db.batch.create({
    data: {
      shopId: shop.id,
      id,
      code,
      status,
      madeAt,
      openedAt: status === "draft" ? null : madeAt,
      expiresOn: options.expiresOn === undefined ? null : new Date(options.expiresOn),
      expiryKind: options.expiresOn === undefined ? null : "best_before",
      cureOn: options.cureOn === undefined ? null : new Date(options.cureOn),
      createdBy: "merchant:test",
      createdAt: madeAt,
    },
  });
  await db.batchItem.createMany({
    data: produced.map(({ variantId, units }) => ({
      shopId: shop.id,
      batchId: id,
      variantId,
      produced: units,
      remaining: units,
    })),
  });
  const moved = produced.filter(({ units }) => units > 0);
  await db.movement.createMany({
    data: moved.map(({ variantId, units }) => ({
      shopId: shop.id,
      batchId: id,
      variantId,
      fromBucket: "outside",
      toBucket: "available",
      units,
      cause: "produced",
      actor: "merchant:test",
      at: madeAt,
    })),
  });
  return { id, code };
}
