import { setTimeout as delay } from "node:timers/promises";
import { ShopifyUnavailableError } from "./gateway.ts";

/** What Shopify says of the shop's cost bucket in every answer, in points. */
export interface BucketReport {
  currentlyAvailable: number;
  maximumAvailable: number;
  /** Points a second. */
  restoreRate: number;
}

/** `page`: a person waits, so the reserve may be used. `background` leaves it alone. */
export type Purpose = "page" | "background";

/** One shop's cost bucket as this process knows it. */
export interface Throttle {
  /**
   * Waits until the bucket holds `cost` points and takes them. Background work waits in turn and leaves the reserve.
   * @returns gives the points' fate back: call it once, with the answer's report when there was one.
   * @throws {ShopifyUnavailableError} a page would have to wait longer than a person does.
   */
  take(cost: number, purpose: Purpose): Promise<(report: BucketReport | null) => void>;
  /** Points that one request may ask for without waiting for more than a bucket can hold. */
  capacity(purpose: Purpose): number;
}

export interface Clock {
  nowMs(): number;
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = { nowMs: () => performance.now(), sleep: (ms) => delay(ms) };

/** The Standard plan; the first answer corrects it. */
const ASSUMED_MAXIMUM = 2000;
const ASSUMED_RESTORE_RATE = 100;
/** Kept for pages: a page's queries cost a few points, a tenth of the smallest bucket is many pages. */
const RESERVE_SHARE = 0.1;
const PAGE_WAIT_MAX_MS = 8_000;

/**
 * Other processes draw on the same bucket, so what Shopify says last always wins; between answers the bucket is
 * reckoned forward by its restore rate.
 */
export function createThrottle(clock: Clock = systemClock): Throttle {
  let maximum = ASSUMED_MAXIMUM;
  let restoreRate = ASSUMED_RESTORE_RATE;
  let available = maximum;
  let asOfMs = clock.nowMs();
  let underWay = 0;
  let lastInTurn: Promise<unknown> = Promise.resolve();

  const reserve = (purpose: Purpose): number =>
    purpose === "page" ? 0 : Math.floor(maximum * RESERVE_SHARE);
  const capacity = (purpose: Purpose): number => maximum - reserve(purpose);

  function reckonForward(): void {
    const nowMs = clock.nowMs();
    available = Math.min(maximum, available + ((nowMs - asOfMs) / 1000) * restoreRate);
    asOfMs = nowMs;
  }

  async function waitFor(cost: number, purpose: Purpose): Promise<void> {
    const deadlineMs = clock.nowMs() + PAGE_WAIT_MAX_MS;
    for (;;) {
      reckonForward();
      // What is dearer than the bucket less its reserve goes as soon as the bucket is full.
      const needed = Math.min(cost + reserve(purpose), maximum);
      if (available >= needed) break;
      const waitMs = Math.ceil(((needed - available) / restoreRate) * 1000);
      if (purpose === "page" && clock.nowMs() + waitMs > deadlineMs) {
        throw new ShopifyUnavailableError(`Shopify's call limit leaves nothing for ${waitMs} ms`);
      }
      await clock.sleep(waitMs);
    }
    available -= cost;
    underWay += cost;
  }

  return {
    capacity,
    async take(cost, purpose) {
      if (purpose === "page") {
        await waitFor(cost, purpose);
      } else {
        const turn = lastInTurn.then(() => waitFor(cost, purpose));
        lastInTurn = turn;
        await turn;
      }
      return (report) => {
        underWay -= cost;
        if (report === null) return;
        maximum = report.maximumAvailable;
        restoreRate = report.restoreRate;
        // Requests that are still under way may not have been charged when this was written: count them as if not.
        available = Math.min(maximum, report.currentlyAvailable) - underWay;
        asOfMs = clock.nowMs();
      };
    },
  };
}
