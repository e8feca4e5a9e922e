import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { OrderPage, OrderRow } from "#app/contracts/order-view.ts";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { clearFilters, ListFilters } from "#app/components/frame/list-filters.tsx";
import { ResourceTable } from "#app/components/frame/resource-table.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { useListAddress } from "#app/components/frame/use-list-address.ts";
import { sayWhyUnassigned } from "#app/components/frame/words.ts";
import { orderUrl } from "./order-url.ts";
import { sayBuyer } from "./say-buyer.ts";

const TABS = [
  { id: "all", content: "All" },
  { id: "unassigned", content: "Unassigned" },
  { id: "assigned", content: "Assigned" },
];

/** Orders with the batches their units come from; the unassigned ones have a tab of their own. */
export function OrdersTable({ page }: { page: OrderPage }) {
  const address = useListAddress();
  const filter = address.get("filter") ?? "all";
  return (
    <Card padding="0">
      <ListFilters address={address} tabs={TABS} placeholder="Order number, e-mail or batch code" />
      {page.items.length === 0 ? (
        <NoOrders filter={filter} searched={address.search !== ""} onClear={() => clearFilters(address)} />
      ) : (
        <ResourceTable
          name={{ singular: "order", plural: "orders" }}
          rows={page.items}
          rowId={(order) => order.id}
          rowUrl={(order) => orderUrl(order.id)}
          nameTitle="Order"
          rowName={(order) => <OrderName order={order} />}
          columns={[
            { title: "Placed", cell: (order) => <Instant at={order.processedAt} /> },
            { title: "Buyer", cell: (order) => <Buyer order={order} /> },
            { title: "Units", end: true, cell: (order) => grouped(order.units) },
            { title: "Batches", cell: (order) => <Batches order={order} /> },
          ]}
          narrowRow={(order) => (
            <BlockStack gap="150">
              <Text as="span" tone="subdued">
                <Instant at={order.processedAt} /> · {sayBuyer(order) ?? "No contact known"}
              </Text>
              <Batches order={order} />
            </BlockStack>
          )}
          loading={address.loading}
          {...(address.pages.needed(page.nextCursor)
            ? { pagination: address.pages.pagination(page.nextCursor) }
            : {})}
        />
      )}
    </Card>
  );
}

function NoOrders(props: { filter: string; searched: boolean; onClear: () => void }) {
  if (props.searched) {
    return (
      <EmptyCard heading="No order fits" onClear={props.onClear}>
        Search by the start of an order number (#1042), a whole e-mail address or a whole batch code.
      </EmptyCard>
    );
  }
  if (props.filter === "unassigned") {
    return (
      <EmptyCard heading="Every unit has a batch">
        When no batch is open for something that was ordered, the order waits here and is filled by itself
        once one opens.
      </EmptyCard>
    );
  }
  return (
    <EmptyCard
      heading="No orders yet"
      action={{ label: "New batch", to: "/app/batches/new" }}
      other={{ label: "Past orders", to: "/app/replay" }}
    >
      Orders appear here within seconds of being placed, each with the batches its units come from. Those from
      before Batchbook come by a replay.
    </EmptyCard>
  );
}

function OrderName({ order }: { order: OrderRow }) {
  return (
    <InlineStack gap="150" blockAlign="center">
      <Text as="span" fontWeight="semibold">
        {order.name}
      </Text>
      <OrderBadges order={order} />
    </InlineStack>
  );
}

/** What sets an order apart from the ordinary. */
export function OrderBadges(props: {
  order: { cancelledAt: string | null; deleted: boolean; test: boolean };
}) {
  const { cancelledAt, deleted, test } = props.order;
  return (
    <>
      {cancelledAt === null ? null : <Badge>Cancelled</Badge>}
      {deleted ? <Badge>Deleted</Badge> : null}
      {test ? <Badge tone="info">Test</Badge> : null}
    </>
  );
}

function Buyer({ order }: { order: OrderRow }) {
  const name = sayBuyer(order);
  return name === null ? (
    <Text as="span" tone="subdued">
      No contact known
    </Text>
  ) : (
    <span className="bb-break">{name}</span>
  );
}

const SHOWN_BATCHES = 3;

function Batches({ order }: { order: OrderRow }) {
  const shown = order.batches.slice(0, SHOWN_BATCHES);
  return (
    <InlineStack gap="150" blockAlign="center">
      {shown.map((batch) => (
        <Link key={batch.id} url={`/app/batches/${batch.id}`} removeUnderline>
          <span className="bb-code">{batch.code}</span>
          {order.batches.length > 1 || order.unassigned + order.deferred > 0
            ? ` × ${grouped(batch.units)}`
            : ""}
        </Link>
      ))}
      {order.batches.length > shown.length ? (
        <Text as="span" tone="subdued">
          and {order.batches.length - shown.length} more
        </Text>
      ) : null}
      {order.unassigned > 0 ? (
        <Badge tone="attention">{`${counted(order.unassigned, "unit")} unassigned`}</Badge>
      ) : null}
      {order.unassignedWhy.length === 0 ? null : (
        <span className="bb-inline-list">
          <Text as="span" tone="subdued">
            {sayWhyUnassigned(order.unassignedWhy)}
          </Text>
        </span>
      )}
      {order.onHold > 0 ? <Badge tone="warning">{`${counted(order.onHold, "unit")} on hold`}</Badge> : null}
      {order.waitsFor === null ? null : (
        <Badge tone="info">{`${counted(order.deferred, "unit")} ${order.deferred === 1 ? "waits" : "wait"} for ${order.waitsFor}`}</Badge>
      )}
      {order.batches.length === 0 && order.unassigned + order.deferred === 0 ? (
        <Text as="span" tone="subdued">
          None
        </Text>
      ) : null}
    </InlineStack>
  );
}
