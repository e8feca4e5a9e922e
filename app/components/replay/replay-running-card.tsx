import { BlockStack, Button, ButtonGroup, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { ProgressLine } from "#app/components/frame/progress-line.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { sayDuration } from "#app/components/frame/shop-time.ts";
import { useAction } from "#app/components/frame/use-action.ts";
import type { ReplayBody, ReplayView } from "#app/contracts/replay.ts";

/** A replay on its way: how far it is, and how to stop it. */
export function ReplayRunningCard({ replay }: { replay: ReplayView }) {
  const action = useAction<ReplayBody>();
  const isPaused = replay.state === "paused";
  const move = (to: "pause" | "resume" | "cancel") => () =>
    action.send({ act: "move", id: replay.id, move: to });
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="200" blockAlign="center">
          <div aria-live="polite">
            <Text as="h2" variant="headingMd">
              {headline(replay)}
            </Text>
          </div>
          {isPaused ? null : <Spinner size="small" accessibilityLabel="Under way" />}
        </InlineStack>
        <FailureBanner failure={action.failure} beside={action.failure?.errors ?? []} />
        {replay.total === null ? (
          <Text as="p" tone="subdued">
            {isPaused
              ? "No order is replayed until you resume it."
              : "For a shop with many orders this takes some minutes. You need not wait here."}
          </Text>
        ) : (
          <ProgressLine label="Orders" done={replay.done} total={replay.total} unit="order" />
        )}
        {replay.error === null ? null : <Text as="p">{replay.error}</Text>}
        <Text as="p" tone="subdued">
          Started <Instant at={replay.startedAt} within />.
          {replay.secondsLeft === null || isPaused
            ? ""
            : ` About ${sayDuration(Math.max(10_000, replay.secondsLeft * 1_000))} left.`}
        </Text>
        <ButtonGroup>
          {isPaused ? (
            <Button variant="primary" loading={action.busy} onClick={move("resume")}>
              Resume
            </Button>
          ) : (
            <Button loading={action.busy} onClick={move("pause")}>
              Pause
            </Button>
          )}
          <Button tone="critical" variant="tertiary" disabled={action.busy} onClick={move("cancel")}>
            End the replay
          </Button>
        </ButtonGroup>
        <Text as="p" tone="subdued">
          Orders that were replayed keep their batches, also when you end it.
        </Text>
      </BlockStack>
    </Card>
  );
}

function headline(replay: ReplayView): string {
  if (replay.state === "paused") return "The replay is paused";
  return replay.total === null ? "Shopify puts your orders together" : "Replaying past orders";
}
