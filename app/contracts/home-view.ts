import type { RecallProgress, RecallStatus } from "./recall.ts";

/** What the Home page shows, a card each. */
export interface HomeSummary {
  unassigned: UnassignedCard;
  expiring: ExpiringCard;
  recalls: ActiveRecall[];
  firstSteps: FirstSteps;
  lastCheck: LastCheck | null;
  today: TodayCard;
  /** Batches whose units were found to differ from their ledger; the first ten. */
  ledgerAlarms: { id: string; code: string }[];
}

export interface UnassignedCard {
  units: number;
  orders: number;
  /** When the oldest waiting order was placed. */
  oldestAt: string | null;
}

/** Open or held batches with units on the shelf that expire within 30 days, or already have. */
export interface ExpiringCard {
  total: number;
  /** The first five by expiry. */
  batches: {
    id: string;
    code: string;
    title: string;
    imageUrl: string | null;
    expiresOn: string;
    remaining: number;
  }[];
}

export interface ActiveRecall {
  id: string;
  number: string;
  drill: boolean;
  status: RecallStatus;
  launchedAt: string;
  orders: RecallProgress["orders"];
  recipients: { total: number; settled: number };
}

export interface FirstSteps {
  catalogueMirrored: boolean;
  batchMade: boolean;
  /** Orders from before the app were replayed against past batches. */
  pastReplayed: boolean;
  orderFilled: boolean;
  /** A real recall is no drill: who was in a hurry has not seen yet how it goes without one. */
  drillRun: boolean;
}

/** Reconciliations with Shopify: what webhooks should have said. Null before the first. */
export interface LastCheck {
  at: string;
  /** Orders of the last 24 hours that had changed without a message from Shopify. */
  found: number;
}

/** Since midnight of the shop's day. */
export interface TodayCard {
  orders: number;
  /** Units of today's orders that have a batch. */
  unitsAssigned: number;
  batchesMade: number;
}
