/** The leaky bucket of one app in one shop. */
import type { Shop } from "../state/types.ts";

export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

type Bucket = { available: number; at: number };

const buckets = new WeakMap<Shop, Bucket>();

function refilled(shop: Shop): Bucket {
  const now = Date.now();
  const { bucketSize, restoreRate } = shop.plan;
  const bucket = buckets.get(shop) ?? { available: bucketSize, at: now };
  bucket.available = Math.min(bucketSize, bucket.available + ((now - bucket.at) / 1000) * restoreRate);
  bucket.at = now;
  buckets.set(shop, bucket);
  return bucket;
}

/** False: there are not enough points, and none are taken. */
export function takePoints(shop: Shop, points: number): boolean {
  const bucket = refilled(shop);
  if (bucket.available < points) return false;
  bucket.available -= points;
  return true;
}

/** Gives back what was asked for and not used. */
export function returnPoints(shop: Shop, points: number): void {
  const bucket = refilled(shop);
  bucket.available = Math.min(shop.plan.bucketSize, bucket.available + points);
}

/** For tests: what is in the bucket now. */
export function setPoints(shop: Shop, points: number): void {
  refilled(shop).available = Math.min(points, shop.plan.bucketSize);
}

export function throttleStatus(shop: Shop): ThrottleStatus {
  return {
    maximumAvailable: shop.plan.bucketSize,
    currentlyAvailable: Math.floor(refilled(shop).available),
    restoreRate: shop.plan.restoreRate,
  };
}
