import { Banner, BlockStack, Text } from "@shopify/polaris";
import type { BatchView, TimelineEntry } from "#app/contracts/batch-view.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";

interface BatchStandingProps {
  batch: BatchView;
  /** The latest of its history, newest first; what is older is not told here. */
  events: readonly TimelineEntry[];
}

/** What keeps a batch from orders, since when and why, and what of it is still on its way out. Nothing for an ordinary one. */
export function BatchStanding({ batch, events }: BatchStandingProps) {
  if (batch.status === "recalled") return <Recalled event={eventOf("recalled", events)} />;
  if (batch.status === "on_hold") {
    return (
      <Banner tone="warning" title="This batch is on hold">
        <BlockStack gap="100">
          <Text as="p">
            No order gets units from it until you open it.
            <Since event={eventOf("status_changed", events)} />
          </Text>
          <StillToShip batch={batch} />
        </BlockStack>
      </Banner>
    );
  }
  if (batch.status === "open" && isPast(batch)) {
    return (
      <Banner
        tone="warning"
        title={
          batch.conditions.includes("expired")
            ? "This batch has expired"
            : "This batch is past its stop-ship date"
        }
      >
        <BlockStack gap="100">
          <Text as="p">
            No order gets units from it.
            {batch.totals.remaining === 0
              ? ""
              : ` ${counted(batch.totals.remaining, "unit")} ${isAre(batch.totals.remaining)} left.`}
          </Text>
          <StillToShip batch={batch} />
        </BlockStack>
      </Banner>
    );
  }
  return null;
}

/** Whether its date has passed. */
export function isPast({ conditions }: Pick<BatchView, "conditions">): boolean {
  return conditions.includes("expired") || conditions.includes("stop_shipped");
}

function Recalled({ event }: { event: TimelineEntry | undefined }) {
  const { recallId, number } = event?.data ?? {};
  const action =
    typeof recallId === "string" && typeof number === "string"
      ? { content: `Open recall ${number}`, url: `/app/recalls/${recallId}` }
      : { content: "See recalls", url: "/app/recalls" };
  return (
    <Banner tone="critical" title="This batch is recalled" action={action}>
      No order can get units from it. It stays that way unless the recall is revoked.
    </Banner>
  );
}

/** What was promised before stays promised: the one thing that a person has to look after. */
function StillToShip({ batch }: { batch: BatchView }) {
  const { promised } = batch.totals;
  if (promised === 0) return null;
  return (
    <Text as="p" fontWeight="semibold">
      {counted(promised, "unit")} of it {isAre(promised)} promised and not shipped yet. Look at the orders
      below before they leave.
    </Text>
  );
}

function Since({ event }: { event: TimelineEntry | undefined }) {
  if (event === undefined) return null;
  return (
    <>
      {" "}
      Since <Instant at={event.at} within />
      {event.reason === null ? "." : `: “${event.reason}”`}
    </>
  );
}

function eventOf(kind: string, events: readonly TimelineEntry[]): TimelineEntry | undefined {
  return events.find((event) => event.kind === kind);
}

function isAre(count: number): string {
  return count === 1 ? "is" : "are";
}
