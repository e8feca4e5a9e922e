import { Prisma } from "@prisma/client";
import type { RecallCounts, RecallRing, RecallScope } from "#app/domain/recall-scope.ts";
import type { Database, Transaction } from "./client.ts";
import { planForManyRows } from "./recall-plan-settings.ts";
import { drawsSql, scopeBuyersSql, scopeOrdersSql } from "./recall-scope-sql.ts";

/** Counts who has what of the batches. Nothing is locked or written. */
export async function countRecallScope(
  db: Database,
  shopId: string,
  batchIds: readonly string[],
  ring: RecallRing,
): Promise<RecallScope> {
  return db.$transaction(async (tx) => {
    await planForManyRows(tx);
    return toScope(
      await tx.$queryRaw<CountRow[]>`
      WITH draw AS MATERIALIZED (${drawsSql(shopId, batchIds, ring)}),
      scope_order AS MATERIALIZED (${scopeOrdersSql(shopId, Prisma.sql`draw`)}),
      scope_buyer AS (${scopeBuyersSql}),
      ${countsSql(shopId, batchIds)}`,
    );
  });
}

/** The same counts of a scope that is laid out in tables of this transaction. */
export async function countLaidOutScope(
  tx: Transaction,
  shopId: string,
  batchIds: readonly string[],
): Promise<RecallScope> {
  return toScope(await tx.$queryRaw<CountRow[]>`WITH ${countsSql(shopId, batchIds)}`);
}

/** Reads `scope_order` and `scope_buyer`, whatever they are. */
function countsSql(shopId: string, batchIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    buyers AS (
      SELECT bool_or(held > in_transit) AS with_goods, bool_or(in_transit > 0) AS in_transit,
             bool_or(promised > 0) AS not_shipped, bool_or(returned > 0) AS returned,
             bool_or(held > 0) AS affected, bool_and(NOT reachable) AS no_contact
      FROM scope_buyer GROUP BY buyer_key
    ),
    order_counts AS (SELECT ${countsPerOrder} FROM scope_order),
    buyer_counts AS (SELECT ${countsPerBuyer} FROM buyers),
    shelf AS (
      SELECT coalesce(sum(remaining), 0)::int AS shelf_units FROM batch_item
      WHERE shop_id = ${shopId}::uuid AND batch_id = ANY(${[...batchIds]}::uuid[])
    )
    SELECT * FROM order_counts, buyer_counts, shelf`;
}

type Group = "with_goods" | "in_transit" | "not_shipped" | "returned" | "no_contact" | "affected";
type CountRow = Record<`${Group}_${"units" | "orders" | "buyers"}`, number> & { shelf_units: number };

const groups: readonly { name: Group; units: Prisma.Sql; when: Prisma.Sql; buyerWhen: Prisma.Sql }[] = [
  {
    name: "with_goods",
    units: Prisma.sql`held - in_transit`,
    when: Prisma.sql`held > in_transit`,
    buyerWhen: Prisma.sql`with_goods`,
  },
  {
    name: "in_transit",
    units: Prisma.sql`in_transit`,
    when: Prisma.sql`in_transit > 0`,
    buyerWhen: Prisma.sql`in_transit`,
  },
  {
    name: "not_shipped",
    units: Prisma.sql`promised`,
    when: Prisma.sql`promised > 0`,
    buyerWhen: Prisma.sql`not_shipped`,
  },
  {
    name: "returned",
    units: Prisma.sql`returned`,
    when: Prisma.sql`returned > 0`,
    buyerWhen: Prisma.sql`returned`,
  },
  {
    name: "no_contact",
    units: Prisma.sql`held`,
    when: Prisma.sql`held > 0 AND order_hash IS NULL AND customer_hash IS NULL`,
    buyerWhen: Prisma.sql`affected AND no_contact`,
  },
  { name: "affected", units: Prisma.sql`held`, when: Prisma.sql`held > 0`, buyerWhen: Prisma.sql`affected` },
];

const countsPerOrder = Prisma.join(
  groups.flatMap(({ name, units, when }) => [
    Prisma.sql`coalesce(sum(${units}) FILTER (WHERE ${when}), 0)::int AS ${Prisma.raw(`${name}_units`)}`,
    Prisma.sql`(count(*) FILTER (WHERE ${when}))::int AS ${Prisma.raw(`${name}_orders`)}`,
  ]),
);

const countsPerBuyer = Prisma.join(
  groups.map(
    ({ name, buyerWhen }) =>
      Prisma.sql`(count(*) FILTER (WHERE ${buyerWhen}))::int AS ${Prisma.raw(`${name}_buyers`)}`,
  ),
);

function toScope([row]: CountRow[]): RecallScope {
  if (row === undefined) throw new Error("counting the scope gave no row");
  const counts = (group: Group): RecallCounts => ({
    units: row[`${group}_units`],
    orders: row[`${group}_orders`],
    buyers: row[`${group}_buyers`],
  });
  return {
    groups: {
      withGoods: counts("with_goods"),
      inTransit: counts("in_transit"),
      notShipped: counts("not_shipped"),
      returned: counts("returned"),
      onShelf: { units: row.shelf_units, orders: 0, buyers: 0 },
      noContact: counts("no_contact"),
    },
    affected: counts("affected"),
  };
}
