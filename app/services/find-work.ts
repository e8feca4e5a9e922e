import type { Database } from "#app/db/client.ts";
import * as deliveries from "#app/db/deliveries.ts";
import * as fetchMarks from "#app/db/order-fetch-marks.ts";
import * as publicationMarks from "#app/db/publication-marks.ts";

/**
 * Mostly an order's own webhook follows the event within a second and makes reading the order needless, which would cost
 * half a second of the shop's API budget.
 */
export const FETCH_GRACE_MS = 1_500;

/** Installed shops that have stored webhooks to process. */
export async function findShopsWithDeliveries(db: Database): Promise<string[]> {
  return await deliveries.findShopsWithDeliveries(db, new Date());
}

/** Installed shops that have orders to be read from Shopify. */
export async function findShopsToFetch(db: Database): Promise<string[]> {
  const now = new Date();
  return await fetchMarks.findShopsToFetch(db, {
    now,
    markedBefore: new Date(now.getTime() - FETCH_GRACE_MS),
  });
}

/** Installed shops with orders whose batch codes are due to be shown in Shopify. */
export async function findShopsToPublish(db: Database): Promise<string[]> {
  return await publicationMarks.findShopsToPublish(db, new Date());
}
