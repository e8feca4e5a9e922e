import { z } from "zod";
import type { CorrectableState } from "#app/domain/plan-correction.ts";
import type { WaitingReason } from "#app/domain/waiting-reason.ts";
import type { Order, OrderLine } from "./order.ts";
import { line, pageQuery } from "./formats.ts";

const orderFilter = z.enum(["all", "assigned", "unassigned"]);

/** Of the Orders page. `q`: the start of an order name, a whole e-mail address, or a whole batch code. */
export const listOrdersQuery = z.object({
  filter: orderFilter.default("all"),
  q: z.preprocess((value) => (value === "" ? undefined : value), line(200).optional()),
  ...pageQuery,
});

export type ListOrdersQuery = z.output<typeof listOrdersQuery>;

export interface OrderRow {
  /** gid */
  id: string;
  name: string;
  processedAt: string;
  cancelledAt: string | null;
  deleted: boolean;
  test: boolean;
  /** Null when unknown or redacted. */
  buyerName: string | null;
  buyerEmail: string | null;
  buyerPhone: string | null;
  /** Units of tracked lines that still need, or already have, a batch. */
  units: number;
  /** Units that no batch was found for. */
  unassigned: number;
  /** Why, as of now; each once, in the order of the lines. */
  unassignedWhy: WaitingReason[];
  /** Unshipped units that are to have no batch yet, and what they wait for. */
  deferred: number;
  waitsFor: "payment" | "shipping" | null;
  /** Promised units of batches that are on hold. */
  onHold: number;
  /** Batches the order holds units of. */
  batches: { id: string; code: string; units: number }[];
}

export interface OrderPage {
  items: OrderRow[];
  nextCursor: string | null;
}

/** What the Order page shows beyond the JSON API. */
export interface OrderView extends Order {
  buyerName: string | null;
  buyerEmail: string | null;
  buyerPhone: string | null;
  lines: OrderLineView[];
}

export interface OrderLineView extends OrderLine {
  /** Where its units are to ship from; empty: not known, or it does not matter. */
  shipsFrom: { name: string; units: number }[];
  variantTitle: string | null;
  sku: string | null;
  imageUrl: string | null;
  /** For a part of a set that was sold as one: the id of the line that was sold. */
  partOf: string | null;
}

/** What a person said about a line's batches. */
export interface OrderAct {
  id: string;
  kind: "confirmed" | "corrected";
  at: string;
  actor: string;
  reason: string;
  /** gid */
  lineId: string;
  units: number;
  /** Units by the state they were in. */
  states: Record<CorrectableState, number>;
  /** Null: the units had no batch. */
  from: { id: string; code: string } | null;
  /** Null: confirmed. */
  to: { id: string; code: string } | null;
}

/** What Shopify shows of the order's batches. */
export interface PublicationView {
  /** `LAV-0412, CED-0101`; null: nothing. */
  codes: string | null;
  /** How many tags of the order are the app's. */
  tags: number;
  publishedAt: string | null;
  /** Why Shopify does not show what it should. */
  error: string | null;
  /** A change has still to be written. */
  isDue: boolean;
}
