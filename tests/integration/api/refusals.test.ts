import { expect, it } from "vitest";
import { problem } from "#app/contracts/problem.ts";
import { openApiDocument } from "#app/contracts/openapi.ts";
import { issueSessionToken } from "../../dev-store/session-token.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { TEST_API_KEY, TEST_API_SECRET } from "../../setup/test-dev-store.ts";
import { useApi } from "../../setup/test-api.ts";
import { makeContext } from "../../setup/test-shop.ts";

const api = useApi();

const UNKNOWN = "019ab0d2-6c1e-7c3a-9d0b-6f2f3a4b5c6d";
const BATCH = { madeAt: "2026-11-20T08:00:00Z", items: [{ variantId: "1", produced: 1 }] };
const ADJUSTMENT = { variantId: "1", units: 1, kind: "gift", reason: "for a friend" };
const CORRECTION = { lineId: "1", fromBatchId: UNKNOWN, units: 1, reason: "read from the label" };
const LAUNCH = {
  batchIds: [UNKNOWN],
  reason: "lye",
  hazard: "burns",
  instructions: "stop",
  remedies: ["refund"],
  notice: { subject: "Stop", body: "Stop using it" },
  idempotencyKey: "k1",
};

/** Every call that names something by an id of ours or Shopify's. */
const CALLS: [method: string, path: string, body?: unknown][] = [
  ["GET", "/api/v1/orders/{order}"],
  ["POST", "/api/v1/orders/{order}/assignments", CORRECTION],
  ["GET", "/api/v1/batches/{id}"],
  ["PATCH", "/api/v1/batches/{id}", { place: "Kitchen" }],
  ["PATCH", "/api/v1/batches/{id}", { status: "closed", reason: "done" }],
  ["POST", "/api/v1/batches/{id}/adjustments", ADJUSTMENT],
  ["GET", "/api/v1/recalls/{recall}"],
  ["GET", "/api/v1/recalls/{recall}/recipients"],
  ...["pause", "resume", "close", "revoke"].map((move): [string, string, unknown] => [
    "POST",
    `/api/v1/recalls/{recall}/${move}`,
    { reason: "because" },
  ]),
];

it("has a route for every path and method of the OpenAPI document, and lists none without one", async () => {
  const { call } = await api.makeApiShop();
  for (const [path, methods] of Object.entries(openApiDocument().paths ?? {})) {
    for (const method of Object.keys(methods)) {
      const answer = await call(
        method.toUpperCase(),
        path.replace(/\{\w+\}/g, UNKNOWN),
        method === "get" ? undefined : {},
      );
      expect([200, 404, 422], `${method} ${path}`).toContain(answer.status);
      expect(answer.body["detail"], `${method} ${path}`).not.toBe("There is no such path.");
    }
  }
});

it("answers 404 to every call that names what belongs to another shop, and changes nothing of it", async () => {
  const owner = await api.makeApiShop();
  const stranger = await api.makeApiShop();
  const { variantIds } = await makeProduct(api.db, owner.shop);
  const batch = await makeBatch(api.db, owner.shop, [{ variantId: variantIds[0], units: 5 }]);
  const order = await placeOrder(makeContext(api.db, owner.shop), {
    email: "ada@example.com",
    lines: [{ variantId: variantIds[0], quantity: 1, shipped: 1 }],
  });
  const launched = await owner.call("POST", "/api/v1/recalls", { ...LAUNCH, batchIds: [batch.id] });
  const recall = String(launched.body["id"]);
  const before = await api.db.batch.findMany();

  for (const [method, path, body] of CALLS) {
    const mine = path
      .replace("{id}", batch.id)
      .replace("{recall}", recall)
      .replace("{order}", String(order.orderId));
    const answer = await stranger.call(method, mine, body);
    expect(answer.status, `${method} ${path}`).toBe(404);
    expect(problem.parse(answer.body).status).toBe(404);
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    if (method === "GET") expect((await owner.call("GET", mine)).status, path).toBe(200);
  }
  for (const path of ["/api/v1/recalls", "/api/v1/recalls/preview"]) {
    const body = path.endsWith("preview") ? { batchIds: [batch.id] } : { ...LAUNCH, batchIds: [batch.id] };
    const answer = await stranger.call("POST", path, body);
    expect(answer).toMatchObject({ status: 404, body: { errors: [{ path: "batchIds.0" }] } });
  }
  const foreign = { ...BATCH, items: [{ variantId: String(variantIds[0]), produced: 1 }] };
  expect(await stranger.call("POST", "/api/v1/batches", foreign)).toMatchObject({
    status: 422,
    body: { errors: [{ path: "items.0.variantId" }] },
  });
  expect((await stranger.call("GET", "/api/v1/batches")).body).toEqual({ items: [], nextCursor: null });
  expect(await api.db.batch.findMany()).toEqual(before);
  expect(await api.db.recall.findMany({ select: { status: true } })).toEqual([{ status: "active" }]);
});

it("answers 404 to ids that nothing has and to texts that are no ids", async () => {
  const { call } = await api.makeApiShop();
  for (const [method, path, body] of CALLS) {
    for (const id of [UNKNOWN, "not-an-id", "1'%20OR%20'1'='1", "gid%3A%2F%2Fshopify%2FProduct%2F1"]) {
      const answer = await call(method, path.replace(/\{\w+\}/, id), body);
      expect(answer.status, `${method} ${path} with ${id}`).toBe(404);
    }
  }
  expect(await call("GET", "/api/v1/nothing")).toMatchObject({ status: 404, body: { status: 404 } });
});

it("answers 405 with what it takes to any other method", async () => {
  const { call } = await api.makeApiShop();
  expect(await call("DELETE", `/api/v1/batches/${UNKNOWN}`)).toMatchObject({
    status: 405,
    body: { status: 405 },
  });
  expect((await call("PUT", "/api/v1/batches", {})).headers.get("Allow")).toBe("GET, POST, OPTIONS");
  expect((await call("GET", "/api/v1/recalls")).status).toBe(405);
  expect((await call("POST", "/api/v1/status", {})).status).toBe(405);
});

it.each([
  ["not JSON", "{", 400],
  ["nothing", "", 400],
  ["bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), 400],
  ["a list", "[]", 422],
  ["null", "null", 422],
  ["an unknown field", JSON.stringify({ ...BATCH, price: 1 }), 422],
  ["more than a megabyte", JSON.stringify({ ...BATCH, notes: "x".repeat(1_000_000) }), 413],
])("answers a body of %s with %j → %i", async (_what, body, status) => {
  const { call } = await api.makeApiShop();
  const answer = await call("POST", "/api/v1/batches", body);
  expect(answer.status).toBe(status);
  expect(problem.parse(answer.body).status).toBe(status);
  expect(await api.db.batch.count()).toBe(0);
});

it.each([
  ["code", { code: "x".repeat(61) }],
  ["code", { code: "A\u0000B" }],
  ["code", { code: "A\nB" }],
  ["code", { code: "  " }],
  ["code", { code: "\ud800" }],
  ["madeAt", { madeAt: "2026-11-20" }],
  ["madeAt", { madeAt: "2026-02-30T08:00:00Z" }],
  ["madeAt", { madeAt: "2026-11-20T08:00:00" }],
  ["madeAt", { madeAt: "0001-01-01T00:00:00Z" }],
  ["madeAt", { madeAt: undefined }],
  ["expiresOn", { expiresOn: "2026-02-30" }],
  ["expiresOn", { expiresOn: "9999-12-31" }],
  ["expiresOn", { expiresOn: "31.12.2026" }],
  ["cureOn", { cureOn: "2027-01-02", expiresOn: "2027-01-01" }],
  ["expiryKind", { expiryKind: "use_by" }],
  ["status", { status: "recalled" }],
  ["notes", { notes: "x".repeat(5_001) }],
  ["items", { items: [] }],
  ["items", { items: undefined }],
  ["items.0.produced", { items: [{ variantId: "1", produced: -1 }] }],
  ["items.0.produced", { items: [{ variantId: "1", produced: 1.5 }] }],
  ["items.0.produced", { items: [{ variantId: "1", produced: 1_000_001 }] }],
  ["items.0.produced", { items: [{ variantId: "1", produced: "10" }] }],
  ["items.0.variantId", { items: [{ variantId: "gid://shopify/Product/1", produced: 1 }] }],
  [
    "items.1.variantId",
    {
      items: [
        { variantId: "1", produced: 1 },
        { variantId: "gid://shopify/ProductVariant/1", produced: 1 },
      ],
    },
  ],
])("names the field %s of a batch with %j", async (path, over) => {
  const { call } = await api.makeApiShop();
  const answer = await call("POST", "/api/v1/batches", { ...BATCH, ...over });
  expect(answer.status).toBe(422);
  expect(problem.parse(answer.body).errors?.map((error) => error.path)).toEqual([path]);
  expect(await api.db.batch.count()).toBe(0);
});

it.each([
  ["PATCH", `/api/v1/batches/${UNKNOWN}`, { status: "closed" }, "reason"],
  ["PATCH", `/api/v1/batches/${UNKNOWN}`, { status: "closed", reason: " " }, "reason"],
  ["PATCH", `/api/v1/batches/${UNKNOWN}`, { code: "NEW" }, "code"],
  ["POST", `/api/v1/batches/${UNKNOWN}/adjustments`, { ...ADJUSTMENT, units: 0 }, "units"],
  ["POST", `/api/v1/batches/${UNKNOWN}/adjustments`, { ...ADJUSTMENT, kind: "theft" }, "kind"],
  ["POST", `/api/v1/batches/${UNKNOWN}/adjustments`, { ...ADJUSTMENT, reason: undefined }, "reason"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, units: 0 }, "units"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, units: 1.5 }, "units"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, reason: " " }, "reason"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, reason: undefined }, "reason"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, lineId: "gid://shopify/Order/1" }, "lineId"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, fromBatchId: undefined }, "fromBatchId"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, fromBatchId: null }, "toBatchId"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, toBatchId: UNKNOWN }, "toBatchId"],
  ["POST", "/api/v1/orders/1/assignments", { ...CORRECTION, state: "written_off" }, "state"],
  ["POST", "/api/v1/recalls/preview", { batchIds: [] }, "batchIds"],
  ["POST", "/api/v1/recalls/preview", { batchIds: ["x"] }, "batchIds.0"],
  ["POST", "/api/v1/recalls", { ...LAUNCH, ring: "all" }, "ring"],
  ["POST", "/api/v1/recalls", { ...LAUNCH, remedies: ["money"] }, "remedies.0"],
  ["POST", "/api/v1/recalls", { ...LAUNCH, idempotencyKey: undefined }, "idempotencyKey"],
  ["POST", "/api/v1/recalls", { ...LAUNCH, notice: { subject: "a\r\nBcc: b", body: "b" } }, "notice.subject"],
  ["POST", `/api/v1/recalls/${UNKNOWN}/close`, {}, "reason"],
])("%s %s with %j names the field %s", async (method, path, body, field) => {
  const { call } = await api.makeApiShop();
  const answer = await call(method, path, body);
  expect(answer.status).toBe(422);
  expect(problem.parse(answer.body).errors?.map((error) => error.path)).toEqual([field]);
});

it.each(["limit=0", "limit=251", "limit=x", "status=sold", "variantId=x", "after=x", "q=%00"])(
  "answers a list with %s with 400",
  async (query) => {
    const { call } = await api.makeApiShop();
    const answer = await call("GET", `/api/v1/batches?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: query.split("=")[0] }] } });
  },
);

it("takes empty search parameters as not given", async () => {
  const { call } = await api.makeApiShop();
  const answer = await call("GET", "/api/v1/batches?variantId=&productId=&status=&q=&condition=");
  expect(answer).toMatchObject({ status: 200, body: { items: [] } });
});

it("answers 401 as a problem that another origin can read, and makes no shop", async () => {
  const shop = api.dev.makeStoreShop();
  const expired = await issueSessionToken(shop, TEST_API_KEY, TEST_API_SECRET, 1, Date.now() - 180_000);
  const forged = await issueSessionToken(shop, TEST_API_KEY, "another-secret");
  const foreign = await issueSessionToken(shop, "another-app", TEST_API_SECRET);
  for (const token of [null, "nonsense", expired, forged, foreign]) {
    for (const [method, path, body] of [
      ["GET", "/api/v1/status"],
      ["POST", "/api/v1/batches", BATCH],
      ...CALLS,
    ] as typeof CALLS) {
      const answer = await api.send({ method, path, token, ...(body === undefined ? {} : { body }) });
      expect(answer.status, `${method} ${path}`).toBe(401);
      expect(problem.parse(answer.body).status).toBe(401);
      expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    }
  }
  const retried = await api.send({ path: "/api/v1/status", token: expired });
  expect(retried.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
  expect(await api.db.shop.count()).toBe(0);
});

it("lets extensions ask first and read the answer", async () => {
  const { call } = await api.makeApiShop();
  for (const path of ["/api/v1/status", "/api/v1/recalls", `/api/v1/batches/${UNKNOWN}/adjustments`]) {
    const preflight = await api.send({ method: "OPTIONS", path });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(preflight.headers.get("Access-Control-Allow-Headers")).toContain("Authorization");
  }
  const good = await call("GET", "/api/v1/status");
  const bad = await call("GET", `/api/v1/batches/${UNKNOWN}`);
  for (const answer of [good, bad]) expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(good.headers.get("Cache-Control")).toBe("no-store");
});
