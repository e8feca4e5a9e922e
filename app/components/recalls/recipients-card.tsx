import { BlockStack, Box, Card, InlineStack, Link, Tabs, Text } from "@shopify/polaris";
import { DownloadButton } from "#app/components/frame/download-button.tsx";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { grouped } from "#app/components/frame/figure.tsx";
import { ResourceTable } from "#app/components/frame/resource-table.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { RecipientBadge } from "#app/components/frame/status-badge.tsx";
import { useListAddress } from "#app/components/frame/use-list-address.ts";
import { orderUrl } from "#app/components/orders/order-url.ts";
import { RECIPIENT_TABS } from "./recipient-tabs.ts";
import type { RecallRecipientRow, RecallView, RecipientPage } from "./recall-data.ts";

/** Every buyer in the recall and what became of the notice. */
export function RecipientsCard({ page, recall }: { page: RecipientPage; recall: RecallView }) {
  const address = useListAddress();
  const show = address.get("show") ?? "all";
  const tabs = RECIPIENT_TABS.map((tab) => ({
    id: tab.id,
    content: tab.label,
    ...(tab.statuses === null
      ? {}
      : { badge: grouped(sum(tab.statuses.map((status) => recall.progress.recipients[status] ?? 0))) }),
  }));
  const selected = Math.max(
    0,
    RECIPIENT_TABS.findIndex((tab) => tab.id === show),
  );
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <Text as="h2" variant="headingMd">
            Recipients
          </Text>
          {recall.progress.recipients.total === 0 ? null : (
            <DownloadButton
              url={`/app/recalls/${recall.id}/recipients.csv`}
              fileName={`${recall.number}-recipients.csv`}
            >
              Download list
            </DownloadButton>
          )}
        </InlineStack>
      </Box>
      {recall.drill ? null : (
        <Tabs
          tabs={tabs}
          selected={selected}
          onSelect={(index) => {
            const id = RECIPIENT_TABS[index]?.id ?? "all";
            address.set({ show: id === "all" ? null : id });
          }}
        />
      )}
      {page.items.length === 0 ? (
        <EmptyCard heading={show === "all" ? "Nobody has these batches" : "Nobody here"}>
          {show === "all"
            ? "No order that shipped holds units of the recalled batches."
            : "No recipient is in this state at the moment."}
        </EmptyCard>
      ) : (
        <ResourceTable
          name={{ singular: "recipient", plural: "recipients" }}
          rows={page.items}
          rowId={(recipient) => recipient.id}
          rowUrl={() => null}
          nameTitle="Buyer"
          rowName={(recipient) => <Buyer recipient={recipient} />}
          columns={[
            { title: "Notice", cell: (recipient) => <Status recipient={recipient} /> },
            { title: "Orders", cell: (recipient) => <Orders recipient={recipient} /> },
            { title: "Batches", cell: (recipient) => <Codes recipient={recipient} /> },
            { title: "Units", end: true, cell: (recipient) => grouped(boughtUnits(recipient)) },
          ]}
          narrowRow={(recipient) => (
            <BlockStack gap="150">
              <Status recipient={recipient} />
              <Orders recipient={recipient} />
              <Codes recipient={recipient} />
            </BlockStack>
          )}
          loading={address.loading && address.get("after") !== null}
          {...(address.pages.needed(page.nextCursor)
            ? { pagination: address.pages.pagination(page.nextCursor) }
            : {})}
        />
      )}
    </Card>
  );
}

function Buyer({ recipient }: { recipient: RecallRecipientRow }) {
  const { name, email, phone } = recipient.contact;
  const second = email ?? phone;
  if (recipient.status === "redacted") return <Text as="span">Removed at the buyer&apos;s request</Text>;
  return (
    <span className="bb-break">
      <Text as="span" fontWeight="semibold">
        {name ?? second ?? "No contact known"}
      </Text>
      {name === null || second === null ? null : (
        <>
          <br />
          <Text as="span" tone="subdued">
            {second}
          </Text>
        </>
      )}
    </span>
  );
}

function Status({ recipient }: { recipient: RecallRecipientRow }) {
  return (
    <BlockStack gap="050" inlineAlign="start">
      <RecipientBadge status={recipient.status} />
      {recipient.acceptedAt === null ? null : (
        <Text as="span" tone="subdued">
          <Instant at={recipient.acceptedAt} />
        </Text>
      )}
      {recipient.error === null ? null : (
        <Text as="span" tone="subdued">
          <span className="bb-error-text">{recipient.error}</span>
        </Text>
      )}
    </BlockStack>
  );
}

const SHOWN_ORDERS = 3;

function Orders({ recipient }: { recipient: RecallRecipientRow }) {
  return (
    <span className="bb-inline-list">
      {recipient.orders.slice(0, SHOWN_ORDERS).map((order) => (
        <Link key={order.name} url={orderUrl(String(order.orderId))} removeUnderline>
          {order.name}
        </Link>
      ))}
      {recipient.orders.length > SHOWN_ORDERS ? (
        <Text as="span" tone="subdued">
          and {recipient.orders.length - SHOWN_ORDERS} more
        </Text>
      ) : null}
    </span>
  );
}

function Codes({ recipient }: { recipient: RecallRecipientRow }) {
  const codes = recipient.orders.flatMap((order) => order.items.map((item) => item.code));
  return <span className="bb-break">{[...new Set(codes)].join(", ")}</span>;
}

/** Units of the recalled batches over all orders. */
export function boughtUnits(recipient: RecallRecipientRow): number {
  return sum(recipient.orders.flatMap((order) => order.items.map((item) => item.units)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
