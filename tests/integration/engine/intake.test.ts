import { request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "#app/config/logger.server.ts";
import type { ShopIdentity } from "#app/services/context.ts";
import { startHttpServer } from "#app/server/http-server.ts";
import { neededOrderBody } from "#app/domain/needed-order-body.ts";
import { orderBody } from "../../factories/order-body.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { sign, startIntake } from "../../setup/test-intake.ts";
import type { TestIntake } from "../../setup/test-intake.ts";
import { makeShop } from "../../setup/test-shop.ts";

const { db, url: databaseUrl } = useTestDatabase();

const SECRETS = ["new secret", "old secret"] as const;
const BODY = JSON.stringify(orderBody({ id: 1, lines: [{ variantId: 5n, quantity: 1 }] }));

let intake: TestIntake;
let shop: ShopIdentity;
let wakes = 0;

beforeAll(async () => {
  const log = createLogger("silent");
  intake = await startIntake(databaseUrl, { secrets: SECRETS, log, onStored: () => (wakes += 1) });
});
afterAll(() => intake.stop());
beforeEach(async () => {
  shop = await makeShop(db);
  wakes = 0;
});
afterEach(async () => {
  // Whatever was sent, nothing but a stored delivery may be left behind.
  expect([await db.order.count(), await db.customer.count()]).toEqual([0, 0]);
});

interface Sent {
  method?: string;
  body?: string | Buffer;
  headers?: Record<string, string | undefined>;
  secret?: string;
  /** Sends the body in chunks without saying how long it is. */
  chunked?: boolean;
}

/** As Shopify sends it, but for what the test wants otherwise; undefined leaves a header out. */
function send({ method = "POST", body = BODY, headers = {}, secret = SECRETS[0], chunked }: Sent = {}) {
  const all: Record<string, string | undefined> = {
    "Content-Type": "application/json",
    "X-Shopify-Topic": "orders/create",
    "X-Shopify-Shop-Domain": shop.domain,
    "X-Shopify-Webhook-Id": "w-1",
    "X-Shopify-API-Version": "2026-10",
    "X-Shopify-Triggered-At": "2026-11-01T10:00:00.123456789Z",
    "X-Shopify-Hmac-Sha256": sign(body, secret),
    ...(chunked ? { "Transfer-Encoding": "chunked" } : { "Content-Length": String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new Promise<number>((resolve, reject) => {
    const req = request(
      {
        host: "127.0.0.1",
        port: intake.port,
        path: intake.path,
        method,
        headers: given as Record<string, string>,
      },
      (res) => {
        res.resume();
        resolve(res.statusCode ?? 0);
      },
    );
    // A server that refuses half-way closes the connection while the body is still being written.
    req.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "ECONNRESET") reject(error);
    });
    req.end(body);
  });
}

async function stored(): Promise<[deliveries: number, complianceRequests: number]> {
  return [await db.webhookDelivery.count(), await db.complianceRequest.count()];
}

describe("a webhook that is as it should be", () => {
  it("is stored with what the app reads of its body and answered with 200", async () => {
    expect(await send()).toBe(200);
    const [delivery] = await db.webhookDelivery.findMany();
    expect(delivery).toMatchObject({
      shopId: shop.id,
      topic: "orders/create",
      webhookId: "w-1",
      body: JSON.stringify(neededOrderBody(JSON.parse(BODY))),
      orderId: 1n,
      processedAt: null,
    });
    expect(delivery?.triggeredAt?.toISOString()).toBe("2026-11-01T10:00:00.123Z");
    expect(wakes).toBe(1);
  });

  it("is stored once when it is delivered again", async () => {
    expect(await send()).toBe(200);
    expect(await send()).toBe(200);
    expect(await stored()).toEqual([1, 0]);
    expect(wakes).toBe(1);
  });

  it("is accepted when it is signed with the secret that is being rotated out", async () => {
    expect(await send({ secret: SECRETS[1] })).toBe(200);
    expect(await stored()).toEqual([1, 0]);
  });

  it("is accepted with letters that take several bytes, sent in chunks", async () => {
    const body = JSON.stringify({ id: 1, name: "Seife „Lavendel“ 🧼" });
    expect(await send({ body, chunked: true })).toBe(200);
    expect((await db.webhookDelivery.findFirstOrThrow()).body).toBe(body);
  });

  it("is stored when its shop's domain comes in capitals", async () => {
    expect(await send({ headers: { "X-Shopify-Shop-Domain": shop.domain.toUpperCase() } })).toBe(200);
    expect(await stored()).toEqual([1, 0]);
  });
});

describe("a webhook that is not", () => {
  const six = Buffer.alloc(6 * 1024 * 1024, " ");
  six.write("{}");
  const cases: [string, number, Sent][] = [
    ["has a wrong signature", 401, { secret: "somebody else's" }],
    ["has no signature", 401, { headers: { "X-Shopify-Hmac-Sha256": undefined } }],
    ["has an empty signature", 401, { headers: { "X-Shopify-Hmac-Sha256": "" } }],
    ["has a signature of the wrong length", 401, { headers: { "X-Shopify-Hmac-Sha256": "AAAA" } }],
    ["was changed on the way", 401, { headers: { "X-Shopify-Hmac-Sha256": sign(`${BODY} `, SECRETS[0]) } }],
    ["is empty and not signed", 401, { body: "", headers: { "X-Shopify-Hmac-Sha256": undefined } }],
    ["has no topic", 400, { headers: { "X-Shopify-Topic": undefined } }],
    ["has no shop", 400, { headers: { "X-Shopify-Shop-Domain": undefined } }],
    ["has no webhook id", 400, { headers: { "X-Shopify-Webhook-Id": undefined } }],
    ["has no API version", 400, { headers: { "X-Shopify-API-Version": undefined } }],
    ["is empty", 400, { body: "" }],
    ["is not JSON", 400, { body: "order=1" }],
    ["is JSON but no object", 400, { body: "[1]" }],
    ["breaks off", 400, { body: BODY.slice(0, -1) }],
    ["is got, not posted", 405, { method: "GET", body: "" }],
    ["is put, not posted", 405, { method: "PUT" }],
    ["is larger than 5 MB", 413, { body: six }],
    ["grows beyond 5 MB while it comes", 413, { body: six, chunked: true }],
  ];
  it.each(cases)("%s: %i, and nothing is stored", async (_name, status, sent) => {
    expect(await send(sent)).toBe(status);
    expect(await stored()).toEqual([0, 0]);
    expect(wakes).toBe(0);
  });

  it.each([
    ["of a shop that the app does not know", { "X-Shopify-Shop-Domain": "other.myshopify.com" }],
    ["of a domain that is none", { "X-Shopify-Shop-Domain": "'; DROP TABLE shop; --" }],
    ["of a topic that the app did not ask for", { "X-Shopify-Topic": "carts/create" }],
  ])("%s: 200, and nothing is stored", async (_name, headers) => {
    expect(await send({ headers })).toBe(200);
    expect(await stored()).toEqual([0, 0]);
  });

  it("of a shop that removed the app: 200, and nothing is stored", async () => {
    await db.shop.updateMany({ data: { uninstalledAt: new Date() } });
    expect(await send()).toBe(200);
    expect(await stored()).toEqual([0, 0]);
  });
});

describe("a compliance webhook", () => {
  const headers = { "X-Shopify-Topic": "customers/redact" };
  const body = JSON.stringify({
    shop_domain: "gone.myshopify.com",
    customer: { id: 1 },
    orders_to_redact: [],
  });

  it.each([
    ["of a known shop", () => shop.domain],
    ["of a shop that the app does not know (any more)", () => "gone.myshopify.com"],
  ])("%s is stored, with one job that carries it out", async (_name, domain) => {
    const sent = { body, headers: { ...headers, "X-Shopify-Shop-Domain": domain() } };
    expect(await send(sent)).toBe(200);
    expect(await send(sent)).toBe(200);
    expect(await stored()).toEqual([0, 1]);
    expect(await db.$queryRaw`SELECT count(*)::int AS jobs FROM graphile_worker.jobs`).toEqual([{ jobs: 1 }]);
  });

  it("with a wrong signature is not stored", async () => {
    expect(await send({ body, headers, secret: "wrong" })).toBe(401);
    expect(await stored()).toEqual([0, 0]);
  });
});

describe("the server around the intake", () => {
  const get = async (where: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${intake.port}${where}`)).status;

  it("answers health, readiness and metrics", async () => {
    expect([await get("/healthz"), await get("/readyz"), await get("/metrics")]).toEqual([200, 200, 200]);
  });

  it("says that it is not ready, and answers nothing else, until it is told to serve", async () => {
    const early = await startHttpServer(0);
    const statusOf = async (where: string): Promise<number> =>
      (await fetch(`http://127.0.0.1:${early.port}${where}`)).status;
    expect([await statusOf("/healthz"), await statusOf("/readyz"), await statusOf(intake.path)]).toEqual([
      200, 503, 503,
    ]);
    await early.stop(1_000);
  });

  it("says plainly when its port is taken", async () => {
    await expect(startHttpServer(intake.port)).rejects.toThrow(`port ${intake.port} is taken`);
  });
});
