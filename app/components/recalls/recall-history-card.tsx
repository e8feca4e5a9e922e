import { BlockStack, Card, Text } from "@shopify/polaris";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { asWords, sayActor } from "#app/components/frame/words.ts";
import type { RecallEventRow } from "./recall-data.ts";

const EVENT: Record<string, string> = {
  launched: "Launched",
  paused: "Paused",
  resumed: "Resumed",
  closed: "Closed",
  revoked: "Revoked",
  late_find: "More buyers turned out to have it",
  done: "Every mail and tag is done",
};

/** What people and the app did with the recall, the latest first. */
export function RecallHistoryCard({ events }: { events: RecallEventRow[] }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          History
        </Text>
        <ol className="bb-timeline">
          {events.map((event) => (
            <li key={event.id}>
              <Text as="p" fontWeight="medium">
                {EVENT[event.kind] ?? asWords(event.kind)}
              </Text>
              {event.reason === null ? null : <p className="bb-prewrap">“{event.reason}”</p>}
              <Text as="p" tone="subdued">
                <Instant at={event.at} exact /> · {sayActor(event.actor)}
              </Text>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}
