import { expect, it } from "vitest";
import { batch as batchContract } from "#app/contracts/batch.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { useApi } from "../../setup/test-api.ts";
import { makeContext } from "../../setup/test-shop.ts";

const api = useApi();

async function setUp() {
  const made = await api.makeApiShop();
  const { variantIds, productId } = await makeProduct(api.db, made.shop, { title: "Soap" });
  return {
    ...made,
    variantId: variantIds[0],
    productId,
    gid: `gid://shopify/ProductVariant/${variantIds[0]}`,
  };
}

const madeAt = "2026-11-20T09:00:00+01:00";

it("creates, gives, finds, changes and adjusts a batch as the contract says", async () => {
  const { call, gid, variantId, productId } = await setUp();
  const created = await call("POST", "/api/v1/batches", {
    code: "SOAP-1",
    madeAt,
    expiresOn: "2027-11-30",
    expiryKind: "use_by",
    items: [{ variantId: gid, produced: 12 }],
  });
  expect(created.status).toBe(201);
  const batch = batchContract.strict().parse(created.body);
  expect(batch).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    code: "SOAP-1",
    status: "open",
    conditions: [],
    madeAt: "2026-11-20T08:00:00.000Z",
    place: null,
    maker: null,
    expiresOn: "2027-11-30",
    expiryKind: "use_by",
    cureOn: null,
    notes: null,
    items: [
      {
        variantId: gid,
        produced: 12,
        remaining: 12,
        promised: 0,
        shipped: 0,
        quarantined: 0,
        writtenOff: 0,
        returned: 0,
      },
    ],
  });
  const path = `/api/v1/batches/${batch.id}`;
  expect((await call("GET", path)).body).toEqual(batch);
  for (const query of [
    `variantId=${variantId}`,
    `variantId=${encodeURIComponent(gid)}`,
    `productId=${productId}`,
    "q=soap-1&status=open",
  ]) {
    expect((await call("GET", `/api/v1/batches?${query}`)).body).toEqual({
      items: [batch],
      nextCursor: null,
    });
  }
  const held = await call("PATCH", path, {
    status: "on_hold",
    reason: "check",
    expectedStatus: "open",
    place: "Shed",
  });
  expect(held).toMatchObject({ status: 200, body: { status: "on_hold", place: "Shed" } });
  const adjusted = await call("POST", `${path}/adjustments`, {
    variantId: gid,
    units: 2,
    kind: "breakage",
    reason: "fell",
  });
  expect(adjusted).toMatchObject({
    status: 201,
    body: { items: [{ remaining: 10, writtenOff: 2, produced: 12 }] },
  });
});

it("answers 409 with what stands against it", async () => {
  const { call, gid } = await setUp();
  const body = { code: "SOAP-1", madeAt, items: [{ variantId: gid, produced: 5 }] };
  const { id } = (await call("POST", "/api/v1/batches", body)).body;
  expect(await call("POST", "/api/v1/batches", { ...body, code: "soap-1" })).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:code_taken", errors: [{ path: "code" }] },
  });
  const path = `/api/v1/batches/${String(id)}`;
  expect(await call("PATCH", path, { status: "draft", reason: "no" })).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:move_not_allowed", currentStatus: "open" },
  });
  expect(
    await call("PATCH", path, { status: "closed", reason: "no", expectedStatus: "on_hold" }),
  ).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:state_moved", currentStatus: "open" },
  });
  const breakage = { variantId: gid, units: 6, kind: "breakage", reason: "fell" };
  expect(await call("POST", `${path}/adjustments`, breakage)).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:not_enough_units", numbers: { requested: 6, available: 5 } },
  });
  await call("POST", `${path}/adjustments`, { ...breakage, units: 3 });
  expect(await call("PATCH", path, { items: [{ variantId: gid, produced: 2 }] })).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:not_enough_units", numbers: { requested: 2, produced: 5, taken: 3 } },
  });
});

it("never gives twenty clicks at once one code", async () => {
  const { call, gid } = await setUp();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      call("POST", "/api/v1/batches", { madeAt, items: [{ variantId: gid, produced: 1 }] }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 201));
  expect(new Set(answers.map((answer) => answer.body["code"])).size).toBe(20);
});

it("fetches a variant that is not mirrored yet from Shopify, and refuses one that Shopify does not have", async () => {
  const { call, storeShop, shop } = await setUp();
  const product = createProduct(api.dev.store.world, storeShop, { title: "Fresh balm" });
  const variant = [...storeShop.variants.values()].find((each) => each.productId === product.id);
  const body = { madeAt, items: [{ variantId: variant?.id, produced: 3 }] };
  expect(await call("POST", "/api/v1/batches", body)).toMatchObject({
    status: 201,
    body: { items: [{ variantId: `gid://shopify/ProductVariant/${variant?.id}`, remaining: 3 }] },
  });
  expect(
    await api.db.product.findFirst({ where: { shopId: shop.id, id: BigInt(product.id) } }),
  ).toMatchObject({
    title: "Fresh balm",
  });
  const unknown = { madeAt, items: [{ variantId: 4_711, produced: 3 }] };
  expect(await call("POST", "/api/v1/batches", unknown)).toMatchObject({
    status: 422,
    body: { errors: [{ path: "items.0.variantId" }] },
  });
});

it("gives an order by number and by percent-encoded gid, after a batch has served it", async () => {
  const { call, shop, gid, variantId } = await setUp();
  const { orderId } = await placeOrder(makeContext(api.db, shop), {
    name: "#1001",
    lines: [{ variantId, quantity: 3 }],
  });
  const waiting = await call("GET", `/api/v1/orders/${orderId}`);
  expect(waiting.body).toMatchObject({ lines: [{ unassigned: 3, assignments: [] }] });
  const { id } = (
    await call("POST", "/api/v1/batches", { code: "B1", madeAt, items: [{ variantId: gid, produced: 2 }] })
  ).body;
  const served = await call("GET", `/api/v1/orders/${encodeURIComponent(`gid://shopify/Order/${orderId}`)}`);
  expect(served).toMatchObject({
    status: 200,
    body: {
      id: `gid://shopify/Order/${orderId}`,
      name: "#1001",
      lines: [
        {
          variantId: gid,
          unassigned: 1,
          assignments: [{ batchId: id, code: "B1", units: 2, state: "promised", confidence: "assumed" }],
        },
      ],
    },
  });
});

it("walks a list by cursor", async () => {
  const { call, gid } = await setUp();
  for (const code of ["A", "B", "C"]) {
    await call("POST", "/api/v1/batches", { code, madeAt, items: [{ variantId: gid, produced: 1 }] });
  }
  const first = await call("GET", "/api/v1/batches?limit=2");
  const second = await call("GET", `/api/v1/batches?limit=2&after=${String(first.body["nextCursor"])}`);
  expect(second.body["nextCursor"]).toBeNull();
  const codes = [first, second].flatMap((page) =>
    (page.body["items"] as { code: string }[]).map(({ code }) => code),
  );
  expect(codes.sort()).toEqual(["A", "B", "C"]);
});

it("tells the status of a shop that has just been installed", async () => {
  const { call } = await setUp();
  expect((await call("GET", "/api/v1/status")).body).toEqual({
    pendingDeliveries: 0,
    pendingOrders: 0,
    oldestPendingAt: null,
    catalogue: { state: "waiting", done: 0, total: null },
  });
});
