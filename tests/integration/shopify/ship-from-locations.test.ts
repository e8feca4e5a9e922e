import { beforeEach, expect, test } from "vitest";
import { correctAssignmentBody } from "#app/contracts/assignment.ts";
import { createBatchBody, transferUnitsBody } from "#app/contracts/batch.ts";
import { THIRD_PARTY_SCOPE } from "#app/contracts/settings.ts";
import { syncLocationsJob, findReroutedOrdersJob, settleWaitingJob } from "#app/jobs/definitions.ts";
import { createBatch } from "#app/services/create-batch.ts";
import type { ShopContext } from "#app/services/context.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { explainOrder } from "#app/services/explain-order.ts";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { findReroutedOrders } from "#app/services/find-rerouted-orders.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { readSettings } from "#app/services/read-settings.ts";
import { seeServiceOrders } from "#app/services/see-service-orders.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { shopStatus } from "#app/services/shop-status.ts";
import { syncLocations } from "#app/services/sync-locations.ts";
import { transferUnits } from "#app/services/transfer-units.ts";
import { cancelFulfillment } from "../../dev-store/state/orders/cancel-fulfillment.ts";
import { cancelOrder } from "../../dev-store/state/orders/cancel-order.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import type { CreateOrderInput } from "../../dev-store/state/orders/create-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { moveFulfillmentOrder } from "../../dev-store/state/orders/move-fulfillment-order.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import { updateScopes } from "../../dev-store/state/shops/installation.ts";
import { createLocation, deleteLocation, updateLocation } from "../../dev-store/state/shops/locations.ts";
import type { Location, Order, Shop } from "../../dev-store/state/types.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { deliver, holdingsOf } from "../engine/deliver.ts";
import { gatewaysOf, grantOfflineToken } from "./gateway-to.ts";

const database = useTestDatabase();
const dev = useDevStore();
const ACTOR = "merchant:7";

let storeShop: Shop;
let ctx: ShopContext;
let soap: number;
let lisbon: Location;
let porto: Location;

beforeEach(async () => {
  storeShop = dev.makeStoreShop();
  // The webhooks are carried over by `arrive`, in the order in which they were sent.
  dev.store.webhooks.setPolicy(storeShop.domain, { hold: true });
  await grantOfflineToken(database.db, storeShop);
  const shop = await makeShop(database.db, { domain: storeShop.domain });
  const { gatewayOf } = gatewaysOf(database.db);
  ctx = { ...makeContext(database.db, shop), shopify: gatewayOf(storeShop.domain, "background") };
  const product = createProduct(dev.store.world, storeShop, { title: "Lavender soap" }, { webhooks: false });
  soap = product.variantIds[0] ?? 0;
  const [first] = storeShop.locations.values();
  if (first === undefined) throw new Error("a shop has a location");
  lisbon = first;
  porto = createLocation(dev.store.world, storeShop, { name: "Porto" });
  await track(true);
  await make("LISBON", 5, lisbon);
  await make("PORTO", 5, porto);
});

async function track(tracksLocations: boolean): Promise<void> {
  expect(await saveSettings(ctx, { tracksLocations }, ACTOR)).toEqual({ ok: true });
  await arrive();
}

let day = 0;

/** A batch made a day after the one before. */
async function make(code: string, produced: number, at: Location | null): Promise<string> {
  day += 1;
  const made = await createBatch(
    ctx,
    createBatchBody.parse({
      code,
      madeAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
      items: [{ variantId: soap, produced, ...(at === null ? {} : { locationId: at.id }) }],
    }),
    ACTOR,
  );
  if (!made.ok) throw new Error(made.error.type);
  return made.batch.id;
}

const carried = new Set<string>();

/** Delivers what the dev store has sent since, and does all the work that it makes, as the worker would. */
async function arrive(): Promise<void> {
  for (const { topic, body, webhookId } of dev.store.webhooks.deliveries(storeShop.domain)) {
    if (carried.has(webhookId)) continue;
    carried.add(webhookId);
    await deliver(database.db, ctx.shop, topic, body, { webhookId });
  }
  for (let work = 1; work > 0;)
    work = (await processDeliveries(ctx)) + (await runJobs()) + (await fetchOrders(ctx));
  await expectInvariants(database.db);
}

async function runJobs(): Promise<number> {
  const jobs = await database.db.$queryRaw<{ id: bigint; name: string; payload: unknown }[]>`
    DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks t
    WHERE t.id = j.task_id RETURNING j.id, t.identifier AS name, j.payload`;
  for (const { name, payload } of jobs) {
    if (name === syncLocationsJob.name) await syncLocations(ctx);
    if (name === settleWaitingJob.name) await settleWaiting(ctx, null, new AbortController().signal);
    if (name === findReroutedOrdersJob.name) {
      const { fulfilmentOrderIds } = findReroutedOrdersJob.payload.parse(payload);
      await findReroutedOrders(ctx, fulfilmentOrderIds.map(BigInt));
    }
  }
  return jobs.length;
}

async function place(quantity: number, input: Partial<CreateOrderInput> = {}): Promise<Order> {
  const lines = [{ variantId: soap, quantity }];
  const order = createOrder(dev.store.world, storeShop, { lines, ...input });
  await arrive();
  return order;
}

/** Moves an order's fulfilment order; `told`: which of the webhooks come. */
async function move(order: Order, to: Location, told: "all" | "moved only" = "all"): Promise<void> {
  const id = order.fulfillmentOrders.at(0)?.id ?? 0;
  moveFulfillmentOrder(dev.store.world, storeShop, order, id, { locationId: to.id });
  if (told === "moved only") {
    for (const { topic, webhookId } of dev.store.webhooks.deliveries(storeShop.domain)) {
      if (topic === "orders/updated") carried.add(webhookId);
    }
  }
  await arrive();
}

const held = (order: Order): Promise<string[]> => holdingsOf(database.db, ctx.shop, order.id);

/** `LISBON 5@Shop location`: what batches have available, and where. */
async function shelves(): Promise<string[]> {
  const rows = await database.db.$queryRaw<{ said: string }[]>`
    SELECT b.code || ' ' || s.remaining || '@' || l.name AS said
    FROM batch_shelf s
    JOIN batch b ON b.shop_id = s.shop_id AND b.id = s.batch_id
    JOIN location l ON l.shop_id = s.shop_id AND l.id = s.location_id
    WHERE s.shop_id = ${ctx.shop.id}::uuid AND s.remaining > 0 ORDER BY 1`;
  return rows.map((row) => row.said);
}

test("the locations are mirrored; renamed, deactivated and deleted ones keep up, and a deleted one keeps its name", async () => {
  const read = async () =>
    (await database.db.location.findMany({ where: { shopId: ctx.shop.id }, orderBy: { id: "asc" } })).map(
      ({ name, active, deletedAt }) =>
        `${name}${active ? "" : " off"}${deletedAt === null ? "" : " deleted"}`,
    );
  expect(await read()).toEqual(["Shop location", "Porto"]);
  updateLocation(dev.store.world, storeShop, porto, { name: "Porto old town", isActive: false });
  await arrive();
  expect(await read()).toEqual(["Shop location", "Porto old town off"]);
  deleteLocation(dev.store.world, storeShop, porto);
  await arrive();
  expect(await read()).toEqual(["Shop location", "Porto old town off deleted"]);
});

test("an order gets a batch of the location that will ship it, though an older one is elsewhere (case 34)", async () => {
  expect(await held(await place(2, { locationId: porto.id }))).toEqual(["PORTO: 2 promised"]);
  expect(await held(await place(2))).toEqual(["LISBON: 2 promised"]);
  expect(await shelves()).toEqual(["LISBON 3@Shop location", "PORTO 3@Porto"]);
});

test("a line that ships from two locations draws on both, and each ships its own", async () => {
  const order = await place(5, { routing: [{ line: 0, locationId: porto.id, quantity: 2 }] });
  expect(await held(order)).toEqual(["LISBON: 3 promised", "PORTO: 2 promised"]);
  fulfillOrder(dev.store.world, storeShop, order, { locationId: porto.id });
  await arrive();
  expect(await held(order)).toEqual(["LISBON: 3 promised", "PORTO: 2 shipped"]);
});

test("a parcel that is cancelled is of the location that packed it, not of the one that was drawn on last", async () => {
  const order = await place(5, { routing: [{ line: 0, locationId: porto.id, quantity: 2 }] });
  const parcel = fulfillOrder(dev.store.world, storeShop, order, { locationId: lisbon.id });
  fulfillOrder(dev.store.world, storeShop, order, { locationId: porto.id });
  await arrive();
  expect(await held(order)).toEqual(["LISBON: 3 shipped", "PORTO: 2 shipped"]);
  cancelFulfillment(dev.store.world, storeShop, order, parcel.id);
  await arrive();
  expect(await held(order)).toEqual(["LISBON: 3 promised", "PORTO: 2 shipped"]);
});

test.each(["all", "moved only"] as const)(
  "an order that moved to another location is assigned anew there (webhooks that come: %s)",
  async (told) => {
    const order = await place(2);
    expect(await held(order)).toEqual(["LISBON: 2 promised"]);
    await move(order, porto, told);
    expect(await held(order)).toEqual(["PORTO: 2 promised"]);
    expect(await shelves()).toEqual(["LISBON 5@Shop location", "PORTO 3@Porto"]);
  },
);

test("nothing is called settled while it is still to be found out which orders moved", async () => {
  const order = await place(2);
  const id = order.fulfillmentOrders[0]?.id ?? 0;
  const pending = async () => (await shopStatus(ctx)).pendingOrders;
  expect(await pending()).toBe(0);
  const moved = { original_fulfillment_order: { id: `gid://shopify/FulfillmentOrder/${id}` } };
  await deliver(database.db, ctx.shop, "fulfillment_orders/moved", moved);
  await processDeliveries(ctx);
  expect(await shopStatus(ctx)).toMatchObject({
    pendingDeliveries: 0,
    pendingOrders: 1,
    oldestPendingAt: expect.any(String) as string,
  });
  const other = makeContext(database.db, await makeShop(database.db));
  expect(await shopStatus(other)).toMatchObject({ pendingOrders: 0 });
  await runJobs();
  // The order itself is to be read now.
  expect(await pending()).toBe(1);
  await arrive();
  expect(await pending()).toBe(0);
});

test.each([
  { said: "confirmed", stays: "LISBON" },
  { said: "corrected", stays: "LISBON-2" },
])(
  "a unit of which a person said what it is stays with its batch when its order moves ($said)",
  async ({ stays }) => {
    await make("LISBON-2", 5, lisbon);
    const order = await place(3);
    const batch = (code: string) =>
      database.db.batch.findFirstOrThrow({ where: { shopId: ctx.shop.id, code } }).then(({ id }) => id);
    const said = correctAssignmentBody.parse({
      lineId: String(order.lines[0]?.id),
      fromBatchId: await batch("LISBON"),
      ...(stays === "LISBON" ? {} : { toBatchId: await batch(stays) }),
      units: 1,
      reason: "scanned",
    });
    expect(await correctAssignment(ctx, String(order.id), said, ACTOR)).toMatchObject({ ok: true });
    await move(order, porto);
    expect((await held(order)).sort()).toEqual([`${stays}: 1 promised`, "PORTO: 2 promised"]);
  },
);

test("what has shipped stays when the rest moves", async () => {
  const order = await place(3);
  const lineId = order.lines[0]?.id ?? 0;
  fulfillOrder(dev.store.world, storeShop, order, { lines: [{ lineId, quantity: 1 }] });
  await arrive();
  await move(order, porto);
  expect(await held(order)).toEqual(["LISBON: 1 shipped", "PORTO: 2 promised"]);
});

test("an order that moved and shipped before the app heard of either has a batch of the place that shipped", async () => {
  const order = await place(2);
  const id = order.fulfillmentOrders[0]?.id ?? 0;
  moveFulfillmentOrder(dev.store.world, storeShop, order, id, { locationId: porto.id });
  fulfillOrder(dev.store.world, storeShop, order);
  await arrive();
  expect(await held(order)).toEqual(["PORTO: 2 shipped"]);
  expect(await shelves()).toEqual(["LISBON 5@Shop location", "PORTO 3@Porto"]);
});

test("the units of a cancelled order return to the place they were taken from", async () => {
  const order = await place(5, { routing: [{ line: 0, locationId: porto.id, quantity: 2 }] });
  cancelOrder(dev.store.world, storeShop, order);
  await arrive();
  expect(await shelves()).toEqual(["LISBON 5@Shop location", "PORTO 5@Porto"]);
});

test("an order waits when there is nothing where it ships from, and is served when units are moved there", async () => {
  const order = await place(7);
  expect(await held(order)).toEqual(["LISBON: 5 promised", "2 unassigned"]);
  const { id } = await database.db.batch.findFirstOrThrow({ where: { shopId: ctx.shop.id, code: "PORTO" } });
  const body = {
    variantId: soap,
    units: 2,
    fromLocationId: porto.id,
    toLocationId: lisbon.id,
    reason: "van",
  };
  expect(await transferUnits(ctx, id, transferUnitsBody.parse(body), ACTOR)).toMatchObject({ ok: true });
  expect(await held(order)).toEqual(["LISBON: 5 promised", "PORTO: 2 promised"]);
});

test("a long queue at one location does not keep units from an order at another", async () => {
  for (let order = 0; order < 4; order += 1) await place(5);
  const last = await place(3, { locationId: porto.id });
  expect(await held(last)).toEqual(["PORTO: 3 promised"]);
  // Two of the queue's own orders wait; a batch at the other location is not for them, its one unit is for the next order there.
  const next = await place(4, { locationId: porto.id });
  expect(await held(next)).toEqual(["PORTO: 2 promised", "2 unassigned"]);
  await make("PORTO-2", 9, porto);
  expect(await held(next)).toEqual(["PORTO: 2 promised", "PORTO-2: 2 promised"]);
});

test("the units that one order leaves behind as it moves go to the order that waits for them there", async () => {
  const first = await place(5);
  const second = await place(2);
  expect(await held(second)).toEqual(["2 unassigned"]);
  await move(first, porto);
  expect([await held(first), await held(second)]).toEqual([["PORTO: 5 promised"], ["LISBON: 2 promised"]]);
});

test("units at no particular place serve any", async () => {
  await make("LOOSE", 3, null);
  expect(await held(await place(7, { locationId: porto.id }))).toEqual([
    "PORTO: 5 promised",
    "LOOSE: 2 promised",
  ]);
  expect(await held(await place(6))).toEqual(["LISBON: 5 promised", "LOOSE: 1 promised"]);
});

test("why an order got a batch names each batch once, though it has units at several places", async () => {
  const loose = await make("LOOSE", 3, null);
  const units = { variantId: soap, units: 1, reason: "van" };
  const said = transferUnitsBody.parse({ ...units, toLocationId: lisbon.id });
  expect(await transferUnits(ctx, loose, said, ACTOR)).toMatchObject({ ok: true });
  const lines = [6, 1].map((quantity) => ({ variantId: soap, quantity }));
  const order = await place(0, { lines });
  expect(await held(order)).toEqual(["LISBON: 5 promised", "LOOSE: 1 promised", "LOOSE: 1 promised"]);
  const draw = (await explainOrder(ctx, String(order.id))).at(-1);
  expect(draw?.decision.candidates).toMatchObject([{ code: "LOOSE", took: 1 }]);
  expect(draw?.decision.skipped.map(({ code, why }) => `${code} ${why}`).sort()).toEqual([
    "LISBON sold_out",
    "PORTO elsewhere",
  ]);
});

test("the sweep reads where orders ship from as well", async () => {
  const order = createOrder(
    dev.store.world,
    storeShop,
    { lines: [{ variantId: soap, quantity: 2 }], locationId: porto.id },
    { webhooks: false },
  );
  await sweepOrders(ctx);
  expect(await held(order)).toEqual(["PORTO: 2 promised"]);
});

test("a webhook that is older than what was read causes no further reading", async () => {
  const at = new Date(Date.now() - 60_000).toISOString();
  const lines = [{ variantId: soap, quantity: 2 }];
  const order = createOrder(dev.store.world, storeShop, { lines }, { at });
  await move(order, porto);
  const before = dev.store.requests.list({ shop: storeShop.domain, kind: "graphql" });
  const [created] = dev.store.webhooks
    .deliveries(storeShop.domain)
    .filter(({ topic }) => topic === "orders/create");
  await deliver(database.db, ctx.shop, "orders/create", created?.body ?? "");
  await arrive();
  expect(dev.store.requests.list({ shop: storeShop.domain, kind: "graphql" })).toHaveLength(before.length);
});

test("switched off, everything serves everything, those that waited first; switched on again, nothing that is held moves", async () => {
  const waiting = await place(7);
  expect(await held(waiting)).toEqual(["LISBON: 5 promised", "2 unassigned"]);
  await track(false);
  expect(await held(waiting)).toEqual(["LISBON: 5 promised", "PORTO: 2 promised"]);
  const before = dev.store.requests.list({ shop: storeShop.domain, kind: "graphql" }).length;
  const anywhere = await place(2);
  expect(await held(anywhere)).toEqual(["PORTO: 2 promised"]);
  await move(anywhere, porto);
  expect(await held(anywhere)).toEqual(["PORTO: 2 promised"]);
  // Nothing is asked of Shopify for it: the webhooks say all there is to know, and the fulfilment order does not matter.
  expect(dev.store.requests.list({ shop: storeShop.domain, kind: "graphql" })).toHaveLength(before);
  await track(true);
  expect([await held(waiting), await held(anywhere)]).toEqual([
    ["LISBON: 5 promised", "PORTO: 2 promised"],
    ["PORTO: 2 promised"],
  ]);
});

test("switched on, the orders that wait learn where they ship from", async () => {
  await track(false);
  await place(10);
  const waiting = await place(2, { locationId: porto.id });
  expect(await held(waiting)).toEqual(["2 unassigned"]);
  await track(true);
  await make("LISBON-2", 5, lisbon);
  expect(await held(waiting)).toEqual(["2 unassigned"]);
  await make("PORTO-2", 5, porto);
  expect(await held(waiting)).toEqual(["PORTO-2: 2 promised"]);
});

test("two workers that read and move at once leave every sum right", async () => {
  const orders = [await place(2), await place(2), await place(2, { locationId: porto.id })];
  for (const [index, order] of orders.entries()) {
    const to = index === 2 ? lisbon : porto;
    const id = order.fulfillmentOrders[0]?.id ?? 0;
    moveFulfillmentOrder(dev.store.world, storeShop, order, id, { locationId: to.id });
  }
  for (const { topic, body, webhookId } of dev.store.webhooks.deliveries(storeShop.domain)) {
    if (carried.has(webhookId)) continue;
    carried.add(webhookId);
    await deliver(database.db, ctx.shop, topic, body, { webhookId });
  }
  await Promise.all([processDeliveries(ctx), processDeliveries(ctx)]);
  await Promise.all([fetchOrders(ctx), fetchOrders(ctx), runJobs()]);
  await arrive();
  expect(await Promise.all(orders.map(held))).toEqual([
    ["PORTO: 2 promised"],
    ["PORTO: 2 promised"],
    ["LISBON: 2 promised"],
  ]);
});

/** A location that a fulfilment service runs, with 5 units of a batch. */
async function openWarehouse(): Promise<Location> {
  const warehouse = createLocation(dev.store.world, storeShop, {
    name: "Ship-o-rama",
    service: "Ship-o-rama",
  });
  await arrive();
  await make("WAREHOUSE", 5, warehouse);
  return warehouse;
}

/** The merchant allows it in the settings. */
async function allow(): Promise<void> {
  updateScopes(dev.store.world, storeShop, [...storeShop.grantedScopes, THIRD_PARTY_SCOPE]);
  expect(await seeServiceOrders(ctx)).toBe(true);
  await arrive();
}

test("a fulfilment service's location holds batches like any other, for the orders that ship from there", async () => {
  const warehouse = await openWarehouse();
  await allow();
  const order = await place(2, { locationId: warehouse.id });
  expect(await held(order)).toEqual(["WAREHOUSE: 2 promised"]);
  expect(await held(await place(2))).toEqual(["LISBON: 2 promised"]);
  fulfillOrder(dev.store.world, storeShop, order, { locationId: warehouse.id });
  await arrive();
  expect(await held(order)).toEqual(["WAREHOUSE: 2 shipped"]);
  await move(await place(1), warehouse);
  expect(await shelves()).toEqual(["LISBON 3@Shop location", "PORTO 5@Porto", "WAREHOUSE 2@Ship-o-rama"]);
});

test("what ships from a fulfilment service is any place's until the merchant lets the app see it, and is told in the settings", async () => {
  const warehouse = await openWarehouse();
  expect(await readSettings(ctx)).toMatchObject({ unseenLocations: ["Ship-o-rama"] });
  expect(await held(await place(2, { locationId: warehouse.id }))).toEqual(["LISBON: 2 promised"]);
  const waiting = await place(14, { locationId: warehouse.id });
  expect(await held(waiting)).toEqual([
    "LISBON: 3 promised",
    "PORTO: 5 promised",
    "WAREHOUSE: 5 promised",
    "1 unassigned",
  ]);

  expect(await seeServiceOrders(ctx)).toBe(false);
  await allow();

  expect(await readSettings(ctx)).toMatchObject({ unseenLocations: [] });
  // Read again, for it waited: what it had of other places went back.
  expect(await held(waiting)).toEqual(["WAREHOUSE: 5 promised", "9 unassigned"]);
  expect(await shelves()).toEqual(["LISBON 3@Shop location", "PORTO 5@Porto"]);
});
