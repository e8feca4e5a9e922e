import { BlockStack, Layout } from "@shopify/polaris";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { useLiveReload } from "#app/components/frame/use-live-reload.ts";
import type { RecallEventRow, RecallView, RecipientPage } from "./recall-data.ts";
import { RecallHistoryCard } from "./recall-history-card.tsx";
import { RecallNoticeCard } from "./recall-notice-card.tsx";
import { RecallProgressCard } from "./recall-progress-card.tsx";
import { RecallScopeCard } from "./recall-scope-card.tsx";
import { RecallSummaryCard } from "./recall-summary-card.tsx";
import { RecipientsCard } from "./recipients-card.tsx";
import { UnreachableCard } from "./unreachable-card.tsx";

interface RecallPageProps {
  recall: RecallView;
  events: RecallEventRow[];
  recipients: RecipientPage;
  /** Buyers that no mail can reach. */
  unreachable: RecipientPage;
}

/** A recall under way, or as it ended. Moves by itself until everything is done. */
export function RecallPage({ recall, events, recipients, unreachable }: RecallPageProps) {
  useLiveReload(isMoving(recall));
  const name = `${recall.drill ? "Drill" : "Recall"} ${recall.number}`;
  return (
    <AppPage title={name} back={{ label: "Recalls", to: "/app/recalls" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <RecallSummaryCard recall={recall} />
            {recall.drill ? null : <RecallProgressCard recall={recall} />}
            <UnreachableCard page={unreachable} recall={recall} />
            <RecallScopeCard recall={recall} />
            <RecipientsCard page={recipients} recall={recall} />
            <RecallNoticeCard recall={recall} />
            <RecallHistoryCard events={events} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}

/** Whether the numbers may still change by themselves. A paused recall finishes the set at hand. */
function isMoving(recall: RecallView): boolean {
  if (recall.drill || recall.progress.done) return false;
  return recall.status === "active" || (recall.progress.recipients["sending"] ?? 0) > 0;
}
