import { Banner, BlockStack, Button, Card, List, Text } from "@shopify/polaris";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import type { ReplayView } from "#app/contracts/replay.ts";

/** How the last replay ended. */
export function ReplayResultCard({ replay }: { replay: ReplayView }) {
  const { state, done, error, finishedAt } = replay;
  if (state === "failed") {
    return (
      <Banner tone="critical" title="The replay did not come to its end">
        {error} {done === 0 ? "" : `${counted(done, "order")} had been replayed and keep their batches.`}
      </Banner>
    );
  }
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {state === "cancelled"
            ? `Ended after ${counted(done, "order")}`
            : `Done: ${counted(done, "order")} replayed`}
        </Text>
        <Units replay={replay} />
        <Text as="p" tone="subdued">
          {error === null ? "" : `${error} `}
          {finishedAt === null ? null : (
            <>
              Ended <Instant at={finishedAt} within />.
            </>
          )}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Units({ replay }: { replay: ReplayView }) {
  const { assigned, waiting, shippedUnknown } = replay.units;
  if (replay.done === 0) return <Text as="p">No order was replayed: nothing changed.</Text>;
  if (replay.found === 0) return <Text as="p">Batchbook knew all of them as they are: nothing changed.</Text>;
  return (
    <BlockStack gap="300" inlineAlign="start">
      <List>
        <List.Item>
          {counted(replay.found, "order")} {replay.found === 1 ? "was" : "were"} new to Batchbook, or had
          changed.
        </List.Item>
        <List.Item>{counted(assigned, "unit")} got a batch.</List.Item>
        {shippedUnknown === 0 ? null : (
          <List.Item>
            {counted(shippedUnknown, "unit")} shipped and {shippedUnknown === 1 ? "has" : "have"} no batch: no
            batch with units left was made before they shipped.
          </List.Item>
        )}
        {waiting === 0 ? null : (
          <List.Item>
            {counted(waiting, "unit")} still to ship {waiting === 1 ? "has" : "have"} no batch: no open batch
            has units left.
          </List.Item>
        )}
      </List>
      {waiting + shippedUnknown === 0 ? null : (
        <Button url="/app/orders?filter=unassigned">See the orders</Button>
      )}
    </BlockStack>
  );
}
