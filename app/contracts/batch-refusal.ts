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
  | { type: "not_enough_units"; bucket: "available" | "quarantine"; requested: number; there: number }
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
      const where = bucket === "available" ? "available" : "in quarantine";
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
    case "shopify_unavailable":
      return problemResponse(
        "shopify_unavailable",
        "A variant of the batch is not known here yet and Shopify could not be asked for it. Try again in a minute.",
        {},
        { "Retry-After": "60" },
      );
  }
}

function whyNot(from: BatchStatus, to: BatchStatus): string {
  if (to === "recalled") return "A batch is recalled by launching a recall.";
  if (from === "recalled") return "The batch is recalled: revoke the recall to get its former state back.";
  return from === to ? `The batch is ${from} already.` : `A batch that is ${from} cannot become ${to}.`;
}
