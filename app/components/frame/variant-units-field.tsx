import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import { ProductPicture } from "./product-picture.tsx";

/** A variant that was chosen, as a form shows it. Ids are gids. */
export interface ChosenVariant {
  variantId: string;
  productId: string;
  title: string;
  sku: string | null;
  imageUrl: string | null;
}

interface VariantUnitsFieldProps<Item extends ChosenVariant> {
  heading: string;
  /** In place of the list while nothing is chosen. */
  empty: string;
  /** Of the button that opens the picker, before and after something is chosen. */
  choose: [string, string];
  items: Item[];
  /** The units as typed, and an item with other ones. */
  unitsOf: (item: Item) => string;
  withUnits: (item: Item, units: string) => Item;
  /** A variant that was just chosen. */
  added: (variant: ChosenVariant) => Item;
  /** `Units produced of Lavender soap`, for who cannot see the row. */
  unitsLabel: (title: string) => string;
  /** Items that stay: something hangs on them. */
  fixed?: ReadonlySet<string>;
  errorOf: (index: number) => string | undefined;
  /** One more field of each item, beside its units. */
  beside?: (item: Item, index: number, change: (item: Item) => void) => ReactNode;
  /** Of the list as a whole. */
  error: string | undefined;
  onChange: (items: Item[]) => void;
}

/** Variants, chosen with the admin's own picker, and a number of units for each. */
export function VariantUnitsField<Item extends ChosenVariant>(props: VariantUnitsFieldProps<Item>) {
  const { items, fixed, beside, error, onChange } = props;
  const [added, setAdded] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const pick = useVariantPicker(props, setAdded);
  useEffect(() => {
    // What comes after choosing is saying how many.
    if (added !== null) list.current?.querySelector<HTMLElement>(`[data-variant="${added}"] input`)?.focus();
  }, [added]);
  const replace = (former: Item, changed: Item) =>
    onChange(items.map((item) => (item === former ? changed : item)));
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {props.heading}
          </Text>
          <Button onClick={() => void pick()} variant={items.length === 0 ? "primary" : "secondary"}>
            {props.choose[items.length === 0 ? 0 : 1]}
          </Button>
        </InlineStack>
        {items.length === 0 ? (
          <Text as="p" tone="subdued">
            {props.empty}
          </Text>
        ) : (
          <div ref={list}>
            {items.map((item, index) => (
              <div
                key={item.variantId}
                className="bb-item"
                data-variant={item.variantId}
                {...(beside === undefined ? {} : { "data-beside": "" })}
              >
                <span className="bb-thing">
                  <ProductPicture url={item.imageUrl} />
                  <span className="bb-break">
                    {item.title}
                    {item.sku === null ? null : (
                      <>
                        <br />
                        <Text as="span" tone="subdued">
                          {item.sku}
                        </Text>
                      </>
                    )}
                  </span>
                </span>
                <TextField
                  label={props.unitsLabel(item.title)}
                  labelHidden
                  type="number"
                  inputMode="numeric"
                  min={0}
                  step={1}
                  suffix="units"
                  value={props.unitsOf(item)}
                  onChange={(units) => replace(item, props.withUnits(item, units))}
                  error={props.errorOf(index)}
                  autoComplete="off"
                />
                {beside?.(item, index, (changed) => replace(item, changed))}
                <Button
                  icon={DeleteIcon}
                  variant="tertiary"
                  accessibilityLabel={`Remove ${item.title}`}
                  disabled={fixed?.has(item.variantId) ?? false}
                  onClick={() => onChange(items.filter((each) => each !== item))}
                />
              </div>
            ))}
          </div>
        )}
        {error === undefined ? null : <InlineError message={error} fieldID="items" />}
      </BlockStack>
    </Card>
  );
}

/** @param onAdded is told the first variant that was not there before */
function useVariantPicker<Item extends ChosenVariant>(
  { items, fixed, added, onChange }: VariantUnitsFieldProps<Item>,
  onAdded: (variantId: string | null) => void,
): () => Promise<void> {
  const shopify = useAppBridge();
  return async () => {
    // By product: only then does the picker give names and pictures along with the variants.
    const picked = await shopify.resourcePicker({
      type: "product",
      action: "select",
      multiple: true,
      selectionIds: selectionOf(items),
    });
    // Undefined: the merchant closed the picker.
    if (picked === undefined) return;
    const known = new Map(items.map((item) => [item.variantId, item]));
    const chosen = picked.flatMap((product) =>
      product.variants.flatMap((variant): Item[] => {
        if (variant.id === undefined) return [];
        const picture = variant.image ?? product.images[0];
        return [
          known.get(variant.id) ??
            added({
              variantId: variant.id,
              productId: product.id,
              title: itemTitle({ productTitle: product.title, variantTitle: variant.title ?? null }),
              sku: variant.sku == null || variant.sku === "" ? null : variant.sku,
              imageUrl: picture?.originalSrc ?? null,
            }),
        ];
      }),
    );
    const chosenIds = new Set(chosen.map((item) => item.variantId));
    onChange([
      ...items.filter((item) => fixed?.has(item.variantId) === true && !chosenIds.has(item.variantId)),
      ...chosen,
    ]);
    onAdded(chosen.find((item) => !known.has(item.variantId))?.variantId ?? null);
  };
}

/** What is chosen already, as the picker wants it: products with their variants. */
function selectionOf(items: readonly ChosenVariant[]): { id: string; variants: { id: string }[] }[] {
  const products = new Map<string, { id: string }[]>();
  for (const { productId, variantId } of items) {
    products.set(productId, [...(products.get(productId) ?? []), { id: variantId }]);
  }
  return [...products].map(([id, variants]) => ({ id, variants }));
}
