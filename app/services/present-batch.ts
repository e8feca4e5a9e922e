import type { BatchItemView, BatchTotals, BatchView } from "#app/contracts/batch-view.ts";
import type { BatchRecord } from "#app/domain/batch-record.ts";
import { batchConditions } from "#app/domain/batch-states.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/** A stored batch as the API and the pages show it; its conditions are those of the shop's present day. */
export function presentBatch(ctx: ShopContext, record: BatchRecord): BatchView {
  const totals = sumUp(record);
  return {
    id: record.id,
    code: record.code,
    status: record.status,
    conditions: batchConditions(record, shopDay(ctx.now(), ctx.shop.timeZone)),
    madeAt: record.madeAt.toISOString(),
    place: record.place,
    maker: record.maker,
    expiresOn: record.expiresOn,
    expiryKind: record.expiryKind,
    cureOn: record.cureOn,
    notes: record.notes,
    items: record.items.map(presentItem),
    totals,
    imageUrl: record.items.find((item) => item.imageUrl !== null)?.imageUrl ?? null,
    openedAt: record.openedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    createdBy: record.createdBy,
  };
}

function presentItem({ stopShipDays: _, ...item }: BatchRecord["items"][number]): BatchItemView {
  return {
    ...item,
    variantId: toGid("ProductVariant", item.variantId),
    productId: toGid("Product", item.productId),
    locations:
      item.locations.length === 0
        ? undefined
        : item.locations.map((at) => ({ ...at, locationId: toGid("Location", at.locationId) })),
  };
}

function sumUp(record: BatchRecord): BatchTotals {
  const sum = (of: keyof BatchTotals): number => record.items.reduce((units, item) => units + item[of], 0);
  return {
    produced: sum("produced"),
    remaining: sum("remaining"),
    promised: sum("promised"),
    shipped: sum("shipped"),
    quarantined: sum("quarantined"),
    writtenOff: sum("writtenOff"),
    returned: sum("returned"),
  };
}
