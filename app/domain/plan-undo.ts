import type { ItemUnits } from "./batch-record.ts";
import { bucketDeltas, type BucketDelta } from "./bucket-deltas.ts";
import type { Bucket, MovementDraft } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";
import { takeAvailable, type ShelvedUnits } from "./take-available.ts";

/** A batch item that an act moved units of, as it is now. */
export type UndoItem = ItemUnits & { batchId: string; variantId: ShopifyId };

export type UndoPlan =
  | { ok: true; movements: MovementDraft[] }
  /** The units that would have to go back are not there any more. */
  | {
      ok: false;
      batchId: string;
      variantId: ShopifyId;
      bucket: Exclude<Bucket, "outside">;
      requested: number;
      there: number;
    };

const COLUMNS = [
  ["available", "remaining"],
  ["promised", "promised"],
  ["shipped", "shipped"],
  ["quarantine", "quarantined"],
  ["written_off", "writtenOff"],
] as const satisfies [Exclude<Bucket, "outside">, keyof ItemUnits & keyof BucketDelta][];

/**
 * The movements that take an act back: each of its own, the other way round. Units that went to a location are taken from
 * there while it has any, then from elsewhere: one unit of a batch is as good as another.
 * @param movements the act's, with every item of theirs in `items`
 * @throws Error when an item is missing
 */
export function planUndo(
  movements: readonly MovementDraft[],
  items: readonly UndoItem[],
  shelves: readonly ShelvedUnits[],
): UndoPlan {
  const reversed = movements.map((movement): MovementDraft => ({
    ...movement,
    from: movement.to,
    fromLocationId: movement.toLocationId ?? null,
    to: movement.from,
    toLocationId: movement.fromLocationId ?? null,
    cause: "undo",
  }));
  for (const delta of bucketDeltas(reversed)) {
    const item = itemOf(items, delta);
    for (const [bucket, column] of COLUMNS) {
      if (item[column] + delta[column] < 0) {
        const { batchId, variantId } = delta;
        return { ok: false, batchId, variantId, bucket, requested: -delta[column], there: item[column] };
      }
    }
  }
  return { ok: true, movements: placeTaken(reversed, items, shelves) };
}

/** Divides what is taken from the available units over the places that have them now. */
function placeTaken(
  reversed: readonly MovementDraft[],
  items: readonly UndoItem[],
  shelves: readonly ShelvedUnits[],
): MovementDraft[] {
  const left = items.map((item) => ({ ...item }));
  const leftAt = shelves.map((shelf) => ({ ...shelf }));
  return reversed.flatMap((movement) => {
    if (movement.from !== "available") return [movement];
    const item = itemOf(left, movement);
    const parts = takeAvailable(item, leftAt, movement.units, movement.fromLocationId ?? null);
    item.remaining -= movement.units;
    for (const { locationId, units } of parts) {
      const shelf = leftAt.find(
        (each) =>
          each.batchId === item.batchId &&
          each.variantId === item.variantId &&
          each.locationId === locationId,
      );
      if (shelf !== undefined) shelf.remaining -= units;
    }
    return parts.map(({ locationId, units }) => ({ ...movement, fromLocationId: locationId, units }));
  });
}

function itemOf(items: readonly UndoItem[], of: { batchId: string; variantId: ShopifyId }): UndoItem {
  const item = items.find((each) => each.batchId === of.batchId && each.variantId === of.variantId);
  if (item === undefined) throw new Error(`batch ${of.batchId} has no variant ${of.variantId} any more`);
  return item;
}
