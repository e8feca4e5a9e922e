import { BlockStack, Button, Card, Checkbox, InlineStack, Text } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { BatchFinder } from "#app/components/batches/batch-finder.tsx";
import { BatchLine } from "#app/components/batches/batch-line.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { RelatedBatches } from "./related-batches.tsx";
import { StepButtons } from "#app/components/frame/step-buttons.tsx";

interface ChooseBatchesProps {
  batches: BatchView[];
  drill: boolean;
  onDrill: (drill: boolean) => void;
  onChange: (batches: BatchView[]) => void;
  onNext: () => void;
}

/** Which batches are wrong. Several may be recalled at once, of several products. */
export function ChooseBatches({ batches, drill, onDrill, onChange, onNext }: ChooseBatchesProps) {
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingLg">
            Which batches {drill ? "shall the drill look at" : "are wrong"}?
          </Text>
          {batches.length === 0 ? null : (
            <BlockStack gap="300">
              {batches.map((batch) => (
                <InlineStack key={batch.id} align="space-between" blockAlign="center" gap="300" wrap={false}>
                  <BatchLine batch={batch} says={saySold(batch)} />
                  <Button
                    icon={XIcon}
                    variant="tertiary"
                    accessibilityLabel={`Take ${batch.code} off the list`}
                    onClick={() => onChange(batches.filter((each) => each.id !== batch.id))}
                  />
                </InlineStack>
              ))}
            </BlockStack>
          )}
          <RelatedBatches batches={batches} onAdd={(batch) => onChange([...batches, batch])} />
          <BatchFinder
            chosen={batches.map((batch) => batch.id)}
            says={saySold}
            onAdd={(batch) => onChange([...batches, batch])}
          />
        </BlockStack>
      </Card>
      <Card>
        <Checkbox
          label="This is a drill"
          helpText="See whom you would reach and how fast. No mail, no tag, no batch changes."
          checked={drill}
          onChange={onDrill}
        />
      </Card>
      <StepButtons next={{ label: "See who has it", disabled: batches.length === 0, onClick: onNext }} />
    </>
  );
}

/** How many units of it have left the shelf. */
function saySold(batch: BatchView): string {
  return `${counted(batch.totals.shipped + batch.totals.promised, "unit")} sold`;
}
