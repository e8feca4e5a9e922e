import { expect, test } from "vitest";
import { ShopifyUnavailableError } from "./gateway.ts";
import { createThrottle } from "./throttle.ts";
import type { BucketReport, Clock } from "./throttle.ts";

/** Time that passes only while somebody sleeps. */
function fakeClock(): Clock & { elapsedMs(): number } {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    sleep: (ms) => {
      nowMs += ms;
      return Promise.resolve();
    },
    elapsedMs: () => nowMs,
  };
}

/** Shopify's side of it: a bucket that answers what is in it. */
function bucket(clock: Clock, maximumAvailable: number, restoreRate: number) {
  let available = maximumAvailable;
  let asOfMs = clock.nowMs();
  const refill = (): void => {
    available = Math.min(maximumAvailable, available + ((clock.nowMs() - asOfMs) / 1000) * restoreRate);
    asOfMs = clock.nowMs();
  };
  return {
    charge(cost: number): BucketReport & { isThrottled: boolean } {
      refill();
      const isThrottled = available < cost;
      if (!isThrottled) available -= cost;
      return { isThrottled, currentlyAvailable: Math.floor(available), maximumAvailable, restoreRate };
    },
  };
}

test("background calls in a row take no longer than the bucket's own pace, and none is throttled", async () => {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  const shopify = bucket(clock, 1000, 50);
  (await throttle.take(0, "background"))(shopify.charge(0));

  for (let call = 0; call < 100; call += 1) {
    const giveBack = await throttle.take(100, "background");
    const report = shopify.charge(100);
    expect(report.isThrottled).toBe(false);
    giveBack(report);
  }

  const leastMs = ((100 * 100 - 1000) / 50) * 1000;
  expect(clock.elapsedMs()).toBeGreaterThanOrEqual(leastMs);
  expect(clock.elapsedMs() / leastMs).toBeLessThan(1.05);
});

test("background work leaves the reserve, a page may use it", async () => {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  (await throttle.take(0, "page"))({ currentlyAvailable: 110, maximumAvailable: 1000, restoreRate: 10 });

  await throttle.take(100, "page");
  expect(clock.elapsedMs()).toBe(0);
  await throttle.take(10, "background");
  // Ten points are left and a hundred are reserved: a hundred have to come first.
  expect(clock.elapsedMs()).toBe(10_000);
});

test("a call dearer than the bucket less its reserve goes when the bucket is full", async () => {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  (await throttle.take(0, "page"))({ currentlyAvailable: 0, maximumAvailable: 1000, restoreRate: 100 });

  await throttle.take(1000, "background");

  expect(clock.elapsedMs()).toBe(10_000);
});

test("a page does not wait longer than a person", async () => {
  const throttle = createThrottle(fakeClock());
  (await throttle.take(0, "page"))({ currentlyAvailable: 0, maximumAvailable: 1000, restoreRate: 10 });

  await expect(throttle.take(200, "page")).rejects.toThrow(ShopifyUnavailableError);
});

test("what other processes took is learnt from the next answer", async () => {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  (await throttle.take(10, "page"))({ currentlyAvailable: 5, maximumAvailable: 1000, restoreRate: 100 });

  await throttle.take(105, "page");

  expect(clock.elapsedMs()).toBe(1000);
});

test("a call that got no answer keeps what it took, and its points come back with time", async () => {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  (await throttle.take(0, "page"))({ currentlyAvailable: 100, maximumAvailable: 1000, restoreRate: 100 });
  (await throttle.take(100, "page"))(null);

  await throttle.take(50, "page");

  expect(clock.elapsedMs()).toBe(500);
});

test("calls under way are counted as not yet charged", async () => {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  const first = await throttle.take(300, "page");
  await throttle.take(300, "page");
  first({ currentlyAvailable: 400, maximumAvailable: 1000, restoreRate: 100 });

  await throttle.take(200, "page");

  expect(clock.elapsedMs()).toBe(1000);
});
