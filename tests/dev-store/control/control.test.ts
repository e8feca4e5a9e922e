import { request } from "undici";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDevStore, postJson } from "../../conformance/target.ts";
import { openWebhookReceiver, type WebhookReceiver } from "../../conformance/webhook-receiver.ts";
import type { DevStore } from "../dev-store.ts";

let devStore: DevStore;
let receiver: WebhookReceiver;
let base: string;
let shops = 0;

beforeAll(async () => {
  receiver = await openWebhookReceiver();
  devStore = await openDevStore("http://127.0.0.1:9");
});
afterAll(async () => {
  await devStore.stop();
  await receiver.close();
});
beforeEach(async () => {
  receiver.received.length = 0;
  shops += 1;
  base = `${devStore.url}/__dev/shops/control-${shops}`;
  await call("PUT", `${devStore.url}/__dev/config`, { appUrl: receiver.url });
  await postJson(`${devStore.url}/__dev/shops`, {
    name: `control-${shops}`,
    timezone: "Asia/Tokyo",
    plan: "Shopify Plus",
  });
});

async function call(
  method: "GET" | "PUT" | "DELETE",
  url: string,
  body?: unknown,
): Promise<{ status: number; body: any }> {
  const reply = await request(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await reply.body.text();
  return { status: reply.statusCode, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

describe("the control API", () => {
  it("makes a shop with its plan, time zone and the scopes of shopify.app.toml", async () => {
    const { body } = await call("GET", base);
    expect(body).toMatchObject({
      timezone: "Asia/Tokyo",
      plan: { restoreRate: 1000, bucketSize: 20_000 },
      installed: true,
    });
    expect(body.grantedScopes).toContain("read_orders");
    const again = await postJson(`${devStore.url}/__dev/shops`, { name: `control-${shops}` });
    expect(again.status).toBe(422);
    expect((await postJson(`${devStore.url}/__dev/shops`, { name: "Not A Name" })).status).toBe(422);
  });

  it("takes an order through its life, and drain answers when the app has heard of all of it", async () => {
    const product = await postJson(`${base}/products`, { title: "Soap", variants: [{ sku: "S" }] });
    const [variant] = product.body["variants"] as { id: number }[];
    const order = await postJson(`${base}/orders`, {
      lines: [{ variantId: variant?.id, quantity: 3 }],
      email: "g@example.com",
    });
    expect(order.status).toBe(201);
    const at = `${base}/orders/${String(order.body["id"])}`;
    const [line] = order.body["lines"] as { id: number }[];
    expect((await postJson(`${at}/edits`, { set: [{ lineId: line?.id, quantity: 2 }] })).status).toBe(200);
    const shipped = await postJson(`${at}/fulfillments`, { trackingNumber: "1Z" });
    expect((await postJson(`${at}/fulfillments/${String(shipped.body["id"])}/cancel`, {})).status).toBe(200);
    expect((await postJson(`${at}/fulfillments`, {})).status).toBe(200);
    const refund = { lines: [{ lineId: line?.id, quantity: 1, restockType: "return" }] };
    expect((await postJson(`${at}/refunds`, refund)).status).toBe(200);
    expect((await postJson(`${at}/cancel`, { reason: "other" })).status).toBe(200);
    const body = await call("GET", `${at}/body`);
    expect(body.body.line_items[0]).toMatchObject({ quantity: 3, current_quantity: 1 });
    expect((await call("DELETE", at)).status).toBe(200);
    expect((await call("GET", at)).status).toBe(404);
    const drained = await postJson(`${devStore.url}/__dev/webhooks/drain`, {});
    expect(drained.body["waiting"]).toBeUndefined();
    expect(receiver.ofTopic("orders/delete")).toHaveLength(1);
    expect(receiver.received.length).toBe((await call("GET", `${base}/webhooks`)).body.length);
  });

  it("answers 422 with the reason to what Shopify would refuse, and 404 to what is not there", async () => {
    const order = await postJson(`${base}/orders`, { lines: [{ title: "Soap", quantity: 1 }] });
    const at = `${base}/orders/${String(order.body["id"])}`;
    const refused = await postJson(`${at}/fulfillments`, { lines: [{ lineId: 1, quantity: 1 }] });
    expect([refused.status, refused.body["error"]]).toEqual([
      422,
      expect.stringContaining("There is no line 1"),
    ]);
    expect((await postJson(`${base}/orders`, { lines: [] })).status).toBe(422);
    expect((await postJson(`${base}/orders/1/cancel`, {})).status).toBe(404);
    expect((await call("GET", `${devStore.url}/__dev/shops/nobody`)).status).toBe(404);
  });

  it("lets things happen in the past, and silently", async () => {
    const at = "2026-05-01T10:00:00Z";
    const order = await postJson(`${base}/orders`, {
      lines: [{ title: "Soap", quantity: 1 }],
      at,
      webhooks: false,
    });
    expect(order.body["createdAt"]).toBe(Date.parse(at));
    await postJson(`${devStore.url}/__dev/webhooks/drain`, {});
    expect(receiver.received).toEqual([]);
    expect(
      (await postJson(`${base}/orders`, { lines: [{ title: "Soap", quantity: 1 }], at: "never" })).status,
    ).toBe(422);
  });

  it("makes 20,000 variants in a moment", async () => {
    const started = Date.now();
    const answer = await postJson(`${base}/products/generate`, { variants: 20_000, variantsPerProduct: 100 });
    expect(answer.body).toEqual({ products: 200, variants: 20_000 });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it("sends any body under any topic, forged if asked", async () => {
    const sent = await postJson(`${base}/webhooks/send`, {
      topic: "orders/create",
      body: "not json {",
      webhookId: "w-1",
      forged: true,
    });
    expect(sent.status).toBe(202);
    await postJson(`${devStore.url}/__dev/webhooks/drain`, {});
    expect(receiver.received).toMatchObject([
      { raw: "not json {", headers: { "x-shopify-webhook-id": "w-1" } },
    ]);
    const nobody = await postJson(`${base}/webhooks/send`, { topic: "carts/create", body: {} });
    expect(nobody.status).toBe(422);
  });
});
