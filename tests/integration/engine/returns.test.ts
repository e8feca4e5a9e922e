import { beforeEach, expect, test } from "vitest";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { refundOrder } from "../../dev-store/state/orders/refund-order.ts";
import { createReturn, moveReturn } from "../../dev-store/state/orders/returns.ts";
import type { ReturnStep } from "../../dev-store/state/orders/returns.ts";
import type { Order } from "../../dev-store/state/types.ts";
import { makeBatch } from "../../factories/batch.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { useDevStore } from "../../setup/test-dev-store.ts";
import { day, makeImportWorld } from "../import/import-world.ts";
import type { ImportWorld } from "../import/import-world.ts";
import { deliver, holdingsOf } from "./deliver.ts";

const { db } = useTestDatabase();
const dev = useDevStore();
const quiet = { webhooks: false };

let world: ImportWorld;
let order: Order;

beforeEach(async () => {
  world = await makeImportWorld(db, dev);
  await makeBatch(db, world.ctx.shop, [{ variantId: world.soap, units: 10 }], { code: "ONE" });
  order = world.place(day(-3), 3, day(-2));
  await tell("refunds/create", { order_id: order.id });
});

/** A webhook comes and is worked off; the order is read where it asks for that. @returns how many orders were read */
async function tell(topic: string, body: object): Promise<number> {
  await deliver(db, world.ctx.shop, topic, body);
  await processDeliveries(world.ctx);
  return fetchOrders(world.ctx);
}

const holdings = () => holdingsOf(db, world.ctx.shop, order.id);

const announce = (quantity: number) =>
  createReturn(
    dev.store.world,
    world.store,
    order,
    { lines: [{ fulfillmentLineId: order.fulfillments[0]?.lines[0]?.id ?? 0, quantity }] },
    quiet,
  );

/** As Shopify sends them: some name the order by an object, some by a number. */
const nested = () => ({ id: 1, status: "open", order: { id: order.id }, total_return_line_items: 1 });
const flat = () => ({ id: 1, status: "closed", order_id: order.id });

test.each([
  ["returns/request", nested],
  ["returns/approve", nested],
  ["returns/decline", nested],
  ["returns/update", nested],
  ["returns/process", nested],
  ["returns/cancel", flat],
  ["returns/close", flat],
  ["returns/reopen", flat],
])("%s has the order read, and moves nothing until goods are received", async (topic, body) => {
  announce(2);
  const movements = await db.movement.count();

  expect(await tell(topic, body())).toBe(1);

  expect(await holdings()).toEqual(["ONE: 3 shipped"]);
  expect(await db.movement.count()).toBe(movements);
});

test("a return that is opened, closed and never received leaves the goods with the buyer", async () => {
  const one = announce(3);
  await tell("returns/approve", nested());
  for (const step of ["close", "reopen", "cancel"] satisfies ReturnStep[]) {
    moveReturn(dev.store.world, world.store, order, one.id, step, quiet);
    await tell(`returns/${step}`, flat());
  }
  expect(await holdings()).toEqual(["ONE: 3 shipped"]);
  await expectInvariants(db);
});

test("goods that were received are in quarantine, whichever webhook tells of it", async () => {
  announce(2);
  refundOrder(
    dev.store.world,
    world.store,
    order,
    { lines: [{ lineId: order.lines[0]?.id ?? 0, quantity: 2, restockType: "return" }] },
    quiet,
  );

  await tell("returns/process", nested());

  expect(await holdings()).toEqual(["ONE: 1 shipped", "ONE: 2 returned"]);
  expect(await db.batchItem.findFirstOrThrow()).toMatchObject({ shipped: 1, quarantined: 2 });
  await expectInvariants(db);
});

test("a return that does not name its order is worked off all the same", async () => {
  expect(
    await tell("returns/close", { id: 1, admin_graphql_api_id: "gid://shopify/Return/1", status: "closed" }),
  ).toBe(0);
  expect(await db.webhookDelivery.count({ where: { processedAt: null } })).toBe(0);
});
