import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BatchView, TimelineEntry, TimelinePage } from "#app/contracts/batch-view.ts";
import { OlderNewer } from "#app/components/frame/older-newer.tsx";
import { ReasonModal } from "#app/components/frame/reason-modal.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { sayActor } from "#app/components/frame/words.ts";
import { sayBatchEvent } from "./say-batch-event.ts";

/** Everything that people and the app did to the batch, newest first. */
export function BatchTimelineCard({ page, batch }: { page: TimelinePage; batch: BatchView }) {
  const [undoing, setUndoing] = useState<TimelineEntry | null>(null);
  const action = useAction<{ actId: string; reason: string }>({
    to: `/app/batches/${batch.id}/undo`,
    onDone: () => setUndoing(null),
  });
  // An act over several variants has several lines and is taken back as a whole: by its newest one.
  const newest = new Map<string, string>();
  for (const { id, act } of page.items) {
    if (act !== null && !newest.has(act.id)) newest.set(act.id, id);
  }
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
              <Entry
                key={entry.id}
                entry={entry}
                says={sayBatchEvent(entry, batch.items)}
                onUndo={
                  entry.act?.canUndo === true && newest.get(entry.act.id) === entry.id
                    ? () => {
                        action.clear();
                        setUndoing(entry);
                      }
                    : null
                }
              />
            ))}
          </ol>
        )}
        <OlderNewer parameter="historyAfter" nextCursor={page.nextCursor} />
      </BlockStack>
      <ReasonModal
        id="undo-act"
        open={undoing !== null}
        title="Undo this?"
        confirm="Undo"
        placeholder="Entered for the wrong batch"
        busy={action.busy}
        failure={action.failure}
        onClose={() => setUndoing(null)}
        onConfirm={(reason) => {
          if (undoing?.act) action.send({ actId: undoing.act.id, reason });
        }}
      >
        <strong>{undoing === null ? "" : sayBatchEvent(undoing, batch.items)}</strong>
        <br />
        All units it moved go back to where they were. Both stay in the history; an undo cannot be undone
        itself.
      </ReasonModal>
    </Card>
  );
}

interface EntryProps {
  entry: TimelineEntry;
  says: string;
  /** Null: there is nothing to take back. */
  onUndo: (() => void) | null;
}

function Entry({ entry, says, onUndo }: EntryProps) {
  return (
    <li>
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <Text as="p" fontWeight="medium">
          {says}
        </Text>
        {entry.act?.undone === true ? <Badge>Undone later</Badge> : null}
        {onUndo === null ? null : (
          <Button size="micro" accessibilityLabel={`Undo: ${says}`} onClick={onUndo}>
            Undo
          </Button>
        )}
      </InlineStack>
      {entry.reason === null ? null : <p className="bb-prewrap">“{entry.reason}”</p>}
      <Text as="p" tone="subdued">
        <Instant at={entry.at} /> · {sayActor(entry.actor)}
      </Text>
    </li>
  );
}
