import { deliveriesProcessed, ordersSettled, settleSeconds } from "#app/config/metrics.server.ts";
import type { ModelTransaction, Transaction } from "#app/db/client.ts";
import {
  claimDeliveries,
  claimDelivery,
  claimWholeOrders,
  finishDeliveries,
  parkDelivery,
} from "#app/db/deliveries.ts";
import type { Delivery } from "#app/db/deliveries.ts";
import { markOrdersForFetch } from "#app/db/order-fetch-marks.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import { retryLockConflicts } from "#app/db/retry-lock-conflicts.ts";
import { isConnectionError } from "#app/db/sort-errors.ts";
import { together } from "#app/db/together.ts";
import { MalformedOrderError } from "#app/domain/body-fields.ts";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import { findReroutedOrdersJob, reroutedJobKeys } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import { applyOrderFacts, fromWebhook } from "./apply-order-facts.ts";
import type { ShopContext } from "./context.ts";
import {
  carriesOrderBody,
  fulfilmentOrderTopics,
  orderBodyTopics,
  orderEventTopics,
  shopTopics,
} from "./delivery-topics.ts";
import { handleShopEvent } from "./handle-shop-event.ts";
import { readFulfilmentOrderEvent } from "./read-fulfilment-order-event.ts";
import { orderIdIfAny, readOrderEvent } from "./read-order-event.ts";
import { retryDelayMs } from "./retry-delay.ts";

const SET_SIZE = 1_000;
/** Then a delivery is given up: what it was about is read from Shopify instead, where that can be told. */
const MAX_ATTEMPTS = 10;

type Apply<Tx> = (ctx: ShopContext, tx: Tx, deliveries: readonly Delivery[]) => Promise<void>;

/**
 * Processes one set of a shop's stored webhooks: what is there now, up to a thousand of a kind. A set that fails is taken
 * apart, so that one bad delivery is set aside (with a growing delay) and never holds up the others.
 * @returns how many deliveries were taken up; 0: none was waiting
 * @throws when the database cannot be reached
 */
export async function processDeliveries(ctx: ShopContext): Promise<number> {
  const bodies = await processSet(ctx, orderBodyTopics, applyBodies);
  const marks = await processSet(ctx, orderEventTopics, markForFetch);
  const rerouted = await processSet(ctx, fulfilmentOrderTopics, lookUpRerouted);
  const others = await processOthers(ctx);
  return bodies + marks + rerouted + others;
}

async function processSet(
  ctx: ShopContext,
  topics: readonly string[],
  apply: Apply<Transaction>,
): Promise<number> {
  let claimed: Delivery[] = [];
  const processClaimed = (): Promise<void> =>
    ctx.db.$statements(async (tx) => {
      const orderBodies = topics.some(carriesOrderBody);
      const now = ctx.now();
      claimed = await claimDeliveries(tx, ctx.shop.id, { topics, orderBodies, now, limit: SET_SIZE });
      if (claimed.length === 0) return;
      if (orderBodies) claimed = await claimWholeOrders(tx, ctx.shop.id, claimed, now);
      // First what needs no lock of stock, for others wait for that; the bodies are read meanwhile.
      await together(finishDeliveries(tx, claimed, ctx.now()), apply(ctx, tx, claimed));
    });
  try {
    await retryLockConflicts(processClaimed);
    recordProcessed(ctx, claimed);
  } catch (error) {
    // Before anything was claimed there is nothing to take apart: it is not the deliveries' fault.
    if (claimed.length === 0 || isConnectionError(error)) throw error;
    ctx.log.warn({ err: error, deliveries: claimed.length }, "a set of webhooks failed; taking it apart");
    for (const delivery of claimed) await processAlone(ctx, delivery, apply);
  }
  return claimed.length;
}

/** These topics are rare and some open transactions of their own, so each is processed apart. */
async function processOthers(ctx: ShopContext): Promise<number> {
  const waiting = await ctx.db.$transaction((tx) =>
    claimDeliveries(tx, ctx.shop.id, {
      ...{ topics: shopTopics, orderBodies: false },
      ...{ now: ctx.now(), limit: SET_SIZE },
    }),
  );
  for (const delivery of waiting) await processAlone(ctx, delivery, handleShopEvent);
  return waiting.length;
}

async function applyBodies(
  ctx: ShopContext,
  tx: Transaction,
  deliveries: readonly Delivery[],
): Promise<void> {
  const incoming = deliveries.map(({ body }) => {
    const { facts, doubt } = readOrderBody(JSON.parse(body));
    return fromWebhook(facts, doubt);
  });
  const rules = await readIntakeRules(tx, ctx.shop.id);
  if (rules.tracksLocations) {
    // A body does not say where its lines ship from, so it is only news that the order must be read. Shopify's stamps are whole
    // seconds: a state that was read with the same stamp may be an earlier one of that second.
    const marks = incoming.map(({ facts }) => ({
      orderId: facts.orderId,
      eventAt: new Date(facts.updatedAt.getTime() + 1),
    }));
    await markOrdersForFetch(tx, ctx.shop.id, marks, ctx.now());
    return;
  }
  const { applied } = await applyOrderFacts(ctx, tx, incoming, rules);
  ordersSettled.inc({ source: "webhook" }, applied.length);
}

/**
 * Refunds, edits, fulfilments and returns carry no order: the order is read from Shopify. A return that is announced moves
 * nothing; goods that were received are a refund or a restock of the order (cases 64 and 67).
 */
async function markForFetch(
  ctx: ShopContext,
  tx: Transaction,
  deliveries: readonly Delivery[],
): Promise<void> {
  const marks = deliveries.map(readOrderEvent).filter((mark) => mark !== null);
  await markOrdersForFetch(tx, ctx.shop.id, marks, ctx.now());
}

/** As many fulfilment orders as Shopify looks up in one query. */
const LOOKED_UP_AT_ONCE = 100;

/** Where units ship from matters to shops that track locations only. Which orders it is about is asked outside this transaction. */
async function lookUpRerouted(
  ctx: ShopContext,
  tx: Transaction,
  deliveries: readonly Delivery[],
): Promise<void> {
  const { tracksLocations } = await readIntakeRules(tx, ctx.shop.id);
  if (!tracksLocations) return;
  const ids = [...new Set(deliveries.flatMap(readFulfilmentOrderEvent))].map(String);
  for (let from = 0; from < ids.length; from += LOOKED_UP_AT_ONCE) {
    const fulfilmentOrderIds = ids.slice(from, from + LOOKED_UP_AT_ONCE);
    const key = `${reroutedJobKeys(ctx.shop.id)}${ctx.newId()}`;
    await enqueue(tx, findReroutedOrdersJob, { shopId: ctx.shop.id, fulfilmentOrderIds }, { key });
  }
}

async function processAlone(
  ctx: ShopContext,
  delivery: Delivery,
  apply: Apply<ModelTransaction>,
): Promise<void> {
  const processMine = (): Promise<boolean> =>
    ctx.db.$transaction(async (tx) => {
      const mine = await claimDelivery(tx, ctx.shop.id, delivery);
      if (mine === null) return false;
      await apply(ctx, tx, [mine]);
      await finishDeliveries(tx, [mine], ctx.now());
      return true;
    });
  try {
    if (await retryLockConflicts(processMine)) recordProcessed(ctx, [delivery]);
  } catch (error) {
    if (isConnectionError(error)) throw error;
    await setAside(ctx, delivery, error);
  }
}

async function setAside(ctx: ShopContext, delivery: Delivery, error: unknown): Promise<void> {
  const { topic, webhookId } = delivery;
  const attempts = delivery.attempts + 1;
  const isHopeless = error instanceof MalformedOrderError || attempts >= MAX_ATTEMPTS;
  const now = ctx.now();
  const retryAt = isHopeless ? null : new Date(now.getTime() + retryDelayMs(attempts));
  const orderId = isHopeless ? orderIdIfAny(delivery) : null;
  await ctx.db.$transaction(async (tx) => {
    // The delivery first, as everybody takes them.
    await parkDelivery(tx, ctx.shop.id, delivery, {
      error: error instanceof Error ? error.message.slice(0, 500) : "unknown error",
      now,
      retryAt,
    });
    if (orderId !== null) await markOrdersForFetch(tx, ctx.shop.id, [{ orderId, eventAt: null }], now);
  });
  deliveriesProcessed.inc({ result: isHopeless ? "given_up" : "set_aside" });
  ctx.log.error(
    { err: error, topic, webhookId, attempts, retryAt },
    isHopeless ? "a webhook was given up" : "a webhook failed and was set aside",
  );
}

function recordProcessed(ctx: ShopContext, deliveries: readonly Delivery[]): void {
  if (deliveries.length === 0) return;
  deliveriesProcessed.inc({ result: "done" }, deliveries.length);
  const now = ctx.now().getTime();
  for (const { receivedAt } of deliveries) settleSeconds.observe((now - receivedAt.getTime()) / 1000);
}
