import { expect, it } from "vitest";
import { countedBatch, ledgerCheck, mergedBatch, splitBatch, undoneAct } from "#app/contracts/manual-acts.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { useApi } from "../../setup/test-api.ts";

const api = useApi();

async function setUp() {
  const made = await api.makeApiShop();
  const { variantIds } = await makeProduct(api.db, made.shop, { title: "Soap" });
  const variantId = `gid://shopify/ProductVariant/${variantIds[0]}`;
  const created = await made.call("POST", "/api/v1/batches", {
    code: "SOAP-1",
    madeAt: "2026-11-20T08:00:00Z",
    items: [{ variantId, produced: 12 }],
  });
  return {
    ...made,
    variantId,
    id: String(created.body["id"]),
    path: `/api/v1/batches/${String(created.body["id"])}`,
  };
}

it("counts, undoes, splits, merges and checks as the contract says", async () => {
  const { call, variantId, path, id } = await setUp();
  const counts = [{ variantId, expected: 12, counted: 10 }];
  const counted = await call("POST", `${path}/counts`, { counts, reason: "shelf" });
  expect(counted).toMatchObject({
    status: 201,
    body: { batch: { items: [{ remaining: 10, writtenOff: 2 }] } },
  });
  const { actId } = countedBatch.strict().parse(counted.body);
  const undone = await call("POST", `/api/v1/acts/${actId}/undo`, { reason: "wrong shelf" });
  expect(undoneAct.strict().parse(undone.body).batches).toMatchObject([{ id, items: [{ remaining: 12 }] }]);

  const part = { items: [{ variantId, units: 5 }], reason: "half to the market" };
  const parted = splitBatch.strict().parse((await call("POST", `${path}/split`, part)).body);
  const source = { batchId: parted.newBatch.id, items: [{ variantId, units: 5 }] };
  const merged = await call("POST", `${path}/merge`, { sources: [source], reason: "back again" });
  expect(mergedBatch.strict().parse(merged.body).batch).toMatchObject({ items: [{ remaining: 12 }] });
  expect(ledgerCheck.strict().parse((await call("GET", `${path}/ledger`)).body)).toEqual({
    ...{ addsUp: true, items: [] },
  });
});

it("answers 409 with what stands against it, 404 for what is not the shop's, 422 for wrong fields", async () => {
  const { call, variantId, path } = await setUp();
  const stranger = await setUp();
  const counts = [{ variantId, expected: 11, counted: 11 }];
  expect(await call("POST", `${path}/counts`, { counts })).toMatchObject({
    status: 409,
    body: { type: "urn:batchbook:stock_moved", numbers: { [variantId]: 12 } },
  });
  expect(await call("POST", `${path}/ledger`, { reason: "none" })).toMatchObject({ status: 409 });
  const reason = "why";
  const items = [{ variantId, units: 1 }];
  for (const [tail, body] of [
    ["counts", { counts }],
    ["split", { items, reason }],
    ["merge", { sources: [{ batchId: stranger.id, items }], reason }],
    ["ledger", { reason }],
  ] as const) {
    expect(await stranger.call("POST", `${path}/${tail}`, body), tail).toMatchObject({ status: 404 });
    expect(await call("POST", `${path}/${tail}`, { wrong: 1 }), tail).toMatchObject({ status: 422 });
  }
  const merge = await call("POST", `${path}/merge`, { sources: [{ batchId: stranger.id, items }], reason });
  expect(merge.status).toBe(404);
  expect(await call("POST", `/api/v1/acts/${stranger.id}/undo`, { reason })).toMatchObject({ status: 404 });
});

it("names each difference that a merge has to be confirmed for", async () => {
  const { call, variantId, path } = await setUp();
  const other = await call("POST", "/api/v1/batches", {
    ...{ code: "SOAP-2", madeAt: "2026-11-20T08:00:00Z", expiresOn: "2027-11-20" },
    items: [{ variantId, produced: 3 }],
  });
  const sources = [{ batchId: String(other.body["id"]), items: [{ variantId, units: 3 }] }];
  const refused = await call("POST", `${path}/merge`, { sources, reason: "one shelf" });
  expect(refused).toMatchObject({ status: 409, body: { type: "urn:batchbook:needs_confirmation" } });
  const errors = refused.body["errors"] as { path: string }[];
  const confirmed = errors.map((error) => error.path.replace("confirmed.", ""));
  expect(await call("POST", `${path}/merge`, { sources, confirmed, reason: "one shelf" })).toMatchObject({
    status: 201,
    body: { batch: { expiresOn: "2027-11-20" } },
  });
});
