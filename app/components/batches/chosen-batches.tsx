import { BlockStack, Button, InlineStack } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { BatchLine } from "./batch-line.tsx";

interface ChosenBatchesProps {
  batches: readonly BatchView[];
  /** The end of each batch's line. */
  says: (batch: BatchView) => ReactNode;
  onTakeOff: (batch: BatchView) => void;
  /** Where more of them are chosen. */
  children: ReactNode;
}

/** Batches that were chosen, each to be taken off again, above what chooses more. */
export function ChosenBatches({ batches, says, onTakeOff, children }: ChosenBatchesProps) {
  const box = useRef<HTMLDivElement>(null);
  const former = useRef(batches);
  useEffect(() => {
    const before = former.current;
    former.current = batches;
    if (box.current === null || document.activeElement !== document.body) return;
    // The button that was pressed is gone with its line: the focus goes to what stands for it now.
    const added = batches.findIndex(({ id }) => !before.some((batch) => batch.id === id));
    const gone = before.findIndex(({ id }) => !batches.some((batch) => batch.id === id));
    if (added < 0 && gone < 0) return;
    const takeOff = box.current.querySelectorAll<HTMLElement>("[data-chosen] button");
    const next = added >= 0 ? takeOff[added] : takeOff[Math.min(gone, takeOff.length - 1)];
    (next ?? box.current.querySelector("input"))?.focus();
  }, [batches]);

  return (
    <div ref={box}>
      <BlockStack gap="400">
        {batches.length === 0 ? null : (
          <BlockStack gap="300">
            {batches.map((batch) => (
              <div key={batch.id} data-chosen>
                <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
                  <BatchLine batch={batch} says={says(batch)} />
                  <Button
                    icon={XIcon}
                    variant="tertiary"
                    accessibilityLabel={`Take ${batch.code} off the list`}
                    onClick={() => onTakeOff(batch)}
                  />
                </InlineStack>
              </div>
            ))}
          </BlockStack>
        )}
        {children}
      </BlockStack>
    </div>
  );
}
