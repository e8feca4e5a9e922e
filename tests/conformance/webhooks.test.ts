import { createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updateOrder } from "../dev-store/state/orders/update-order.ts";
import { redactCustomer, redactShop, requestCustomerData } from "../dev-store/state/shops/compliance.ts";
import { uninstallApp, updateScopes } from "../dev-store/state/shops/installation.ts";
import { openOrderLife, type OrderLife } from "./order-life.ts";
import { API_SECRET } from "./target.ts";
import type { ReceivedWebhook } from "./webhook-receiver.ts";

let life: OrderLife;
beforeEach(async () => {
  life = await openOrderLife();
});
afterEach(() => life.close());

const idOf = (webhook: ReceivedWebhook): string => String(webhook.headers["x-shopify-webhook-id"]);

describe("a webhook", () => {
  it("is signed over the raw body with the app's secret", async () => {
    life.place();
    await life.devStore.webhooks.drain();
    for (const { headers, raw } of life.receiver.received) {
      expect(headers["x-shopify-hmac-sha256"]).toBe(
        createHmac("sha256", API_SECRET).update(raw, "utf8").digest("base64"),
      );
    }
  });

  it("says its topic, shop, version, ids and time, and goes to the path in shopify.app.toml", async () => {
    life.place();
    await life.devStore.webhooks.drain();
    const [webhook] = life.receiver.ofTopic("orders/create");
    expect(webhook?.path).toBe("/webhooks/shopify");
    expect(webhook?.headers).toMatchObject({
      "content-type": "application/json",
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": life.shop.domain,
      "x-shopify-api-version": "2026-10",
    });
    expect(idOf(webhook as ReceivedWebhook)).toMatch(/^[0-9a-f-]{36}$/);
    expect(Date.parse(String(webhook?.headers["x-shopify-triggered-at"]))).toBeGreaterThan(
      Date.now() - 60_000,
    );
  });

  it("has an id of its own and shares its event id with those of the same act", async () => {
    life.place();
    await life.devStore.webhooks.drain();
    const received = life.receiver.received.filter(({ headers }) =>
      String(headers["x-shopify-topic"]).startsWith("orders/"),
    );
    expect(received).toHaveLength(3);
    expect(new Set(received.map(idOf)).size).toBe(3);
    expect(new Set(received.map(({ headers }) => headers["x-shopify-event-id"])).size).toBe(1);
  });

  it.each([
    ["a status of 500", 500],
    ["a status of 404", 404],
    ["a redirect", 302],
    ["a dead line", null],
  ])("is sent again after %s, with the same id and the original body", async (_what, answer) => {
    let calls = 0;
    life.receiver.answerWith(() => {
      calls += 1;
      return calls === 1 ? answer : 200;
    });
    const order = life.place({ paid: false });
    updateOrder(life.devStore.world, life.shop, order, { note: "changed since" }, { webhooks: false });
    await life.devStore.webhooks.drain();
    const again = life.receiver.received.filter(
      (webhook) => idOf(webhook) === idOf(life.receiver.received[0] as ReceivedWebhook),
    );
    expect(again).toHaveLength(2);
    expect(again[1]?.raw).toBe(again[0]?.raw);
    expect(again[1]?.headers["x-shopify-triggered-at"]).toBe(again[0]?.headers["x-shopify-triggered-at"]);
    expect(again[1]?.body.note).toBeNull();
  });

  it("is given up after eight retries", async () => {
    life.receiver.answerWith(() => 503);
    updateOrder(life.devStore.world, life.shop, life.place({ paid: false }), { note: "x" });
    await life.devStore.webhooks.drain();
    const deliveries = life.devStore.webhooks.deliveries(life.shop.domain);
    expect(deliveries.map(({ state, attempts }) => [state, attempts.length])).toEqual([
      ["failed", 9],
      ["failed", 9],
      ["failed", 9],
      ["failed", 9],
    ]);
  });

  it("fails after five seconds without an answer", { timeout: 20_000 }, async () => {
    let calls = 0;
    const { devStore } = life;
    const stalled = await stallingApp(() => (calls += 1));
    devStore.config.appUrl = stalled.url;
    life.place({ paid: false });
    await expect
      .poll(() => devStore.webhooks.deliveries(life.shop.domain)[0]?.attempts.length, { timeout: 8000 })
      .toBeGreaterThan(0);
    const [attempt] = devStore.webhooks.deliveries(life.shop.domain)[0]?.attempts ?? [];
    expect(attempt?.outcome).toMatch(/Timeout/i);
    expect(attempt?.durationMs).toBeGreaterThan(4500);
    expect(attempt?.durationMs).toBeLessThan(6500);
    expect(calls).toBeGreaterThan(0);
    await stalled.close();
  });

  it("is not sent to an app that is gone, except what the law asks for", async () => {
    const { devStore, shop } = life;
    uninstallApp(devStore.world, shop);
    life.place();
    redactShop(devStore.world, shop);
    expect(await life.heard()).toEqual(["app/uninstalled", "shop/redact"]);
  });
});

describe("webhooks of the app and the law", () => {
  it("say which scopes are granted now", async () => {
    updateScopes(life.devStore.world, life.shop, ["read_orders", "read_all_orders"]);
    await life.devStore.webhooks.drain();
    expect(life.receiver.received[0]?.body).toMatchObject({ current: ["read_orders", "read_all_orders"] });
  });

  it("name the customer and the orders to give out or to redact", async () => {
    const { devStore, shop, customerId } = life;
    const order = life.place();
    await life.heard();
    requestCustomerData(devStore.world, shop, customerId);
    redactCustomer(devStore.world, shop, customerId);
    await devStore.webhooks.drain();
    const common = {
      shop_id: shop.id,
      shop_domain: shop.domain,
      customer: { id: customerId, email: "ada@example.com", phone: null },
    };
    expect(life.receiver.ofTopic("customers/data_request")[0]?.body).toMatchObject({
      ...common,
      orders_requested: [order.id],
    });
    expect(life.receiver.ofTopic("customers/redact")[0]?.body).toEqual({
      ...common,
      orders_to_redact: [order.id],
    });
  });
});

describe("the way of a webhook, on request", () => {
  it("duplicates with the same id", async () => {
    life.devStore.webhooks.setPolicy(life.shop.domain, { duplicateRate: 1 });
    life.place();
    await life.devStore.webhooks.drain();
    const { received } = life.receiver;
    expect(received).toHaveLength(8);
    expect(new Set(received.map(idOf)).size).toBe(4);
  });

  it("drops", async () => {
    life.devStore.webhooks.setPolicy(life.shop.domain, { dropRate: 1 });
    life.place();
    expect(await life.heard()).toEqual([]);
    expect(life.devStore.webhooks.deliveries(life.shop.domain).map((each) => each.state)).toEqual([
      "dropped",
      "dropped",
      "dropped",
      "dropped",
    ]);
  });

  it("holds back and lets go in the reverse order", async () => {
    const { webhooks, world } = life.devStore;
    webhooks.setPolicy(life.shop.domain, { hold: true });
    const order = life.place({ paid: false });
    updateOrder(world, life.shop, order, { note: "second" });
    expect(await life.heard()).toEqual([]);
    expect(webhooks.release(life.shop.domain, "reversed")).toBe(4);
    await webhooks.drain();
    expect(life.receiver.received).toHaveLength(4);
  });

  it("adds forged copies that do not verify and are not tried again", async () => {
    life.devStore.webhooks.setPolicy(life.shop.domain, { forgeRate: 1 });
    life.receiver.answerWith(({ headers, raw }) =>
      headers["x-shopify-hmac-sha256"] ===
      createHmac("sha256", API_SECRET).update(raw, "utf8").digest("base64")
        ? 200
        : 401,
    );
    life.place({ paid: false });
    await life.devStore.webhooks.drain();
    const states = life.devStore.webhooks
      .deliveries(life.shop.domain)
      .map(({ forged, state, attempts }) => [forged, state, attempts.length]);
    expect(states.sort()).toEqual([
      [false, "delivered", 1],
      [false, "delivered", 1],
      [false, "delivered", 1],
      [true, "failed", 1],
      [true, "failed", 1],
      [true, "failed", 1],
    ]);
  });

  it("sends what the app answered to once more when the answer is lost", async () => {
    life.devStore.faults.add({ kind: "webhook-answer", action: "lose", nth: 1, shop: life.shop.domain });
    life.place({ paid: false });
    await life.devStore.webhooks.drain();
    expect(life.receiver.received).toHaveLength(4);
    expect(new Set(life.receiver.received.map(idOf)).size).toBe(3);
  });

  it("carries 1,000 orders in seconds", { timeout: 30_000 }, async () => {
    const started = Date.now();
    for (let index = 0; index < 1000; index += 1) life.place();
    await life.devStore.webhooks.drain();
    expect(life.receiver.received).toHaveLength(4000);
    expect(Date.now() - started).toBeLessThan(15_000);
  });
});

async function stallingApp(onCall: () => void): Promise<{ url: string; close(): Promise<void> }> {
  const { createServer } = await import("node:http");
  const server = createServer(() => onCall());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
