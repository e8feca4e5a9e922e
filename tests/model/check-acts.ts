import type { Corrected } from "./check-staying.ts";
import { isOf } from "./check-sums.ts";
import type { EngineState, ItemState } from "./engine-state.ts";

/** What an act of a person does to a batch item beyond what orders then take of it. */
export interface BookChange {
  batchId: string;
  variantId: number;
  produced?: number;
  quarantined?: number;
  writtenOff?: number;
}

const COLUMNS = ["produced", "quarantined", "writtenOff"] as const;

/**
 * Whether a step did to the books what it was to do and nothing else. Between what is available, promised and shipped an act
 * moves units for the orders that wait; produced, quarantined and written off change by nothing but the act.
 */
export function checkBooks(
  before: EngineState,
  after: EngineState,
  expected: readonly BookChange[],
): Record<string, unknown[]> {
  const wrong = after.items.flatMap((item) => {
    const was = before.items.find((other) => isOf(item, other));
    const changes = expected.filter((change) => isOf(item, change));
    const isRight = COLUMNS.every(
      (column) =>
        item[column] - (was?.[column] ?? 0) ===
        changes.reduce((units, change) => units + (change[column] ?? 0), 0),
    );
    return isRight ? [] : [{ item, was, changes }];
  });
  const missing = expected.filter((change) => !after.items.some((item) => isOf(item, change)));
  return { "an act does what it says, and nothing else": [...wrong, ...missing] };
}

/**
 * What a person's word about a line cannot make or lose: nothing is produced or written off by it, and a variant has as much in
 * quarantine as before, but for units that came back without a batch and get one now.
 */
export function checkConserved(
  before: EngineState,
  after: EngineState,
  { batchIds, units }: Corrected,
): Record<string, unknown[]> {
  const changed = after.items.filter((item) => {
    const was = before.items.find((other) => isOf(item, other));
    return item.produced !== was?.produced || item.writtenOff !== was.writtenOff;
  });
  const quarantined = ({ items }: EngineState, of: ItemState): number =>
    items
      .filter(({ variantId }) => variantId === of.variantId)
      .reduce((total, item) => total + item.quarantined, 0);
  const mostMore = batchIds.includes(null) ? units : 0;
  const wrong = after.items.filter((item) => {
    const more = quarantined(after, item) - quarantined(before, item);
    return more < 0 || more > mostMore;
  });
  return { "a person's word makes and loses no units": [...changed, ...wrong] };
}
