import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { checkBatchLedger } from "#app/services/check-batch-ledger.ts";
import type { ShopContext } from "#app/services/context.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { countBatch } from "#app/services/count-batch.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { mergeBatches } from "#app/services/merge-batches.ts";
import { splitBatch } from "#app/services/split-batch.ts";
import { transferUnits } from "#app/services/transfer-units.ts";
import { undoAct } from "#app/services/undo-act.ts";
import { createRandom } from "../dev-store/state/random.ts";
import type { Random } from "../dev-store/state/random.ts";

const ACTOR = "merchant:hammer";
const DAY_MS = 86_400_000;
/** Variants that a new batch fills at most. */
const MOST_VARIANTS = 12;
const MOST_TRIES = 100;

/** Several people of the shop at work at once. */
export interface Persons {
  /** Lets everybody finish what they are at. @returns how often each act was done or refused, and what failed */
  stop(): Promise<{ acts: { name: string; done: number; refused: number }[]; failures: unknown[] }>;
}

interface Person {
  ctx: ShopContext;
  random: Random;
  variantIds: readonly ShopifyId[];
  locationIds: readonly ShopifyId[];
}

/** @returns whether it was done; a refusal is as good an answer */
type Act = (person: Person) => Promise<boolean>;

export function startPersons(options: Omit<Person, "random"> & { persons: number; seed: number }): Persons {
  const counts = Object.entries(ACTS).map(([name, act]) => ({ name, act, done: 0, refused: 0 }));
  const failures: unknown[] = [];
  let isOver = false;
  const work = async (seed: number): Promise<void> => {
    const person: Person = { ...options, random: createRandom(seed) };
    let toDo: typeof counts = [];
    while (!isOver) {
      // Round after round, so that each is tried as often as the others.
      if (toDo.length === 0) toDo = person.random.shuffle(counts);
      const one = toDo.pop();
      if (one !== undefined) await tryAct(person, one, failures);
      await new Promise((resolve) => setTimeout(resolve, person.random.int(0, 20)));
    }
    // What has not been done by anybody yet is tried some more.
    for (let times = 0; times < MOST_TRIES && failures.length === 0; times++) {
      const undone = counts.filter(({ done }) => done === 0);
      if (undone.length === 0) return;
      await tryAct(person, person.random.pick(undone), failures);
    }
  };
  const working = Array.from({ length: options.persons }, (_, index) => work(options.seed + index));
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(working);
      return { acts: counts.map(({ name, done, refused }) => ({ name, done, refused })), failures };
    },
  };
}

async function tryAct(
  person: Person,
  one: { name: string; act: Act; done: number; refused: number },
  failures: unknown[],
): Promise<void> {
  try {
    if (await one.act(person)) one.done += 1;
    else one.refused += 1;
  } catch (error) {
    failures.push({ act: one.name, error });
  }
}

const ACTS: Record<string, Act> = {
  hold: (person) => turn(person, ["open"], "on_hold"),
  lift: (person) => turn(person, ["on_hold"], "open"),
  close: (person) => turn(person, ["open", "on_hold"], "closed"),
  reopen: (person) => turn(person, ["closed"], "open"),

  open: (person) => make(person, "open"),
  draft: (person) => make(person, "draft"),
  "open a draft": (person) => turn(person, ["draft"], "open"),

  adjust: async ({ ctx, random }) => {
    const item = await anyItem(ctx);
    if (item === null) return false;
    const kind = random.pick(["count_up", "count_down", "breakage", "sample", "restock", "discard"] as const);
    const input = { variantId: gidOf(item.variantId), units: random.int(1, 4), kind, reason: "hammer" };
    return (await adjustBatch(ctx, item.batchId, input, ACTOR)).ok;
  },

  count: async ({ ctx, random }) => {
    const item = await anyItem(ctx);
    if (item === null) return false;
    const { batchId, remaining } = item;
    const counted = Math.max(0, remaining + random.int(-2, 2));
    const counts = [{ variantId: gidOf(item.variantId), expected: remaining, counted }];
    return (await countBatch(ctx, batchId, { counts, reason: "hammer" }, ACTOR)).ok;
  },

  produce: async ({ ctx, random }) => {
    const item = await anyItem(ctx);
    if (item === null) return false;
    const produced = Math.max(0, item.produced + random.int(-4, 6));
    const items = [{ variantId: gidOf(item.variantId), produced }];
    return (await changeBatch(ctx, item.batchId, { items, reason: "hammer" }, ACTOR)).ok;
  },

  transfer: async ({ ctx, random, locationIds }) => {
    const item = await anyItem(ctx);
    if (item === null) return false;
    const [from, to] = random.shuffle([null, ...locationIds.map((id) => toGid("Location", id))]);
    const place = { fromLocationId: from ?? null, toLocationId: to ?? null };
    const units = random.int(1, 3);
    const input = { variantId: gidOf(item.variantId), units, ...place, reason: "hammer" };
    return (await transferUnits(ctx, item.batchId, input, ACTOR)).ok;
  },

  split: async ({ ctx, random }) => {
    const item = await anyItem(ctx);
    if (item === null) return false;
    const items = [{ variantId: gidOf(item.variantId), units: random.int(1, 4) }];
    return (await splitBatch(ctx, item.batchId, { items, reason: "hammer" }, ACTOR)).ok;
  },

  merge: async ({ ctx, random }) => {
    const item = await anyItem(ctx);
    const target = item === null ? null : await anyBatchOf(ctx, item.variantId);
    if (item === null || target === null) return false;
    const items = [{ variantId: gidOf(item.variantId), units: random.int(1, 3) }];
    const sources = [{ batchId: item.batchId, items }];
    const input = { sources, closeSources: random.chance(0.05), reason: "hammer" };
    const asked = await mergeBatches(ctx, target, { ...input, confirmed: [] }, ACTOR);
    if (asked.ok || asked.error.type !== "needs_confirmation") return asked.ok;
    const confirmed = asked.error.differences.map(({ key }) => key);
    return (await mergeBatches(ctx, target, { ...input, confirmed }, ACTOR)).ok;
  },

  undo: async ({ ctx }) => {
    const [act] = await ctx.db.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM manual_act
      WHERE shop_id = ${ctx.shop.id}::uuid AND undone_by IS NULL AND kind NOT IN ('undone', 'confirmed', 'corrected')
      ORDER BY random() LIMIT 1`;
    return act !== undefined && (await undoAct(ctx, act.id, { reason: "hammer" }, ACTOR)).ok;
  },

  confirm: async ({ ctx }) => {
    const held = await anyHolding(ctx);
    if (held === null) return false;
    const input = { lineId: held.lineId, fromBatchId: held.batchId, units: 1, reason: "hammer" };
    return (await correctAssignment(ctx, held.orderId, input, ACTOR)).ok;
  },

  correct: async ({ ctx }) => {
    const held = await anyHolding(ctx);
    const to = held === null ? null : await anyBatchOf(ctx, held.variantId);
    if (held === null || to === null || to === held.batchId) return false;
    const said = { fromBatchId: held.batchId, toBatchId: to, units: 1, reason: "hammer" };
    return (await correctAssignment(ctx, held.orderId, { lineId: held.lineId, ...said }, ACTOR)).ok;
  },

  "check the ledger": async ({ ctx }) => {
    const item = await anyItem(ctx);
    const check = item === null ? null : await checkBatchLedger(ctx, item.batchId);
    if (check?.addsUp === false) throw new Error(`the ledger does not add up: ${JSON.stringify(check)}`);
    return check !== null;
  },
};

async function make(
  { ctx, random, variantIds, locationIds }: Person,
  status: "open" | "draft",
): Promise<boolean> {
  const from = random.int(0, variantIds.length - 1);
  const filled = variantIds.slice(from, from + random.int(1, MOST_VARIANTS));
  const locationId = random.chance(0.3) ? toGid("Location", random.pick(locationIds)) : null;
  const items = filled.map((id) => ({ variantId: gidOf(id), produced: random.int(0, 20), locationId }));
  const madeAt = new Date(ctx.now().getTime() - random.int(2, 40) * DAY_MS);
  return (await createBatch(ctx, { madeAt, status, items }, ACTOR)).ok;
}

/** Two people press the button at the same moment. @returns the id of the one recall that there is then */
export async function launchTwice(ctx: ShopContext, batchId: string): Promise<string> {
  const launch = () =>
    launchRecall(
      ctx,
      {
        ...{ batchIds: [batchId], ring: "probable", drill: false, remedies: ["refund"] },
        ...{ reason: "hammer", hazard: "hammer", instructions: "hammer" },
        notice: { subject: "hammer", body: "hammer" },
        idempotencyKey: `hammer-${batchId}`,
      },
      ACTOR,
    );
  const [one, other] = await Promise.all([launch(), launch()]);
  if (!("recall" in one) || !("recall" in other)) throw new Error(`the batch is unknown: ${batchId}`);
  const outcomes = [one.outcome, other.outcome].sort().join();
  if (one.recall.id !== other.recall.id || outcomes !== "launched,repeated") {
    throw new Error(`two clicks made ${JSON.stringify([one, other])}`);
  }
  return one.recall.id;
}

/** A recall that is revoked at once: the batch is as it was, and whoever waits for it is served. */
export async function recallInVain(ctx: ShopContext, batchId: string): Promise<void> {
  const recallId = await launchTwice(ctx, batchId);
  const { outcome } = await changeRecallStatus(ctx, recallId, "revoke", { reason: "hammer" }, ACTOR);
  if (outcome !== "moved") throw new Error(`the recall was not revoked: ${outcome}`);
}

async function turn(
  { ctx }: Person,
  from: readonly string[],
  to: "open" | "on_hold" | "closed",
): Promise<boolean> {
  const [batch] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM batch WHERE shop_id = ${ctx.shop.id}::uuid AND status = ANY (${from}::text[])
    ORDER BY random() LIMIT 1`;
  return (
    batch !== undefined && (await changeBatch(ctx, batch.id, { status: to, reason: "hammer" }, ACTOR)).ok
  );
}

interface Item {
  batchId: string;
  variantId: ShopifyId;
  remaining: number;
  produced: number;
}

/** Any item, one with something in it three times out of four. */
async function anyItem(ctx: ShopContext): Promise<Item | null> {
  const [item] = await ctx.db.$queryRaw<Item[]>`
    SELECT batch_id::text AS "batchId", variant_id AS "variantId", remaining, produced FROM batch_item
    WHERE shop_id = ${ctx.shop.id}::uuid
    ORDER BY remaining > 0 AND random() < 0.75 DESC, random() LIMIT 1`;
  return item ?? null;
}

async function anyBatchOf(ctx: ShopContext, variantId: ShopifyId): Promise<string | null> {
  const [item] = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT batch_id::text AS id FROM batch_item
    WHERE shop_id = ${ctx.shop.id}::uuid AND variant_id = ${variantId} ORDER BY random() LIMIT 1`;
  return item?.id ?? null;
}

async function anyHolding(
  ctx: ShopContext,
): Promise<{ orderId: string; lineId: string; batchId: string; variantId: ShopifyId } | null> {
  const [held] = await ctx.db.$queryRaw<
    { order_id: bigint; line_id: bigint; batch_id: string; variant_id: bigint }[]
  >`
    SELECT order_id, line_id, batch_id::text, variant_id FROM assignment
    WHERE shop_id = ${ctx.shop.id}::uuid AND promised + shipped + returned > 0 ORDER BY random() LIMIT 1`;
  if (held === undefined) return null;
  const { order_id: orderId, line_id: lineId, batch_id: batchId, variant_id: variantId } = held;
  return { orderId: String(orderId), lineId: String(lineId), batchId, variantId };
}

function gidOf(variantId: ShopifyId): string {
  return toGid("ProductVariant", variantId);
}
