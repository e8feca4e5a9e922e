import type { CorrectionRefusal } from "#app/domain/plan-correction.ts";
import type { SkipReason } from "#app/domain/settlement.types.ts";
import { problemResponse } from "./problem.ts";

/** Everything that may stand against a confirmation or correction. */
export type AssignmentRefusal =
  | { type: "order_not_found" }
  | { type: "not_found"; path: "lineId" | "fromBatchId" | "toBatchId" }
  | CorrectionRefusal;

const UNKNOWN = {
  lineId: "The order has no such line.",
  fromBatchId: "This shop has no batch of this id.",
  toBatchId: "This shop has no batch of this id.",
};

/** The refusal as an answer of the JSON API. */
export function assignmentProblem(refusal: AssignmentRefusal): Response {
  switch (refusal.type) {
    case "order_not_found":
      return problemResponse("not_found", "This shop has no such order, or it has not been settled yet.");
    case "not_found": {
      const detail = UNKNOWN[refusal.path];
      const errors = [{ path: refusal.path, message: "is not known" }];
      return problemResponse("not_found", detail, { errors });
    }
    case "not_held":
    case "nothing_to_confirm":
    case "not_in_quarantine":
    case "not_enough_units": {
      const { requested, there } = refusal;
      const detail = sayAgainst(refusal, (why) => why);
      return problemResponse("not_enough_units", detail, { numbers: { requested, there } });
    }
    case "other_variant":
    case "made_after_shipping":
      return problemResponse(
        "not_assignable",
        sayAgainst(refusal, (why) => why),
        {
          errors: [{ path: "toBatchId", message: refusal.type }],
        },
      );
    case "not_assignable":
      return problemResponse(
        "not_assignable",
        sayAgainst(refusal, (why) => why.replaceAll("_", " ")),
        {
          errors: [{ path: "toBatchId", message: refusal.why }],
        },
      );
  }
}

/** Why the units cannot be counted that way, in a sentence; `words`: how a page names why a batch is passed over. */
export function sayAgainst(refusal: CorrectionRefusal, words: (why: SkipReason) => string): string {
  switch (refusal.type) {
    case "not_held":
      return `The line has ${there(refusal)} of that batch in this state${tooFew(refusal)}.`;
    case "nothing_to_confirm":
      return `The line has ${there(refusal)} of that batch to confirm${tooFew(refusal)}.`;
    case "not_in_quarantine":
      return (
        `The batch has ${there(refusal)} in quarantine${tooFew(refusal)}: what came back was inspected meanwhile. ` +
        "Count both batches instead."
      );
    case "not_enough_units":
      return `The batch has ${there(refusal)} to give${tooFew(refusal)}.`;
    case "other_variant":
      return "That batch has no units of this variant.";
    case "not_assignable":
      return `That batch cannot be promised to anybody now: ${words(refusal.why)}.`;
    case "made_after_shipping":
      return "That batch was made after these units shipped, so they cannot be from it.";
  }
}

function there({ there: units }: { there: number }): string {
  return units === 0 ? "no units" : units === 1 ? "1 unit" : `${units} units`;
}

function tooFew({ there: units, requested }: { there: number; requested: number }): string {
  return units === 0 ? "" : `, fewer than ${requested}`;
}
