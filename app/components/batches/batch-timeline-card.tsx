import { BlockStack, Card, Text } from "@shopify/polaris";
import type { BatchItemView, TimelineEntry, TimelinePage } from "#app/contracts/batch-view.ts";
import { OlderNewer } from "#app/components/frame/older-newer.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { sayActor } from "#app/components/frame/words.ts";
import { sayBatchEvent } from "./say-batch-event.ts";

/** Everything that people and the app did to the batch, newest first. */
export function BatchTimelineCard({ page, items }: { page: TimelinePage; items: readonly BatchItemView[] }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          History
        </Text>
        {page.items.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing has happened yet.
          </Text>
        ) : (
          <ol className="bb-timeline">
            {page.items.map((entry) => (
              <Entry key={entry.id} entry={entry} items={items} />
            ))}
          </ol>
        )}
        <OlderNewer parameter="historyAfter" nextCursor={page.nextCursor} />
      </BlockStack>
    </Card>
  );
}

function Entry({ entry, items }: { entry: TimelineEntry; items: readonly BatchItemView[] }) {
  return (
    <li>
      <Text as="p" fontWeight="medium">
        {sayBatchEvent(entry, items)}
      </Text>
      {entry.reason === null ? null : <p className="bb-prewrap">“{entry.reason}”</p>}
      <Text as="p" tone="subdued">
        <Instant at={entry.at} /> · {sayActor(entry.actor)}
      </Text>
    </li>
  );
}
