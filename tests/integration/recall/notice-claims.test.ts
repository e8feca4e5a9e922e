import { beforeEach, describe, expect, it } from "vitest";
import { bookNotices, claimNotices, releaseClaims, renewClaims } from "#app/db/notice-claims.ts";
import type { NoticeRecord, RecallOfShop } from "#app/db/notice-claims.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import type { ShopContext } from "#app/services/context.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { launch, MERCHANT } from "../../factories/recall.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { until } from "../../stack/until.ts";

const { db } = useTestDatabase();
const now = new Date("2026-11-22T12:00:00Z");
const RECIPIENTS = 200;

let ctx: ShopContext;
let of: RecallOfShop;

beforeEach(async () => {
  const shop = await makeShop(db);
  ctx = makeContext(db, shop, { now });
  const { variantIds } = await makeProduct(db, shop);
  const { id } = await makeBatch(db, shop, [{ variantId: variantIds[0], units: 10 }]);
  const recall = await launch(ctx, [id]);
  of = { shopId: shop.id, recallId: recall.id };
  await db.recallRecipient.createMany({
    data: Array.from({ length: RECIPIENTS }, (_, index) => ({
      ...of,
      id: ctx.newId(),
      addressKey: `address-${index}`,
      locale: "en",
      status: "queued",
      messageId: `<${index}@x.example>`,
    })),
  });
});

const accepted = (id: string): NoticeRecord => ({ id, status: "accepted", error: null, retryAt: null });

it("loses no answer while the claims are renewed all the time", async () => {
  const claimId = ctx.newId();
  for (let round = 0; round < 5; round += 1) {
    await db.recallRecipient.updateMany({ data: { status: "queued", acceptedAt: null } });
    const claimed = await claimNotices(db, of, { id: claimId, limit: RECIPIENTS, now });
    // Connections end in any order, so a group names its rows in any order.
    const ids = claimed.map(({ id }) => id).reverse();
    expect(ids).toHaveLength(RECIPIENTS);
    let booking = true;
    const renew = async (): Promise<void> => {
      while (booking) await renewClaims(db, of, claimId);
    };
    const book = async (): Promise<void> => {
      const group = { templateVersion: 1, now };
      for (let first = 0; first < ids.length; first += 50) {
        const next = ids.slice(first, first + 50);
        expect(await bookNotices(db, of, claimId, { ...group, records: [], next })).toEqual(new Set(next));
        await bookNotices(db, of, claimId, { ...group, records: next.map(accepted), next: [] });
      }
      booking = false;
    };
    await Promise.all([renew(), renew(), book()]);
    expect(await db.recallRecipient.count({ where: { status: "accepted" } })).toBe(RECIPIENTS);
    expect(await db.recallRecipient.count({ where: { attempts: round + 1 } })).toBe(RECIPIENTS);
  }
  await releaseClaims(db, of, claimId);
  expect(await db.recallRecipient.count({ where: { status: "accepted" } })).toBe(RECIPIENTS);
}, 60_000);

it("loses no answer to whoever locks the same rows in another order", async () => {
  const claimId = ctx.newId();
  const claimed = await claimNotices(db, of, { id: claimId, limit: 2, now });
  const [first = "", last = ""] = claimed.map(({ id }) => id).sort();
  const lock = (id: string) => ({ where: { ...of, id }, data: { locale: "en" } });
  const records = [first, last].map(accepted);
  /** @returns false when the machine was so slow that Postgres ended the other one, and not the booking */
  const collide = async (): Promise<boolean> => {
    let booking: Promise<unknown> = Promise.resolve();
    const other = db.$transaction(async (tx) => {
      // Who waits looks for a circle once, after this time: the booking after the usual second, the other far later.
      await tx.$executeRaw`SET LOCAL deadlock_timeout = '5s'`;
      await tx.recallRecipient.updateMany(lock(last));
      booking = bookNotices(db, of, claimId, { records, next: [], templateVersion: 1, now });
      await until("the booking to wait for the other", async () => {
        const [row] = await db.$queryRaw<{ waiting: number }[]>`
          SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`;
        return row?.waiting === 1;
      });
      await tx.recallRecipient.updateMany(lock(first));
    });
    const outcome = await other.then(
      () => true,
      () => false,
    );
    await booking;
    return outcome;
  };
  let collided = false;
  for (let tries = 0; tries < 5 && !collided; tries += 1) collided = await collide();
  expect(collided).toBe(true);
  expect(await db.recallRecipient.count({ where: { status: "accepted" } })).toBe(2);
}, 60_000);

describe("a notice that was handed over once without an answer", () => {
  const claimOne = async (): Promise<{ claimId: string; id: string }> => {
    const claimId = ctx.newId();
    const [claimed] = await claimNotices(db, of, { id: claimId, limit: 1, now });
    if (claimed === undefined) throw new Error("there was nothing to claim");
    return { claimId, id: claimed.id };
  };
  const statusOf = async (id: string) =>
    (await db.recallRecipient.findFirstOrThrow({ where: { id }, select: { status: true } })).status;

  beforeEach(async () => {
    await db.recallRecipient.deleteMany({ where: { addressKey: { not: "address-0" } } });
    await db.recallRecipient.updateMany({ data: { status: "uncertain", uncertainCount: 1 } });
  });

  it("is uncertain again when its second copy is not sent, also after the recall was closed", async () => {
    const { claimId, id } = await claimOne();
    expect(await statusOf(id)).toBe("sending");
    await releaseClaims(db, of, claimId);
    expect(await statusOf(id)).toBe("uncertain");
    await changeRecallStatus(ctx, of.recallId, "close", { reason: "written to by letter" }, MERCHANT);
    expect(await statusOf(id)).toBe("uncertain");
  });

  it("is uncertain again when the server has no time for the second copy", async () => {
    const { claimId, id } = await claimOne();
    const record: NoticeRecord = { id, status: "queued", error: "421 busy", retryAt: now };
    await bookNotices(db, of, claimId, { records: [record], next: [], templateVersion: 1, now });
    expect(await statusOf(id)).toBe("uncertain");
    expect((await claimOne()).id).toBe(id);
  });
});
