import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { Facts } from "#app/components/frame/facts.tsx";
import { ReasonModal } from "#app/components/frame/reason-modal.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { sayDuration } from "#app/components/frame/shop-time.ts";
import { RecallBadges } from "#app/components/frame/status-badge.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { canMoveRecall } from "#app/domain/recall-states.ts";
import type { RecallMove } from "#app/domain/recall-states.ts";
import type { RecallView } from "./recall-data.ts";
import { RING } from "./ring-words.ts";

type Move = Exclude<RecallMove, "launch">;

/** What the Recall page's action takes. */
export interface RecallPagePayload {
  move: Move;
  reason: string;
}

interface MoveWords {
  button: string;
  title: string;
  says: string;
  example: string;
  destructive: boolean;
}

const MOVES: Record<Move, MoveWords> = {
  resume: {
    button: "Resume",
    title: "Resume this recall?",
    says: "Mails and tags go on where they stopped. Nobody gets a second message.",
    example: "Text is checked, go on",
    destructive: false,
  },
  pause: {
    button: "Pause",
    title: "Pause this recall?",
    says: "No further mails and tags until you resume. Mails that are out cannot be taken back. The batches stay out of sale.",
    example: "The text needs a correction",
    destructive: false,
  },
  close: {
    button: "Close",
    title: "Close this recall?",
    says: "The work is done. A closed recall never changes again, and its batches stay out of sale.",
    example: "Everyone is reached, remedies are paid",
    destructive: false,
  },
  revoke: {
    button: "Revoke",
    title: "Revoke this recall?",
    says: "The batches go back to what they were before, and orders can get units from them again. Mails and tags that are out stay out. This cannot be undone.",
    example: "The lab withdrew its finding",
    destructive: true,
  },
};

/** The number, what it is about, and what can be done with it. */
export function RecallSummaryCard({ recall }: { recall: RecallView }) {
  const [move, setMove] = useState<Move | null>(null);
  const action = useAction<RecallPagePayload>({ onDone: () => setMove(null) });
  const possible = (["resume", "pause", "close", "revoke"] as const).filter((each) =>
    canMoveRecall(recall, each),
  );
  const words = MOVES[move ?? "pause"];
  const left = (recall.progress.recipients["queued"] ?? 0) + (recall.progress.recipients["unreachable"] ?? 0);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="300" align="space-between" blockAlign="center">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingLg">
              <span className="bb-code">{recall.number}</span>
            </Text>
            <RecallBadges status={recall.status} drill={recall.drill} />
          </InlineStack>
          <InlineStack gap="200">
            {possible.map((each) => (
              <Button
                key={each}
                {...(MOVES[each].destructive ? { tone: "critical" as const } : {})}
                onClick={() => {
                  action.clear();
                  setMove(each);
                }}
              >
                {MOVES[each].button}
              </Button>
            ))}
          </InlineStack>
        </InlineStack>
        <p className="bb-prewrap">{recall.reason}</p>
        <Facts
          facts={[
            { word: "Launched", value: <Instant at={recall.launchedAt} exact /> },
            {
              word: recall.drill ? "Everyone found in" : "Scope found in",
              value: sayDuration(recall.scopeMs),
            },
            {
              word: "Everything done",
              value:
                recall.doneAt === null || recall.drill ? null : (
                  <>{sayDuration(recall.doneAt.getTime() - recall.launchedAt.getTime())} after launch</>
                ),
            },
            { word: "Ended", value: recall.endedAt === null ? null : <Instant at={recall.endedAt} exact /> },
            { word: "How wide", value: RING[recall.ring].label },
            { word: "Tag in Shopify", value: recall.drill ? null : <code>{recall.tag}</code> },
            {
              word: recall.batches.length === 1 ? "Batch" : "Batches",
              value: (
                <InlineStack gap="150">
                  {recall.batches.map((batch) => (
                    <Link key={batch.id} url={`/app/batches/${batch.id}`}>
                      <span className="bb-code">{batch.code}</span>
                    </Link>
                  ))}
                </InlineStack>
              ),
            },
          ]}
        />
      </BlockStack>
      <ReasonModal
        id="recall-move"
        open={move !== null}
        title={words.title}
        confirm={words.button}
        destructive={words.destructive}
        placeholder={words.example}
        busy={action.busy}
        failure={action.failure}
        onClose={() => setMove(null)}
        onConfirm={(reason) => {
          if (move !== null) action.send({ move, reason });
        }}
      >
        {words.says}
        {move === "close" && left > 0 && !recall.drill ? (
          <>
            {" "}
            <strong>{left} buyers are not reached yet</strong>: say why you close it all the same.
          </>
        ) : null}
      </ReasonModal>
    </Card>
  );
}
