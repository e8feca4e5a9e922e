import type { Batch, BatchItem } from "./batch.ts";

/** What pages show of a batch beyond what the JSON API gives. Ids, instants and dates are written as in the API. */
export interface BatchView extends Batch {
  items: BatchItemView[];
  totals: BatchTotals;
  /** Picture of the first item's variant or product. */
  imageUrl: string | null;
  openedAt: string | null;
  createdAt: string;
  createdBy: string;
}

export interface BatchItemView extends BatchItem {
  /** gid */
  productId: string;
  productTitle: string;
  /** "Default Title" where the product has one variant, as Shopify says it. */
  variantTitle: string;
  sku: string | null;
  imageUrl: string | null;
  /** The variant is gone from Shopify; its names here are the last known. */
  deleted: boolean;
}

/** Units over all items. */
export type BatchTotals = Omit<BatchItem, "variantId" | "locations">;

export interface BatchViewPage {
  items: BatchView[];
  nextCursor: string | null;
}

export interface TimelineEntry {
  id: string;
  at: string;
  /** `created`, `status_changed`, `fields_changed`, `produced_changed`, `item_added`, `adjusted`, or a recall's own word. */
  kind: string;
  actor: string;
  reason: string | null;
  data: Record<string, unknown>;
  /** The person's act that it tells of; null: it is none. */
  act: { id: string; kind: string; undone: boolean; canUndo: boolean } | null;
}

export interface TimelinePage {
  items: TimelineEntry[];
  nextCursor: string | null;
}

/** Units that came into a batch from another, or went from it into another. */
export interface BatchLink {
  actId: string;
  kind: "split" | "merge";
  /** They came in; else they went. */
  incoming: boolean;
  /** The other batch. */
  batchId: string;
  code: string;
  at: string;
  units: number;
  undone: boolean;
}

/** A batch that exchanged units with the chosen ones, over any number of steps. */
export interface RelatedBatch {
  batch: BatchView;
  /** Codes of the batches that it exchanged units with. */
  linkedWith: string[];
}

/** An order that took units from a batch. */
export interface BatchOrder {
  /** gid */
  id: string;
  name: string;
  processedAt: string | null;
  cancelledAt: string | null;
  deleted: boolean;
  test: boolean;
  /** Null when unknown or redacted. */
  buyerName: string | null;
  buyerEmail: string | null;
  buyerPhone: string | null;
  promised: number;
  shipped: number;
  returned: number;
  writtenOff: number;
}

export interface BatchOrderPage {
  items: BatchOrder[];
  nextCursor: string | null;
}

/** One of the shop's locations, for a choice of places. */
export interface LocationView {
  /** gid */
  id: string;
  name: string;
  /** Units can be put there: it is neither deactivated nor deleted. */
  usable: boolean;
}
