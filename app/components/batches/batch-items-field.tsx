import type { LocationView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt } from "#app/components/frame/action-result.ts";
import { VariantUnitsField } from "#app/components/frame/variant-units-field.tsx";
import type { DraftItem } from "./batch-draft.ts";
import { PlaceSelect } from "./place-select.tsx";

interface BatchItemsFieldProps {
  items: DraftItem[];
  /** Items that were there before stay: their history hangs on them. */
  fixed: ReadonlySet<string>;
  failure: ActionFailure | null;
  /** For a new batch of a shop that keeps batches by location; null: places are not asked for. */
  locations: readonly LocationView[] | null;
  onChange: (items: DraftItem[]) => void;
}

/** Which variants were made, and how many units of each. One pour may fill several jar sizes. */
export function BatchItemsField({ items, fixed, failure, locations, onChange }: BatchItemsFieldProps) {
  return (
    <VariantUnitsField
      heading="What was made"
      empty="Choose every variant that this batch filled: one pour can fill three jar sizes."
      choose={["Choose variants", "Change variants"]}
      items={items}
      unitsOf={(item) => item.produced}
      withUnits={(item, produced) => ({ ...item, produced })}
      added={(variant) => ({ ...variant, produced: "", taken: 0, locationId: items[0]?.locationId ?? "" })}
      unitsLabel={(title) => `Units produced of ${title}`}
      fixed={fixed}
      errorOf={(index) =>
        errorAt(failure, `items.${index}.produced`) ?? errorAt(failure, `items.${index}.variantId`)
      }
      error={errorAt(failure, "items")}
      {...(locations === null
        ? {}
        : {
            beside: (item: DraftItem, index: number, change: (item: DraftItem) => void) => (
              <PlaceSelect
                label={`Location of ${item.title}`}
                labelHidden
                locations={locations}
                noPlace="No particular place"
                value={item.locationId}
                onChange={(locationId) => change({ ...item, locationId })}
                error={errorAt(failure, `items.${index}.locationId`)}
              />
            ),
          })}
      onChange={onChange}
    />
  );
}
