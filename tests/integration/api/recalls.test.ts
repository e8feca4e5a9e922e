import { expect, it } from "vitest";
import {
  launchedRecall,
  recall as recallContract,
  recallPreview,
  recipientPage,
} from "#app/contracts/recall.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { useApi } from "../../setup/test-api.ts";
import { makeContext } from "../../setup/test-shop.ts";

const api = useApi();

/** Two batches; one buyer has two units of the first, another waits for one of it. */
async function setUp() {
  const made = await api.makeApiShop();
  const ctx = makeContext(api.db, made.shop);
  const { variantIds } = await makeProduct(api.db, made.shop, { title: "Soap" });
  const variantId = variantIds[0];
  const bad = await makeBatch(api.db, made.shop, [{ variantId, units: 4 }], { code: "BAD" });
  const good = await makeBatch(api.db, made.shop, [{ variantId, units: 5 }], {
    code: "GOOD",
    madeAt: new Date("2026-02-01"),
  });
  const line = { variantId, title: "Soap" };
  const shipped = await placeOrder(ctx, {
    name: "#1",
    email: "ada@example.com",
    buyer: "Ada",
    lines: [{ ...line, quantity: 2, shipped: 2 }],
  });
  const waiting = await placeOrder(ctx, {
    name: "#2",
    email: "bob@example.com",
    lines: [{ ...line, quantity: 1 }],
  });
  return { ...made, bad, good, shipped, waiting, gid: `gid://shopify/ProductVariant/${variantId}` };
}

const TEXTS = {
  reason: "too much lye",
  hazard: "burns the skin",
  instructions: "stop using it",
  remedies: ["refund", "replacement"],
  notice: { subject: "Please stop using your soap", body: "Dear customer" },
};

it("previews, launches once for a key, and shows who is told what", async () => {
  const { call, bad, shipped, waiting, gid } = await setUp();
  const preview = await call("POST", "/api/v1/recalls/preview", { batchIds: [bad.id] });
  expect(recallPreview.strict().parse(preview.body)).toMatchObject({
    groups: {
      withGoods: { units: 2, orders: 1, buyers: 1 },
      notShipped: { units: 1, orders: 1, buyers: 1 },
      onShelf: { units: 1 },
    },
    affected: { units: 2, orders: 1, buyers: 1 },
  });

  const request = { ...TEXTS, batchIds: [bad.id], idempotencyKey: "click-1" };
  const launched = await call("POST", "/api/v1/recalls", request);
  expect(launched.status).toBe(201);
  const { id, number, tag, status } = launchedRecall.strict().parse(launched.body);
  expect({ tag, status }).toEqual({ tag: `recall-${number}`, status: "active" });

  const again = await call("POST", "/api/v1/recalls", { ...request, remedies: ["replacement", "refund"] });
  expect(again).toMatchObject({ status: 200, body: { id, number } });
  const other = await call("POST", "/api/v1/recalls", { ...request, hazard: "something else" });
  expect(other).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:key_reused", recall: { number: "R26-001" } },
  });

  const shown = await call("GET", `/api/v1/recalls/${id}`);
  expect(recallContract.strict().parse(shown.body)).toMatchObject({
    id,
    drill: false,
    ring: "probable",
    batches: [{ id: bad.id, code: "BAD", status: "recalled" }],
    groups: recallPreview.parse(preview.body).groups,
    progress: { orders: { total: 1, tagged: 0 }, recipients: { total: 1, queued: 1 }, done: false },
  });
  const recipients = await call("GET", `/api/v1/recalls/${id}/recipients`);
  expect(recipientPage.parse(recipients.body)).toMatchObject({
    items: [
      {
        email: "ada@example.com",
        name: "Ada",
        status: "queued",
        acceptedAt: null,
        orders: [
          {
            orderId: `gid://shopify/Order/${shipped.orderId}`,
            name: "#1",
            items: [{ variantId: gid, code: "BAD", units: 2 }],
          },
        ],
      },
    ],
    nextCursor: null,
  });
  expect((await call("GET", `/api/v1/orders/${waiting.orderId}`)).body).toMatchObject({
    lines: [{ assignments: [{ code: "GOOD", units: 1, state: "promised" }] }],
  });
  expect((await call("GET", `/api/v1/recalls/${id}/recipients?after=x`)).status).toBe(400);
});

it("launches one recall when a button is pressed ten times at once", async () => {
  const { call, bad } = await setUp();
  const request = { ...TEXTS, batchIds: [bad.id], idempotencyKey: "click-1" };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call("POST", "/api/v1/recalls", request)),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(9);
  expect(new Set(answers.map((answer) => answer.body["id"])).size).toBe(1);
  expect(await api.db.recallRecipient.count()).toBe(1);
});

it("pauses, resumes and revokes with a reason, refuses what its state does not allow, and gives the batch back", async () => {
  const { call, bad } = await setUp();
  const { id } = (
    await call("POST", "/api/v1/recalls", { ...TEXTS, batchIds: [bad.id], idempotencyKey: "k" })
  ).body;
  const move = (name: string) => call("POST", `/api/v1/recalls/${String(id)}/${name}`, { reason: "because" });
  expect(await move("resume")).toMatchObject({ status: 409, body: { currentStatus: "active" } });
  expect(await move("pause")).toMatchObject({ status: 200, body: { id, status: "paused" } });
  expect(await move("pause")).toMatchObject({ status: 409, body: { currentStatus: "paused" } });
  expect(await move("resume")).toMatchObject({ status: 200, body: { status: "active" } });
  expect(await call("PATCH", `/api/v1/batches/${bad.id}`, { status: "open", reason: "no" })).toMatchObject({
    status: 409,
    body: { currentStatus: "recalled" },
  });
  expect(await move("revoke")).toMatchObject({
    status: 200,
    body: { status: "revoked", batches: [{ code: "BAD", status: "open" }] },
  });
  expect(await move("close")).toMatchObject({ status: 409, body: { currentStatus: "revoked" } });
  expect((await move("undo")).status).toBe(404);
});

it("runs a drill that computes everything and changes nothing else", async () => {
  const { call, bad } = await setUp();
  const before = await call("GET", `/api/v1/batches/${bad.id}`);
  const request = { ...TEXTS, batchIds: [bad.id], idempotencyKey: "k", drill: true };
  const { id, number } = (await call("POST", "/api/v1/recalls", request)).body;
  expect(number).toMatch(/^D\d\d-001$/);
  expect((await call("GET", `/api/v1/recalls/${String(id)}`)).body).toMatchObject({
    drill: true,
    progress: { done: true, recipients: { total: 1, queued: 0 } },
  });
  expect((await call("GET", `/api/v1/batches/${bad.id}`)).body).toEqual(before.body);
});
