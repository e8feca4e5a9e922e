import type { AllocationRules, Strategy } from "./allocation-rules.ts";
import type { LinePlaces, PlaceUnits, Shipment } from "./order-facts.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** Units of a batch item are always in one of these; `outside` is the world before production and after disposal. */
export type Bucket = "outside" | "available" | "promised" | "shipped" | "quarantine" | "written_off";

export type Confidence = "assumed" | "confirmed" | "corrected";

export type BatchStatus = "draft" | "open" | "on_hold" | "closed" | "recalled";

/**
 * One variant of one batch at one place, as the allocator sees it. The caller has locked the variant's head. Units that are
 * at a location are an item of their own beside those that are at no particular one.
 */
export interface StockItem {
  batchId: string;
  variantId: ShopifyId;
  /** Where the available units are; null: at no particular place, so that they can be shipped from any. */
  locationId: ShopifyId | null;
  code: string;
  status: BatchStatus;
  madeAt: Date;
  openedAt: Date | null;
  /** `YYYY-MM-DD` */
  cureOn: string | null;
  /** `YYYY-MM-DD`; usable through the end of that day. */
  expiresOn: string | null;
  /** Available units. */
  remaining: number;
  /** Of the batch item as a whole, given with the item without a location. Units in quarantine. Only these can go back to a buyer when Shopify withdraws a return; left out: none can. */
  quarantined?: number;
  /** Likewise: units written off. Only these can go back to a line when Shopify withdraws a removal; left out: none can. */
  writtenOff?: number;
}

/** What a line draws from one batch; its units move between the four columns and never leave the row but to the shelf. */
export interface AssignmentState {
  /** Order of the draws within the line, from 1. */
  seq: number;
  batchId: string;
  /** Where the units were taken from, and go back to. */
  locationId: ShopifyId | null;
  promised: number;
  shipped: number;
  returned: number;
  writtenOff: number;
  confidence: Confidence;
}

/** A line with what Shopify's facts say it should hold (`target`) and what it holds. */
export interface LineState {
  orderId: ShopifyId;
  lineId: ShopifyId;
  variantId: ShopifyId;
  /** The order's processed_at: lines compete by it, then order id, then line id. */
  placedAt: Date;
  /** All zero for a line that draws nothing; `lineTarget` says which do, and what a deleted order still holds. */
  target: LineTarget;
  /**
   * What the facts said when the line was last settled: order_line's quantities before this change, the same as in
   * `target` for a line that only waits, null for a line that is new. Tells units that came back or left without ever
   * having had a batch, which no assignment remembers, from those that do so now.
   */
  settled: SettledFacts | null;
  /** When the first of its units shipped. Those that shipped while unassigned may only be of a batch made before they did. */
  shippedAt: Date | null;
  /** The shipped units by when they left, earliest first; left out: all at `shippedAt`. */
  shipments?: Shipment[];
  /** Units that the launch of a recall under way took off the line and that have not come back; left out: none. */
  takenOff?: TakenOff[];
  /** Unshipped units wait for payment or for shipping, and are given no batch until then. */
  deferred: boolean;
  /** Where the units ship from; null: the shop does not track locations, or Shopify has not said. */
  places: LinePlaces | null;
  /** By seq. */
  assignments: AssignmentState[];
  /** Units without a batch, shipped ones included. */
  unassigned: number;
  unassignedShipped: number;
}

export interface SettledFacts extends Pick<LineTarget, "returned" | "leftWithoutRestock"> {
  /** From where units had shipped by then; left out or null: not known. What shipped without a batch is in no assignment. */
  shippedFrom?: readonly PlaceUnits[] | null;
}

/** Unshipped units of a recalled batch that were taken off a line. */
export interface TakenOff {
  batchId: string;
  units: number;
  at: Date;
}

export interface LineTarget {
  promised: number;
  /** Shipped units, the returned ones included. */
  shipped: number;
  returned: number;
  /** Removed before shipping without restock: what the line held of these becomes written off. */
  leftWithoutRestock: number;
}

export interface PlanInput {
  /** The lines whose facts changed, and every line of the same variants that still waits for units. */
  lines: LineState[];
  /** Every batch item of the lines' variants that has units available or that a line already draws on. */
  stock: StockItem[];
  /** By variant; `DEFAULT_RULES` for those without an entry. */
  rules: ReadonlyMap<ShopifyId, AllocationRules>;
  /** Batches whose unshipped units are taken off their lines before anything is assigned (a recall's launch). */
  releaseFrom: string[];
  now: Date;
  /** IANA zone of the shop: decides which calendar day it is. */
  timeZone: string;
}

/** Everything that must be written, as differences and new rows; empty when nothing changes. */
export interface SettlementPlan {
  assignments: AssignmentWrite[];
  lines: LineWrite[];
  movements: MovementDraft[];
}

/** The row as it shall be; `created` rows are inserted, others updated. */
export interface AssignmentWrite extends AssignmentState {
  orderId: ShopifyId;
  lineId: ShopifyId;
  variantId: ShopifyId;
  created: boolean;
  /** Set for created rows. */
  decision: Decision | null;
}

/** Why this batch: kept with the assignment. */
export interface Decision {
  rule: Strategy;
  /** Version of the rule's code, raised when its answers can change. */
  version: number;
  /** Version of the shop's rules; absent in records from before there were versions. */
  rules?: number;
  /** Eligible batches in the order they were offered, with the units each had. */
  candidates: { batchId: string; code: string; available: number; took: number }[];
  skipped: { batchId: string; code: string; why: SkipReason }[];
}

export type SkipReason =
  | "draft"
  | "on_hold"
  | "closed"
  | "recalled"
  | "sold_out"
  | "made_in_future"
  | "curing"
  | "expired"
  | "stop_shipped"
  | "short_shelf_life"
  | "elsewhere"
  | "would_mix"
  | "made_after_shipping";

export interface LineWrite {
  orderId: ShopifyId;
  lineId: ShopifyId;
  unassigned: number;
  unassignedShipped: number;
}

export type MovementCause =
  | "produced"
  | "assigned"
  | "shipped"
  | "fulfilment_cancelled"
  | "released"
  | "returned"
  | "removed_without_restock"
  | "recall_release"
  | "left_before_recall"
  | "relocated"
  | "transferred"
  | "corrected"
  | "count_up"
  | "count_down"
  | "breakage"
  | "sample"
  | "tester"
  | "gift"
  | "restock"
  | "discard"
  | "produced_changed"
  | "split"
  | "merge"
  | "undo";

export interface MovementDraft {
  batchId: string;
  variantId: ShopifyId;
  from: Bucket;
  to: Bucket;
  /** Which location's units `available` means; left out or null: those at no particular one. */
  fromLocationId?: ShopifyId | null;
  toLocationId?: ShopifyId | null;
  units: number;
  cause: MovementCause;
  orderId: ShopifyId | null;
  lineId: ShopifyId | null;
}
