import { z } from "zod";

/** A kind of background work: its name in the queue, what it needs to know, and how often it is tried. */
export interface JobDefinition<Payload extends z.ZodType = z.ZodType> {
  name: string;
  payload: Payload;
  /** Tries with exponential back-off before the job is given up and reported. */
  maxAttempts: number;
}

const ofShop = z.object({ shopId: z.uuid() });
const ofRecall = ofShop.extend({ recallId: z.uuid() });

/** Mirrors the shop's whole catalogue; resumes from the stored cursor. */
export const importCatalogueJob = { name: "import-catalogue", payload: ofShop, maxAttempts: 25 } as const;

/** Reads one product again after a webhook. */
export const syncProductJob = {
  name: "sync-product",
  payload: ofShop.extend({ productId: z.string().regex(/^\d+$/) }),
  maxAttempts: 25,
} as const;

/** Serves lines that wait from the stock there is, after a change of rules that may let them have units. */
export const settleWaitingJob = {
  name: "settle-waiting",
  payload: ofShop.extend({ productId: z.string().regex(/^\d+$/).nullable() }),
  maxAttempts: 25,
} as const;

/** Reads the shop's locations again. */
export const syncLocationsJob = { name: "sync-locations", payload: ofShop, maxAttempts: 25 } as const;

/** Has the orders of these fulfilment orders read: where they ship from may have changed. */
export const findReroutedOrdersJob = {
  name: "find-rerouted-orders",
  payload: ofShop.extend({ fulfilmentOrderIds: z.array(z.string().regex(/^\d+$/)).min(1).max(250) }),
  maxAttempts: 25,
} as const;

/** What the keys of a shop's jobs of that kind begin with: the queue tells by them whether one is waiting. */
export function reroutedJobKeys(shopId: string): string {
  return `${findReroutedOrdersJob.name}:${shopId}:`;
}

/** Finds the orders of one shop that webhooks missed. */
export const sweepOrdersJob = { name: "sweep-orders", payload: ofShop, maxAttempts: 5 } as const;

/** Queues a sweep for every installed shop. Runs by schedule. */
export const sweepShopsJob = { name: "sweep-shops", payload: z.object({}), maxAttempts: 3 } as const;

/** Takes an import of orders one step on: asks Shopify, looks whether the file is there, applies what is staged. */
export const importOrdersJob = {
  name: "import-orders",
  payload: ofShop.extend({ importId: z.uuid() }),
  maxAttempts: 25,
} as const;

/** Records the batches of a file that a merchant has confirmed, set by set. */
export const importBatchesJob = {
  name: "import-batches",
  payload: ofShop.extend({ importId: z.uuid() }),
  maxAttempts: 25,
} as const;

/** Begins the nightly check of open orders in every installed shop. Runs by schedule. */
export const checkOpenOrdersJob = {
  name: "check-open-orders",
  payload: z.object({}),
  maxAttempts: 3,
} as const;

/** Sends a recall's notices in sets until none is left. */
export const sendNoticesJob = { name: "send-notices", payload: ofRecall, maxAttempts: 100 } as const;

/** Tags a recall's orders and customers in sets until none is left. */
export const tagRecallJob = { name: "tag-recall", payload: ofRecall, maxAttempts: 100 } as const;

/** Carries out the stored compliance requests (redactions, data requests). */
export const complianceJob = {
  name: "carry-out-compliance",
  payload: z.object({}),
  maxAttempts: 25,
} as const;

/** Deletes processed deliveries and finished records past their time. Runs by schedule. */
export const purgeJob = { name: "purge", payload: z.object({}), maxAttempts: 3 } as const;

/** Counts the batch items of one shop anew from their ledger; `after` is the last one that was checked. */
export const checkLedgerJob = {
  name: "check-ledger",
  payload: ofShop.extend({
    after: z.object({ batchId: z.uuid(), variantId: z.string().regex(/^\d+$/) }).optional(),
  }),
  maxAttempts: 5,
} as const;

/** Queues a check of the ledger for every installed shop. Runs by schedule. */
export const checkLedgersJob = { name: "check-ledgers", payload: z.object({}), maxAttempts: 3 } as const;
