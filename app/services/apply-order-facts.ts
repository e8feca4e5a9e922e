import type { Transaction } from "#app/db/client.ts";
import { lockHeads } from "#app/db/lock-heads.ts";
import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import { readLinesOfOrders } from "#app/db/read-line-states.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import type { IntakeRules } from "#app/db/read-allocation-rules.ts";
import { readMirroredVariants } from "#app/db/read-mirrored-variants.ts";
import { readSetComponents } from "#app/db/read-set-components.ts";
import { readTakenOff } from "#app/db/read-taken-off.ts";
import { readStoredLines } from "#app/db/read-stored-lines.ts";
import type { StoredLine } from "#app/db/read-stored-lines.ts";
import { addOrderLines, cancelPromises, storeOrderLines } from "#app/db/store-order-lines.ts";
import { insertNewOrders, lockOrders, updateOrders } from "#app/db/store-orders.ts";
import { together } from "#app/db/together.ts";
import { writeUnassigned } from "#app/db/write-settlement.ts";
import type { AssignAt } from "#app/domain/allocation-rules.ts";
import { compareFacts } from "#app/domain/compare-facts.ts";
import { expandSets } from "#app/domain/expand-sets.ts";
import type { OrderFacts } from "#app/domain/order-facts.ts";
import type { LineState, TakenOff } from "#app/domain/settlement.types.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { syncProductJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import type { ShopContext } from "./context.ts";
import { joinLateFinds } from "./join-late-finds.ts";
import { markForPublication } from "./mark-for-publication.ts";
import { newestFacts } from "./newest-facts.ts";
import type { IncomingOrder } from "./newest-facts.ts";
import { prepareLines } from "./prepare-lines.ts";
import { lineKey, ordersOf, planLocked, writeHoldings } from "./settle.ts";
import { storeBuyers } from "./store-buyers.ts";
import type { SealedOrder } from "./store-buyers.ts";

export interface AppliedFacts {
  /** Orders whose facts were new to the app. */
  applied: ShopifyId[];
  /** Orders that only Shopify can settle; marked to be read. */
  asked: ShopifyId[];
}

/**
 * Stores what Shopify says about a set of orders and settles them, all in the caller's transaction. Duplicates, late and
 * reordered states are harmless: an older state never overwrites a newer one, and a doubtful one is asked about.
 * Locks, in this order: customers, order rows, heads, batch items.
 * @param incoming any number of states, several of one order too
 * @param known the rules, where the transaction has read them already
 */
export async function applyOrderFacts(
  ctx: ShopContext,
  tx: Transaction,
  incoming: readonly IncomingOrder[],
  known?: IntakeRules,
): Promise<AppliedFacts> {
  const shopId = ctx.shop.id;
  const { candidates, asked } = newestFacts(incoming);
  const rules = known ?? (await readIntakeRules(tx, shopId));
  const orders = await storeBuyers(ctx, tx, candidates);
  const fresh = await storeNewOrders(ctx, tx, orders, rules.assignAt);
  const storedBefore = orders.filter(({ row }) => !fresh.has(row.orderId));
  const overwritten = await overwriteKnownOrders(ctx, tx, storedBefore, asked, rules.assignAt);

  const added = orders.filter(({ row }) => fresh.has(row.orderId));
  const applied = [...added, ...overwritten.orders];
  await markOrdersForFetch(
    tx,
    shopId,
    [...asked].map((orderId) => ({ orderId, eventAt: null })),
    ctx.now(),
  );
  if (applied.length > 0) await settleFacts(ctx, tx, added, overwritten, rules);
  await joinLateFinds(
    ctx,
    tx,
    applied.map(({ row }) => row.orderId),
  );
  return { applied: applied.map(({ row }) => row.orderId), asked: [...asked] };
}

/** Most orders of a set are new: they are written whole, at once. The rows of all of them are locked afterwards. */
async function storeNewOrders(
  ctx: ShopContext,
  tx: Transaction,
  orders: readonly SealedOrder[],
  assignAt: AssignAt,
): Promise<Set<ShopifyId>> {
  const rows = orders.filter(({ doubt }) => doubt === null).map(({ row }) => row);
  const doubtful = orders.filter(({ doubt }) => doubt !== null).map(({ row }) => row.orderId);
  const added = new Set(await insertNewOrders(tx, ctx.shop.id, ctx.now(), assignAt, rows, doubtful));
  return new Set(rows.map(({ orderId }) => orderId).filter((orderId) => added.has(orderId)));
}

interface Overwritten {
  orders: SealedOrder[];
  /** Ids of orders that are deleted in Shopify: what they were still promised is released. */
  deleted: Set<ShopifyId>;
  /** When each of them was to get its batches as it was first seen. */
  assignAt: Map<ShopifyId, AssignAt>;
}

async function overwriteKnownOrders(
  ctx: ShopContext,
  tx: Transaction,
  orders: readonly SealedOrder[],
  asked: Set<ShopifyId>,
  assignAt: AssignAt,
): Promise<Overwritten> {
  const stored = new Map(
    (
      await lockOrders(
        tx,
        ctx.shop.id,
        orders.map(({ row }) => row.orderId),
      )
    ).map((order) => [order.orderId, order]),
  );
  const newer = orders.filter((order) => {
    const before = stored.get(order.row.orderId);
    const verdict = compareFacts(
      before?.shopifyUpdatedAt && before.factsHash !== null
        ? { updatedAt: before.shopifyUpdatedAt, fingerprint: before.factsHash }
        : null,
      order,
    );
    if (verdict === "ask_shopify") asked.add(order.row.orderId);
    return verdict === "apply";
  });
  await updateOrders(
    tx,
    ctx.shop.id,
    ctx.now(),
    assignAt,
    newer.map(({ row }) => row),
  );
  const deleted = newer.filter(({ row }) => stored.get(row.orderId)?.deletedAt);
  const seenBefore = [...stored.values()].filter((order) => order.factsHash !== null);
  return {
    orders: newer,
    deleted: new Set(deleted.map(({ row }) => row.orderId)),
    assignAt: new Map(seenBefore.map((order) => [order.orderId, order.assignAt])),
  };
}

/** All that can be done before the heads are locked is done before: other workers wait for them until the end. */
async function settleFacts(
  ctx: ShopContext,
  tx: Transaction,
  received: readonly SealedOrder[],
  { orders, deleted, assignAt }: Overwritten,
  rules: IntakeRules,
): Promise<void> {
  const shopId = ctx.shop.id;
  const overwrittenIds = orders.map(({ row }) => row.orderId);
  const stored = await readStoredLines(tx, shopId, overwrittenIds);
  const { added, overwritten } = await withSetsExpanded(ctx, tx, {
    added: received,
    overwritten: orders,
    stored,
  });
  const variantIds = variantsOf([...added, ...overwritten], stored);
  const mirrored = await readMirroredVariants(tx, shopId, variantIds);
  const around = {
    ...{ mirrored, deleted, includeTestOrders: rules.includeTestOrders },
    assignAt: (orderId: ShopifyId) => assignAt.get(orderId) ?? rules.assignAt,
  };
  const newLines = prepareLines(added, { ...around, stored: [], held: [] });
  const mayHold = new Set(newLines.states.filter((line) => !line.deferred).map((line) => line.orderId));
  await together(addOrderLines(tx, shopId, newLines.rows), markForPublication(ctx, tx, mayHold));
  await lockHeads(tx, shopId, variantIds);

  await cancelPromises(tx, shopId, vanishedLines(overwritten, stored));
  const held = await readLinesOfOrders(tx, shopId, overwrittenIds);
  const lines = prepareLines(overwritten, { ...around, stored, held });

  const touched = [...newLines.states, ...(await withTakenOff(ctx, tx, lines.states))];
  const plan = await planLocked(ctx, tx, { touched, variantIds, releaseFrom: [] });
  const planned = new Map(plan.lines.map((line) => [lineKey(line), line]));
  await storeOrderLines(
    tx,
    shopId,
    lines.rows.map((row) => {
      const key = `${row.orderId}/${row.facts.lineId}`;
      const { unassigned, unassignedShipped } = planned.get(key) ?? row;
      planned.delete(key);
      return { ...row, unassigned, unassignedShipped };
    }),
  );
  await writeUnassigned(tx, shopId, [...planned.values()]);
  await writeHoldings(ctx, tx, plan);
  await markForPublication(
    ctx,
    tx,
    [...ordersOf(plan)].filter((id) => !mayHold.has(id)),
  );
  await mirrorUnknownProducts(ctx, tx, [...added, ...overwritten], mirrored);
}

/** With what a launch took off those lines that have held something and have shipped units. */
async function withTakenOff(
  ctx: ShopContext,
  tx: Transaction,
  lines: readonly LineState[],
): Promise<LineState[]> {
  const shipped = lines.filter((line) => line.target.shipped > 0 && line.assignments.length > 0);
  const takenOff = new Map<string, TakenOff[]>();
  for (const { orderId, lineId, ...taken } of await readTakenOff(tx, ctx.shop.id, shipped)) {
    const key = lineKey({ orderId, lineId });
    takenOff.set(key, [...(takenOff.get(key) ?? []), taken]);
  }
  if (takenOff.size === 0) return [...lines];
  return lines.map((line) => ({ ...line, takenOff: takenOff.get(lineKey(line)) ?? [] }));
}

/** Sets that are sold as one SKU, as what they are made of. */
async function withSetsExpanded(
  ctx: ShopContext,
  tx: Transaction,
  { added, overwritten, stored }: Received,
): Promise<Pick<Received, "added" | "overwritten">> {
  const sets = await readSetComponents(tx, ctx.shop.id, variantsOf([...added, ...overwritten], []));
  const known = new Map<ShopifyId, StoredLine[]>();
  for (const line of stored) known.set(line.orderId, [...(known.get(line.orderId) ?? []), line]);
  const expanded = (order: SealedOrder): SealedOrder => {
    const lines = expandSets(order.facts.lines, known.get(order.row.orderId) ?? [], sets);
    return { ...order, facts: { ...order.facts, lines } };
  };
  return { added: added.map(expanded), overwritten: overwritten.map(expanded) };
}

interface Received {
  /** Orders that this transaction has added. */
  added: readonly SealedOrder[];
  /** Orders that were known before, and what was known of their lines. */
  overwritten: readonly SealedOrder[];
  stored: readonly StoredLine[];
}

function variantsOf(applied: readonly SealedOrder[], stored: readonly StoredLine[]): ShopifyId[] {
  const ids = new Set<ShopifyId>();
  for (const { facts } of applied) {
    for (const line of facts.lines) if (line.variantId !== null) ids.add(line.variantId);
  }
  for (const line of stored) if (line.variantId !== null) ids.add(line.variantId);
  return [...ids];
}

/** Stored lines that the newest facts do not name any more. */
function vanishedLines(applied: readonly SealedOrder[], stored: readonly StoredLine[]): StoredLine[] {
  const named = new Set(
    applied.flatMap(({ facts }) => facts.lines.map((line) => `${facts.orderId}/${line.lineId}`)),
  );
  return stored.filter((line) => !named.has(lineKey(line)));
}

/** A product that was made a moment ago, or whose webhook is late: its orders settle now, its name and picture follow. */
async function mirrorUnknownProducts(
  ctx: ShopContext,
  tx: Transaction,
  applied: readonly SealedOrder[],
  mirrored: ReadonlyMap<ShopifyId, unknown>,
): Promise<void> {
  const unknown = new Set<ShopifyId>();
  for (const { facts } of applied) {
    for (const { variantId, productId } of facts.lines) {
      if (variantId !== null && productId !== null && !mirrored.has(variantId)) unknown.add(productId);
    }
  }
  for (const productId of unknown) {
    const payload = { shopId: ctx.shop.id, productId: String(productId) };
    await enqueue(tx, syncProductJob, payload, { key: `sync-product:${ctx.shop.id}:${productId}` });
  }
}

/** Facts as a webhook or an answer of Shopify gave them. */
export function fromWebhook(facts: OrderFacts, doubt: IncomingOrder["doubt"]): IncomingOrder {
  return { facts, doubt, source: "webhook" };
}

export function fromShopify(facts: OrderFacts): IncomingOrder {
  return { facts, doubt: null, source: "shopify" };
}
