import type { LineState, MovementDraft } from "#app/domain/settlement.types.ts";
import { aStockItem, aTarget, march } from "./settlement.ts";
import { SettlementWorld } from "./settlement-world.ts";

/** `batch: units from → to (cause)`, to read a ledger at a glance. */
export function written(movements: readonly MovementDraft[]): string[] {
  return movements.map(
    ({ batchId, units, from, to, cause }) => `${batchId}: ${units} ${from} → ${to} (${cause})`,
  );
}

/** `batch promised/shipped/returned/written off`, by seq. */
export function held(line: LineState): string[] {
  return line.assignments.map(
    (row) => `${row.batchId} ${row.promised}/${row.shipped}/${row.returned}/${row.writtenOff}`,
  );
}

/** A world with batches A (older) and B of soap, each of so many units. */
export function shelf(a: number, b = 0): SettlementWorld {
  const world = new SettlementWorld(march(20));
  world.produce(aStockItem({ batchId: "A", madeAt: march(1), remaining: a }));
  world.produce(aStockItem({ batchId: "B", madeAt: march(2), remaining: b }));
  return world;
}

/** Gives a line new facts, settles, and checks every sum; what was written, as `written` shows it. */
export function settled(
  world: SettlementWorld,
  line: LineState,
  target: Partial<LineState["target"]>,
): string[] {
  world.state(line, aTarget(target));
  const plan = world.settle();
  world.check();
  return written(plan.movements);
}
