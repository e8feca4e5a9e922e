import { beforeEach, describe, expect, it } from "vitest";
import type { ShopContext, ShopIdentity } from "#app/services/context.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { exportRecipients } from "#app/services/export-recipients.ts";
import { getRecall } from "#app/services/get-recall.ts";
import { homeSummary } from "#app/services/home-summary.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { listRecipients } from "#app/services/list-recipients.ts";
import { listRecalls } from "#app/services/list-recalls.ts";
import { repairBatchLedger } from "#app/services/repair-batch-ledger.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { launch, MERCHANT, recallRequest } from "../../factories/recall.ts";
import { expectInvariants } from "../../setup/invariants.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();

let shop: ShopIdentity;
let ctx: ShopContext;
let variantId: bigint;

beforeEach(async () => {
  shop = await makeShop(db, { timeZone: "Pacific/Auckland" });
  ctx = makeContext(db, shop, { now: new Date("2026-12-31T12:00:00Z") });
  ({
    variantIds: [variantId],
  } = await makeProduct(db, shop));
});

async function statusOf(batchId: string): Promise<string> {
  return (await db.batch.findFirstOrThrow({ where: { id: batchId } })).status;
}

async function holdings(orderId: bigint): Promise<{ batchId: string; promised: number; shipped: number }[]> {
  return db.assignment.findMany({
    where: { orderId, OR: [{ promised: { gt: 0 } }, { shipped: { gt: 0 } }] },
    select: { batchId: true, promised: true, shipped: true },
    orderBy: { seq: "asc" },
  });
}

/** Everything in the database that a drill must leave alone. */
async function dumpButRecalls(): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename NOT LIKE 'recall%' AND tablename NOT IN ('_prisma_migrations', 'sequence_counter')
    ORDER BY tablename`;
  const dump: Record<string, unknown> = {};
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: string }[]>(
      `SELECT to_jsonb(t)::text AS row FROM ${name} t ORDER BY 1`,
    );
    dump[name] = rows.map(({ row }) => row);
  }
  const jobs = await db.$queryRaw<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM graphile_worker._private_jobs`;
  return JSON.stringify({ dump, jobs }, null, 1);
}

describe("launching", () => {
  it("takes the batch out of sale, swaps unshipped units to a safe batch and leaves the rest waiting", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    const safe = await makeBatch(db, shop, [{ variantId, units: 3 }], {
      madeAt: new Date("2026-02-01T00:00:00Z"),
    });
    const gone = await placeOrder(ctx, {
      email: "a@x.example",
      lines: [{ variantId, quantity: 2, shipped: 2 }],
    });
    const swapped = await placeOrder(ctx, { email: "b@x.example", lines: [{ variantId, quantity: 2 }] });
    const partly = await placeOrder(ctx, { email: "c@x.example", lines: [{ variantId, quantity: 2 }] });

    await launch(ctx, [bad.id]);

    expect(await statusOf(bad.id)).toBe("recalled");
    expect(await holdings(gone.id)).toEqual([{ batchId: bad.id, promised: 0, shipped: 2 }]);
    expect(await holdings(swapped.id)).toEqual([{ batchId: safe.id, promised: 2, shipped: 0 }]);
    expect(await holdings(partly.id)).toEqual([{ batchId: safe.id, promised: 1, shipped: 0 }]);
    const later = await placeOrder(ctx, { email: "d@x.example", lines: [{ variantId }] });
    expect(await holdings(later.id)).toEqual([]);
    expect(await db.batchEvent.findMany({ select: { kind: true, batchId: true } })).toEqual([
      { kind: "recalled", batchId: bad.id },
    ]);
  });

  it("is not held up by a broken sum: what cannot be moved is told, and moved once it is repaired (case 41)", async () => {
    const {
      variantIds: [other],
    } = await makeProduct(db, shop, { title: "Cedar candle" });
    const items = [
      { variantId, units: 10 },
      { variantId: other, units: 10 },
    ];
    const bad = await makeBatch(db, shop, items);
    const safe = await makeBatch(db, shop, items, { madeAt: new Date("2026-02-01T00:00:00Z") });
    const gone = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }] });
    const stuck = await placeOrder(ctx, { email: "b@x.example", lines: [{ variantId, quantity: 2 }] });
    const swapped = await placeOrder(ctx, { email: "c@x.example", lines: [{ variantId: other }] });
    // As a bug or a hand in the database would: the batch item says less than its orders hold.
    await db.$executeRaw`
      UPDATE batch_item SET promised = promised - 1, remaining = remaining + 1
      WHERE batch_id = ${bad.id}::uuid AND variant_id = ${variantId}`;

    const { id } = await launch(ctx, [bad.id]);

    expect(await statusOf(bad.id)).toBe("recalled");
    expect((await getRecall(ctx, id))?.progress.recipients.total).toBe(1);
    expect(await holdings(gone.id)).toEqual([{ batchId: bad.id, promised: 0, shipped: 1 }]);
    expect(await holdings(swapped.id)).toEqual([{ batchId: safe.id, promised: 1, shipped: 0 }]);
    expect(await holdings(stuck.id)).toEqual([{ batchId: bad.id, promised: 2, shipped: 0 }]);
    expect((await homeSummary(ctx)).ledgerAlarms).toEqual([{ id: bad.id, code: bad.code }]);

    await repairBatchLedger(ctx, bad.id, { reason: "A restore went wrong" }, MERCHANT);
    expect(await holdings(stuck.id)).toEqual([{ batchId: safe.id, promised: 2, shipped: 0 }]);
    expect((await homeSummary(ctx)).ledgerAlarms).toEqual([]);
    await expectInvariants(db);
  });

  it("does not write to buyers whose units have not shipped", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId }] });
    const { id } = await launch(ctx, [bad.id]);
    const recall = await getRecall(ctx, id);
    expect(recall?.progress.recipients.total).toBe(0);
    expect(recall?.groups.notShipped).toEqual({ units: 1, orders: 1, buyers: 1 });
  });

  it("numbers recalls by the year in the shop's zone and tags by the number", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    expect(await launch(ctx, [batch.id])).toMatchObject({ number: "R27-001", tag: "recall-R27-001" });
    expect(await launch(ctx, [batch.id])).toMatchObject({ number: "R27-002" });
    expect(await launch(ctx, [batch.id], { drill: true })).toMatchObject({ number: "D27-001" });
    const { items } = await listRecalls(ctx);
    expect(items.map(({ number }) => number)).toEqual(["D27-001", "R27-002", "R27-001"]);
    const first = await listRecalls(ctx, { limit: 2 });
    const rest = await listRecalls(ctx, { limit: 2, after: first.nextCursor ?? undefined });
    expect(rest).toMatchObject({ items: [{ number: "R27-001" }], nextCursor: null });
  });

  it("launches one recall when one request comes ten times at once (case 103)", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }] });
    const request = recallRequest([batch.id]);
    const results = await Promise.all(
      Array.from({ length: 10 }, () => launchRecall(ctx, structuredClone(request), MERCHANT)),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual([
      "launched",
      ...Array<string>(9).fill("repeated"),
    ]);
    expect(new Set(results.map((result) => ("recall" in result ? result.recall.id : null))).size).toBe(1);
    expect(await db.recall.count()).toBe(1);
    expect(await db.recallRecipient.count()).toBe(1);
  });

  it("refuses another request under a key that is taken", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    const request = recallRequest([batch.id]);
    await launchRecall(ctx, request, MERCHANT);
    const other = await launchRecall(ctx, { ...request, reason: "Another reason." }, MERCHANT);
    expect(other.outcome).toBe("key_reused");
    expect(await db.recall.count()).toBe(1);
  });

  it("writes nothing when a batch is unknown", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    const unknown = ctx.newId();
    const result = await launchRecall(ctx, recallRequest([batch.id, unknown]), MERCHANT);
    expect(result).toEqual({ outcome: "unknown_batches", batchIds: [unknown] });
    expect(await statusOf(batch.id)).toBe("open");
    expect(await db.recall.count()).toBe(0);
  });

  it("is whole or not at all: a failure in its last step leaves no trace", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, shipped: 1 }, { variantId }] });
    const before = await dumpButRecalls();
    await db.$executeRawUnsafe(`
      CREATE FUNCTION refuse_jobs() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no jobs today'; END $$`);
    await db.$executeRawUnsafe(`
      CREATE TRIGGER refuse BEFORE INSERT ON graphile_worker._private_jobs FOR EACH ROW EXECUTE FUNCTION refuse_jobs()`);
    try {
      await expect(launchRecall(ctx, recallRequest([batch.id]), MERCHANT)).rejects.toThrow(/no jobs today/);
    } finally {
      await db.$executeRawUnsafe(`DROP FUNCTION refuse_jobs CASCADE`);
    }
    expect(await dumpButRecalls()).toBe(before);
    expect(await db.recall.count()).toBe(0);
    expect(await db.recallRecipient.count()).toBe(0);
  });

  it("queues one job for the mails and one for the tags", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 10 }]);
    const { id } = await launch(ctx, [batch.id]);
    const jobs = await db.$queryRaw<
      { key: string }[]
    >`SELECT key FROM graphile_worker._private_jobs ORDER BY key`;
    expect(jobs.map(({ key }) => key)).toEqual([`send-notices:${id}`, `tag-recall:${id}`]);
  });
});

describe("the recipients of a launch", () => {
  it("are one per address, each with every order and item they have, in their language", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 50 }], { code: "LAV-0412" });
    const customer = { id: 7n, email: "Kim@x.example", name: "Kim Current" };
    const lines = [{ variantId, quantity: 2, shipped: 2 }];
    const first = await placeOrder(ctx, {
      email: "kim@x.example",
      name: "Kim",
      customer,
      locale: "fr-CA",
      lines,
    });
    const second = await placeOrder(ctx, {
      email: "gift@x.example",
      name: "Gift",
      customer,
      locale: "de",
      lines,
    });
    const guest = await placeOrder(ctx, { email: "KIM@X.example", name: "K.", locale: null, lines });
    await placeOrder(ctx, { name: "No Mail", lines });

    const { id, number } = await launch(ctx, [bad.id]);
    const page = await listRecipients(ctx, id);
    const byEmail = new Map(page?.items.map((recipient) => [recipient.contact.email, recipient]));

    expect([...byEmail.keys()].sort()).toEqual(["Kim@x.example", "gift@x.example", null].sort());
    const item = { variantId, title: "Lavender soap", code: "LAV-0412", units: 2 };
    expect(byEmail.get("Kim@x.example")).toMatchObject({
      status: "queued",
      contact: { name: "Kim Current" },
      orders: [
        { orderId: first.id, name: first.facts.name, items: [item] },
        { orderId: second.id, items: [item] },
        { orderId: guest.id, items: [item] },
      ],
    });
    expect(byEmail.get("gift@x.example")).toMatchObject({ locale: "de", orders: [{ orderId: second.id }] });
    expect(byEmail.get(null)).toMatchObject({ status: "unreachable", contact: { name: "No Mail" } });
    for (const recipient of page?.items ?? []) {
      expect(recipient.messageId).toBe(`<${number.toLowerCase()}.${recipient.id}@${shop.domain}>`);
      expect(recipient.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it("are as many as the preview's affected buyers, page by page", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 50 }]);
    for (let index = 0; index < 7; index += 1) {
      await placeOrder(ctx, { email: `buyer-${index}@x.example`, lines: [{ variantId, shipped: 1 }] });
    }
    const { id } = await launch(ctx, [bad.id]);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listRecipients(ctx, id, { limit: 3, after });
      seen.push(...(page?.items.map((recipient) => recipient.id) ?? []));
      after = page?.nextCursor ?? undefined;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toEqual([...seen].sort());
  });

  it("belong to their shop alone", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 50 }]);
    const { id } = await launch(ctx, [bad.id]);
    const stranger = makeContext(db, await makeShop(db));
    expect(await listRecipients(stranger, id)).toBeNull();
    expect(await getRecall(stranger, id)).toBeNull();
    const moved = await changeRecallStatus(stranger, id, "revoke", { reason: "mine now" }, MERCHANT);
    expect(moved.outcome).toBe("not_found");
  });

  it.each(["not-an-id", "1' OR '1'='1", "\0", ""])(
    "are not found under a text that is no id: %j",
    async (id) => {
      expect(await getRecall(ctx, id)).toBeNull();
      expect(await listRecipients(ctx, id)).toBeNull();
      expect(await exportRecipients(ctx, id)).toBeNull();
      for (const move of ["pause", "revoke"] as const) {
        const moved = await changeRecallStatus(ctx, id, move, { reason: "mine now" }, MERCHANT);
        expect(moved.outcome).toBe("not_found");
      }
    },
  );
});

describe("a drill", () => {
  it("records scope, recipients and time, and changes nothing else (case 101)", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 50 }]);
    const customer = { id: 7n, email: "kim@x.example" };
    await placeOrder(ctx, {
      email: "a@x.example",
      customer,
      lines: [{ variantId, shipped: 1 }, { variantId }],
    });
    const before = await dumpButRecalls();

    const { id } = await launch(ctx, [bad.id], { drill: true });

    expect(await dumpButRecalls()).toBe(before);
    expect(await getRecall(ctx, id)).toMatchObject({
      drill: true,
      status: "active",
      groups: { withGoods: { units: 1, orders: 1, buyers: 2 }, notShipped: { units: 1 } },
      progress: {
        orders: { total: 1, tagged: 0, failed: 0 },
        customers: { total: 1 },
        recipients: { total: 2, queued: 0, drill: 2 },
        done: true,
      },
    });
  });

  it("can be closed, and neither paused nor revoked", async () => {
    const bad = await makeBatch(db, shop, [{ variantId, units: 50 }]);
    const { id } = await launch(ctx, [bad.id], { drill: true });
    const by = { reason: "enough" };
    expect(await changeRecallStatus(ctx, id, "pause", by, MERCHANT)).toEqual({
      outcome: "not_allowed",
      status: "active",
    });
    expect(await changeRecallStatus(ctx, id, "revoke", by, MERCHANT)).toMatchObject({
      outcome: "not_allowed",
    });
    expect(await changeRecallStatus(ctx, id, "close", by, MERCHANT)).toMatchObject({ outcome: "moved" });
    expect(await statusOf(bad.id)).toBe("open");
  });
});

describe("revoking", () => {
  it.each(["draft", "open", "on_hold", "closed"] as const)(
    "gives a batch back its state: %s (case 102)",
    async (status) => {
      const batch = await makeBatch(db, shop, [{ variantId, units: 5 }], { status });
      const { id } = await launch(ctx, [batch.id]);
      expect(await statusOf(batch.id)).toBe("recalled");
      await changeRecallStatus(ctx, id, "revoke", { reason: "the lye was right" }, MERCHANT);
      expect(await statusOf(batch.id)).toBe(status);
    },
  );

  it("waits for the last of overlapping recalls, then serves the orders that waited (case 98)", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 5 }]);
    const order = await placeOrder(ctx, { email: "a@x.example", lines: [{ variantId, quantity: 2 }] });
    const first = await launch(ctx, [batch.id]);
    const second = await launch(ctx, [batch.id]);
    await changeRecallStatus(ctx, first.id, "revoke", { reason: "mistake" }, MERCHANT);
    expect(await statusOf(batch.id)).toBe("recalled");
    expect(await holdings(order.id)).toEqual([]);
    await changeRecallStatus(ctx, second.id, "revoke", { reason: "mistake" }, MERCHANT);
    expect(await statusOf(batch.id)).toBe("open");
    expect(await holdings(order.id)).toEqual([{ batchId: batch.id, promised: 2, shipped: 0 }]);
  });

  it("leaves a batch recalled that a closed recall holds", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 5 }]);
    const closed = await launch(ctx, [batch.id]);
    const revoked = await launch(ctx, [batch.id]);
    await changeRecallStatus(ctx, closed.id, "close", { reason: "everyone was reached" }, MERCHANT);
    await changeRecallStatus(ctx, revoked.id, "revoke", { reason: "twice" }, MERCHANT);
    expect(await statusOf(batch.id)).toBe("recalled");
  });

  it("leaves unsent mails and tags undone, with the reason", async () => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 5 }]);
    const customer = { id: 7n, email: "a@x.example" };
    await placeOrder(ctx, { email: "a@x.example", customer, lines: [{ variantId, shipped: 1 }] });
    const { id } = await launch(ctx, [batch.id]);
    await changeRecallStatus(ctx, id, "revoke", { reason: "mistake" }, MERCHANT);
    expect((await getRecall(ctx, id))?.progress).toMatchObject({
      orders: { total: 1, failed: 1 },
      customers: { total: 1, failed: 1 },
      recipients: { total: 1, excluded: 1 },
      done: true,
    });
  });

  it.each([
    ["pause", "paused"],
    ["resume", "active"],
    ["close", "closed"],
    ["revoke", "revoked"],
  ] as const)("moves by the table only: %s", async (move, to) => {
    const batch = await makeBatch(db, shop, [{ variantId, units: 5 }]);
    const { id } = await launch(ctx, [batch.id]);
    const by = { reason: "because" };
    if (move === "resume") await changeRecallStatus(ctx, id, "pause", by, MERCHANT);
    expect(await changeRecallStatus(ctx, id, move, by, MERCHANT)).toMatchObject({ recall: { status: to } });
    expect(await changeRecallStatus(ctx, id, move, by, MERCHANT)).toEqual({
      outcome: "not_allowed",
      status: to,
    });
  });
});
