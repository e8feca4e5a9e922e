import { BlockStack, Card, Checkbox, Text } from "@shopify/polaris";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { BatchFinder } from "#app/components/batches/batch-finder.tsx";
import { ChosenBatches } from "#app/components/batches/chosen-batches.tsx";
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
          <ChosenBatches
            batches={batches}
            says={saySold}
            onTakeOff={({ id }) => onChange(batches.filter((each) => each.id !== id))}
          >
            <RelatedBatches batches={batches} onAdd={(batch) => onChange([...batches, batch])} />
            <BatchFinder
              chosen={batches.map((batch) => batch.id)}
              says={saySold}
              onAdd={(batch) => onChange([...batches, batch])}
            />
          </ChosenBatches>
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
