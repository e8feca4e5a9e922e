import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useRef, useState } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { BatchStatus, ChangeBatchBody } from "#app/contracts/batch.ts";
import { Facts } from "#app/components/frame/facts.tsx";
import { ProductPictures } from "#app/components/frame/product-picture.tsx";
import { ReasonModal } from "#app/components/frame/reason-modal.tsx";
import { Instant, useShopClock } from "#app/components/frame/shop-clock.tsx";
import { sayDay, sayDaysAway } from "#app/components/frame/shop-time.ts";
import { BatchBadges } from "#app/components/frame/status-badge.tsx";
import { useFocusAfter } from "#app/components/frame/use-focus-after.ts";
import { useAction } from "#app/components/frame/use-action.ts";
import { canMove } from "#app/domain/batch-states.ts";
import { batchTitle } from "./batch-title.ts";

/** What the Batch page's action takes. */
type StatusChange = Pick<ChangeBatchBody, "status" | "reason" | "expectedStatus">;

type Target = Exclude<BatchStatus, "draft" | "recalled">;

const MOVES: Record<
  Target,
  { button: string; title: string; says: string; confirm: string; example: string }
> = {
  open: {
    button: "Open batch",
    title: "Open this batch?",
    says: "Orders can get units from it again. Waiting orders get theirs at once, oldest first.",
    confirm: "Open batch",
    example: "Lab result is in, all fine",
  },
  on_hold: {
    button: "Put on hold",
    title: "Put this batch on hold?",
    says: "No further order gets units from it until you open it again. Units already promised or shipped stay where they are, and the orders with promised units say so.",
    confirm: "Put on hold",
    example: "Waiting for a lab result",
  },
  closed: {
    button: "Close batch",
    title: "Close this batch?",
    says: "No further order gets units from it. Its history stays, and you can open it again.",
    confirm: "Close batch",
    example: "Last jars are gone",
  },
};

/** Code, status, dates, and what can be done with the batch. */
export function BatchSummaryCard({ batch }: { batch: BatchView }) {
  const { today } = useShopClock();
  const [target, setTarget] = useState<Target | null>(null);
  const action = useAction<StatusChange>({ onDone: () => setTarget(null) });
  const targets = (["open", "on_hold", "closed"] as const).filter((to) => canMove(batch.status, to));
  const move = MOVES[target ?? "open"];
  const buttons = useRef<HTMLDivElement>(null);
  useFocusAfter(target !== null, () => buttons.current?.querySelector("button, a"));
  const day = (value: string | null) =>
    value === null ? null : (
      <>
        {sayDay(value)} <span className="bb-nowrap">({sayDaysAway(value, today)})</span>
      </>
    );

  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="400" align="space-between" blockAlign="start">
          <span className="bb-thing">
            <ProductPictures urls={batch.items.map((item) => item.imageUrl)} />
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Text as="h2" variant="headingLg">
                  <span className="bb-code">{batch.code}</span>
                </Text>
                <BatchBadges status={batch.status} conditions={batch.conditions} />
              </InlineStack>
              <Text as="p" tone="subdued">
                {batchTitle(batch.items)}
              </Text>
            </BlockStack>
          </span>
          <div ref={buttons}>
            <InlineStack gap="200">
              {targets.map((to) => (
                <Button
                  key={to}
                  onClick={() => {
                    action.clear();
                    setTarget(to);
                  }}
                >
                  {MOVES[to].button}
                </Button>
              ))}
              <RecallLink batch={batch} />
            </InlineStack>
          </div>
        </InlineStack>
        <Facts
          facts={[
            { word: "Made", value: <Instant at={batch.madeAt} exact /> },
            { word: "Place", value: batch.place },
            { word: "Maker", value: batch.maker },
            {
              word: batch.expiryKind === "use_by" ? "Use by" : "Best before",
              value: day(batch.expiresOn),
            },
            { word: "Cure date", value: day(batch.cureOn) },
            { word: "Opened", value: batch.openedAt === null ? null : <Instant at={batch.openedAt} /> },
          ]}
        />
        {batch.notes === null ? null : (
          <div>
            <Text as="p" tone="subdued">
              Notes
            </Text>
            <p className="bb-prewrap">{batch.notes}</p>
          </div>
        )}
      </BlockStack>
      <ReasonModal
        id="batch-status"
        open={target !== null}
        title={move.title}
        confirm={move.confirm}
        placeholder={move.example}
        busy={action.busy}
        failure={action.failure}
        onClose={() => setTarget(null)}
        onConfirm={(reason) => {
          if (target !== null) action.send({ status: target, reason, expectedStatus: batch.status });
        }}
      >
        {move.says}
      </ReasonModal>
    </Card>
  );
}

/** A second recall of a recalled batch is rare: there it is no button to press in a hurry. */
function RecallLink({ batch }: { batch: BatchView }) {
  const url = `/app/recalls/new?batch=${batch.id}`;
  if (batch.status === "draft") return null;
  if (batch.status === "recalled") return <Button url={url}>Start another recall</Button>;
  return (
    <Button variant="primary" tone="critical" url={url}>
      Start a recall
    </Button>
  );
}
