import { expect, it } from "vitest";
import { correctAssignmentBody } from "#app/contracts/assignment.ts";
import { correctAssignment } from "#app/services/correct-assignment.ts";
import { whatIf } from "#app/services/what-if.ts";
import { makeBatch } from "../../factories/batch.ts";
import { makeProduct } from "../../factories/catalogue.ts";
import { placeOrder } from "../../factories/placed-order.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";

const { db } = useTestDatabase();
const november = (day: number) => new Date(Date.UTC(2026, 10, day, 12));

/** OLD: made first, keeps long, 4 units. SOON: made later, expires first, 3 units. Three orders of 2 on three days. */
async function setUp() {
  const shop = await makeShop(db);
  const { variantIds } = await makeProduct(db, shop);
  const variantId = variantIds[0];
  const old = await makeBatch(db, shop, [{ variantId, units: 4 }], {
    ...{ code: "OLD", madeAt: november(1), expiresOn: "2028-01-01" },
  });
  const soon = await makeBatch(db, shop, [{ variantId, units: 3 }], {
    ...{ code: "SOON", madeAt: november(2), expiresOn: "2027-01-01" },
  });
  const orders = [];
  for (const day of [10, 11, 12]) {
    const ctx = makeContext(db, shop, { now: november(day) });
    orders.push(await placeOrder(ctx, { lines: [{ variantId, quantity: 2 }], placedAt: november(day) }));
  }
  const ctx = makeContext(db, shop, { now: november(20) });
  const names = orders.map((order) => order.facts.name);
  return { shop, ctx, variantId, old: old.id, soon: soon.id, orders, names };
}

/** Every row of every table, with the transaction that wrote it. */
async function everything(): Promise<unknown[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1`;
  const rows = [];
  for (const { name } of tables) {
    rows.push(
      await db.$queryRawUnsafe(`SELECT '${name}' AS t, xmin::text, ctid::text FROM ${name} ORDER BY ctid`),
    );
  }
  return rows;
}

it("tells which orders FEFO would have served from which batch, and writes nothing", async () => {
  const { ctx, soon, names } = await setUp();
  const before = await everything();
  // FIFO gave OLD, OLD, SOON. FEFO: SOON; then SOON's last and one of OLD; then OLD.
  expect(await whatIf(ctx, soon, { strategy: "fefo" })).toEqual({
    since: "2026-09-21T12:00:00.000Z",
    ...{ lines: 3, cut: false, differAnyway: 0, orders: 3 },
    batches: [
      {
        id: soon,
        code: "SOON",
        orders: [
          { id: expect.any(String) as string, name: names[0], units: 2, has: [{ code: "OLD", units: 2 }] },
          { id: expect.any(String) as string, name: names[1], units: 1, has: [{ code: "OLD", units: 2 }] },
        ],
      },
      {
        id: expect.any(String) as string,
        code: "OLD",
        orders: [
          { id: expect.any(String) as string, name: names[2], units: 2, has: [{ code: "SOON", units: 2 }] },
        ],
      },
    ],
  });
  expect(await everything()).toEqual(before);
});

it("changes nothing by the rules as they are, and tells who would have waited by a wider margin", async () => {
  const { ctx, soon, names } = await setUp();
  expect(await whatIf(ctx, soon, { strategy: "fifo" })).toMatchObject({ orders: 0, batches: [] });
  expect(await whatIf(ctx, soon, { strategy: "fifo", stopShipDays: 60 })).toMatchObject({
    batches: [{ id: null, code: null, orders: [{ name: names[2], units: 2 }] }],
  });
});

it("leaves out what a person has said, what is older than sixty days, and other shops", async () => {
  const { shop, ctx, old, soon, orders, names } = await setUp();
  const [first] = orders;
  const said = { lineId: String(first?.facts.lines[0]?.lineId), fromBatchId: old, units: 2, reason: "seen" };
  await correctAssignment(ctx, String(first?.id), correctAssignmentBody.parse(said), "merchant:7");
  const named = async (now: Date) =>
    (await whatIf(makeContext(db, shop, { now }), soon, { strategy: "fefo" }))?.batches.map(
      ({ code, orders: changed }) => [code, ...changed.map((order) => order.name)],
    );
  expect(await named(november(20))).toEqual([
    ["SOON", names[1]],
    ["OLD", names[2]],
  ]);
  // Of the three draws only the last is younger: SOON had all of its three by then, and gives two again.
  expect(await named(new Date(november(12).getTime() + 60 * 86_400_000))).toEqual([]);
  const stranger = await setUp();
  expect(await whatIf(stranger.ctx, soon, { strategy: "fefo" })).toBeNull();
});
