import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { v7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "#app/config/logger.server.ts";
import type { ShopContext } from "#app/services/context.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { sign, startIntake } from "../../setup/test-intake.ts";
import type { TestIntake } from "../../setup/test-intake.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { holdingsOf } from "./deliver.ts";

const samples = process.env["BATCHBOOK_ORDER_SAMPLES"];

const { db, url } = useTestDatabase();
const SECRET = "secret";
const VARIANTS = { BLACK09: 447654529n, GREEN: 39072856n, RED: 49148385n, BLACK08: 457924702n };
const UNITS = 5;

let intake: TestIntake;
let ctx: ShopContext;

beforeAll(async () => {
  intake = await startIntake(url, { secrets: [SECRET], log: createLogger("silent") });
});
afterAll(() => intake.stop());
beforeEach(async () => {
  const shop = await makeShop(db);
  ctx = makeContext(db, shop);
  const variants = Object.entries(VARIANTS).map(([title, id]) => ({ title, id }));
  await makeProduct(db, shop, { variants });
  for (const [code, variantId] of Object.entries(VARIANTS)) {
    const madeAt = new Date("2008-01-01T08:00:00Z");
    await makeBatch(db, shop, [{ variantId, units: UNITS }], { code, madeAt });
  }
});

async function post(topic: string, body: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${intake.port}${intake.path}`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": ctx.shop.domain,
      "X-Shopify-Webhook-Id": v7(),
      "X-Shopify-API-Version": "2026-10",
      "X-Shopify-Triggered-At": new Date().toISOString(),
      "X-Shopify-Hmac-Sha256": sign(body, SECRET),
    },
    body,
  });
  return answer.status;
}

describe.runIf(samples !== undefined)(
  "order bodies as Shopify publishes them, through the webhook route (BATCHBOOK_ORDER_SAMPLES names their folder)",
  () => {
    it.each([
      ["open-one-line", ["BLACK09: 1 promised"], 0],
      ["fulfilled", ["BLACK09: 1 shipped"], 0],
      ["custom-lines-without-variant", [], 3],
      // Units that the order never held leave with the cancellation, restocked or not.
      ["cancelled-no-restock", [], 0],
      ["cancelled-partly-refunded", [], 0],
      ["refunded-legacy-restock", ["RED: 1 promised"], 0],
    ])("%s", async (name, holdings, untrackedLines) => {
      const body = await readFile(join(samples ?? "", `${name}.json`), "utf8");
      const { id } = JSON.parse(body) as { id: number };
      // Shopify tells of a new order more than once, and the answer is the same.
      for (const topic of ["orders/create", "orders/paid", "orders/updated"]) {
        expect(await post(topic, body)).toBe(200);
        expect(await processDeliveries(ctx)).toBe(1);
        expect(await holdingsOf(db, ctx.shop, id)).toEqual(holdings);
      }
      expect(await db.orderLine.count({ where: { orderId: id, tracked: false } })).toBe(untrackedLines);
      const [taken] = await db.$queryRaw<{ units: number }[]>`
        SELECT sum(produced - remaining)::int AS units FROM batch_item`;
      expect(taken?.units).toBe(holdings.length);
      await expectInvariants(db);
    });
  },
);
