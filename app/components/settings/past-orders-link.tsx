import { BlockStack, Box, Button, Card, Layout, Text } from "@shopify/polaris";

/** The way to the page that is needed once, and then again after years. */
export function PastOrdersLink() {
  return (
    <Box paddingBlockStart="400">
      <Layout>
        <Layout.AnnotatedSection
          title="Past orders"
          description="Orders from before Batchbook, or from before you recorded their batches."
        >
          <Card>
            <BlockStack gap="300" inlineAlign="start">
              <Text as="p">Replay them against the batches you have recorded, as often as you like.</Text>
              <Button url="/app/replay">Past orders</Button>
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </Box>
  );
}
