import type { Batch } from "../../../app/contracts/batch.ts";
import type { RecallPreview } from "../../../app/contracts/recall.ts";

/** What was chosen, with the counts that the merchant has seen for it. */
export interface Choice {
  batches: Batch[];
  preview: RecallPreview;
}
