import { BlockStack, Card, Text } from "@shopify/polaris";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { ResourceTable } from "#app/components/frame/resource-table.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { RecallBadges } from "#app/components/frame/status-badge.tsx";
import { useCursorPages } from "#app/components/frame/use-cursor-pages.ts";
import type { RecallRow } from "./recall-data.ts";

/** Recalls and drills, the latest first. */
export function RecallsTable({ page }: { page: { items: RecallRow[]; nextCursor: string | null } }) {
  const pages = useCursorPages("after");
  if (page.items.length === 0) {
    return (
      <Card>
        <EmptyCard
          heading="No recalls, and that is good"
          action={{ label: "Run a drill", to: "/app/recalls/new?drill=1" }}
        >
          If something is wrong with a batch, you start a recall here or on the batch&apos;s page. Run a drill
          first: it shows whom you would reach and how fast, and sends and changes nothing.
        </EmptyCard>
      </Card>
    );
  }
  return (
    <Card padding="0">
      <ResourceTable
        name={{ singular: "recall", plural: "recalls" }}
        rows={page.items}
        rowId={(recall) => recall.id}
        rowUrl={(recall) => `/app/recalls/${recall.id}`}
        nameTitle="Recall"
        rowName={(recall) => <span className="bb-code">{recall.number}</span>}
        columns={[
          { title: "Status", cell: (recall) => <RecallBadges status={recall.status} drill={recall.drill} /> },
          { title: "Launched", cell: (recall) => <Instant at={recall.launchedAt} /> },
          { title: "Batches", cell: (recall) => <Codes recall={recall} /> },
          { title: "Units out", end: true, cell: (recall) => grouped(unitsOut(recall)) },
        ]}
        narrowRow={(recall) => (
          <BlockStack gap="150">
            <RecallBadges status={recall.status} drill={recall.drill} />
            <Codes recall={recall} />
            <Text as="span" tone="subdued">
              <Instant at={recall.launchedAt} /> · {counted(unitsOut(recall), "unit")} out
            </Text>
          </BlockStack>
        )}
        {...(pages.needed(page.nextCursor) ? { pagination: pages.pagination(page.nextCursor) } : {})}
      />
    </Card>
  );
}

const SHOWN_CODES = 2;

function Codes({ recall }: { recall: RecallRow }) {
  const shown = recall.batchCodes.slice(0, SHOWN_CODES).join(", ");
  const more = recall.batchCodes.length - SHOWN_CODES;
  return <span className="bb-break">{more > 0 ? `${shown} and ${more} more` : shown}</span>;
}

function unitsOut(recall: RecallRow): number {
  return recall.groups.withGoods.units + recall.groups.inTransit.units;
}
