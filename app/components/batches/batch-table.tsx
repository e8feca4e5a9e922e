import { BlockStack, Card, ChoiceList, Filters, Text } from "@shopify/polaris";
import type { BatchView, BatchViewPage } from "#app/contracts/batch-view.ts";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { grouped } from "#app/components/frame/figure.tsx";
import { ProductPictures } from "#app/components/frame/product-picture.tsx";
import { ResourceTable } from "#app/components/frame/resource-table.tsx";
import { Instant, useShopClock } from "#app/components/frame/shop-clock.tsx";
import { sayDay, sayDaysAway } from "#app/components/frame/shop-time.ts";
import { BatchBadges } from "#app/components/frame/status-badge.tsx";
import { useListAddress } from "#app/components/frame/use-list-address.ts";
import type { ListAddress } from "#app/components/frame/use-list-address.ts";
import { BATCH_CONDITION, BATCH_STATUS } from "#app/components/frame/words.ts";
import { batchTitle } from "./batch-title.ts";
import { BalanceBar } from "./mass-balance.tsx";

const STATUS_CHOICES = Object.entries(BATCH_STATUS).map(([value, { label }]) => ({ value, label }));
const CONDITION_CHOICES = ["sold_out", "curing", "stop_shipped", "expired"].map((value) => ({
  value,
  label: BATCH_CONDITION[value]?.label ?? value,
}));

/** All batches, newest first, with search and filters. */
export function BatchTable({ page }: { page: BatchViewPage }) {
  const address = useListAddress();
  const none = page.items.length === 0;
  if (
    none &&
    !address.filtered &&
    address.search === "" &&
    !address.loading &&
    address.get("after") === null
  ) {
    return (
      <Card>
        <EmptyCard
          heading="No batches yet"
          action={{ label: "Make the first batch", to: "/app/batches/new" }}
          other={{ label: "Import batches", to: "/app/batches/import" }}
        >
          A batch is goods made together at one time and place. Record one, and orders get their units from
          it, oldest batch first. Past batches come in from a spreadsheet.
        </EmptyCard>
      </Card>
    );
  }
  return (
    <Card padding="0">
      <BatchFilters address={address} />
      {none ? (
        <EmptyCard heading="No batch fits" onClear={() => clearAll(address)}>
          Try another word: part of a code, of a product&apos;s name or of a SKU.
        </EmptyCard>
      ) : (
        <ResourceTable
          name={{ singular: "batch", plural: "batches" }}
          rows={page.items}
          rowId={(batch) => batch.id}
          rowUrl={(batch) => `/app/batches/${batch.id}`}
          nameTitle="Batch"
          rowName={(batch) => <BatchName batch={batch} />}
          columns={[
            {
              title: "Status",
              cell: (batch) => <BatchBadges status={batch.status} conditions={batch.conditions} />,
            },
            { title: "Made", cell: (batch) => <Instant at={batch.madeAt} /> },
            { title: "Expiry", cell: (batch) => <Expiry batch={batch} /> },
            { title: "Remaining", end: true, cell: (batch) => <Remaining batch={batch} /> },
          ]}
          narrowRow={(batch) => (
            <BlockStack gap="200">
              <BatchBadges status={batch.status} conditions={batch.conditions} />
              <Remaining batch={batch} />
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

function BatchName({ batch }: { batch: BatchView }) {
  return (
    <span className="bb-thing">
      <ProductPictures urls={batch.items.map((item) => item.imageUrl)} />
      <span>
        <span className="bb-code">{batch.code}</span>
        <br />
        <Text as="span" tone="subdued">
          {batchTitle(batch.items)}
        </Text>
      </span>
    </span>
  );
}

function Expiry({ batch }: { batch: BatchView }) {
  const { today } = useShopClock();
  if (batch.expiresOn === null) return <Text as="span">None</Text>;
  return (
    <BlockStack>
      <span className="bb-nowrap">{sayDay(batch.expiresOn)}</span>
      <Text as="span" tone="subdued">
        {sayDaysAway(batch.expiresOn, today)}
      </Text>
    </BlockStack>
  );
}

function Remaining({ batch }: { batch: BatchView }) {
  return (
    <BlockStack gap="100">
      <span>
        <strong>{grouped(batch.totals.remaining)}</strong> of {grouped(batch.totals.produced)}
      </span>
      <BalanceBar balance={batch.totals} size="slim" />
    </BlockStack>
  );
}

function BatchFilters({ address }: { address: ListAddress }) {
  const status = address.get("status");
  const condition = address.get("condition");
  const choice = (
    name: string,
    title: string,
    choices: { value: string; label: string }[],
    chosen: string | null,
  ) => ({
    key: name,
    label: title,
    pinned: true,
    filter: (
      <ChoiceList
        title={title}
        titleHidden
        choices={choices}
        selected={chosen === null ? [] : [chosen]}
        onChange={([value]) => address.set({ [name]: value ?? null })}
      />
    ),
  });
  const applied = [
    { key: "status", chosen: status, choices: STATUS_CHOICES },
    { key: "condition", chosen: condition, choices: CONDITION_CHOICES },
  ].flatMap(({ key, chosen, choices }) => {
    const label = choices.find((each) => each.value === chosen)?.label;
    return label === undefined ? [] : [{ key, label, onRemove: () => address.set({ [key]: null }) }];
  });
  return (
    <Filters
      queryValue={address.search}
      queryPlaceholder="Search by code, product or SKU"
      onQueryChange={address.setSearch}
      onQueryClear={() => address.setSearch("")}
      onClearAll={() => clearAll(address)}
      filters={[
        choice("status", "Status", STATUS_CHOICES, status),
        choice("condition", "Condition", CONDITION_CHOICES, condition),
      ]}
      appliedFilters={applied}
      loading={address.loading}
    />
  );
}

function clearAll(address: ListAddress): void {
  address.setSearch("");
  address.set({ q: null, status: null, condition: null });
}
