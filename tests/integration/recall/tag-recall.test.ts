import { beforeEach, describe, expect, it } from "vitest";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { queueOpenRecalls } from "#app/services/queue-recall-work.ts";
import { tagRecall } from "#app/services/tag-recall.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { TagResult, TagTarget } from "#app/shopify/gateway.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { launch, MERCHANT } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const running = new AbortController().signal;

let shop: ShopIdentity;
let ctx: ShopContext;
let batchId: string;
/** Every tag that Shopify has, as `Order/123 recall-R26-001`. */
let tags: string[];
let answer: (target: TagTarget, call: number) => TagResult;
let calls: number;

beforeEach(async () => {
  shop = await makeShop(db);
  tags = [];
  calls = 0;
  answer = () => ({ ok: true });
  ctx = makeContext(db, shop, {
    shopify: {
      addTag: (tag, targets) => {
        calls += 1;
        expect(targets.length).toBeLessThanOrEqual(50);
        return Promise.resolve().then(() =>
          targets.map((target) => {
            const result = answer(target, calls);
            if (result.ok) tags.push(`${target.kind}/${target.id} ${tag}`);
            return result;
          }),
        );
      },
    },
  });
  const { variantIds } = await makeProduct(db, shop);
  const [variantId] = variantIds;
  batchId = (await makeBatch(db, shop, [{ variantId, units: 1_000 }])).id;
  for (let index = 0; index < 3; index += 1) {
    const customer = { id: 70n + BigInt(index % 2), email: `c${index % 2}@x.example` };
    await placeOrder(ctx, { email: null, customer, lines: [{ variantId, shipped: 1 }] });
  }
});

/** As the job does it: again after a failure. */
async function tagUntilDone(recallId: string): Promise<number> {
  for (let failures = 0; failures < 20; failures += 1) {
    try {
      await tagRecall(ctx, running, recallId);
      const progress = (await getRecall(ctx, recallId))?.progress;
      if (
        progress !== undefined &&
        progress.orders.total === progress.orders.tagged + progress.orders.failed
      ) {
        if (progress.customers.total === progress.customers.tagged + progress.customers.failed)
          return failures;
      }
    } catch (error) {
      if (!(error instanceof ShopifyUnavailableError)) throw error;
    }
  }
  throw new Error("the tags never came to an end");
}

describe("tagging", () => {
  it("tags every affected order and every customer once", async () => {
    const { id, tag } = await launch(ctx, [batchId]);
    await tagRecall(ctx, running, id);
    expect(tags.filter((entry) => entry.startsWith("Order/"))).toHaveLength(3);
    expect(tags.filter((entry) => entry.startsWith("Customer/")).sort()).toEqual([
      `Customer/70 ${tag}`,
      `Customer/71 ${tag}`,
    ]);
    await tagRecall(ctx, running, id);
    expect(tags).toHaveLength(5);
    expect((await getRecall(ctx, id))?.progress).toMatchObject({
      orders: { total: 3, tagged: 3, failed: 0 },
      customers: { total: 2, tagged: 2, failed: 0 },
    });
  });

  it("goes on past what Shopify refuses and keeps the reason (case 109)", async () => {
    answer = (target) => (target.id === 70n ? { ok: false, refused: "has 250 tags" } : { ok: true });
    const { id } = await launch(ctx, [batchId]);
    await tagRecall(ctx, running, id);
    expect((await getRecall(ctx, id))?.progress.customers).toEqual({ total: 2, tagged: 1, failed: 1 });
    expect(await db.recallCustomer.findFirst({ where: { tagStatus: "failed" } })).toMatchObject({
      customerId: 70n,
      tagError: "has 250 tags",
    });
  });

  it("tags everybody whichever call fails", async () => {
    for (let failAt = 1; ; failAt += 1) {
      calls = 0;
      tags = [];
      answer = (_target, call) => {
        if (call === failAt) throw new ShopifyUnavailableError("502");
        return { ok: true };
      };
      const { id } = await launch(ctx, [batchId]);
      await tagUntilDone(id);
      expect(new Set(tags).size).toBe(5);
      if (calls < failAt) break;
    }
  });

  it("comes back when Shopify does not let the app in, and goes on once it does", async () => {
    const { id } = await launch(ctx, [batchId]);
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    answer = () => {
      throw new ShopifyAccessError("the token was refused");
    };
    await tagRecall(ctx, running, id);
    const jobs = await db.$queryRaw<{ key: string; waits: number }[]>`
      SELECT key, extract(epoch FROM run_at - now())::float8 AS waits FROM graphile_worker._private_jobs`;
    expect(jobs).toEqual([{ key: `tag-recall:${id}`, waits: expect.closeTo(600, -2) as number }]);

    answer = () => ({ ok: true });
    await tagRecall(ctx, running, id);
    expect(tags).toHaveLength(5);
  });

  it("does nothing while the recall is paused or the app is uninstalled, and is taken up again", async () => {
    const { id } = await launch(ctx, [batchId]);
    await changeRecallStatus(ctx, id, "pause", { reason: "wait" }, MERCHANT);
    await tagRecall(ctx, running, id);
    expect(tags).toEqual([]);
    await changeRecallStatus(ctx, id, "resume", { reason: "go" }, MERCHANT);

    answer = () => {
      throw new ShopifyAccessError("uninstalled");
    };
    await tagRecall(ctx, running, id);
    answer = () => ({ ok: true });
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await db.$transaction((tx) => queueOpenRecalls(tx, shop.id));
    const jobs = await db.$queryRaw<
      { key: string }[]
    >`SELECT key FROM graphile_worker._private_jobs ORDER BY key`;
    expect(jobs.map(({ key }) => key)).toEqual([`send-notices:${id}`, `tag-recall:${id}`]);
    await tagRecall(ctx, running, id);
    expect(tags).toHaveLength(5);
  });

  it("does not touch Shopify for a drill", async () => {
    const { id } = await launch(ctx, [batchId], { drill: true });
    await tagRecall(ctx, running, id);
    expect(calls).toBe(0);
  });
});
