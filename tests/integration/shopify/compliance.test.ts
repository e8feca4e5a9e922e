import { beforeEach, expect, test } from "vitest";
import { carryOutCompliance } from "#app/services/carry-out-compliance.ts";
import type { ShopContext } from "#app/services/context.ts";
import { readDataRequest } from "#app/services/read-data-request.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop, testCipher } from "../../setup/test-shop.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/place-order.ts";
import { launch } from "../../factories/recall.ts";

const database = useTestDatabase();
const { db } = database;

const ANA = { id: 501, email: "Ana@Example.com ", phone: "+351912345678" };
const receivedAt = new Date("2026-11-22T12:00:00Z");

let ctx: ShopContext;

beforeEach(async () => {
  ctx = makeContext(db, await makeShop(db), { now: receivedAt });
});

const carryOut = () => carryOutCompliance({ db, cipher: testCipher, now: () => receivedAt, log: ctx.log });

const request = (topic: string, body: object, webhookId = `${topic}-1`) =>
  db.complianceRequest.create({
    data: { shopDomain: ctx.shop.domain, topic, webhookId, body: JSON.stringify(body), receivedAt },
  });

const redactAna = (webhookId?: string) =>
  request(
    "customers/redact",
    { shop_domain: ctx.shop.domain, customer: ANA, orders_to_redact: [9001] },
    webhookId,
  );

/** All that the database holds, as text: a name that must be gone is nowhere in it. */
async function everythingStored(): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`;
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM ${name} t`);
    for (const { text } of rows) {
      texts.push(text);
      for (const [sealed] of text.matchAll(/v1:test:[A-Za-z0-9+/=]+/g))
        texts.push(testCipher.decrypt(sealed));
    }
  }
  return texts.join("\n");
}

const anasOrder = (orderId: bigint, variantId = 11n) =>
  placeOrder(ctx, {
    orderId,
    email: "ana@example.com",
    buyer: "Ana Silva",
    customerId: 501n,
    lines: [{ variantId, quantity: 2, shipped: 2, title: "Lavender soap" }],
  });

/** Ana and Bo have soap of the batch LAV-1. @returns the batch */
async function sellSoap(): Promise<string> {
  const { variantIds } = await makeProduct(db, ctx.shop, { title: "Lavender soap" });
  const [variantId] = variantIds;
  const batch = await makeBatch(db, ctx.shop, [{ variantId, units: 100 }], { code: "LAV-1" });
  await anasOrder(9001n, variantId);
  await placeOrder(ctx, {
    orderId: 9002n,
    email: "bo@example.com",
    buyer: "Bo Li",
    customerId: 502n,
    lines: [{ variantId, quantity: 1, shipped: 1, title: "Lavender soap" }],
  });
  return batch.id;
}

/** The same, and the batch is recalled. */
async function recallAnasSoap(): Promise<{ recallId: string; batchId: string }> {
  const batchId = await sellSoap();
  const recall = await launch(ctx, [batchId]);
  return { recallId: recall.id, batchId };
}

test("a redacted person is nowhere any more, and which order holds which batch stays", async () => {
  const { recallId, batchId } = await recallAnasSoap();
  await redactAna();

  await carryOut();

  const stored = await everythingStored();
  expect(stored).not.toMatch(/ana@example\.com|Ana Silva/i);
  expect(stored).not.toContain(testCipher.hashAddress("ana@example.com"));
  expect(stored).toContain("bo@example.com");
  expect(await db.order.findFirstOrThrow({ where: { id: 9001n } })).toMatchObject({
    contact: null,
    emailHash: null,
    redactedAt: receivedAt,
  });
  const held = await db.assignment.findMany({
    where: { orderId: 9001n },
    select: { shipped: true, batchId: true },
  });
  expect(held).toEqual([{ shipped: 2, batchId }]);
  const recipients = await db.recallRecipient.findMany({
    where: { recallId },
    orderBy: { customerId: "asc" },
  });
  expect(recipients.map(({ status, contact }) => ({ status, reachable: contact !== null }))).toEqual([
    { status: "redacted", reachable: false },
    { status: "queued", reachable: true },
  ]);
});

test("a notice that was sent keeps its trace without the address", async () => {
  const { recallId } = await recallAnasSoap();
  await db.recallRecipient.updateMany({ data: { status: "accepted", acceptedAt: receivedAt } });
  await redactAna();

  await carryOut();

  const recipients = await db.recallRecipient.findMany({ where: { recallId, customerId: 501n } });
  expect(recipients).toMatchObject([{ status: "accepted", contact: null, acceptedAt: receivedAt }]);
  expect(await db.recallItem.count({ where: { recipientId: recipients[0]?.id ?? "" } })).toBe(1);
});

test("a redacted person does not come back with a late webhook, known before or not", async () => {
  await redactAna();
  await carryOut();

  await anasOrder(9005n);

  expect(await everythingStored()).not.toMatch(/ana@example\.com|Ana Silva/i);
  expect(await db.orderLine.count()).toBe(1);
});

test("a guest's order that was named in a redaction does not bring the guest in when it comes later", async () => {
  const body = { customer: { id: null, email: "other@example.com" }, orders_to_redact: [9007] };
  await request("customers/redact", body);
  await carryOut();

  const guest = { email: "ana@example.com", buyer: "Ana Silva", lines: [{ variantId: 11n, quantity: 1 }] };
  await placeOrder(ctx, { orderId: 9007n, ...guest });

  expect(await everythingStored()).not.toMatch(/ana@example\.com|Ana Silva/i);
  expect(await db.orderLine.count()).toBe(1);
});

test("a person whose redaction meets a launch is redacted in its recall", async () => {
  const batchId = await sellSoap();
  await redactAna();
  let launched: Promise<unknown> | undefined;
  let redacted: Promise<void> | undefined;
  await db.$transaction(async (tx) => {
    // A launch that has read who bought what stops here, before it is committed.
    await tx.$executeRaw`LOCK TABLE recall_item IN SHARE MODE`;
    launched = launch(ctx, [batchId]);
    await waitUntil(async () => (await countWaitingLocks()) === 1);
    let isDone = false;
    redacted = carryOut().finally(() => (isDone = true));
    await waitUntil(async () => isDone || (await countWaitingLocks()) === 2);
  });
  await launched;
  await redacted;

  expect(await db.recallRecipient.count()).toBe(2);
  expect(await everythingStored()).not.toMatch(/ana@example\.com|Ana Silva/i);
});

async function countWaitingLocks(): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE NOT l.granted AND a.datname = current_database()`;
  return row?.n ?? 0;
}

async function waitUntil(condition: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 4_000;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error("it never happened");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("a redaction leaves a proof that names nobody, and a second one changes nothing", async () => {
  await anasOrder(9001n);
  await redactAna();
  await carryOut();
  const first = await db.order.findFirstOrThrow();
  await redactAna("again");
  await carryOut();
  await carryOut();

  expect(await db.order.findFirstOrThrow()).toEqual(first);
  expect(await db.complianceRequest.findMany({ orderBy: { webhookId: "asc" } })).toMatchObject([
    { webhookId: "again", body: null, completedAt: receivedAt },
    {
      webhookId: "customers/redact-1",
      body: null,
      completedAt: receivedAt,
      outcome: '{"orders":1,"recipients":0}',
    },
  ]);
});

test("a guest is found by the orders that Shopify names and by the address", async () => {
  const guest = { email: "ana@example.com", buyer: "Ana Silva", lines: [{ variantId: 11n, quantity: 1 }] };
  await placeOrder(ctx, { orderId: 9001n, ...guest, email: "work@ana.example" });
  await placeOrder(ctx, { orderId: 9003n, ...guest });
  await request("customers/redact", { customer: { id: null, email: ANA.email }, orders_to_redact: [9001] });

  await carryOut();

  expect(await everythingStored()).not.toMatch(/Ana Silva|ana\.example|ana@example/i);
});

test("a redaction in another shop leaves this one's customers alone", async () => {
  await anasOrder(9001n);
  const other = await makeShop(db);
  await db.complianceRequest.create({
    data: {
      shopDomain: other.domain,
      topic: "customers/redact",
      webhookId: "1",
      body: JSON.stringify({ customer: ANA, orders_to_redact: [9001] }),
    },
  });

  await carryOut();

  expect(await everythingStored()).toContain("ana@example.com");
});

test("a redaction is carried out for a shop that has removed the app", async () => {
  await anasOrder(9001n);
  await db.shop.update({ where: { id: ctx.shop.id }, data: { uninstalledAt: receivedAt } });
  await redactAna();

  await carryOut();

  expect(await everythingStored()).not.toMatch(/ana@example\.com/i);
});

test("a data request is answered with the person's orders, batches and notices, stored encrypted", async () => {
  await recallAnasSoap();
  await request("customers/data_request", {
    customer: ANA,
    orders_requested: [9001],
    data_request: { id: 7 },
  });

  await carryOut();

  const row = await db.complianceRequest.findFirstOrThrow();
  expect(row.body).toBeNull();
  expect(row.outcome).not.toContain("ana@example.com");
  const answer = JSON.parse((await readDataRequest(ctx, "customers/data_request-1")) ?? "null") as unknown;
  expect(answer).toMatchObject({
    contact: { email: "ana@example.com", name: "Ana Silva" },
    orders: [
      {
        id: "9001",
        contact: { email: "ana@example.com" },
        lines: [{ title: "Lavender soap", quantity: 2, batches: [{ code: "LAV-1", shipped: 2 }] }],
      },
    ],
    notices: [{ recall: "R26-001", status: "queued", items: [{ code: "LAV-1", units: 2 }] }],
  });
});

test("another shop cannot read a data request, and nobody can once the person was redacted", async () => {
  await anasOrder(9001n);
  await request("customers/data_request", { customer: ANA, orders_requested: [] });
  await carryOut();
  const stranger = makeContext(db, await makeShop(db));
  expect(await readDataRequest(ctx, "customers/data_request-1")).not.toBeNull();
  expect(await readDataRequest(stranger, "customers/data_request-1")).toBeNull();

  await redactAna();
  await carryOut();

  expect(await readDataRequest(ctx, "customers/data_request-1")).toBeNull();
  expect(await everythingStored()).not.toMatch(/ana@example\.com/i);
});

test("an export of a person without a customer id is removed with the redaction of the address", async () => {
  const customer = { id: null, email: ANA.email };
  await request("customers/data_request", { customer, orders_requested: [] });
  await carryOut();
  expect(await readDataRequest(ctx, "customers/data_request-1")).not.toBeNull();

  await request("customers/redact", { customer, orders_to_redact: [] });
  await carryOut();

  expect(await readDataRequest(ctx, "customers/data_request-1")).toBeNull();
});

test("an export that nobody fetched for sixty days is removed", async () => {
  await anasOrder(9001n);
  await request("customers/data_request", { customer: ANA, orders_requested: [] });
  await carryOut();
  const later = new Date(receivedAt.getTime() + 61 * 86_400_000);

  await carryOutCompliance({ db, cipher: testCipher, now: () => later, log: ctx.log });

  expect(await readDataRequest(ctx, "customers/data_request-1")).toBeNull();
});

test("a shop that is redacted is gone with all it had; the proof stays, other shops stay", async () => {
  await recallAnasSoap();
  const other = await makeShop(db);
  await db.session.create({
    data: {
      id: `offline_${ctx.shop.domain}`,
      shop: ctx.shop.domain,
      state: "",
      isOnline: false,
      accessToken: "x",
      accountOwner: false,
    },
  });
  await request("customers/data_request", { customer: ANA, orders_requested: [] });
  await carryOut();
  await db.shop.update({ where: { id: ctx.shop.id }, data: { uninstalledAt: receivedAt } });
  await request("shop/redact", { shop_id: 1, shop_domain: ctx.shop.domain });

  await carryOut();
  await carryOut();

  expect(await db.shop.findMany({ select: { id: true } })).toEqual([{ id: other.id }]);
  const left = await everythingStored();
  expect(left).not.toContain(ctx.shop.id);
  expect(left).not.toMatch(/ana@example\.com/i);
  expect(await db.session.count()).toBe(0);
  expect(await db.complianceRequest.findFirstOrThrow({ where: { topic: "shop/redact" } })).toMatchObject({
    body: null,
    completedAt: receivedAt,
    outcome: '{"shop":"deleted"}',
  });
});

test("a shop that has come back since the uninstall is not deleted", async () => {
  await anasOrder(9001n);
  await db.shop.update({
    where: { id: ctx.shop.id },
    data: { accessGrantedAt: new Date(receivedAt.getTime() - 40 * 3_600_000) },
  });
  await request("shop/redact", { shop_id: 1, shop_domain: ctx.shop.domain });

  await carryOut();

  expect(await db.order.count()).toBe(1);
  expect((await db.complianceRequest.findFirstOrThrow()).outcome).toBe('{"shop":"installed again"}');
});

test("a shop whose uninstall never reached us is deleted all the same", async () => {
  await db.shop.update({
    where: { id: ctx.shop.id },
    data: { accessGrantedAt: new Date(receivedAt.getTime() - 49 * 3_600_000) },
  });
  await request("shop/redact", { shop_id: 1, shop_domain: ctx.shop.domain });

  await carryOut();

  expect(await db.shop.count()).toBe(0);
});

test("one request that cannot be read does not hold up the others, and is reported", async () => {
  await anasOrder(9001n);
  await db.complianceRequest.create({
    data: {
      shopDomain: ctx.shop.domain,
      topic: "customers/redact",
      webhookId: "broken",
      body: JSON.stringify({ customer: { id: "who" } }),
      receivedAt: new Date(receivedAt.getTime() - 1000),
    },
  });
  await redactAna();

  await expect(carryOut()).rejects.toThrow("1 compliance request");

  expect(await everythingStored()).not.toMatch(/Ana Silva/);
  expect(await db.complianceRequest.count({ where: { completedAt: null } })).toBe(1);
});

test("requests for a shop that is not known are closed", async () => {
  await db.complianceRequest.create({
    data: { shopDomain: "nobody.myshopify.com", topic: "shop/redact", webhookId: "1", body: "{}" },
  });

  await carryOut();

  expect((await db.complianceRequest.findFirstOrThrow()).outcome).toBe('{"shop":"unknown"}');
});
