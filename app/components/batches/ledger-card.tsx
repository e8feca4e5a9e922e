import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BatchItemView, BatchView } from "#app/contracts/batch-view.ts";
import type { LedgerCheck } from "#app/contracts/manual-acts.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { grouped } from "#app/components/frame/figure.tsx";
import { ReasonModal } from "#app/components/frame/reason-modal.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { asWords } from "#app/components/frame/words.ts";
import { itemTitle } from "./batch-title.ts";

const COLUMNS: Record<string, string> = { quarantined: "Quarantined", writtenOff: "Written off" };

/** Counts the batch anew from every movement ever recorded, and mends it where somebody says why. */
export function LedgerCard({ batch }: { batch: BatchView }) {
  const [result, setResult] = useState<LedgerCheck | null>(null);
  const [repairing, setRepairing] = useState(false);
  const check = useAction<object, LedgerCheck>({ to: `/app/batches/${batch.id}/check`, onDone: setResult });
  const repair = useAction<{ reason: string }>({
    to: `/app/batches/${batch.id}/repair`,
    onDone: () => {
      setRepairing(false);
      setResult(null);
    },
  });
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Ledger
          </Text>
          <Button onClick={() => check.send({})} loading={check.busy}>
            Check against the ledger
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          Counts every movement of this batch again and compares the sums with the units above. Batchbook does
          this every night.
        </Text>
        <FailureBanner failure={check.failure} />
        <div aria-live="polite">
          {result === null ? null : result.addsUp ? (
            <Banner tone="success" title="It adds up">
              Every unit is where the ledger says.
            </Banner>
          ) : (
            <BlockStack gap="300">
              <Banner tone="critical" title="It does not add up">
                These units differ from what the movements say. Nothing was changed.
              </Banner>
              <DifferencesTable check={result} items={batch.items} />
              <InlineStack align="end">
                <Button
                  tone="critical"
                  onClick={() => {
                    repair.clear();
                    setRepairing(true);
                  }}
                >
                  Set to the ledger
                </Button>
              </InlineStack>
            </BlockStack>
          )}
        </div>
      </BlockStack>
      <ReasonModal
        id="repair-ledger"
        open={repairing}
        title="Set the units to the ledger?"
        confirm="Set to the ledger"
        placeholder="Checked the shelf: the ledger is right"
        destructive
        busy={repair.busy}
        failure={repair.failure}
        onClose={() => setRepairing(false)}
        onConfirm={(reason) => repair.send({ reason })}
      >
        The units become what the movements say. The numbers before and after stay in the history.
      </ReasonModal>
    </Card>
  );
}

function DifferencesTable({ check, items }: { check: LedgerCheck; items: readonly BatchItemView[] }) {
  const rows = check.items.flatMap(({ variantId, units, places }) => {
    const item = items.find((each) => each.variantId === variantId);
    const title = item === undefined ? "A variant" : itemTitle(item);
    return [
      ...units.map((each) => ({ ...each, title, what: COLUMNS[each.bucket] ?? asWords(each.bucket) })),
      ...places.map((each) => ({ ...each, title, what: "At a location" })),
    ];
  });
  return (
    <table className="bb-table">
      <caption className="bb-visually-hidden">Where the units differ from the ledger</caption>
      <thead>
        <tr>
          <th scope="col">Variant</th>
          <th scope="col">Units</th>
          <th scope="col" className="bb-number">
            Shown
          </th>
          <th scope="col" className="bb-number">
            By the ledger
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            <th scope="row">{row.title}</th>
            <td data-label="Units">{row.what}</td>
            <td className="bb-number" data-label="Shown">
              {grouped(row.stored)}
            </td>
            <td className="bb-number" data-label="By the ledger">
              {grouped(row.counted)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
