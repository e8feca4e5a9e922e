import { sayAgainst, type AssignmentRefusal } from "#app/contracts/assignment-refusal.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { SKIP_REASON, asWords } from "#app/components/frame/words.ts";

/** What stands against a confirmation or correction, as the form shows it. */
export function sayAssignmentRefusal(refusal: AssignmentRefusal): ActionFailure {
  if (refusal.type === "order_not_found" || refusal.type === "not_found") {
    return {
      title: "This is not there any more",
      detail: "The order, its line or the batch is gone. Load the page again.",
      errors: [],
    };
  }
  const message = sayAgainst(refusal, (why) => SKIP_REASON[why] ?? asWords(why));
  return { title: "Nothing was changed", detail: null, errors: [{ path: pathOf(refusal.type), message }] };
}

function pathOf(type: AssignmentRefusal["type"]): string {
  const ofBatch = ["other_variant", "not_assignable", "made_after_shipping", "not_enough_units"];
  return ofBatch.includes(type) ? "toBatchId" : "units";
}
