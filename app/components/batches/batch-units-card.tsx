import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BatchItemView, BatchView, LocationView } from "#app/contracts/batch-view.ts";
import { grouped } from "#app/components/frame/figure.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { AdjustModal } from "./adjust-modal.tsx";
import { itemTitle } from "./batch-title.ts";
import { BalanceBar, BalanceLegend } from "./mass-balance.tsx";
import type { Balance } from "./mass-balance.tsx";

const COLUMNS: { title: string; units: (balance: Balance) => number }[] = [
  { title: "Produced", units: (balance) => balance.produced },
  { title: "Remaining", units: (balance) => balance.remaining },
  { title: "Promised", units: (balance) => balance.promised },
  { title: "Shipped", units: (balance) => balance.shipped },
  { title: "Quarantined", units: (balance) => balance.quarantined },
  { title: "Written off", units: (balance) => balance.writtenOff },
  { title: "Returned", units: (balance) => balance.returned },
];

/** Mass balance: every unit that was produced, and where it is now. */
export function BatchUnitsCard({
  batch,
  locations,
}: {
  batch: BatchView;
  /** Null: the shop does not keep batches by location. */
  locations: LocationView[] | null;
}) {
  const [adjusting, setAdjusting] = useState<BatchItemView | null>(null);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Where the {grouped(batch.totals.produced)} units are
          </Text>
        </BlockStack>
        <BalanceBar balance={batch.totals} size="tall" />
        <BalanceLegend balance={batch.totals} />
        <table className="bb-table">
          <caption className="bb-visually-hidden">Units of each variant</caption>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              {COLUMNS.map(({ title }) => (
                <th key={title} scope="col" className="bb-number">
                  {title}
                </th>
              ))}
              <th scope="col" aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {batch.items.map((item) => (
              <tr key={item.variantId}>
                <th scope="row">
                  <span className="bb-thing">
                    <ProductPicture url={item.imageUrl} />
                    <span>
                      {itemTitle(item)}
                      <br />
                      <Text as="span" tone="subdued">
                        {[item.sku, item.deleted ? "deleted in Shopify" : null].filter(Boolean).join(" · ")}
                      </Text>
                    </span>
                  </span>
                  {batch.items.length > 1 ? (
                    <div className="bb-item-bar">
                      <BalanceBar balance={item} size="slim" />
                    </div>
                  ) : null}
                </th>
                {COLUMNS.map(({ title, units }) => (
                  <td
                    key={title}
                    className="bb-number"
                    data-label={title}
                    {...(units(item) === 0 ? { "data-zero": "" } : {})}
                  >
                    {grouped(units(item))}
                  </td>
                ))}
                <td className="bb-number">
                  <Button
                    size="slim"
                    accessibilityLabel={`Adjust units of ${itemTitle(item)}`}
                    onClick={() => setAdjusting(item)}
                  >
                    Adjust
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
          {batch.items.length > 1 ? (
            <tfoot>
              <tr>
                <th scope="row">All variants</th>
                {COLUMNS.map(({ title, units }) => (
                  <td key={title} className="bb-number" data-label={title}>
                    {grouped(units(batch.totals))}
                  </td>
                ))}
                <td />
              </tr>
            </tfoot>
          ) : null}
        </table>
        <Text as="p" tone="subdued">
          Produced is always remaining + promised + shipped + quarantined + written off. Returned counts units
          that came back; each of them is now in one of the other columns.
        </Text>
      </BlockStack>
      <AdjustModal
        batchId={batch.id}
        item={adjusting}
        locations={locations}
        onClose={() => setAdjusting(null)}
      />
    </Card>
  );
}
