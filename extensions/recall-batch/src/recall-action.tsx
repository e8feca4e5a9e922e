import { useState } from "preact/hooks";
import type { Batch } from "#app/contracts/batch.ts";
import type { LaunchedRecall, RecallPreview } from "#app/contracts/recall.ts";
import { ChooseBatches } from "./choose-batches.tsx";
import { RecallProgress } from "./recall-progress.tsx";
import { WriteNotice } from "./write-notice.tsx";

/** What was chosen, with the counts that the merchant has seen for it. */
export interface Choice {
  batches: Batch[];
  preview: RecallPreview;
}

/** Three steps: which batches and whom they reached, what the buyers are told, and how it goes. */
export function RecallAction() {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [launched, setLaunched] = useState<LaunchedRecall | null>(null);
  const productGid = shopify.data.selected[0]?.id ?? "";

  if (launched !== null) return <RecallProgress recall={launched} />;
  if (choice !== null && confirming) {
    return (
      <WriteNotice
        choice={choice}
        productGid={productGid}
        onBack={() => setConfirming(false)}
        onLaunched={setLaunched}
      />
    );
  }
  return (
    <ChooseBatches
      productGid={productGid}
      chosen={choice}
      onChosen={setChoice}
      onContinue={() => setConfirming(true)}
    />
  );
}
