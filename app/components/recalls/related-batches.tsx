import { Banner, BlockStack, Button, InlineStack } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { BatchView, RelatedBatch } from "#app/contracts/batch-view.ts";
import { BatchLine } from "#app/components/batches/batch-line.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { useAction } from "#app/components/frame/use-action.ts";

interface RelatedBatchesProps {
  batches: readonly BatchView[];
  onAdd: (batch: BatchView) => void;
}

/** Batches that units of the chosen ones went into or came from: what is wrong with these may be wrong with those. */
export function RelatedBatches({ batches, onAdd }: RelatedBatchesProps) {
  const [known, setKnown] = useState<{ of: string; related: RelatedBatch[] } | null>(null);
  const asked = useRef("");
  const action = useAction<{ batchIds: string[] }, RelatedBatch[]>({
    to: "/app/recalls/related",
    onDone: (related) => setKnown({ of: asked.current, related }),
  });
  const send = useRef(action.send);
  send.current = action.send;
  const of = batches.map((batch) => batch.id).join(" ");
  const { busy, failure } = action;
  useEffect(() => {
    if (of === "" || busy || failure !== null || asked.current === of) return;
    asked.current = of;
    send.current({ batchIds: of.split(" ") });
  }, [of, busy, failure]);

  const related = known?.of === of ? known.related : [];
  if (failure !== null) {
    return (
      <BlockStack gap="200">
        <FailureBanner failure={failure} />
        <InlineStack>
          <Button
            onClick={() => {
              asked.current = "";
              action.clear();
            }}
          >
            Look for related batches again
          </Button>
        </InlineStack>
      </BlockStack>
    );
  }
  if (related.length === 0) return null;
  return (
    <Banner tone="warning" title="Also made from these">
      <BlockStack gap="300">
        <p>
          Units went from one batch into the other by a split or a merge. If the goods are wrong, these may be
          wrong too.
        </p>
        {related.map(({ batch, linkedWith }) => (
          <InlineStack key={batch.id} align="space-between" blockAlign="center" gap="300" wrap={false}>
            <BatchLine batch={batch} says={`shares units with ${linkedWith.join(", ")}`} />
            <Button accessibilityLabel={`Add ${batch.code}`} onClick={() => onAdd(batch)}>
              Add
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
    </Banner>
  );
}
