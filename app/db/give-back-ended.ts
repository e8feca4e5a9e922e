import type pg from "pg";

/**
 * Makes a pool take back, and replace, a connection that ends while somebody has it. Prisma gives back the connection of a
 * transaction only after a rollback that went through, and on a broken one none does: each restart of Postgres would take
 * as many places of the pool as there were transactions, until nobody gets a connection any more.
 */
export function giveBackEnded(pool: pg.Pool): void {
  const lent = new WeakSet<pg.PoolClient>();
  pool.on("acquire", (client) => void lent.add(client));
  pool.on("release", (_error, client) => void lent.delete(client));
  pool.on("connect", (client) => {
    client.once("end", () => {
      if (!lent.has(client)) return;
      client.release(true);
      // Who has it may give it back yet, and a second time is an error.
      client.release = () => undefined;
    });
  });
}
