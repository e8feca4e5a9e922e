import fc from "fast-check";
import { lineGid } from "#app/domain/line-gid.ts";
import type { CorrectableState } from "#app/domain/plan-correction.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { within } from "./batch-commands.ts";
import { drawsOfLine } from "./check-sums.ts";
import { ACTOR, command, index, pick, units } from "./command.ts";
import type { EngineState, ItemState, LineState } from "./engine-state.ts";

/** Units of a line in one state, counted under a batch or (null) under none. */
interface Held {
  line: LineState;
  fromBatchId: string | null;
  state: CorrectableState;
  units: number;
}

/** A person says which batch units of a line are from: the one that was assumed, or another that mostly has some. */
export const vouched = fc
  .record({
    which: fc.nat({ max: 30 }),
    to: fc.option(index),
    by: units,
    saysState: fc.boolean(),
    fromStock: fc.constantFrom(true, true, true, false),
    recalled: fc.constantFrom(false, false, true),
  })
  .map(({ which, to, by, saysState, fromStock, recalled }) => {
    const said =
      to === null
        ? "confirm"
        : `correct to batch ${to}${fromStock ? "" : ", in stock or not"}${recalled ? ", a recalled one if any" : ""}`;
    return command(
      `${said}: ${by} of held ${which}${saysState ? ", saying its state" : ""}`,
      async ({ engine }) => {
        const held = pick(
          engine.state.lines.flatMap((line) => heldBy(engine.state, line)),
          which,
        );
        if (held === undefined) return;
        const { line, fromBatchId, state } = held;
        const others = engine.state.items.filter(
          ({ variantId, batchId, remaining }) =>
            variantId === line.variantId && batchId !== fromBatchId && (remaining > 0 || !fromStock),
        );
        const toBatchId =
          to === null ? undefined : pick(recalled ? recalledOf(engine.state, others) : others, to)?.batchId;
        if (fromBatchId === null && toBatchId === undefined) return;
        const body = {
          lineId: lineGid(BigInt(line.id), line.setLineId === null ? null : BigInt(line.setLineId)),
          ...{ fromBatchId, toBatchId, units: within(by, held.units), reason: "model" },
          ...(saysState ? { state } : {}),
        };
        const { orderId, id: lineId } = line;
        const meant = {
          orderId,
          lineId,
          batchIds: [fromBatchId, toBatchId ?? fromBatchId],
          units: body.units,
        };
        await engine.step(() => correctAssignment(engine.ctx, String(orderId), body, ACTOR), {
          corrected: ({ ok }) => (ok ? meant : null),
        });
      },
    );
  });

/** Those of recalled batches, where there are some: who has units of these is to be told. */
function recalledOf({ batches }: EngineState, items: readonly ItemState[]): readonly ItemState[] {
  const isRecalled = new Set(batches.flatMap(({ id, status }) => (status === "recalled" ? [id] : [])));
  const own = items.filter(({ batchId }) => isRecalled.has(batchId));
  return own.length > 0 ? own : items;
}

function heldBy(state: EngineState, line: LineState): Held[] {
  const { unassigned, unassignedShipped } = line;
  const draws = drawsOfLine(state, line);
  const returnedKnown = draws.reduce((total, draw) => total + draw.returned, 0);
  const held: Held[] = [
    { line, fromBatchId: null, state: "shipped", units: unassignedShipped },
    { line, fromBatchId: null, state: "promised", units: unassigned - unassignedShipped },
    { line, fromBatchId: null, state: "returned", units: line.tracked ? line.returned - returnedKnown : 0 },
  ];
  for (const draw of draws) {
    for (const column of ["shipped", "returned", "promised"] as const) {
      held.push({ line, fromBatchId: draw.batchId, state: column, units: draw[column] });
    }
  }
  return held.filter(({ units: there }) => there > 0);
}
