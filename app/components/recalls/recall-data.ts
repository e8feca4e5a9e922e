import type { Remedy } from "#app/contracts/recall.ts";
import type { Contact } from "#app/domain/order-facts.ts";
import type { RecallRing, RecallScope, RecallScopeGroups } from "#app/domain/recall-scope.ts";
import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { BatchStatus } from "#app/domain/settlement.types.ts";

/** A recall in the list. */
export interface RecallRow {
  id: string;
  number: string;
  status: RecallStatus;
  drill: boolean;
  reason: string;
  groups: RecallScopeGroups;
  launchedAt: Date;
  batchCodes: string[];
}

interface TagCounts {
  total: number;
  tagged: number;
  failed: number;
}

export interface RecallView {
  id: string;
  number: string;
  tag: string;
  status: RecallStatus;
  drill: boolean;
  ring: RecallRing;
  reason: string;
  hazard: string;
  instructions: string;
  remedies: string[];
  subject: string;
  body: string;
  groups: RecallScopeGroups;
  /** How long, in milliseconds, it took to find and record everyone. */
  scopeMs: number;
  launchedAt: Date;
  doneAt: Date | null;
  endedAt: Date | null;
  batches: { id: string; code: string; status: BatchStatus }[];
  progress: {
    orders: TagCounts;
    customers: TagCounts;
    recipients: Record<string, number> & { total: number };
    done: boolean;
  };
}

export interface RecallRecipientRow {
  id: string;
  contact: Contact;
  status: string;
  acceptedAt: Date | null;
  error: string | null;
  orders: { orderId: bigint; name: string; items: { title: string; code: string; units: number }[] }[];
}

export interface RecipientPage {
  items: RecallRecipientRow[];
  nextCursor: string | null;
}

export interface RecallEventRow {
  id: string;
  at: Date;
  kind: string;
  actor: string;
  reason: string | null;
}

/** What each ring would reach, counted before anything is done. */
export type RingPreviews = Record<RecallRing, RecallScope>;

/** What a recall says to buyers, as typed. */
export interface NoticeDraft {
  reason: string;
  hazard: string;
  instructions: string;
  remedies: Remedy[];
  subject: string;
  body: string;
}
