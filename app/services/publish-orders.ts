import { createHash } from "node:crypto";
import { ordersPublished } from "#app/config/metrics.server.ts";
import { leasePublications, recordPublications } from "#app/db/publication-marks.ts";
import type { LeasedPublication, PublicationOutcome } from "#app/db/publication-marks.ts";
import { readPublishSwitches } from "#app/db/publish-switches.ts";
import { readUnitsToShow } from "#app/db/read-units-to-show.ts";
import { batchTags } from "#app/domain/batch-tag.ts";
import { codesOf, showBatches } from "#app/domain/published-batches.ts";
import type { ShownBatches } from "#app/domain/published-batches.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import { changeOrderTags } from "./change-order-tags.ts";
import type { TagOutcome } from "./change-order-tags.ts";
import type { ShopContext } from "./context.ts";
import { followPublishSwitches } from "./follow-publish-switches.ts";
import { retryDelayMs } from "./retry-delay.ts";

/** Four calls' worth of metafields; one answer's worth of tags. */
const SET_SIZE = 48;
/** Longer than a throttled set takes; a killed worker's orders are written again after it. */
const LEASE_MS = 180_000;
const NO_ACCESS_PAUSE_MS = 600_000;
/** About an hour and a half, then an order that Shopify refuses is left until it changes again. */
const MAX_ATTEMPTS = 10;
const GONE = "Shopify does not show this order to the app any more.";

interface Wanted {
  order: LeasedPublication;
  shown: ShownBatches | null;
  digest: string | null;
  tags: string[];
}

/**
 * Brings what Shopify shows of one set of due orders up to date: two metafields with the batches of each line, and a tag for
 * each batch if the merchant wants them. Outside any transaction, and only what differs from what was written last, so
 * running it twice writes nothing twice. What Shopify refuses is tried again ever later and then given up with the reason;
 * an order that Shopify does not have is given up at once. Buyers are never mentioned.
 * @returns how many orders were taken up; 0: none was due
 */
export async function publishOrders(ctx: ShopContext): Promise<number> {
  await followPublishSwitches(ctx);
  const now = ctx.now();
  const until = new Date(now.getTime() + LEASE_MS);
  const leased = await leasePublications(ctx.db, ctx.shop.id, { now, until, limit: SET_SIZE });
  if (leased.length === 0) return 0;
  const outcomes = await publishOrPostpone(ctx, leased, until);
  await recordPublications(ctx.db, ctx.shop.id, { until, now: ctx.now() }, outcomes);
  return leased.length;
}

/** One order that makes a whole call fail would be tried with the others until all of them were given up. */
async function publishOrPostpone(
  ctx: ShopContext,
  leased: readonly LeasedPublication[],
  until: Date,
): Promise<PublicationOutcome[]> {
  try {
    return await publish(ctx, leased, until);
  } catch (error) {
    if (isShopifyAway(error) || leased.length === 1) return postponed(ctx, leased, error);
    ctx.log.warn(
      { err: error, orders: leased.length },
      "a set of orders could not be shown; taking it apart",
    );
    const outcomes: PublicationOutcome[] = [];
    for (const order of leased) outcomes.push(...(await publishOrPostpone(ctx, [order], until)));
    return outcomes;
  }
}

function isShopifyAway(error: unknown): boolean {
  return error instanceof ShopifyUnavailableError || error instanceof ShopifyAccessError;
}

async function publish(
  ctx: ShopContext,
  leased: readonly LeasedPublication[],
  until: Date,
): Promise<PublicationOutcome[]> {
  const wanted = await whatIsWanted(ctx, leased);
  const refusals = await writeMetafields(ctx, wanted);
  const gone = new Set([...refusals].filter(([, refusal]) => refusal.isGone).map(([order]) => order));
  const tagOutcomes = await changeOrderTags(
    ctx,
    until,
    wanted.filter(({ order }) => !gone.has(order)),
  );
  const outcomes = wanted.map((each) => outcomeOf(ctx, each, refusals.get(each.order), tagOutcomes));
  const written = outcomes.filter((outcome) => outcome.written).length;
  ctx.log.debug({ orders: leased.length, written }, "batch codes were shown in Shopify");
  return outcomes;
}

async function whatIsWanted(ctx: ShopContext, leased: readonly LeasedPublication[]): Promise<Wanted[]> {
  const switches = await readPublishSwitches(ctx.db, ctx.shop.id);
  const units = await readUnitsToShow(
    ctx.db,
    ctx.shop.id,
    leased.map(({ orderId }) => orderId),
  );
  return leased.map((order) => {
    const own = units.get(order.orderId) ?? [];
    const shown = switches.codes ? showBatches(own) : null;
    return { order, shown, digest: digestOf(shown), tags: switches.tags ? batchTags(codesOf(own)) : [] };
  });
}

function digestOf(shown: ShownBatches | null): string | null {
  return shown === null
    ? null
    : createHash("sha256")
        .update(JSON.stringify([shown.batches, shown.codes]))
        .digest("base64url");
}

type Refusals = Map<LeasedPublication, { isGone: boolean; refused: string }>;

async function writeMetafields(ctx: ShopContext, wanted: readonly Wanted[]): Promise<Refusals> {
  const refusals: Refusals = new Map();
  const stale = wanted.filter(({ order, digest }) => digest !== order.digest);
  if (stale.length === 0) return refusals;
  const results = await ctx.shopify.showBatches(
    stale.map(({ order, shown }) => ({ orderId: order.orderId, shown })),
  );
  for (const [index, { order }] of stale.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error("the gateway gave fewer results than it was given orders");
    if (!result.ok) refusals.set(order, result);
  }
  return refusals;
}

function outcomeOf(
  ctx: ShopContext,
  { order, shown, digest }: Wanted,
  refusal: { isGone: boolean; refused: string } | undefined,
  tagOutcomes: ReadonlyMap<LeasedPublication, TagOutcome>,
): PublicationOutcome {
  const { orderId, published } = order;
  const tags = tagOutcomes.get(order) ?? { tags: order.tags, changed: false, isGone: false, refused: null };
  const shows =
    refusal === undefined ? { published: shown?.codes ?? null, digest } : { published, digest: order.digest };
  const written = tags.changed || (refusal === undefined && digest !== order.digest);
  const kept = { orderId, ...shows, tags: tags.tags, written };
  if (refusal?.isGone === true || tags.isGone) {
    ordersPublished.inc({ result: "gone" });
    return { ...kept, error: GONE, retryAt: null };
  }
  const error = refusal?.refused ?? tags.refused;
  if (error === null) {
    ordersPublished.inc({ result: written ? "written" : "unchanged" });
    return { ...kept, error: null, retryAt: null };
  }
  const attempts = order.attempts + 1;
  const isHopeless = attempts >= MAX_ATTEMPTS;
  ordersPublished.inc({ result: isHopeless ? "given_up" : "refused" });
  ctx.log.warn(
    { orderId: String(orderId), attempts, error },
    isHopeless ? "the batch codes of an order were given up" : "Shopify refused the batch codes of an order",
  );
  const retryAt = isHopeless ? null : new Date(ctx.now().getTime() + retryDelayMs(attempts));
  return { ...kept, error: error.slice(0, 500), retryAt };
}

/** Nothing is known of what was written: all of it is written again, which does no harm. */
function postponed(
  ctx: ShopContext,
  leased: readonly LeasedPublication[],
  error: unknown,
): PublicationOutcome[] {
  const failures = Math.max(...leased.map((order) => order.attempts)) + 1;
  const delayMs = error instanceof ShopifyAccessError ? NO_ACCESS_PAUSE_MS : retryDelayMs(failures);
  ctx.log.warn({ err: error, orders: leased.length, delayMs }, "batch codes could not be shown in Shopify");
  const message = error instanceof Error ? error.message.slice(0, 500) : "unknown error";
  return leased.map(({ attempts, ...order }) => {
    const isHopeless = !isShopifyAway(error) && attempts + 1 >= MAX_ATTEMPTS;
    ordersPublished.inc({ result: isHopeless ? "given_up" : "postponed" });
    return {
      ...order,
      tags: null,
      written: false,
      error: message,
      retryAt: isHopeless ? null : new Date(ctx.now().getTime() + delayMs),
    };
  });
}
