import type { Database } from "#app/db/client.ts";
import type { ModelOrder } from "./shopify-side.ts";

/** Lines of which the app holds something else than the model knows. */
export async function differingLines(
  db: Database,
  shopId: string,
  orders: readonly ModelOrder[],
): Promise<unknown[]> {
  const stored = await db.orderLine.findMany({ where: { shopId } });
  const lines = new Map(stored.map((line) => [Number(line.id), line]));
  const deleted = new Set(
    (await db.order.findMany({ where: { shopId, deletedAt: { not: null } } })).map(({ id }) => Number(id)),
  );
  const differing: unknown[] = [];
  for (const of of orders) {
    // Nobody tells the app of a deletion whose webhook was lost; and what was never seen is not there.
    if (of.deleted) {
      const own = of.lines.map((line) => lines.get(line.id)).filter((line) => line !== undefined);
      if (deleted.has(of.order.id) && own.some((line) => line.promised > 0)) differing.push({ deleted: own });
      continue;
    }
    for (const line of of.lines) {
      const is = lines.get(line.id);
      const { promised, shipped, returned, cancelled, left } = line;
      if (
        is?.promised !== promised ||
        is.shipped !== shipped ||
        is.returned !== returned ||
        is.cancelled !== cancelled ||
        is.leftWithoutRestock !== left
      ) {
        differing.push({ order: of.order.name, must: line, is: is ?? "unknown" });
      }
    }
  }
  return differing;
}
