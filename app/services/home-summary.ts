import type { HomeSummary } from "#app/contracts/home-view.ts";
import { findAlarmedBatches } from "#app/db/ledger-alarms.ts";
import {
  readDayCounts,
  readDoneSteps,
  readExpiringBatches,
  readRunningRecalls,
  readWaitingUnits,
} from "#app/db/read-home.ts";
import { readSweepRuns } from "#app/db/sweep-runs.ts";
import { addDays } from "#app/domain/add-days.ts";
import { shopDayStart } from "#app/domain/shop-day-start.ts";
import { shopDay } from "#app/domain/shop-day.ts";
import type { ShopContext } from "./context.ts";

const DAY_MS = 86_400_000;
const EXPIRING_WITHIN_DAYS = 30;
const EXPIRING_SHOWN = 5;
const ALARMS_SHOWN = 10;

/** What needs attention, what runs, and what is new today: a statement a card, all at once. */
export async function homeSummary(ctx: ShopContext): Promise<HomeSummary> {
  const now = ctx.now();
  const { id: shopId, timeZone } = ctx.shop;
  const until = addDays(shopDay(now, timeZone), EXPIRING_WITHIN_DAYS);
  const [waiting, expiring, recalls, firstSteps, checks, today, alarms] = await Promise.all([
    readWaitingUnits(ctx.db, shopId),
    readExpiringBatches(ctx.db, shopId, until, EXPIRING_SHOWN),
    readRunningRecalls(ctx.db, shopId),
    readDoneSteps(ctx.db, shopId),
    readSweepRuns(ctx.db, shopId, new Date(now.getTime() - DAY_MS)),
    readDayCounts(ctx.db, shopId, { from: shopDayStart(now, timeZone), to: now }),
    findAlarmedBatches(ctx.db, shopId, ALARMS_SHOWN),
  ]);
  return {
    unassigned: { ...waiting, oldestAt: waiting.oldestAt?.toISOString() ?? null },
    expiring: {
      total: expiring[0]?.total ?? 0,
      batches: expiring.map(({ total: _, ...batch }) => batch),
    },
    recalls: recalls.map((recall) => ({
      id: recall.id,
      number: recall.number,
      drill: recall.drill,
      status: recall.status,
      launchedAt: recall.launchedAt.toISOString(),
      orders: { total: recall.orders, tagged: recall.ordersTagged, failed: recall.ordersFailed },
      recipients: { total: recall.recipients, settled: recall.recipientsSettled },
    })),
    firstSteps,
    lastCheck: checks === null ? null : { at: checks.lastAt.toISOString(), found: checks.found },
    today,
    ledgerAlarms: alarms.map(({ id, code }) => ({ id, code })),
  };
}
