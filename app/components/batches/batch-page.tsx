import { Banner, BlockStack, Layout } from "@shopify/polaris";
import type {
  BatchLink,
  BatchOrderPage,
  BatchView,
  LocationView,
  TimelinePage,
} from "#app/contracts/batch-view.ts";
import { AppPage } from "#app/components/frame/app-page.tsx";
import type { PageLink } from "#app/components/frame/app-page.tsx";
import { takesMerges } from "#app/domain/merge-rules.ts";
import { BatchLinksCard } from "./batch-links-card.tsx";
import { BatchOrdersCard } from "./batch-orders-card.tsx";
import { BatchPlacesCard } from "./batch-places-card.tsx";
import { BatchStanding } from "./batch-standing.tsx";
import { BatchSummaryCard } from "./batch-summary-card.tsx";
import { BatchTimelineCard } from "./batch-timeline-card.tsx";
import { BatchUnitsCard } from "./batch-units-card.tsx";
import { LedgerCard } from "./ledger-card.tsx";
import { WhatIfCard } from "./what-if-card.tsx";

interface BatchPageProps {
  batch: BatchView;
  orders: BatchOrderPage;
  timeline: TimelinePage;
  /** Null: the shop does not keep batches by location. */
  locations: LocationView[] | null;
  links: readonly BatchLink[];
  /** Its units were found to differ from its ledger. */
  alarmed: boolean;
}

/** One batch: what it is, where its units are, who has them and what happened to it. */
export function BatchPage({ batch, orders, timeline, locations, links, alarmed }: BatchPageProps) {
  return (
    <AppPage title={batch.code} back={{ label: "Batches", to: "/app/batches" }} secondary={pageLinks(batch)}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <BatchStanding batch={batch} events={timeline.items} />
            {alarmed ? (
              <Banner tone="critical" title="The units of this batch do not add up">
                They differ from what was recorded of every movement. Check against the ledger below, count
                the shelf, and set it right with a reason.
              </Banner>
            ) : null}
            <BatchSummaryCard batch={batch} />
            <BatchUnitsCard batch={batch} locations={locations} />
            {locations === null ? null : <BatchPlacesCard batch={batch} locations={locations} />}
            <BatchLinksCard links={links} />
            <BatchOrdersCard page={orders} batch={batch} />
            <WhatIfCard batchId={batch.id} />
            <BatchTimelineCard page={timeline} batch={batch} />
            <LedgerCard batch={batch} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </AppPage>
  );
}

/** What can be done with its units as a whole, as far as its state allows. */
function pageLinks(batch: BatchView): PageLink[] {
  const page = `/app/batches/${batch.id}`;
  const canSplit = batch.status !== "recalled" && batch.totals.remaining > 0;
  return [
    { label: "Edit batch", to: `${page}/edit` },
    { label: "Count stock", to: `${page}/count` },
    ...(canSplit ? [{ label: "Split", to: `${page}/split` }] : []),
    ...(takesMerges(batch.status) ? [{ label: "Merge", to: `${page}/merge` }] : []),
  ];
}
