import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findItemsOfRecipients } from "#app/db/find-recipients.ts";
import { bookNotices, claimNotices, releaseClaims, renewClaims } from "#app/db/notice-claims.ts";
import type { RecallOfShop } from "#app/db/notice-claims.ts";
import { findQueuedTags, recordTags } from "#app/db/recall-tags.ts";
import type { ShopContext } from "#app/services/context.ts";
import { exportRecipients } from "#app/services/export-recipients.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { launch } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop, testCipher } from "../../setup/test-shop.ts";
import { rowsRead, watchDatabase } from "../../setup/watched-database.ts";

/**
 * A recall that was launched this minute is the largest one and the one that the planner's statistics know nothing of. What is
 * read for a page, a set of mails or a set of tags must hang on their size alone. Counted in rows, not in time.
 */
const { db, url } = useTestDatabase();
const watched = watchDatabase(url);
const now = new Date("2026-11-22T12:00:00Z");
const RECIPIENTS = 5_000;
const TABLES = ["recall_recipient", "recall_item", "recall_order", "recall_customer"];

let ctx: ShopContext;
let of: RecallOfShop;

beforeAll(async () => {
  for (const table of TABLES) {
    await db.$executeRawUnsafe(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
  }
});

beforeEach(async () => {
  const shop = await makeShop(db);
  ctx = makeContext(watched.db, shop, { now });
  const { variantIds } = await makeProduct(db, shop);
  const { id } = await makeBatch(db, shop, [{ variantId: variantIds[0], units: 10 }]);
  const recall = await launch(ctx, [id]);
  of = { shopId: shop.id, recallId: recall.id };
});

afterAll(() => watched.close());

async function fill(recipients: number): Promise<void> {
  const contact = testCipher.encrypt(
    JSON.stringify({ email: "a@x.example", phone: null, name: "A", address: [] }),
  );
  await db.$executeRaw`
    INSERT INTO recall_recipient (shop_id, recall_id, id, address_key, contact, locale, status, message_id)
    SELECT ${of.shopId}::uuid, ${of.recallId}::uuid, gen_random_uuid(), 'address-' || n, ${contact}, 'en', 'queued', n::text
    FROM generate_series(1, ${recipients}::int) n`;
  await db.$executeRaw`
    INSERT INTO recall_item
      (shop_id, recall_id, recipient_id, order_id, line_id, batch_id, variant_id, order_name, title, code, units)
    SELECT shop_id, recall_id, id, message_id::bigint, 1, gen_random_uuid(), 1, '#' || message_id, 'Soap', 'LAV-1', 1
    FROM recall_recipient`;
  await db.$executeRaw`
    INSERT INTO recall_order (shop_id, recall_id, order_id)
    SELECT ${of.shopId}::uuid, ${of.recallId}::uuid, n FROM generate_series(1, ${recipients}::int) n`;
}

/** What the planner may think of the recall. */
const STATISTICS: { known: string; prepare: () => Promise<void> }[] = [
  { known: "nothing", prepare: () => fill(RECIPIENTS) },
  {
    known: "what was there before it",
    prepare: async () => {
      await fill(3);
      for (const table of TABLES) await db.$executeRawUnsafe(`ANALYZE ${table}`);
      await db.$executeRawUnsafe(`TRUNCATE ${TABLES.join(", ")}`);
      await fill(RECIPIENTS);
    },
  },
  {
    known: "everything",
    prepare: async () => {
      await fill(RECIPIENTS);
      for (const table of TABLES) await db.$executeRawUnsafe(`ANALYZE ${table}`);
    },
  },
];

/** The most rows that any one statement read meanwhile. */
async function mostRead(work: () => Promise<unknown>): Promise<number> {
  watched.plans.length = 0;
  await work();
  // A plan is told before the statement's answer.
  expect(watched.plans).not.toEqual([]);
  return Math.max(...watched.plans.map(rowsRead));
}

describe.each(STATISTICS)("a recall of which the planner knows $known", ({ prepare }) => {
  beforeEach(prepare);

  it("gives a page for the price of a page", async () => {
    let after: string | undefined;
    const read = await mostRead(async () => {
      for (let page = 0; page < 3; page += 1) {
        const found = await listRecipients(ctx, of.recallId, { limit: 50, after });
        expect(found?.items).toHaveLength(50);
        after = found?.nextCursor ?? undefined;
      }
    });
    expect(read).toBeLessThanOrEqual(51);
  });

  it("is downloaded page by page, everybody once", async () => {
    let text = "";
    const read = await mostRead(async () => {
      for await (const rows of (await exportRecipients(ctx, of.recallId)) ?? []) text += rows;
    });
    const orders = text.split("\r\n").map((row) => row.split(",")[6]);
    expect(orders.slice(1, -1).sort()).toEqual(
      Array.from({ length: RECIPIENTS }, (_, index) => `#${index + 1}`).sort(),
    );
    expect(read).toBeLessThanOrEqual(2_000);
  });

  it("is mailed set by set", async () => {
    const { db: watchedDb } = watched;
    const claimId = ctx.newId();
    const read = await mostRead(async () => {
      const claimed = await claimNotices(watchedDb, of, { id: claimId, limit: 20, now });
      expect(claimed).toHaveLength(20);
      const ids = claimed.map(({ id }) => id);
      expect(await findItemsOfRecipients(watchedDb, of.shopId, of.recallId, ids)).toHaveProperty("size", 20);
      const group = { templateVersion: 1, now };
      const [first, ...others] = ids;
      await bookNotices(watchedDb, of, claimId, { ...group, records: [], next: ids });
      await bookNotices(watchedDb, of, claimId, {
        ...group,
        records: [{ id: first ?? "", status: "accepted", error: null, retryAt: null }],
        next: others.slice(0, 1),
      });
    });
    // Once to lock, once to write, and the recall and the shop themselves.
    expect(read).toBeLessThanOrEqual(100);
  });

  it("is looked through for claims once, whatever they hold", async () => {
    const claimId = ctx.newId();
    await claimNotices(db, of, { id: claimId, limit: 20, now });
    const read = await mostRead(async () => {
      await renewClaims(watched.db, of, claimId);
      await releaseClaims(watched.db, of, claimId);
    });
    expect(read).toBeLessThanOrEqual(RECIPIENTS + 100);
  });

  it("is tagged set by set", async () => {
    const read = await mostRead(async () => {
      const tags = await findQueuedTags(watched.db, of.shopId, of.recallId, 20);
      expect(tags).toHaveLength(20);
      const records = tags.map((tag) => ({ ...tag, refused: null }));
      await recordTags(watched.db, of.shopId, of.recallId, records, now);
    });
    expect(read).toBeLessThanOrEqual(50);
  });
});
