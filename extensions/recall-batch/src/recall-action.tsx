import { useRef, useState } from "preact/hooks";
import type { LaunchedRecall } from "../../../app/contracts/recall.ts";
import type { Choice } from "./choice.ts";
import { ChooseBatches } from "./choose-batches.tsx";
import { RecallProgress } from "./recall-progress.tsx";
import { WriteNotice } from "./write-notice.tsx";

/** Three steps: which batches and whom they reached, what the buyers are told, and how it goes. */
export function RecallAction() {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [confirming, setConfirming] = useState(false);
  const [launched, setLaunched] = useState<LaunchedRecall | null>(null);
  // By the batches chosen: coming back to a form whose launch got no answer must not launch a second recall.
  const keys = useRef(new Map<string, string>());
  const productGid = shopify.data.selected[0]?.id ?? "";

  if (launched !== null) return <RecallProgress recall={launched} />;
  if (choice !== null && confirming) {
    return (
      <WriteNotice
        choice={choice}
        productGid={productGid}
        idempotencyKey={keyFor(keys.current, choice)}
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

function keyFor(keys: Map<string, string>, { batches }: Choice): string {
  const chosen = batches
    .map((batch) => batch.id)
    .sort()
    .join(" ");
  const key = keys.get(chosen) ?? crypto.randomUUID();
  keys.set(chosen, key);
  return key;
}
