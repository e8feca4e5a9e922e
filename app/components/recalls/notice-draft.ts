import type { BatchView } from "#app/contracts/batch-view.ts";
import type { FieldError } from "#app/components/frame/action-result.ts";
import type { WordingWarning } from "#app/domain/recall-wording.ts";
import { batchTitle } from "#app/components/batches/batch-title.ts";
import type { NoticeDraft } from "./recall-data.ts";

/** A notice to start from. What is wrong and why is for the merchant to say, so those stay empty. */
export function noticeFor(batches: readonly BatchView[]): NoticeDraft {
  const product = batchTitle(batches.flatMap((batch) => batch.items));
  return {
    reason: "",
    hazard: "",
    instructions:
      "Stop using it at once and do not give it to anyone else. Keep the label with the batch code and reply to this message.",
    remedies: ["refund"],
    subject: batches.length === 0 ? "Product safety recall" : `Product safety recall: ${product}`,
    body: "You bought a product from {{shop}} that we are recalling. Please look at the batch code on the label now. These batches are recalled: {{batches}}.",
  };
}

/** What must be there before a notice can go out. */
export function checkNotice(notice: NoticeDraft): FieldError[] {
  const errors: FieldError[] = [];
  const need = (path: keyof NoticeDraft, message: string) => {
    if (String(notice[path]).trim() === "") errors.push({ path, message });
  };
  need("reason", "Say what is wrong with it.");
  need("hazard", "Say what can happen to somebody who uses it.");
  need("instructions", "Say what the buyer shall do now.");
  need("subject", "A message needs a subject.");
  need("body", "A message needs a text.");
  return errors;
}

/** A hint in plain words; the law behind it stands in the documentation. */
export function sayWarning(warning: WordingWarning): string {
  switch (warning.kind) {
    case "lowers_the_risk":
      return `“${warning.phrase}” makes the risk sound small. Buyers may then not act; in the EU such words are not allowed.`;
    case "promotion":
      return `“${warning.phrase}” sounds like advertising. A safety notice must not advertise.`;
    case "markup":
      return "There are HTML tags in the text. Buyers will see them as typed.";
    case "unknown_placeholder":
      return `{{${warning.name}}} is not known and stays as typed. Known are {{name}}, {{shop}}, {{number}} and {{batches}}.`;
    case "recall_not_named":
      return "Put the word “recall” into the subject, so that nobody takes it for advertising.";
    case "no_stop_using":
      return "Tell buyers to stop using it.";
    case "no_remedy":
      return "Say what the buyer gets: choose at least one remedy.";
  }
}
