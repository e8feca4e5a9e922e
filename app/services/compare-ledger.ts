import { ledgerItemsChecked } from "#app/config/metrics.server.ts";
import type { LedgerCheck } from "#app/contracts/manual-acts.ts";
import type { Transaction } from "#app/db/client.ts";
import { storeLedgerAlarms } from "#app/db/ledger-alarms.ts";
import type { LedgerItem } from "#app/db/read-ledger-items.ts";
import type { ItemUnits } from "#app/domain/batch-record.ts";
import { mismatches, placeMismatches, recount, recountPlaces } from "#app/domain/recount.ts";
import type { Mismatch, PlaceMismatch, PlaceUnits } from "#app/domain/recount.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";

/** A batch item beside what its ledger says of it. */
export interface ComparedItem extends LedgerItem {
  counted: ItemUnits;
  countedPlaces: PlaceUnits[];
  units: Mismatch[];
  wrongPlaces: PlaceMismatch[];
  addsUp: boolean;
}

export function compareLedger(item: LedgerItem): ComparedItem {
  const counted = recount(item.ledger);
  const countedPlaces = recountPlaces(item.ledger);
  const units = mismatches(item.stored, counted);
  const wrongPlaces = placeMismatches(item.places, countedPlaces);
  const addsUp = units.length === 0 && wrongPlaces.length === 0;
  return { ...item, counted, countedPlaces, units, wrongPlaces, addsUp };
}

/**
 * Keeps what a comparison found: an item that differs raises an alarm for the merchant, the log and the metrics
 * (DOMAIN.md case 41), and one that agrees ends its own. Nothing is changed in the item.
 */
export async function recordComparison(
  ctx: ShopContext,
  tx: Transaction,
  compared: readonly ComparedItem[],
): Promise<void> {
  const broken = compared.filter(({ addsUp }) => !addsUp);
  ledgerItemsChecked.inc({ result: "differs" }, broken.length);
  ledgerItemsChecked.inc({ result: "agrees" }, compared.length - broken.length);
  for (const item of broken) {
    const { batchId, units } = item;
    const places = item.wrongPlaces.map((place) => ({ ...place, locationId: String(place.locationId) }));
    ctx.log.error(
      { batchId, variantId: String(item.variantId), units, places },
      "a batch item differs from its ledger",
    );
  }
  await storeLedgerAlarms(
    tx,
    ctx.shop.id,
    ctx.now(),
    compared.map((item) => ({
      batchId: item.batchId,
      variantId: item.variantId,
      differences: item.addsUp ? null : presentItem(item),
    })),
  );
}

export function presentCheck(compared: readonly ComparedItem[]): LedgerCheck {
  const broken = compared.filter(({ addsUp }) => !addsUp);
  return { addsUp: broken.length === 0, items: broken.map(presentItem) };
}

function presentItem(item: ComparedItem): LedgerCheck["items"][number] {
  return {
    variantId: toGid("ProductVariant", item.variantId),
    units: item.units,
    places: item.wrongPlaces.map((place) => ({ ...place, locationId: toGid("Location", place.locationId) })),
  };
}
