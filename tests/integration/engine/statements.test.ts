import pg from "pg";
import { describe, expect, it } from "vitest";
import { isLockConflict } from "#app/db/sort-errors.ts";
import { useTestDatabase } from "../../setup/test-database.ts";
import { makeShop } from "../../setup/test-shop.ts";

const { db, url } = useTestDatabase();

describe("a transaction of statements", () => {
  it("reads values as Prisma does", async () => {
    const at = new Date("2026-03-29T01:30:00.123Z");
    const read = (tx: Pick<typeof db, "$queryRaw">): Promise<unknown> => tx.$queryRaw`
      SELECT ${9_007_199_254_740_993n}::bigint AS big, ${7}::int AS small, ${at}::timestamptz AS at, ${null}::text AS none,
        ${true}::boolean AS yes, ${'a "quoted" \\ text'} AS text, ${JSON.stringify({ a: [1] })}::jsonb AS json,
        '0198c5b2-0000-7000-8000-000000000000'::uuid AS id, ARRAY['x', 'y'] AS list`;
    const statements = await db.$statements((tx) => read(tx as typeof db));
    expect(statements).toEqual(await read(db));
    expect(statements).toMatchObject([{ big: 9_007_199_254_740_993n, at }]);
  });

  it("reads an instant as it is, whatever the zone of the database", async () => {
    const at = new Date("2026-11-25T03:00:00Z");
    const read = await db.$statements(async (tx) => {
      await tx.$executeRaw`SET LOCAL TIME ZONE 'Pacific/Auckland'`;
      return tx.$queryRaw<{ at: Date }[]>`SELECT ${at}::timestamptz AS at`;
    });
    expect(read).toEqual([{ at }]);
  });

  it("says how many rows a statement touched, commits at its end, and is undone as a whole when the work fails", async () => {
    const [one, other] = [await makeShop(db), await makeShop(db)];
    const ids = [one.id, other.id];
    const rename = (name: string, fails: boolean): Promise<number> =>
      db.$statements(async (tx) => {
        const renamed = await tx.$executeRaw`UPDATE shop SET name = ${name} WHERE id = ANY (${ids}::uuid[])`;
        if (fails) throw new Error("half-way");
        return renamed;
      });
    expect(await rename("kept", false)).toBe(2);
    await expect(rename("lost", true)).rejects.toThrow("half-way");
    expect(await db.shop.count({ where: { name: "kept" } })).toBe(2);
  });

  it("never takes for written what a failed statement undid, though the work went on", async () => {
    const { id } = await makeShop(db);
    const work = db.$statements(async (tx) => {
      await tx.$executeRaw`UPDATE shop SET name = 'lost' WHERE id = ${id}::uuid`;
      await tx.$queryRaw`SELECT 1 / 0`.catch(() => undefined);
    });
    await expect(work).rejects.toThrow("nothing was written");
    expect(await db.shop.count({ where: { name: "lost" } })).toBe(0);
  });

  it("goes on with a new connection after one that broke in the middle", async () => {
    const killer = new pg.Client({ connectionString: url });
    await killer.connect();
    const broken = db.$statements(async (tx) => {
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await killer.query("SELECT pg_terminate_backend($1)", [row?.pid]);
      await tx.$queryRaw`SELECT 1`;
    });
    await expect(broken).rejects.toThrow();
    await killer.end();
    expect(await db.$statements((tx) => tx.$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  });

  it("tells a deadlock from other errors, so that its work is done again", async () => {
    const [a, b] = [await makeShop(db), await makeShop(db)];
    const both = [deferred(), deferred()] as const;
    const lockBoth = (first: string, second: string, mine: 0 | 1): Promise<unknown> =>
      db.$statements(async (tx) => {
        await tx.$queryRaw`SELECT FROM shop WHERE id = ${first}::uuid FOR UPDATE`;
        both[mine].resolve();
        await Promise.all(both.map(({ promise }) => promise));
        await tx.$queryRaw`SELECT FROM shop WHERE id = ${second}::uuid FOR UPDATE`;
      });
    const outcomes = await Promise.allSettled([lockBoth(a.id, b.id, 0), lockBoth(b.id, a.id, 1)]);
    const failed = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(failed.map(({ reason }) => isLockConflict(reason))).toEqual([true]);
    await expect(db.$statements((tx) => tx.$queryRaw`SELECT 1 / 0`)).rejects.toSatisfy(
      (error) => !isLockConflict(error),
    );
  });
});

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
