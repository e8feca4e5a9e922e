import { BlockStack, Card, Text } from "@shopify/polaris";
import type { BatchImportPreview, BatchToImport } from "#app/contracts/batch-import.ts";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { sayDay, sayExactly } from "#app/components/frame/shop-time.ts";
import { wallClock } from "#app/domain/wall-clock.ts";

/** The batches that an import would make, as they were understood. */
export function BatchesToImport({ preview }: { preview: BatchImportPreview }) {
  const { batches, totals } = preview;
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {counted(totals.batches, "batch", "batches")} to import
          </Text>
          {totals.timeless === 0 ? null : (
            <Text as="p" tone="subdued">
              A day without a time counts from its beginning, so that orders that shipped on it can have the
              batch.
            </Text>
          )}
        </BlockStack>
        <table className="bb-table">
          <caption className="bb-visually-hidden">Batches to import</caption>
          <thead>
            <tr>
              <th scope="col">Batch</th>
              <th scope="col">Made</th>
              <th scope="col">Expiry</th>
              <th scope="col">Units</th>
            </tr>
          </thead>
          <tbody>
            {batches.map((batch) => (
              <BatchRow key={batch.row} batch={batch} />
            ))}
          </tbody>
        </table>
        {totals.batches > batches.length ? (
          <Text as="p" tone="subdued">
            And {grouped(totals.batches - batches.length)} more.
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function BatchRow({ batch }: { batch: BatchToImport }) {
  const { timeZone } = useShopClock();
  const { code, madeAt, timeless, expiresOn, expiryKind, items } = batch;
  const made = timeless ? sayDay(wallClock(new Date(madeAt), timeZone).day) : sayExactly(madeAt, timeZone);
  return (
    <tr>
      <th scope="row">
        <span className="bb-code">{code}</span>
      </th>
      <td data-label="Made" className="bb-nowrap">
        {made}
      </td>
      <td data-label="Expiry">
        {expiresOn === null
          ? "None"
          : `${expiryKind === "use_by" ? "Use by" : "Best before"} ${sayDay(expiresOn)}`}
      </td>
      <td data-label="Units">
        <ul className="bb-import-items">
          {items.map((item) => {
            const title = itemTitle(item);
            return (
              <li key={title}>
                <strong>{grouped(item.produced)}</strong> {title}
              </li>
            );
          })}
        </ul>
      </td>
    </tr>
  );
}
