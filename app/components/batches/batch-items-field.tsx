import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineError, InlineStack, Text, TextField } from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt } from "#app/components/frame/action-result.ts";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import type { DraftItem } from "./batch-draft.ts";
import { itemTitle } from "./batch-title.ts";

interface BatchItemsFieldProps {
  items: DraftItem[];
  /** Items that were there before stay: their history hangs on them. */
  fixed: ReadonlySet<string>;
  failure: ActionFailure | null;
  onChange: (items: DraftItem[]) => void;
}

/** Which variants were made, and how many units of each. One pour may fill several jar sizes. */
export function BatchItemsField({ items, fixed, failure, onChange }: BatchItemsFieldProps) {
  const pick = useVariantPicker(items, fixed, onChange);
  const missing = errorAt(failure, "items");
  const set = (variantId: string, produced: string) =>
    onChange(items.map((item) => (item.variantId === variantId ? { ...item, produced } : item)));
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            What was made
          </Text>
          <Button onClick={() => void pick()} variant={items.length === 0 ? "primary" : "secondary"}>
            {items.length === 0 ? "Choose variants" : "Change variants"}
          </Button>
        </InlineStack>
        {items.length === 0 ? (
          <Text as="p" tone="subdued">
            Choose every variant that this batch filled: one pour can fill three jar sizes.
          </Text>
        ) : (
          <div>
            {items.map((item, index) => (
              <div key={item.variantId} className="bb-item">
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
                  label={`Units produced of ${item.title}`}
                  labelHidden
                  type="number"
                  inputMode="numeric"
                  min={0}
                  step={1}
                  suffix="units"
                  value={item.produced}
                  onChange={(produced) => set(item.variantId, produced)}
                  error={
                    errorAt(failure, `items.${index}.produced`) ??
                    errorAt(failure, `items.${index}.variantId`)
                  }
                  autoComplete="off"
                />
                <Button
                  icon={DeleteIcon}
                  variant="tertiary"
                  accessibilityLabel={`Remove ${item.title}`}
                  disabled={fixed.has(item.variantId)}
                  onClick={() => onChange(items.filter((each) => each.variantId !== item.variantId))}
                />
              </div>
            ))}
          </div>
        )}
        {missing === undefined ? null : <InlineError message={missing} fieldID="items" />}
      </BlockStack>
    </Card>
  );
}

function useVariantPicker(
  items: DraftItem[],
  fixed: ReadonlySet<string>,
  onChange: (items: DraftItem[]) => void,
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
      product.variants.flatMap((variant): DraftItem[] => {
        if (variant.id === undefined) return [];
        const picture = variant.image ?? product.images[0];
        return [
          known.get(variant.id) ?? {
            variantId: variant.id,
            productId: product.id,
            title: itemTitle({ productTitle: product.title, variantTitle: variant.title ?? null }),
            sku: variant.sku == null || variant.sku === "" ? null : variant.sku,
            imageUrl: picture?.originalSrc ?? null,
            produced: "",
            taken: 0,
          },
        ];
      }),
    );
    const chosenIds = new Set(chosen.map((item) => item.variantId));
    onChange([
      ...items.filter((item) => fixed.has(item.variantId) && !chosenIds.has(item.variantId)),
      ...chosen,
    ]);
  };
}

/** What is chosen already, as the picker wants it: products with their variants. */
function selectionOf(items: readonly DraftItem[]): { id: string; variants: { id: string }[] }[] {
  const products = new Map<string, { id: string }[]>();
  for (const { productId, variantId } of items) {
    products.set(productId, [...(products.get(productId) ?? []), { id: variantId }]);
  }
  return [...products].map(([id, variants]) => ({ id, variants }));
}
