import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { startReplay } from "#app/services/start-replay.ts";
import { readBulkFile } from "#app/shopify/bulk-operations.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { day, drive } from "./import-world.ts";

const { db } = useTestDatabase();
const ORDERS = 20_000;

/** All orders, the youngest first, and then all their lines: as far from the order of purchase as a file can be. */
function* file(variantId: bigint, first: Date): Generator<string> {
  const address = {
    firstName: "Ana",
    lastName: "Silva",
    address1: "Rua das Flores 7",
    city: "Porto",
    zip: "4050-262",
  };
  for (let nth = ORDERS; nth > 0; nth--) {
    const at = new Date(first.getTime() + nth * 60_000).toISOString();
    yield `${JSON.stringify({
      id: `gid://shopify/Order/${nth}`,
      name: `#${nth}`,
      email: `buyer-${nth}@example.com`,
      ...{
        phone: null,
        customerLocale: "en",
        processedAt: at,
        updatedAt: at,
        cancelledAt: null,
        test: false,
      },
      ...{ displayFinancialStatus: "PAID", displayFulfillmentStatus: "UNFULFILLED", customer: null },
      ...{ shippingAddress: address, billingAddress: null, fulfillments: [], refunds: [] },
    })}\n`;
  }
  for (let nth = 1; nth <= ORDERS; nth++) {
    yield `${JSON.stringify({
      id: `gid://shopify/LineItem/${nth}`,
      ...{ title: "Lavender soap", variantTitle: null, sku: "LAV-90", quantity: 1, currentQuantity: 1 },
      ...{ unfulfilledQuantity: 1, isGiftCard: false, product: null },
      variant: { id: `gid://shopify/ProductVariant/${variantId}` },
      __parentId: `gid://shopify/Order/${nth}`,
    })}\n`;
  }
}

test("20,000 orders pass through without being held in memory", { timeout: 600_000 }, async () => {
  const shop = await makeShop(db);
  const { variantIds } = await makeProduct(db, shop);
  const [variantId] = variantIds;
  await makeBatch(db, shop, [{ variantId, units: 15_000 }], { code: "OLD", madeAt: day(-60) });
  const server = createServer((_request, response) => {
    Readable.from(file(variantId, day(-50))).pipe(response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  setFlagsFromString("--expose-gc");
  const collectGarbage = runInNewContext("gc") as () => void;
  const heaps: { staging: number[]; reading: number[] } = { staging: [], reading: [] };
  let transactions = 0;
  let isStaged = false;
  const watched = new Proxy(db, {
    get(target, key, receiver) {
      if (key !== "$transaction") return Reflect.get(target, key, receiver) as unknown;
      return async (work: unknown) => {
        const result = await (target.$transaction as (work: unknown) => Promise<unknown>)(work);
        transactions += 1;
        if (transactions % 5 === 0) {
          collectGarbage();
          isStaged ||= (await db.orderImport.count({ where: { state: "reading" } })) > 0;
          heaps[isStaged ? "reading" : "staging"].push(process.memoryUsage().heapUsed / 1e6);
        }
        return result;
      };
    },
  });
  const ctx = makeContext(watched, shop, {
    shopify: {
      startOrdersBulk: () =>
        Promise.resolve({ outcome: "started", operationId: "gid://shopify/BulkOperation/1" }),
      readBulkOperation: () => Promise.resolve({ state: "done", orders: ORDERS, url }),
      readBulkFile,
    },
  });

  const started = await startReplay(ctx, { since: day(-60) }, "merchant:1");
  const end = await drive(ctx, started.ok ? started.importId : "");
  server.closeAllConnections();
  server.close();

  expect(end).toMatchObject({ state: "done", total: ORDERS, done: ORDERS, found: ORDERS });
  expect(end).toMatchObject({ unitsAssigned: 15_000, unitsWaiting: 5_000 });
  // The first 15,000 by purchase have the batch, though the file began with the last.
  const [served] = await db.$queryRaw<{ last: bigint }[]>`SELECT max(order_id) AS last FROM assignment`;
  expect(served?.last).toBe(15_000n);
  // Ten thousand records that were kept would be 10 MB or more between the two halves of either part.
  for (const part of [heaps.staging, heaps.reading]) {
    const half = Math.floor(part.length / 2);
    expect(half).toBeGreaterThan(2);
    expect(Math.min(...part.slice(half)) - Math.min(...part.slice(0, half))).toBeLessThan(4);
  }
});
