import net from "node:net";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { createDatabase } from "#app/db/client.ts";
import type { Transaction } from "#app/db/client.ts";
import { isConnectionError } from "#app/db/sort-errors.ts";
import { useTestDatabase } from "../../setup/test-database.ts";

const { url } = useTestDatabase();

type Break = (tx: Transaction, way: Way) => Promise<unknown>;

const restart = async (tx: Transaction): Promise<void> => {
  const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
  const killer = new pg.Client({ connectionString: url });
  await killer.connect();
  await killer.query("SELECT pg_terminate_backend($1)", [row?.pid]);
  await killer.end();
};

const breaks: [string, Break][] = [
  ["Postgres ends it between two statements", restart],
  [
    "the network cuts it between two statements",
    async (_tx, way) => {
      way.cut();
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
  ],
  [
    "the network cuts it within a statement",
    (tx, way) => {
      setTimeout(way.cut, 100);
      return tx.$queryRaw`SELECT 1 AS one FROM pg_sleep(5)`;
    },
  ],
];

describe.each(breaks)("a connection that breaks in a transaction: %s", (_how, breakIt) => {
  test.each(["$statements", "$transaction"] as const)(
    "%s says that the database was away, and its place in the pool is free again",
    async (kind) => {
      const way = await openWay();
      const own = createDatabase({ url: way.url, poolSize: 1 });
      const work = async (tx: Transaction): Promise<unknown> => {
        await breakIt(tx, way);
        return tx.$queryRaw`SELECT 1 AS one`;
      };
      const run = () => (kind === "$statements" ? own.$statements(work) : own.$transaction(work));
      await expect(run()).rejects.toSatisfy(isConnectionError);
      await expect(run()).rejects.toSatisfy(isConnectionError);
      expect(await own.$statements((tx) => tx.$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
      expect(await own.$transaction((tx) => tx.$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
      await own.$disconnect();
      await way.close();
    },
  );
});

test("a transaction that idles too long is undone, and is not taken for a database that is away: it would be done again forever", async () => {
  const way = await openWay();
  const own = createDatabase({ url: way.url, poolSize: 1 });
  const idle = own.$statements(async (tx) => {
    await tx.$executeRaw`SET LOCAL idle_in_transaction_session_timeout = 50`;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tx.$queryRaw`SELECT 1`;
  });
  await expect(idle).rejects.toMatchObject({ code: "25P03" });
  await expect(idle).rejects.not.toSatisfy(isConnectionError);
  expect(await own.$statements((tx) => tx.$queryRaw`SELECT 1 AS one`)).toEqual([{ one: 1 }]);
  await own.$disconnect();
  await way.close();
});

/** A way to Postgres that can be cut. */
interface Way {
  url: string;
  cut: () => void;
  close: () => Promise<void>;
}

async function openWay(): Promise<Way> {
  const target = new URL(url);
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: through.href,
    cut,
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
