import { Badge, BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import type { BatchOrder, BatchOrderPage, BatchView } from "#app/contracts/batch-view.ts";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { ResourceTable } from "#app/components/frame/resource-table.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { useCursorPages } from "#app/components/frame/use-cursor-pages.ts";
import { orderUrl } from "#app/components/orders/order-url.ts";
import { sayBuyer } from "#app/components/orders/say-buyer.ts";
import { isPast } from "./batch-standing.tsx";

/** Who has, or will get, units of this batch. */
export function BatchOrdersCard({ page, batch }: { page: BatchOrderPage; batch: BatchView }) {
  const pages = useCursorPages("ordersAfter");
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          Orders that took from it
        </Text>
      </Box>
      {page.items.length === 0 ? (
        <EmptyCard heading="No order has units of this batch">
          {batch.status === "draft"
            ? "Open it, and orders get units from it when it is next."
            : batch.status === "open" && !isPast(batch)
              ? "Orders get units from one batch after the other. Once this one is next, they appear here."
              : "No order gets units from it as it is now."}
        </EmptyCard>
      ) : (
        <ResourceTable
          name={{ singular: "order", plural: "orders" }}
          rows={page.items}
          rowId={(order) => order.id}
          rowUrl={(order) => orderUrl(order.id)}
          nameTitle="Order"
          rowName={(order) => <OrderName order={order} />}
          columns={[
            {
              title: "Placed",
              cell: (order) => (order.processedAt === null ? null : <Instant at={order.processedAt} />),
            },
            { title: "Buyer", cell: (order) => <Buyer order={order} /> },
            { title: "Promised", end: true, cell: (order) => grouped(order.promised) },
            { title: "Shipped", end: true, cell: (order) => grouped(order.shipped) },
            { title: "Returned", end: true, cell: (order) => grouped(order.returned) },
          ]}
          narrowRow={(order) => (
            <BlockStack gap="100">
              <Buyer order={order} />
              <Text as="span">
                {[
                  order.promised === 0 ? null : `${counted(order.promised, "unit")} promised`,
                  order.shipped === 0 ? null : `${counted(order.shipped, "unit")} shipped`,
                  order.returned === 0 ? null : `${counted(order.returned, "unit")} returned`,
                ]
                  .filter(Boolean)
                  .join(", ")}
              </Text>
            </BlockStack>
          )}
          {...(pages.needed(page.nextCursor) ? { pagination: pages.pagination(page.nextCursor) } : {})}
        />
      )}
    </Card>
  );
}

function OrderName({ order }: { order: BatchOrder }) {
  return (
    <InlineStack gap="150" blockAlign="center">
      <Text as="span" fontWeight="semibold">
        {order.name}
      </Text>
      {order.cancelledAt === null ? null : <Badge>Cancelled</Badge>}
      {order.deleted ? <Badge>Deleted</Badge> : null}
      {order.test ? <Badge tone="info">Test</Badge> : null}
    </InlineStack>
  );
}

function Buyer({ order }: { order: BatchOrder }) {
  const buyer = sayBuyer(order);
  if (buyer === null) {
    return (
      <Text as="span" tone="subdued">
        No contact known
      </Text>
    );
  }
  return <span className="bb-break">{buyer}</span>;
}
