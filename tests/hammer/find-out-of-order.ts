import type { Database } from "#app/db/client.ts";
import type { Decision } from "#app/domain/settlement.types.ts";

interface Movement {
  /** The transaction that wrote it. */
  xmin: string;
  batchId: string;
  variantId: bigint;
  from: string;
  to: string;
  units: number;
  cause: string;
  at: Date;
}

interface Batch {
  id: string;
  code: string;
  madeAt: Date;
  openedAt: Date | null;
}

/** By batch: its states, each from when on. */
type History = Map<string, { at: number; status: string }[]>;

/**
 * Replays the whole ledger and finds every draw that FIFO did not allow when it was made: from a batch that was not open, or
 * past an older one that was open and still had units when the transaction that drew was over. Whoever moves units of a
 * variant holds its head, so that within a variant the ledger's rows are in the order in which they became true.
 */
export async function findDrawsOutOfOrder(db: Database, shopId: string): Promise<string[]> {
  const movements = await db.$queryRaw<Movement[]>`
    SELECT xmin::text AS xmin, batch_id::text AS "batchId", variant_id AS "variantId", from_bucket AS "from",
      to_bucket AS "to", units, cause, at
    FROM movement WHERE shop_id = ${shopId}::uuid ORDER BY variant_id, id`;
  const batches = new Map((await readBatches(db, shopId)).map((batch) => [batch.id, batch]));
  const history = await readHistory(db, shopId);
  const wrong: string[] = [];
  for (const ofVariant of inRuns(movements, ({ variantId }) => String(variantId))) {
    const available = new Map<string, number>();
    for (const transaction of inRuns(ofVariant, ({ xmin }) => xmin)) {
      for (const { batchId, from, to, units } of transaction) {
        const change = (to === "available" ? units : 0) - (from === "available" ? units : 0);
        available.set(batchId, (available.get(batchId) ?? 0) + change);
      }
      for (const { batchId, cause, at, variantId } of transaction) {
        if (cause !== "assigned") continue;
        const drawn = mustFind(batches, batchId);
        const said = `variant ${variantId} at ${at.toISOString()} from ${drawn.code}`;
        if (!wasSometimes(history, batchId, at, "open")) wrong.push(`${said}, which was not open`);
        for (const [olderId, units] of available) {
          const older = mustFind(batches, olderId);
          if (units <= 0 || compareFifo(older, drawn) >= 0) continue;
          if (wasAlways(history, olderId, at, "open")) wrong.push(`${said}, past ${units} of ${older.code}`);
        }
      }
    }
  }
  return wrong;
}

/**
 * Decisions that contradict themselves: the order of what was offered, or a batch that was passed over with units left. A
 * batch that has units at locations is offered, and skipped, once for each place.
 */
export async function findWrongDecisions(db: Database, shopId: string): Promise<string[]> {
  const batches = new Map((await readBatches(db, shopId)).map((batch) => [batch.id, batch]));
  const shelves = await db.batchShelf.findMany({ where: { shopId }, select: { batchId: true } });
  const placed = new Set(shelves.map((shelf) => shelf.batchId));
  const rows = await db.$queryRaw<{ line_id: bigint; batch_id: string; decision: Decision }[]>`
    SELECT line_id, batch_id::text, decision FROM assignment
    WHERE shop_id = ${shopId}::uuid AND decision ? 'candidates'`;
  const wrong: string[] = [];
  for (const { line_id: lineId, batch_id: batchId, decision } of rows) {
    const { candidates, skipped } = decision;
    const said = `line ${lineId}: ${JSON.stringify(decision)}`;
    const offered = candidates.map((candidate) => mustFind(batches, candidate.batchId));
    const isOutOfOrder = offered.some((batch, index) => {
      const before = offered[index - 1];
      return before !== undefined && compareFifo(before, batch) >= (placed.has(batch.id) ? 1 : 0);
    });
    if (isOutOfOrder) wrong.push(`${said}: not in order`);
    if (candidates.slice(0, -1).some(({ available, took }) => took < available))
      wrong.push(`${said}: passed over what was left`);
    if (candidates.some(({ available, took }) => took < 1 || took > available))
      wrong.push(`${said}: took what was not there`);
    if (!candidates.some((candidate) => candidate.batchId === batchId))
      wrong.push(`${said}: does not speak of ${batchId}`);
    const taken = new Set(candidates.map((candidate) => candidate.batchId));
    if (skipped.some((one) => taken.has(one.batchId) && !placed.has(one.batchId)))
      wrong.push(`${said}: skipped and taken`);
  }
  return wrong;
}

async function readBatches(db: Database, shopId: string): Promise<Batch[]> {
  return await db.batch.findMany({
    where: { shopId },
    select: { id: true, code: true, madeAt: true, openedAt: true },
  });
}

async function readHistory(db: Database, shopId: string): Promise<History> {
  const history: History = new Map();
  const batches = await db.$queryRaw<{ id: string; created_at: Date; first: string }[]>`
    SELECT b.id::text, b.created_at, coalesce(
      (SELECT data ->> 'from' FROM batch_event e
       WHERE e.shop_id = b.shop_id AND e.batch_id = b.id AND e.data ? 'from' AND e.data ? 'to'
         AND e.kind IN ('status_changed', 'recalled', 'recall_revoked')
       ORDER BY e.at, e.id LIMIT 1), b.status) AS first
    FROM batch b WHERE b.shop_id = ${shopId}::uuid`;
  for (const { id, created_at: at, first } of batches) {
    history.set(id, [{ at: at.getTime(), status: first }]);
  }
  const changes = await db.$queryRaw<{ batch_id: string; at: Date; status: string }[]>`
    SELECT batch_id::text, at, data ->> 'to' AS status FROM batch_event
    WHERE shop_id = ${shopId}::uuid AND kind IN ('status_changed', 'recalled', 'recall_revoked')
    ORDER BY at, id`;
  for (const { batch_id: id, at, status } of changes) history.get(id)?.push({ at: at.getTime(), status });
  return history;
}

/** The states of a batch at an instant: more than one where it changed within the same millisecond. */
function statesAt(history: History, batchId: string, at: Date): string[] {
  const states = mustFind(history, batchId);
  const now = at.getTime();
  return states
    .filter(({ at: since }, index) => since <= now && (states[index + 1]?.at ?? Infinity) >= now)
    .map(({ status }) => status);
}

function wasSometimes(history: History, batchId: string, at: Date, status: string): boolean {
  return statesAt(history, batchId, at).includes(status);
}

/** Not of a batch that was not there yet: a draft is recorded without the heads, so its row may stand before older draws. */
function wasAlways(history: History, batchId: string, at: Date, status: string): boolean {
  const states = statesAt(history, batchId, at);
  return states.length > 0 && states.every((state) => state === status);
}

/** Written out a second time on purpose: the app's own order is what is being checked. */
function compareFifo(a: Batch, b: Batch): number {
  const opened = ({ openedAt }: Batch): number => openedAt?.getTime() ?? Infinity;
  return (
    a.madeAt.getTime() - b.madeAt.getTime() ||
    (opened(a) === opened(b) ? 0 : opened(a) - opened(b)) ||
    Buffer.compare(Buffer.from(a.code), Buffer.from(b.code)) ||
    Buffer.compare(Buffer.from(a.id), Buffer.from(b.id))
  );
}

function inRuns<T>(rows: readonly T[], keyOf: (row: T) => string): T[][] {
  const runs: T[][] = [];
  let last: string | undefined;
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== last) runs.push([]);
    runs.at(-1)?.push(row);
    last = key;
  }
  return runs;
}

function mustFind<T>(map: ReadonlyMap<string, T>, key: string): T {
  const found = map.get(key);
  if (found === undefined) throw new Error(`${key} is in the ledger and not there`);
  return found;
}
