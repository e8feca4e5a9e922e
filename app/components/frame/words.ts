import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { WaitingReason } from "#app/domain/waiting-reason.ts";
import type { BatchStatus, Bucket, Confidence } from "#app/domain/settlement.types.ts";

type Tone = "success" | "attention" | "warning" | "critical" | "info" | undefined;

/** The words of the trade as the pages write them, one place for each. */
export const BATCH_STATUS: Record<BatchStatus, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "info" },
  open: { label: "Open", tone: "success" },
  on_hold: { label: "On hold", tone: "warning" },
  closed: { label: "Closed", tone: undefined },
  recalled: { label: "Recalled", tone: "critical" },
};

export const BATCH_CONDITION: Record<string, { label: string; tone: Tone }> = {
  sold_out: { label: "Sold out", tone: undefined },
  curing: { label: "Curing", tone: "info" },
  expired: { label: "Expired", tone: "warning" },
  stop_shipped: { label: "Past stop-ship date", tone: "warning" },
};

export const BUCKET: Record<Exclude<Bucket, "outside">, string> = {
  available: "Remaining",
  promised: "Promised",
  shipped: "Shipped",
  quarantine: "Quarantined",
  written_off: "Written off",
};

export const CONFIDENCE: Record<Confidence, { label: string; detail: string; tone: Tone }> = {
  assumed: { label: "Assumed", detail: "The shop's rules say so", tone: undefined },
  confirmed: { label: "Confirmed", detail: "A person or a scanner said so", tone: "success" },
  corrected: { label: "Corrected", detail: "Moved by a person, with a reason", tone: "info" },
};

export const RECALL_STATUS: Record<RecallStatus, { label: string; tone: Tone }> = {
  draft: { label: "Draft", tone: "info" },
  active: { label: "Active", tone: "critical" },
  paused: { label: "Paused", tone: "warning" },
  closed: { label: "Closed", tone: undefined },
  revoked: { label: "Revoked", tone: undefined },
};

export const RECIPIENT_STATUS: Record<string, { label: string; tone: Tone }> = {
  queued: { label: "Waiting", tone: "info" },
  sending: { label: "Sending", tone: "info" },
  accepted: { label: "Sent", tone: "success" },
  bounced: { label: "Bounced", tone: "critical" },
  failed: { label: "Failed", tone: "critical" },
  uncertain: { label: "Uncertain", tone: "warning" },
  unreachable: { label: "Not reachable", tone: "warning" },
  acknowledged: { label: "Acknowledged", tone: "success" },
  remedied: { label: "Remedied", tone: "success" },
  excluded: { label: "Excluded", tone: undefined },
  redacted: { label: "Redacted", tone: undefined },
  drill: { label: "Drill: no mail", tone: "info" },
};

export const ASSIGNMENT_STATE: Record<string, string> = {
  promised: "Promised, not shipped yet",
  shipped: "Shipped",
  returned: "Returned",
  written_off: "Written off",
};

/** Why a batch was passed over. */
export const SKIP_REASON: Record<string, string> = {
  draft: "still a draft",
  on_hold: "on hold",
  closed: "closed",
  recalled: "recalled",
  sold_out: "sold out",
  made_in_future: "made at a time still to come",
  curing: "still curing",
  expired: "expired",
  stop_shipped: "past its stop-ship date",
  short_shelf_life: "too close to its expiry date",
  elsewhere: "at another location",
  would_mix: "too few units for the whole line",
  made_after_shipping: "made after these units shipped",
};

/** Why a line has no batch, or too few units. */
const LINE_REASON: Record<string, string> = {
  no_batch: "No batch of this variant has units left.",
  on_hold: "A batch with units is on hold.",
  draft: "A batch with units is still a draft.",
  curing: "A batch with units is still curing.",
  made_in_future: "A batch with units is made at a time still to come.",
  closed: "A batch with units is closed.",
  expired: "The units that are left have expired.",
  stop_shipped: "The units that are left are past their stop-ship date.",
  short_shelf_life: "The units that are left expire too soon: your shop asks for more days.",
  elsewhere: "The units that are left are at another location.",
  made_after_shipping: "These units shipped before any batch with units was made.",
  recalled: "The units that are left are recalled.",
  gift_card: "Not tracked: a gift card.",
  tip: "Not tracked: a tip.",
  custom_line: "Not tracked: a custom line without a product.",
  not_tracked: "Not tracked: batches are switched off for this product.",
  test_order: "Not tracked: a test order.",
  set: "A set: its units come from the parts below.",
  awaiting_payment: "Gets its batch when the order is paid.",
  awaiting_fulfilment: "Gets its batch when it is shipped.",
  deleted: "The order was deleted in Shopify.",
};

export function sayLineReason(reason: string): string {
  return LINE_REASON[reason] ?? asWords(reason);
}

/** The same in a list, where it has to be read at a glance; null for what the list says otherwise. */
const SHORT_REASON: Record<WaitingReason, string | null> = {
  no_batch: "no batch left",
  on_hold: "batch on hold",
  draft: "batch still a draft",
  curing: "still curing",
  made_in_future: "made later",
  closed: "batch closed",
  expired: "expired",
  stop_shipped: "past stop-ship date",
  short_shelf_life: "expires too soon",
  elsewhere: "at another location",
  made_after_shipping: "shipped before it was made",
  recalled: "recalled",
  sold_out: "no batch left",
  would_mix: "too few for the whole line",
  awaiting_payment: null,
  awaiting_fulfilment: null,
};

/** `On hold, no batch left`; empty when there is nothing to say. */
export function sayWhyUnassigned(reasons: readonly WaitingReason[]): string {
  const words = [...new Set(reasons.flatMap((reason) => SHORT_REASON[reason] ?? []))].join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What unshipped units wait for that are to have no batch yet; null for a line that waits for stock, or for nothing. */
export function sayDeferred(reason: string | null): string | null {
  if (reason === "awaiting_payment") return "payment";
  return reason === "awaiting_fulfilment" ? "shipping" : null;
}

/** `removed_without_restock` → `Removed without restock`: for a word that has no better one. */
export function asWords(code: string): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `merchant:123` → `Your team`: never a raw id. */
export function sayActor(actor: string): string {
  if (actor === "system") return "Batchbook";
  if (actor === "shopify") return "Shopify";
  return "Your team";
}
