import { useNavigate } from "@remix-run/react";
import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useState } from "react";
import type { SetView } from "#app/contracts/product.ts";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { SaveForm } from "#app/components/frame/save-form.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { VariantUnitsField } from "#app/components/frame/variant-units-field.tsx";
import type { ChosenVariant } from "#app/components/frame/variant-units-field.tsx";

interface Part extends ChosenVariant {
  units: string;
}

interface SetPayload {
  components: { variantId: string; units: number }[];
}

/** What one unit of a set is made of. Without parts it is no set. */
export function SetForm({ set: saved, backTo }: { set: SetView; backTo: string }) {
  const navigate = useNavigate();
  const [parts, setParts] = useState(partsOf(saved));
  const [dirty, setDirty] = useState(false);
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<SetPayload>({
    onDone: () => {
      setDirty(false);
      navigate(backTo);
    },
  });
  const failure = checked ?? action.failure;
  const shown = parts.flatMap((_, index) => [`components.${index}.units`, `components.${index}.variantId`]);

  const change = (changed: Part[]) => {
    setParts(changed);
    setDirty(true);
    setChecked(null);
    action.clear();
  };
  const save = () => {
    action.clear();
    const errors = parts.flatMap(({ units }, index) =>
      /^[1-9]\d{0,5}$/.test(units.trim())
        ? []
        : [{ path: `components.${index}.units`, message: "Enter at least 1 unit." }],
    );
    setChecked(errors.length === 0 ? null : { title: "The set is not saved yet", detail: null, errors });
    if (errors.length > 0) return;
    action.send({
      components: parts.map(({ variantId, units }) => ({ variantId, units: Number(units) })),
    });
  };
  const discard = () => {
    change(partsOf(saved));
    setDirty(false);
  };

  return (
    <SaveForm id="set" dirty={dirty} busy={action.busy} onSave={save} onDiscard={discard}>
      <BlockStack gap="400">
        <FailureBanner failure={failure} beside={errorsBeside(failure, ["components", ...shown])} />
        <VariantUnitsField
          heading="What one unit is made of"
          empty="It is no set: its orders take units of its own batches. Choose the variants that go into one unit to make it one."
          choose={["Choose parts", "Change parts"]}
          items={parts}
          unitsOf={(part) => part.units}
          withUnits={(part, units) => ({ ...part, units })}
          added={(variant) => ({ ...variant, units: "1" })}
          unitsLabel={(title) => `Units of ${title} in one set`}
          errorOf={(index) =>
            errorAt(failure, `components.${index}.units`) ?? errorAt(failure, `components.${index}.variantId`)
          }
          error={errorAt(failure, "components")}
          onChange={change}
        />
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              What that does
            </Text>
            <List>
              <List.Item>
                An order of the set takes units of each part from the part&apos;s own batches, and a recall of
                one of them finds it.
              </List.Item>
              <List.Item>
                The set takes nothing from batches of its own. Record batches for its parts.
              </List.Item>
              <List.Item>
                Orders that are here already keep the parts they were placed with. Remove all parts and save
                to make it an ordinary variant again.
              </List.Item>
            </List>
          </BlockStack>
        </Card>
      </BlockStack>
    </SaveForm>
  );
}

function partsOf(set: SetView): Part[] {
  return set.components.map(({ productTitle, variantTitle, units, ...variant }) => ({
    ...variant,
    title: itemTitle({ productTitle, variantTitle }),
    units: String(units),
  }));
}
