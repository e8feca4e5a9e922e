import { afterAll, beforeAll, expect, it } from "vitest";
import { readOrderBody } from "#app/domain/read-order-body.ts";
import type { LaunchedRecall, Recall } from "#app/contracts/recall.ts";
import type { Batch } from "#app/contracts/batch.ts";
import { ensureBuilt } from "../../scripts/ensure-built.ts";
import type { DevStore } from "../dev-store/dev-store.ts";
import { startDevStore } from "../dev-store/server.ts";
import { createProduct } from "../dev-store/state/products/create-product.ts";
import { orderBody } from "../dev-store/state/rest/order-body.ts";
import type { Shop } from "../dev-store/state/types.ts";
import { expectInvariants } from "../setup/invariants.ts";
import { useTestDatabase } from "../setup/test-database.ts";
import { appClient } from "../stack/app-client.ts";
import { untilCatalogueIsThere } from "../stack/settled.ts";
import { until } from "../stack/until.ts";
import { liveThrough } from "./busy-months.ts";
import { startFleet } from "./fleet.ts";
import type { Fleet } from "./fleet.ts";

const ORDERS = 500;
const VARIANTS = 6;
const SEED = 20_261_122;
const DISORDER_MS = 30_000;
const API = { key: "chaos-client-id", secret: "chaos-client-secret" };
const WAIT = { timeoutMs: 280_000, everyMs: 250 };

const { db, url: databaseUrl } = useTestDatabase();
let devStore: DevStore;
let fleet: Fleet;
let shop: Shop;

beforeAll(async () => {
  ensureBuilt();
  devStore = await startDevStore({
    appUrl: "http://127.0.0.1:9",
    apiKey: API.key,
    apiSecret: API.secret,
    appToml: "shopify.app.toml",
    tunnelPort: 0,
    // The first retry after a tenth of a second, the last after minutes' worth of seconds.
    clockScale: 600,
  });
}, 300_000);
afterAll(async () => {
  await fleet?.stop();
  await devStore?.stop();
}, 60_000);

/** Whatever process answers; one that is killed while it does is asked again elsewhere, as a browser would. */
async function call<T>(ask: (client: ReturnType<typeof appClient>) => Promise<T>): Promise<T> {
  return await until("an answer", () => ask(appClient(devStore, fleet.webUrl(), shop.domain)), WAIT);
}

async function control(method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${devStore.url}/__dev${path}`, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
}

/** The n-th call of each kind goes wrong, for several n. */
async function plantFaults(): Promise<void> {
  const graphql = ["502", "throttled", "hangup", "hangup-after", "429"];
  const smtp = ["451", "hangup", "hangup-after", "451"];
  for (const [index, action] of graphql.entries()) {
    for (const nth of [3 + index * 2, 17 + index * 5, 41 + index * 11]) {
      await control("POST", "/faults", { kind: "graphql", action, nth, shop: shop.domain });
    }
  }
  for (const [index, action] of smtp.entries()) {
    await control("POST", "/faults", { kind: "smtp-data", action, nth: 4 + index * 9 });
  }
  await control("POST", "/faults", { kind: "smtp-rcpt", action: "450", nth: 21 });
  await control("POST", "/faults", { kind: "webhook-answer", action: "lose", nth: 50, times: 10 });
}

async function setUpShop(): Promise<{ variantIds: number[]; recalled: Batch }> {
  // Fast enough that the throttle does not decide how long this takes; the throttle has tests of its own.
  shop = devStore.shops.create({ name: "chaos", timezone: "UTC", restoreRate: 2_000, bucketSize: 4_000 });
  const { variantIds } = createProduct(devStore.world, shop, {
    title: "Lavender Soap",
    optionNames: ["Size"],
    variants: Array.from({ length: VARIANTS }, (_, index) => ({
      title: `Size ${index}`,
      optionValues: [`Size ${index}`],
    })),
  });
  await untilCatalogueIsThere(appClient(devStore, fleet.webUrl(), shop.domain));
  const makeBatch = (code: string, madeAt: string, produced: number): Promise<Batch> =>
    call((client) =>
      client.post<Batch>("/api/v1/batches", {
        code,
        madeAt,
        items: variantIds.map((id) => ({ variantId: `gid://shopify/ProductVariant/${id}`, produced })),
      }),
    );
  const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
  // Less than is ordered, so that the queue of the unassigned is at work too.
  const recalled = await makeBatch("CHAOS-1", daysAgo(90), 100);
  await makeBatch("CHAOS-2", daysAgo(60), 100);
  return { variantIds, recalled };
}

it(
  "two web and two worker processes that are killed at random lose no order, no unit and no mail",
  { timeout: 900_000 },
  async () => {
    fleet = await startFleet(devStore, databaseUrl, API);
    const { variantIds, recalled } = await setUpShop();

    // Every webhook waits for a random part of half a minute, so each comes in any order among all the others.
    const disorder = { seed: SEED, duplicateRate: 0.3, delayRate: 1, maxDelayMs: DISORDER_MS };
    devStore.webhooks.setPolicy(shop.domain, disorder);
    await plantFaults();
    const during = fleet.unleash(SEED);
    liveThrough(devStore.world, shop, variantIds, ORDERS, SEED);
    await devStore.webhooks.drain();
    await until(
      "everything to be settled",
      async () => {
        const pending = await db.webhookDelivery.count({ where: { processedAt: null } });
        const toRead = await db.order.count({ where: { fetchRequestedAt: { not: null } } });
        return pending === 0 && toRead === 0;
      },
      WAIT,
    );
    await during.stop();
    expect(during.kills.length).toBeGreaterThanOrEqual(6);
    expect(new Set(during.kills).size).toBe(2);
    await expectEveryOrderSettled();
    await expectInvariants(db);

    const rampage = fleet.unleash(SEED + 1);
    const launched = await launch(recalled.id);
    await until("the recall to be done", async () => (await readRecall(launched.id)).progress.done, WAIT);
    await rampage.stop();
    await expectInvariants(db);
    await expectTagged(launched);
    await expectEveryBuyerMailedOnce(launched.id);
  },
);

const readRecall = (id: string): Promise<Recall> =>
  call((client) => client.get<Recall>(`/api/v1/recalls/${id}`));

/** The same key each time: an answer that was lost does not make a second recall. */
const launch = (batchId: string): Promise<LaunchedRecall> =>
  call((client) =>
    client.post<LaunchedRecall>("/api/v1/recalls", {
      batchIds: [batchId],
      reason: "Lye was weighed wrong.",
      hazard: "May irritate the skin.",
      instructions: "Stop using it.",
      remedies: ["refund"],
      notice: { subject: "Product safety recall", body: "Please stop using this soap." },
      idempotencyKey: "chaos",
    }),
  );

/** The app holds of every order what Shopify has, whatever happened on the way. */
async function expectEveryOrderSettled(): Promise<void> {
  const lines = await db.orderLine.findMany({
    select: { orderId: true, id: true, promised: true, shipped: true, returned: true },
  });
  const held = new Map(lines.map((line) => [`${line.orderId}/${line.id}`, line]));
  const orders = await db.order.findMany({ select: { id: true, deletedAt: true, settledAt: true } });
  expect(orders.filter((order) => order.deletedAt === null && order.settledAt === null)).toEqual([]);

  const differing: unknown[] = [];
  for (const order of shop.orders.values()) {
    const { facts, doubt } = readOrderBody(JSON.parse(JSON.stringify(orderBody(shop, order))));
    if (doubt !== null) continue;
    for (const { lineId, units } of facts.lines) {
      const line = held.get(`${order.id}/${lineId}`);
      const { promised, shipped, returned } = units;
      if (line?.promised !== promised || line.shipped !== shipped || line.returned !== returned) {
        differing.push({ order: order.name, must: { promised, shipped, returned }, is: line ?? "unknown" });
      }
    }
  }
  expect(differing).toEqual([]);
  expect(await db.webhookDelivery.findMany({ where: { error: { not: null } } })).toEqual([]);
}

async function expectTagged({ id, tag }: LaunchedRecall): Promise<void> {
  const affected = await db.recallOrder.findMany({ where: { recallId: id } });
  expect(affected.length).toBeGreaterThan(20);
  const untagged = affected.filter(
    ({ orderId, tagStatus }) =>
      tagStatus !== "tagged" || shop.orders.get(Number(orderId))?.tags.includes(tag) === false,
  );
  expect(untagged).toEqual([]);
}

/** Sent and recorded: one copy. Handed over by a process that died before it could record the answer: one more at most. */
async function expectEveryBuyerMailedOnce(recallId: string): Promise<void> {
  const recipients = await db.recallRecipient.findMany({ where: { recallId } });
  expect(recipients.length).toBeGreaterThan(20);
  const copies = new Map<string, number>();
  for (const { messageId } of devStore.inbox.mails()) {
    copies.set(messageId ?? "", (copies.get(messageId ?? "") ?? 0) + 1);
  }
  const wrong = recipients.filter(({ status, messageId, uncertainCount }) => {
    const mails = copies.get(messageId) ?? 0;
    return status !== "accepted" || mails < 1 || mails > 1 + uncertainCount;
  });
  expect(wrong.map((one) => ({ ...one, mails: copies.get(one.messageId) ?? 0 }))).toEqual([]);
  const known = new Set(recipients.map(({ messageId }) => messageId));
  expect([...copies.keys()].filter((messageId) => !known.has(messageId))).toEqual([]);
}
