import { Banner, BlockStack, Layout } from "@shopify/polaris";
import type { BatchOrderPage, BatchView, LocationView, TimelinePage } from "#app/contracts/batch-view.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import { BatchOrdersCard } from "./batch-orders-card.tsx";
import { BatchPlacesCard } from "./batch-places-card.tsx";
import { BatchSummaryCard } from "./batch-summary-card.tsx";
import { BatchTimelineCard } from "./batch-timeline-card.tsx";
import { BatchUnitsCard } from "./batch-units-card.tsx";

interface BatchPageProps {
  batch: BatchView;
  orders: BatchOrderPage;
  timeline: TimelinePage;
  /** Null: the shop does not keep batches by location. */
  locations: LocationView[] | null;
}

/** One batch: what it is, where its units are, who has them and what happened to it. */
export function BatchPage({ batch, orders, timeline, locations }: BatchPageProps) {
  return (
    <AppPage
      title={batch.code}
      back={{ label: "Batches", to: "/app/batches" }}
      secondary={[{ label: "Edit batch", to: `/app/batches/${batch.id}/edit` }]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {batch.status === "recalled" ? (
              <Banner
                tone="critical"
                title="This batch is recalled"
                action={{ content: "See recalls", url: "/app/recalls" }}
              >
                No order can get units from it. It stays that way unless the recall is revoked.
              </Banner>
            ) : null}
            <BatchSummaryCard batch={batch} />
            <BatchUnitsCard batch={batch} locations={locations} />
            {locations === null ? null : <BatchPlacesCard batch={batch} locations={locations} />}
            <BatchOrdersCard page={orders} />
            <BatchTimelineCard page={timeline} items={batch.items} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}
