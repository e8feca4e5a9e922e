import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BatchView, LocationView } from "#app/contracts/batch-view.ts";
import { grouped } from "#app/components/frame/figure.tsx";
import { itemTitle } from "./batch-title.ts";
import { MoveUnitsModal } from "./move-units-modal.tsx";
import { NO_PLACE } from "./place-select.tsx";
import { unitsByPlace } from "./units-by-place.ts";

interface BatchPlacesCardProps {
  batch: BatchView;
  locations: readonly LocationView[];
}

/** At which locations the remaining units are. For shops that keep batches by location. */
export function BatchPlacesCard({ batch, locations }: BatchPlacesCardProps) {
  const [moving, setMoving] = useState(false);
  const rows = batch.items.map((item) => ({ item, units: unitsByPlace(item) }));
  const columns = [
    ...locations.filter(({ id }) => rows.some(({ units }) => units.has(id))),
    { id: NO_PLACE, name: "No particular place" },
  ];
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Where the {grouped(batch.totals.remaining)} remaining are
          </Text>
          <Button disabled={batch.totals.remaining === 0} onClick={() => setMoving(true)}>
            Move units
          </Button>
        </InlineStack>
        <table className="bb-table">
          <caption className="bb-visually-hidden">Remaining units of each variant by location</caption>
          <thead>
            <tr>
              <th scope="col">Variant</th>
              {columns.map(({ id, name }) => (
                <th key={id} scope="col" className="bb-number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ item, units }) => (
              <tr key={item.variantId}>
                <th scope="row">{itemTitle(item)}</th>
                {columns.map(({ id, name }) => (
                  <td
                    key={id}
                    className="bb-number"
                    data-label={name}
                    {...(units.get(id) ? {} : { "data-zero": "" })}
                  >
                    {grouped(units.get(id) ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Text as="p" tone="subdued">
          An order gets units of the location it ships from. Units at no particular place serve any of them.
        </Text>
      </BlockStack>
      <MoveUnitsModal batch={batch} locations={locations} open={moving} onClose={() => setMoving(false)} />
    </Card>
  );
}
