import type { BatchRefusal } from "#app/contracts/batch-refusal.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { BATCH_STATUS } from "#app/components/frame/words.ts";

/** What stands against a change of a batch, and what to do, as the form shows it. */
export function sayRefusal(
  refusal: BatchRefusal,
  items: readonly { variantId: string }[] = [],
): ActionFailure {
  const failure = (title: string, detail: string | null, errors: ActionFailure["errors"] = []) => ({
    title,
    detail,
    errors,
  });
  switch (refusal.type) {
    case "not_found":
      return failure(
        "This batch does not exist",
        "It may belong to another shop. Go back to the list of batches.",
      );
    case "invalid_fields":
      return failure("Look at the marked fields", null, refusal.errors);
    case "code_taken":
      return failure("This code is taken", null, [
        {
          path: "code",
          message: `Another batch has the code ${refusal.code}. Choose another, or leave it empty.`,
        },
      ]);
    case "state_moved":
      return failure(
        `The batch is ${BATCH_STATUS[refusal.currentStatus].label.toLowerCase()} now`,
        "Somebody changed it while you were looking at it. Nothing was done: look at it again first.",
      );
    case "move_not_allowed":
      return failure(
        "That is not possible from here",
        `The batch is ${BATCH_STATUS[refusal.currentStatus].label.toLowerCase()} now.`,
      );
    case "not_enough_units": {
      const where = refusal.bucket === "quarantine" ? "in quarantine" : "remaining";
      return failure("Not enough units", null, [
        {
          path: "units",
          message: `Only ${counted(refusal.there, "unit")} ${refusal.there === 1 ? "is" : "are"} ${where}.`,
        },
      ]);
    }
    case "below_taken": {
      const index = items.findIndex((item) => item.variantId === refusal.variantId);
      const message = `${counted(refusal.taken, "unit")} of it are promised, shipped, quarantined or written off: produced cannot be ${refusal.requested}.`;
      return index === -1
        ? failure("Not enough units", message)
        : failure("Look at the marked fields", null, [{ path: `items.${index}.produced`, message }]);
    }
    case "shopify_unavailable":
      return failure(
        "Shopify could not be reached",
        "A variant of this batch has to be read from Shopify first. Try again in a minute; everything you entered is still here.",
      );
  }
}
