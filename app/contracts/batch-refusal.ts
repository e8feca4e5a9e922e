import type { MergeDifference } from "#app/domain/merge-rules.ts";
import type { Bucket } from "#app/domain/settlement.types.ts";
import type { BatchStatus } from "./batch.ts";
import { fieldProblem, problemResponse } from "./problem.ts";
import type { FieldError } from "./problem.ts";

/** Everything that may stand against a change of batches. */
export type BatchRefusal =
  | { type: "not_found" }
  | { type: "invalid_fields"; errors: FieldError[] }
  /** Another batch of the shop has the code, in any case of letters. */
  | { type: "code_taken"; code: string }
  /** It is not in the state the caller saw. */
  | { type: "state_moved"; currentStatus: BatchStatus }
  | { type: "move_not_allowed"; currentStatus: BatchStatus; to: BatchStatus }
  /** Fewer units are there than the adjustment takes. */
  | {
      type: "not_enough_units";
      bucket: "available" | "quarantine";
      requested: number;
      there: number;
      /** The place that has too few; null: no particular one. Left out: the batch as a whole has. */
      place?: string | null;
    }
  /** The books moved since the count began. */
  | { type: "stock_moved"; items: { variantId: string; expected: number; available: number }[] }
  | { type: "act_not_found" }
  /** It moved nothing, or it is an undo itself. */
  | { type: "not_undoable" }
  | { type: "already_undone" }
  /** A batch item that it moved units of is gone. */
  | { type: "item_gone" }
  /** What it put somewhere is not there any more. */
  | { type: "moved_on"; code: string; bucket: Exclude<Bucket, "outside">; requested: number; there: number }
  /** A batch that takes part is in a state in which its units are not divided or put together. */
  | { type: "wrong_state"; code: string; currentStatus: BatchStatus }
  | { type: "needs_confirmation"; differences: MergeDifference[] }
  /** There is nothing to repair. */
  | { type: "adds_up" }
  /** The ledger itself gives fewer than no units: nothing to set the batch to. */
  | { type: "ledger_broken"; variantId: string }
  /** Produced would be lower than what is promised, shipped, quarantined or written off. */
  | { type: "below_taken"; variantId: string; requested: number; produced: number; taken: number }
  | { type: "shopify_unavailable" };

export type BatchRefusalOf<Type extends BatchRefusal["type"]> = Extract<BatchRefusal, { type: Type }>;

export function batchNotFound(): Response {
  return problemResponse("not_found", "This shop has no batch of this id.");
}

/** The refusal as an answer of the JSON API. */
export function batchProblem(refusal: BatchRefusal): Response {
  switch (refusal.type) {
    case "not_found":
      return batchNotFound();
    case "invalid_fields":
      return fieldProblem(refusal.errors);
    case "code_taken":
      return problemResponse(
        "code_taken",
        `Another batch has the code ${refusal.code}. Choose another, or leave it out to get a new one.`,
        { errors: [{ path: "code", message: "is taken by another batch" }] },
      );
    case "state_moved": {
      const { currentStatus } = refusal;
      const detail = `The batch is ${currentStatus} now. Look at it again before you change it.`;
      return problemResponse("state_moved", detail, { currentStatus });
    }
    case "move_not_allowed": {
      const { currentStatus, to } = refusal;
      return problemResponse("move_not_allowed", whyNot(currentStatus, to), { currentStatus });
    }
    case "not_enough_units": {
      const { bucket, requested, there } = refusal;
      const where = bucket === "quarantine" ? "in quarantine" : `available${sayPlace(refusal.place)}`;
      return problemResponse(
        "not_enough_units",
        `${there} units are ${where}, which is fewer than the ${requested} to take.`,
        { numbers: { requested, [bucket]: there } },
      );
    }
    case "below_taken": {
      const { variantId, requested, produced, taken } = refusal;
      return problemResponse(
        "not_enough_units",
        `${taken} of the ${produced} units of ${variantId} are promised, shipped, quarantined or written off: ` +
          `produced cannot be ${requested}.`,
        { numbers: { requested, produced, taken } },
      );
    }
    case "stock_moved":
      return problemResponse(
        "stock_moved",
        "Units moved since the count began. Look at the present numbers and count again what differs.",
        { numbers: Object.fromEntries(refusal.items.map((item) => [item.variantId, item.available])) },
      );
    case "act_not_found":
      return problemResponse("not_found", "This shop has no act of this id.");
    case "not_undoable":
      return problemResponse(
        "move_not_allowed",
        "This cannot be undone. Do what is needed as a further act.",
      );
    case "already_undone":
      return problemResponse("state_moved", "It has been undone already.");
    case "item_gone":
      return problemResponse(
        "state_moved",
        "A batch that it moved units of does not have the variant any more.",
      );
    case "moved_on": {
      const { code, bucket, requested, there } = refusal;
      return problemResponse(
        "not_enough_units",
        `${requested} units of ${code} would have to come out of ${bucket} again, and ${there} are there.`,
        { numbers: { requested, [bucket]: there } },
      );
    }
    case "wrong_state": {
      const { code, currentStatus } = refusal;
      const detail = `Batch ${code} is ${currentStatus}: its units cannot be moved between batches.`;
      return problemResponse("move_not_allowed", detail, { currentStatus });
    }
    case "needs_confirmation":
      return problemResponse(
        "needs_confirmation",
        "The batches differ. Accept each difference by its key in `confirmed`; the earliest expiry and the last cure date " +
          "then hold for all units.",
        {
          errors: refusal.differences.map(({ key, kind, code, source, target }) => ({
            path: `confirmed.${key}`,
            message: `${kind} of ${code} is ${source ?? "none"}, of the batch that takes its units ${target ?? "none"}`,
          })),
        },
      );
    case "adds_up":
      return problemResponse("move_not_allowed", "The batch adds up: there is nothing to repair.");
    case "ledger_broken":
      return problemResponse(
        "move_not_allowed",
        `The ledger of ${refusal.variantId} itself gives fewer than no units. It has to be looked at by hand.`,
      );
    case "shopify_unavailable":
      return problemResponse(
        "shopify_unavailable",
        "A variant of the batch is not known here yet and Shopify could not be asked for it. Try again in a minute.",
        {},
        { "Retry-After": "60" },
      );
  }
}

/** ` in Porto`; nothing when no place is meant. */
export function sayPlace(place: string | null | undefined): string {
  if (place === undefined) return "";
  return place === null ? " at no particular place" : ` at ${place}`;
}

function whyNot(from: BatchStatus, to: BatchStatus): string {
  if (to === "recalled") return "A batch is recalled by launching a recall.";
  if (from === "recalled") return "The batch is recalled: revoke the recall to get its former state back.";
  return from === to ? `The batch is ${from} already.` : `A batch that is ${from} cannot become ${to}.`;
}
