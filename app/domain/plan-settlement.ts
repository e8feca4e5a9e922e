import { allocate } from "./allocate.ts";
import { beginLine, move, openBooks, type Books } from "./books.ts";
import { holdingsOf, type Holding, type LineHoldings } from "./line-holdings.ts";
import { moveHoldings } from "./move-holdings.ts";
import { compareDemand } from "./order-demand.ts";
import type { AssignmentWrite, LineState, LineWrite, PlanInput, SettlementPlan } from "./settlement.types.ts";

/**
 * Plans a set of lines at once: what must be written so that every line holds what Shopify's facts say, unshipped units
 * are off the batches that are recalled, and stock that is free then goes to the lines that wait (DOMAIN.md section 3).
 * Pure: the same input in any order gives the same plan, and planning again on the result gives an empty one.
 * The caller holds the locks of every variant named, and writes the whole plan or nothing.
 */
export function planSettlement(input: PlanInput): SettlementPlan {
  const books = openBooks(input.stock, input.rules);
  const lines = [...input.lines].sort(compareDemand).map(holdingsOf);

  for (const held of lines) {
    beginLine(books);
    moveHoldings(books, held);
  }
  const releaseFrom = recalledBatches(input);
  if (releaseFrom.size > 0) {
    for (const held of lines) {
      beginLine(books);
      releaseUnshipped(books, held, releaseFrom);
    }
  }
  allocate(books, lines, releaseFrom, input.now, input.timeZone);

  return { ...writesOf(lines), movements: books.movements };
}

/**
 * Those that a launch names, and those that an earlier one has taken out: a fulfilment that is cancelled or a removal that is
 * withdrawn afterwards promises their units again.
 */
function recalledBatches({ stock, releaseFrom }: PlanInput): ReadonlySet<string> {
  const batchIds = new Set(releaseFrom);
  for (const item of stock) if (item.status === "recalled") batchIds.add(item.batchId);
  return batchIds;
}

/** Takes a line's unshipped units off batches that may not be shipped any more: they wait for another batch. */
function releaseUnshipped(books: Books, held: LineHoldings, releaseFrom: ReadonlySet<string>): void {
  for (const row of held.rows) {
    if (row.promised === 0 || !releaseFrom.has(row.batchId)) continue;
    move(books, held.line, row, "promised", "available", row.promised, "recall_release");
    held.waiting += row.promised;
    row.promised = 0;
    row.changed = true;
  }
}

function writesOf(holdings: LineHoldings[]): { assignments: AssignmentWrite[]; lines: LineWrite[] } {
  const assignments: AssignmentWrite[] = [];
  const lines: LineWrite[] = [];
  for (const { line, rows, waiting, waitingShipped } of holdings) {
    const { orderId, lineId } = line;
    for (const row of rows) if (row.changed) assignments.push(writeOf(line, row));
    const unassigned = waiting + waitingShipped;
    if (unassigned !== line.unassigned || waitingShipped !== line.unassignedShipped) {
      lines.push({ orderId, lineId, unassigned, unassignedShipped: waitingShipped });
    }
  }
  return { assignments, lines };
}

/** Field by field: copying a row with a rest pattern takes longer than all the planning of it. */
function writeOf(line: LineState, row: Holding): AssignmentWrite {
  return {
    orderId: line.orderId,
    lineId: line.lineId,
    variantId: line.variantId,
    seq: row.seq,
    batchId: row.batchId,
    locationId: row.locationId,
    promised: row.promised,
    shipped: row.shipped,
    returned: row.returned,
    writtenOff: row.writtenOff,
    confidence: row.confidence,
    created: row.created,
    decision: row.decision,
  };
}
