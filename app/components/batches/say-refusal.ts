import { sayPlace } from "#app/contracts/batch-refusal.ts";
import type { BatchRefusal } from "#app/contracts/batch-refusal.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { BATCH_STATUS, BUCKET } from "#app/components/frame/words.ts";

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
      const where = refusal.bucket === "quarantine" ? "in quarantine" : `remaining${sayPlace(refusal.place)}`;
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
    case "stock_moved":
      return failure(
        "Units moved while you were counting",
        "Nothing was recorded. The page shows the present numbers: look at the marked rows once more.",
        refusal.items.map(({ variantId, expected, available }) => ({
          path: `counts.${variantId}`,
          message: `${grouped(available)} now, it was ${grouped(expected)} when you began.`,
        })),
      );
    case "act_not_found":
      return failure("There is nothing to undo", "It may belong to another shop. Load the page again.");
    case "not_undoable":
      return failure(
        "This cannot be undone",
        "Do what is needed as a further change: both stay in the history.",
      );
    case "already_undone":
      return failure("It is undone already", "Somebody was faster. Nothing was done a second time.");
    case "item_gone":
      return failure("It cannot be undone any more", "The batch does not have this variant any more.");
    case "moved_on": {
      const { code, bucket, requested, there } = refusal;
      return failure(
        "The units are not there any more",
        `To undo this, ${counted(requested, "unit")} of ${code} would have to come out of “${BUCKET[bucket]}” again, but ` +
          `only ${counted(there, "unit")} ${there === 1 ? "is" : "are"} there: the others went on meanwhile.`,
      );
    }
    case "wrong_state":
      return failure(
        `Batch ${refusal.code} is ${BATCH_STATUS[refusal.currentStatus].label.toLowerCase()}`,
        refusal.currentStatus === "recalled"
          ? "Units of a recalled batch stay under its code, so that they can be found."
          : "Units go into batches that are open, on hold or a draft. Open it first.",
      );
    case "needs_confirmation":
      return failure(
        "The batches differ",
        "Look at the differences below and confirm each of them, or leave the batch out.",
      );
    case "adds_up":
      return failure("There is nothing to repair", "The batch agrees with its ledger now.");
    case "ledger_broken":
      return failure(
        "The ledger itself does not add up",
        "It gives fewer than no units somewhere, so there is nothing right to set the batch to. Please contact support.",
      );
    case "shopify_unavailable":
      return failure(
        "Shopify could not be reached",
        "A variant of this batch has to be read from Shopify first. Try again in a minute; everything you entered is still here.",
      );
  }
}
