import Papa from "papaparse";
import { beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "#app/services/context.ts";
import { exportRecipients } from "#app/services/export-recipients.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { launch } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();

let ctx: ShopContext;
let variantId: bigint;
let batchId: string;

beforeEach(async () => {
  const shop = await makeShop(db);
  ctx = makeContext(db, shop);
  ({
    variantIds: [variantId],
  } = await makeProduct(db, shop));
  batchId = (await makeBatch(db, shop, [{ variantId, units: 2_000 }], { code: "=CODE()" })).id;
});

async function exported(recallId: string): Promise<string> {
  const rows = await exportRecipients(ctx, recallId);
  if (rows === null) throw new Error("no such recall");
  let text = "";
  for await (const chunk of rows) text += chunk;
  return text;
}

describe("the list of recipients as a file", () => {
  it("shows what looks like a formula instead of computing it (case 113)", async () => {
    for (const [index, name] of [
      "=HYPERLINK(1)",
      "+1",
      "-1",
      "@SUM(1)",
      "\t=1",
      "=1\n+2",
      "\n=1",
      'say "hi", Bo',
    ].entries()) {
      await placeOrder(ctx, { email: `buyer-${index}@x.example`, name, lines: [{ variantId, shipped: 1 }] });
    }
    const { id } = await launch(ctx, [batchId]);
    const text = await exported(id);
    expect(text.startsWith("\uFEFFName,Email,")).toBe(true);
    const { data, errors } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(9);
    for (const cell of data.slice(1).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    expect(data.slice(1).map((row) => row[0])).toContain("'=HYPERLINK(1)");
    expect(data.slice(1).map((row) => row[0])).toContain('say "hi", Bo');
    expect(data[1]?.[7]).toBe("'=CODE()");
  });

  it("has everybody, those without an address too", { timeout: 120_000 }, async () => {
    for (let index = 0; index < 260; index += 1) {
      await placeOrder(ctx, {
        email: index === 0 ? null : `buyer-${index}@x.example`,
        lines: [{ variantId, quantity: 2, shipped: 2 }],
      });
    }
    const { id } = await launch(ctx, [batchId]);
    const { data } = Papa.parse<string[]>((await exported(id)).slice(1), { skipEmptyLines: true });
    expect(data).toHaveLength(261);
    expect(new Set(data.slice(1).map((row) => row[6])).size).toBe(260);
    expect(data.slice(1).filter((row) => row[4] === "unreachable")).toHaveLength(1);
    expect(data.slice(1).reduce((units, row) => units + Number(row[8]), 0)).toBe(520);
  });

  it("is not found for another shop's recall", async () => {
    await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }] });
    const { id } = await launch(ctx, [batchId]);
    const other = makeContext(db, await makeShop(db));
    expect(await exportRecipients(other, id)).toBeNull();
  });
});
