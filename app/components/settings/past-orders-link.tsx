import { BlockStack, Button, Text } from "@shopify/polaris";
import { SectionApart } from "./section-apart.tsx";

/** The way to the page that is needed once, and then again after years. */
export function PastOrdersLink() {
  return (
    <SectionApart
      title="Past orders"
      description="Orders from before Batchbook, or from before you recorded their batches."
    >
      <BlockStack gap="300" inlineAlign="start">
        <Text as="p">Replay them against the batches you have recorded, as often as you like.</Text>
        <Button url="/app/replay">Past orders</Button>
      </BlockStack>
    </SectionApart>
  );
}
