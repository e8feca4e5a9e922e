import type { ReplayPageView, ReplayView } from "#app/contracts/replay.ts";
import { findLatestImport } from "#app/db/order-imports.ts";
import type { OrderImportRow } from "#app/db/order-imports.ts";
import { readDoneSteps } from "#app/db/read-home.ts";
import { readScopes } from "#app/db/read-scopes.ts";
import type { ShopContext } from "./context.ts";
import { oldestVisible } from "./start-replay.ts";

/** The replay that began last, and what the next one may reach. */
export async function getReplay(ctx: ShopContext): Promise<ReplayPageView> {
  const [scopes, steps, latest] = await Promise.all([
    readScopes(ctx.db, ctx.shop.id),
    readDoneSteps(ctx.db, ctx.shop.id),
    findLatestImport(ctx.db, ctx.shop.id, "replay"),
  ]);
  const now = ctx.now();
  return {
    seesAll: scopes.includes("read_all_orders"),
    oldest: oldestVisible(now).toISOString(),
    batchMade: steps.batchMade,
    latest: latest === null ? null : present(latest, now),
  };
}

function present(row: OrderImportRow, now: Date): ReplayView {
  return {
    id: row.id,
    state: row.state,
    since: row.since?.toISOString() ?? null,
    total: row.total,
    done: row.done,
    found: row.found,
    units: {
      assigned: row.unitsAssigned,
      waiting: row.unitsWaiting,
      shippedUnknown: row.unitsShippedUnknown,
    },
    error: row.error,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    secondsLeft: secondsLeft(row, now),
  };
}

function secondsLeft({ state, stagedAt, total, done }: OrderImportRow, now: Date): number | null {
  if (state !== "reading" || stagedAt === null || total === null || done === 0) return null;
  const perOrderMs = (now.getTime() - stagedAt.getTime()) / done;
  return Math.ceil((perOrderMs * (total - done)) / 1_000);
}
