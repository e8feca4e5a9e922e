import type { Bucket } from "#app/domain/settlement.types.ts";
import type { DrawState, EngineState, ItemState, LineState } from "./engine-state.ts";

const COLUMN_OF: Record<
  Exclude<Bucket, "outside">,
  "remaining" | "promised" | "shipped" | "quarantined" | "writtenOff"
> = {
  available: "remaining",
  promised: "promised",
  shipped: "shipped",
  quarantine: "quarantined",
  written_off: "writtenOff",
};

/** What does not add up in a state, and in how it came from the one before. */
export function checkSums(before: EngineState, after: EngineState): Record<string, unknown[]> {
  return {
    "every unit of a batch item is somewhere, none is there twice": after.items.filter(
      (item) =>
        item.remaining < 0 ||
        item.produced !== item.remaining + item.promised + item.shipped + item.quarantined + item.writtenOff,
    ),
    "batch items are what lines hold of them": after.items.filter((item) => {
      const own = drawsOfItem(after, item);
      return item.promised !== sum(own, "promised") || item.shipped !== sum(own, "shipped");
    }),
    "batch items moved by what the ledger says": after.items.filter(
      (item) => !movedByLedger(before, after, item),
    ),
    "shelves moved by what the ledger says": after.shelves.filter(
      (shelf) =>
        shelf.remaining !== unitsOnShelf(before, shelf) + ledgerOfShelf(after, shelf) || shelf.remaining < 0,
    ),
    "no more is at locations than there is": after.items.filter(
      (item) =>
        sum(
          after.shelves.filter(({ batchId, variantId }) => isOf(item, { batchId, variantId })),
          "remaining",
        ) > item.remaining,
    ),
    "lines hold or lack what Shopify's facts say": after.lines.filter(
      (line) => !holdsWhatFactsSay(after, line),
    ),
    "components are what was sold, times their units": after.lines.filter(
      (line) => line.setLineId !== null && !isTimesItsSet(after, line),
    ),
  };
}

function movedByLedger(before: EngineState, after: EngineState, item: ItemState): boolean {
  const was = before.items.find((other) => isOf(item, other));
  const is = { remaining: 0, promised: 0, shipped: 0, quarantined: 0, writtenOff: 0 };
  for (const column of Object.values(COLUMN_OF)) is[column] = was?.[column] ?? 0;
  for (const movement of after.movements) {
    if (!isOf(item, movement)) continue;
    if (movement.from !== "outside") is[COLUMN_OF[movement.from]] -= movement.units;
    if (movement.to !== "outside") is[COLUMN_OF[movement.to]] += movement.units;
  }
  return Object.values(COLUMN_OF).every((column) => is[column] === item[column]);
}

interface Shelved {
  batchId: string;
  variantId: number;
  locationId: number;
}

function unitsOnShelf({ shelves }: EngineState, at: Shelved): number {
  const shelf = shelves.find((other) => isOf(at, other) && other.locationId === at.locationId);
  return shelf?.remaining ?? 0;
}

function ledgerOfShelf({ movements }: EngineState, at: Shelved): number {
  let units = 0;
  for (const movement of movements) {
    if (!isOf(at, movement)) continue;
    if (movement.toLocationId === at.locationId) units += movement.units;
    if (movement.fromLocationId === at.locationId) units -= movement.units;
  }
  return units;
}

function holdsWhatFactsSay(state: EngineState, line: LineState): boolean {
  const draws = drawsOfLine(state, line);
  if (!line.tracked) return line.unassigned === 0 && sum(draws, "promised") + sum(draws, "shipped") === 0;
  return (
    sum(draws, "promised") + line.unassigned - line.unassignedShipped === line.promised &&
    sum(draws, "shipped") + line.unassignedShipped === line.shipped - line.returned &&
    sum(draws, "returned") <= line.returned &&
    sum(draws, "writtenOff") <= line.left &&
    line.unassigned >= line.unassignedShipped
  );
}

function isTimesItsSet({ lines }: EngineState, part: LineState): boolean {
  const set = lines.find(({ orderId, id }) => orderId === part.orderId && id === part.setLineId);
  if (set === undefined || set.reason !== "set" || part.setUnits === null) return false;
  const { setUnits } = part;
  return (["quantity", "promised", "shipped", "returned", "cancelled", "left"] as const).every(
    (fact) => part[fact] === set[fact] * setUnits,
  );
}

export function drawsOfLine({ draws }: EngineState, { orderId, id }: LineState): DrawState[] {
  return draws.filter((draw) => draw.orderId === orderId && draw.lineId === id);
}

function drawsOfItem(state: EngineState, { batchId, variantId }: ItemState): DrawState[] {
  const variantOf = new Map(state.lines.map((line) => [`${line.orderId}/${line.id}`, line.variantId]));
  return state.draws.filter(
    (draw) => draw.batchId === batchId && variantOf.get(`${draw.orderId}/${draw.lineId}`) === variantId,
  );
}

interface OfItem {
  batchId: string;
  variantId: number;
}

export function isOf(item: OfItem, other: OfItem): boolean {
  return item.batchId === other.batchId && item.variantId === other.variantId;
}

function sum<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((units, row) => units + row[key], 0);
}
