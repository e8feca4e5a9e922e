import { BlockStack, Card, Checkbox, ChoiceList, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ChangeProductBody, ProductView } from "#app/contracts/product.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { DaysField } from "#app/components/frame/days-field.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { SaveForm } from "#app/components/frame/save-form.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { changedProduct, checkProduct, productDraft } from "./product-draft.ts";
import type { ProductDraft } from "./product-draft.ts";
import { sayShelfLife, STRATEGY } from "./say-rules.ts";

/** Whether a product is tracked, and its rules where they are not the shop's. */
export function ProductRulesForm({ product }: { product: ProductView }) {
  const [draft, setDraft] = useState(productDraft(product));
  const [dirty, setDirty] = useState(false);
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<ChangeProductBody>({ onDone: () => setDirty(false) });
  const failure = checked ?? action.failure;

  const set = (change: Partial<ProductDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setDirty(true);
  };
  const save = () => {
    action.clear();
    const errors = checkProduct(draft);
    setChecked(errors.length === 0 ? null : { title: "The product is not saved yet", detail: null, errors });
    if (errors.length === 0) action.send(changedProduct(draft, product));
  };
  const discard = () => {
    setDraft(productDraft(product));
    setChecked(null);
    action.clear();
    setDirty(false);
  };

  return (
    <SaveForm id="product" dirty={dirty} busy={action.busy} onSave={save} onDiscard={discard}>
      <BlockStack gap="400">
        <FailureBanner
          failure={failure}
          beside={errorsBeside(failure, ["stopShipDays", "minShelfLifeDays"])}
        />
        <Card>
          <Checkbox
            label="Track this product by batch"
            helpText="Off: new orders of it take no units. What was assigned stays, with its history. On again: orders from then on are tracked."
            checked={draft.tracked}
            onChange={(tracked) => set({ tracked })}
          />
        </Card>
        {draft.tracked ? <Rules product={product} draft={draft} failure={failure} onChange={set} /> : null}
      </BlockStack>
    </SaveForm>
  );
}

interface RulesProps {
  product: ProductView;
  draft: ProductDraft;
  failure: ActionFailure | null;
  onChange: (change: Partial<ProductDraft>) => void;
}

function Rules({ product: { shop }, draft, failure, onChange }: RulesProps) {
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Which batch an order gets
          </Text>
          <Text as="p" tone="subdued">
            A change counts for units that get a batch from now on. Units that have one keep it.
          </Text>
        </BlockStack>
        <ChoiceList
          title="Which batch leaves first"
          choices={[
            { value: "shop", label: `As the shop: ${STRATEGY[shop.strategy].toLowerCase()}` },
            { value: "fifo", label: STRATEGY.fifo, helpText: "What was made first leaves first." },
            { value: "fefo", label: STRATEGY.fefo, helpText: "What expires first leaves first." },
          ]}
          selected={[draft.strategy]}
          onChange={([value]) =>
            onChange({ strategy: value === "fifo" || value === "fefo" ? value : "shop" })
          }
        />
        <DaysField
          label="Stop shipping before the expiry date"
          helpText="Your safety margin: the last day a batch may leave is its expiry date less these days. 0: the expiry date itself."
          value={draft.stopShipDays}
          onChange={(stopShipDays) => onChange({ stopShipDays })}
          error={errorAt(failure, "stopShipDays")}
        />
        <BlockStack gap="300">
          <ChoiceList
            title="Days left until the expiry date, at least"
            choices={[
              { value: "shop", label: `As the shop: ${sayShelfLife(shop.minShelfLifeDays).toLowerCase()}` },
              { value: "own", label: "Its own" },
            ]}
            selected={[draft.shelfLife]}
            onChange={([value]) => onChange({ shelfLife: value === "own" ? "own" : "shop" })}
          />
          {draft.shelfLife === "own" ? (
            <DaysField
              label="Days left"
              helpText="A batch with fewer days left is not given to orders. Unlike the margin above this is a promise to buyers, and does not count for what has shipped already."
              value={draft.minShelfLifeDays}
              onChange={(minShelfLifeDays) => onChange({ minShelfLifeDays })}
              error={errorAt(failure, "minShelfLifeDays")}
            />
          ) : null}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
