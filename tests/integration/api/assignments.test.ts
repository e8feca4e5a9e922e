import { expect, it } from "vitest";
import { order as orderContract } from "#app/contracts/order.ts";
import { problem } from "#app/contracts/problem.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { useApi } from "../../setup/test-api.ts";
import { makeContext } from "../../setup/test-shop.ts";

const api = useApi();

/** An order of four soaps: two of batch A, shipped, and two of batch B, promised; a third of B is left. */
async function setUp() {
  const made = await api.makeApiShop();
  const { variantIds } = await makeProduct(api.db, made.shop);
  const variantId = variantIds[0];
  const batch = (code: string, units: number, day: number) =>
    makeBatch(api.db, made.shop, [{ variantId, units }], { code, madeAt: new Date(Date.UTC(2026, 8, day)) });
  const a = await batch("A", 2, 1);
  const b = await batch("B", 3, 2);
  const { facts } = await placeOrder(makeContext(api.db, made.shop), {
    lines: [
      { variantId, quantity: 2, shipped: 2 },
      { variantId, quantity: 2 },
    ],
  });
  const [shipped, promised] = facts.lines.map((line) => `gid://shopify/LineItem/${line.lineId}`);
  const say = (body: object, order = `gid%3A%2F%2Fshopify%2FOrder%2F${facts.orderId}`) =>
    made.call("POST", `/api/v1/orders/${order}/assignments`, {
      ...{ units: 1, reason: "read from the label" },
      ...body,
    });
  return { ...made, variantId, a: a.id, b: b.id, shipped, promised, say };
}

it("confirms and corrects, and answers with the order as it is then", async () => {
  const { say, shipped, a, b } = await setUp();
  const confirmed = await say({ lineId: shipped, fromBatchId: a });
  expect(confirmed.status).toBe(200);
  expect(orderContract.strict().parse(confirmed.body).lines[0]?.assignments).toEqual([
    { batchId: a, code: "A", units: 1, state: "shipped", confidence: "confirmed", onHold: false },
    { batchId: a, code: "A", units: 1, state: "shipped", confidence: "assumed", onHold: false },
  ]);
  const corrected = await say({ lineId: shipped, fromBatchId: a.toUpperCase(), toBatchId: b });
  expect(corrected.status).toBe(200);
  expect(orderContract.strict().parse(corrected.body).lines[0]?.assignments).toEqual([
    { batchId: a, code: "A", units: 1, state: "shipped", confidence: "confirmed", onHold: false },
    { batchId: b, code: "B", units: 1, state: "shipped", confidence: "corrected", onHold: false },
  ]);
});

it("answers 409 with the numbers, or with why the batch cannot be the one, and changes nothing", async () => {
  const { call, say, shop, variantId, shipped, promised, a, b } = await setUp();
  const { variantIds } = await makeProduct(api.db, shop);
  const other = await makeBatch(api.db, shop, [{ variantId: variantIds[0], units: 5 }]);
  const late = await makeBatch(api.db, shop, [{ variantId, units: 5 }], { madeAt: new Date("2026-11-01") });
  const closed = await makeBatch(api.db, shop, [{ variantId, units: 5 }], { status: "closed" });
  const before = await api.db.movement.count();
  for (const [body, expected] of [
    [{ lineId: shipped, fromBatchId: a, units: 3 }, { numbers: { requested: 3, there: 2 } }],
    [{ lineId: promised, fromBatchId: a }, { numbers: { requested: 1, there: 0 } }],
    [{ lineId: shipped, fromBatchId: a, toBatchId: b, units: 2 }, { numbers: { requested: 2, there: 1 } }],
    [{ lineId: shipped, fromBatchId: a, toBatchId: other.id }, { errors: [{ message: "other_variant" }] }],
    [
      { lineId: shipped, fromBatchId: a, toBatchId: late.id },
      { errors: [{ path: "toBatchId", message: "made_after_shipping" }] },
    ],
    [{ lineId: promised, fromBatchId: b, toBatchId: closed.id }, { errors: [{ message: "closed" }] }],
  ] as const) {
    const answer = await say(body);
    expect(answer.status).toBe(409);
    expect(problem.parse(answer.body)).toMatchObject(expected);
  }
  expect(await api.db.movement.count()).toBe(before);
  expect(await api.db.manualAct.count()).toBe(0);
  expect((await call("GET", `/api/v1/batches/${b}`)).body).toMatchObject({ items: [{ remaining: 1 }] });
});

it("answers 404 to a line, a batch or an order that is not the shop's", async () => {
  const { say, shipped, a } = await setUp();
  const stranger = await setUp();
  for (const [body, path] of [
    [{ lineId: stranger.shipped, fromBatchId: a }, "lineId"],
    [{ lineId: shipped, fromBatchId: stranger.a }, "fromBatchId"],
    [{ lineId: shipped, fromBatchId: a, toBatchId: stranger.b }, "toBatchId"],
  ] as const) {
    expect(await say(body)).toMatchObject({ status: 404, body: { errors: [{ path }] } });
  }
  expect(await stranger.say({ lineId: shipped, fromBatchId: a }, "1")).toMatchObject({ status: 404 });
});
