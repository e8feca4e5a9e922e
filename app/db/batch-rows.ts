import { Prisma } from "@prisma/client";
import type { BatchFacts, BatchRecord, UnitsAt } from "#app/domain/batch-record.ts";

/** Columns of `batch b` under the names of `BatchFacts`. */
export const BATCH_COLUMNS = Prisma.sql`
  b.id::text AS id, b.code, b.status, b.status_before_recall AS "statusBeforeRecall",
  b.made_at AS "madeAt", b.opened_at AS "openedAt", b.place, b.maker,
  to_char(b.expires_on, 'YYYY-MM-DD') AS "expiresOn", b.expiry_kind AS "expiryKind",
  to_char(b.cure_on, 'YYYY-MM-DD') AS "cureOn", b.notes,
  b.created_by AS "createdBy", b.created_at AS "createdAt"`;

/** The items of `batch b` as a JSON list named `items`; ids are texts, for JSON numbers end at 2^53. */
export const BATCH_ITEMS = Prisma.sql`
  (SELECT coalesce(jsonb_agg(jsonb_build_object(
      'variantId', i.variant_id::text, 'productId', v.product_id::text,
      'productTitle', p.title, 'variantTitle', v.title, 'sku', v.sku,
      'imageUrl', coalesce(v.image_url, p.image_url),
      'deleted', v.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL,
      'produced', i.produced, 'remaining', i.remaining, 'promised', i.promised, 'shipped', i.shipped,
      'quarantined', i.quarantined, 'writtenOff', i.written_off, 'returned', i.returned,
      'stopShipDays', p.stop_ship_days,
      'locations', (
        SELECT coalesce(jsonb_agg(jsonb_build_object(
            'locationId', s.location_id::text, 'name', l.name, 'remaining', s.remaining
          ) ORDER BY lower(l.name), l.id), '[]')
        FROM batch_shelf s JOIN location l ON l.shop_id = s.shop_id AND l.id = s.location_id
        WHERE s.shop_id = i.shop_id AND s.batch_id = i.batch_id AND s.variant_id = i.variant_id AND s.remaining > 0
      )
    ) ORDER BY p.title, v.product_id, v.position, v.id), '[]')
    FROM batch_item i
    JOIN variant v ON v.shop_id = i.shop_id AND v.id = i.variant_id
    JOIN product p ON p.shop_id = v.shop_id AND p.id = v.product_id
    WHERE i.shop_id = b.shop_id AND i.batch_id = b.id) AS items`;

type ItemJson = Omit<BatchRecord["items"][number], "variantId" | "productId" | "locations"> & {
  variantId: string;
  productId: string;
  locations: (Omit<UnitsAt, "locationId"> & { locationId: string })[];
};

export interface BatchRow extends BatchFacts {
  items: ItemJson[];
}

export function toBatchRecord(row: BatchRow): BatchRecord {
  return {
    ...row,
    items: row.items.map((item) => ({
      ...item,
      variantId: BigInt(item.variantId),
      productId: BigInt(item.productId),
      locations: item.locations.map((at) => ({ ...at, locationId: BigInt(at.locationId) })),
    })),
  };
}
