import { Banner, BlockStack, Button, ButtonGroup, Text } from "@shopify/polaris";
import type { OrderLineView } from "#app/contracts/order-view.ts";
import { counted } from "#app/components/frame/figure.tsx";
import type { ToSay } from "./correct-modal.tsx";

interface CameBackProps {
  line: OrderLineView;
  /** The batch that the units are counted under, and the one they are from. */
  onAnswer: (answer: Pick<ToSay, "from" | "to" | "units" | "state">) => void;
}

/**
 * Units of a line over several batches came back: only who opens the parcel can tell which batch they are from (case 64).
 * Until somebody answers, they count as from the batch that was assigned last.
 */
export function CameBack({ line, onAnswer }: CameBackProps) {
  const open = line.assignments.find((of) => of.state === "returned" && of.confidence === "assumed");
  const buyers = line.assignments.filter((of) => of.state === "shipped" && of.batchId !== open?.batchId);
  if (open === undefined || buyers.length === 0) return null;
  const from = { id: open.batchId, code: open.code };
  const others = new Map(buyers.map((of) => [of.batchId, { id: of.batchId, code: of.code }]));
  const answer = (to: ToSay["to"]) => onAnswer({ from, to, units: open.units, state: "returned" });
  return (
    <Banner tone="info" title={`${counted(open.units, "unit")} came back. From which batch?`}>
      <BlockStack gap="200">
        <Text as="p">Counted under {open.code}, the batch assigned last. Look at the label.</Text>
        <ButtonGroup>
          <Button onClick={() => answer("confirm")}>{open.code}</Button>
          {[...others.values()].map((batch) => (
            <Button key={batch.id} onClick={() => answer(batch)}>
              {batch.code}
            </Button>
          ))}
          <Button variant="plain" onClick={() => answer("choose")}>
            Another batch
          </Button>
        </ButtonGroup>
      </BlockStack>
    </Banner>
  );
}
