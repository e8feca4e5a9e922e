import { BlockStack, Card, Layout, Link, List, Text } from "@shopify/polaris";
import { AppPage } from "#app/components/frame/app-page.tsx";
import type { ReplayPageView } from "#app/contracts/replay.ts";
import { ReplayResultCard } from "./replay-result-card.tsx";
import { ReplayRunningCard } from "./replay-running-card.tsx";
import { StartReplayCard } from "./start-replay-card.tsx";

/** Orders from before the app, or from before their batches were recorded. */
export function ReplayPage({ view }: { view: ReplayPageView }) {
  const { latest } = view;
  const running =
    latest?.state === "asking" || latest?.state === "reading" || latest?.state === "paused" ? latest : null;
  return (
    <AppPage title="Past orders" back={{ label: "Settings", to: "/app/settings" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {running === null ? null : <ReplayRunningCard replay={running} />}
            {latest === null || running !== null ? null : <ReplayResultCard replay={latest} />}
            {running === null ? <StartReplayCard view={view} /> : null}
            <HowItWorks />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}

function HowItWorks() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          How it works
        </Text>
        <List>
          <List.Item>
            Record the batches you made before, with the date they were made and all units:{" "}
            <Link url="/app/batches/import">import them from a spreadsheet</Link>, or type them in.
          </List.Item>
          <List.Item>
            Past orders then get their units from them, the oldest purchase first. What has shipped only gets
            a batch that was made before it shipped.
          </List.Item>
          <List.Item>
            Nobody wrote down which jar was packed, so these assignments are marked “assumed”.
          </List.Item>
          <List.Item>
            Units that an order has already stay where they are. A second replay changes nothing.
          </List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
