import { BlockStack, Card, Checkbox, ChoiceList, Layout } from "@shopify/polaris";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt } from "#app/components/frame/action-result.ts";
import { DaysField } from "#app/components/frame/days-field.tsx";
import type { SettingsDraft } from "./settings-draft.ts";

interface SectionProps {
  draft: SettingsDraft;
  failure: ActionFailure | null;
  onChange: (change: Partial<SettingsDraft>) => void;
}

/** Which batch an order gets and when: each change is a version of the rules. */
export function RulesSections({ draft, failure, onChange }: SectionProps) {
  return (
    <>
      <Layout.AnnotatedSection
        id="rules"
        title="Which batch an order gets"
        description="A change counts for units that get a batch from now on. Units that have one keep it. Single products can have rules of their own: see Products."
      >
        <Card>
          <BlockStack gap="500">
            <ChoiceList
              title="Which batch leaves first"
              choices={[
                {
                  value: "fifo",
                  label: "First in, first out",
                  helpText: "What was made first leaves first.",
                },
                {
                  value: "fefo",
                  label: "First expired, first out",
                  helpText: "What expires first leaves first. Batches without an expiry date leave last.",
                },
              ]}
              selected={[draft.strategy]}
              onChange={([value]) => onChange({ strategy: value === "fefo" ? "fefo" : "fifo" })}
            />
            <DaysField
              label="Days left until the expiry date, at least"
              helpText="A batch with fewer days left is not given to orders any more. 0: every batch that has not expired."
              value={draft.minShelfLifeDays}
              onChange={(minShelfLifeDays) => onChange({ minShelfLifeDays })}
              error={errorAt(failure, "minShelfLifeDays")}
            />
            <Checkbox
              label="Take a line's units from one batch where one has them all"
              helpText="Off: every batch is used up before the next, so a line may get units of two. On: a batch with too few units is left for smaller orders."
              checked={draft.keepWhole}
              onChange={(keepWhole) => onChange({ keepWhole })}
            />
          </BlockStack>
        </Card>
      </Layout.AnnotatedSection>
      <Layout.AnnotatedSection
        title="When an order gets its batch"
        description="Orders that are here already keep the moment that held when they came."
      >
        <Card>
          <ChoiceList
            title="Units are assigned"
            titleHidden
            choices={[
              {
                value: "creation",
                label: "As soon as it is placed",
                helpText: "The units are kept for it from then on.",
              },
              {
                value: "payment",
                label: "When it is paid",
                helpText: "For shops with invoices or bank transfers: unpaid orders hold nothing back.",
              },
              {
                value: "fulfilment",
                label: "When it is shipped",
                helpText: "The batch is the one whose turn it was on the day of shipping.",
              },
            ]}
            selected={[draft.assignAt]}
            onChange={([value]) =>
              onChange({ assignAt: value === "payment" || value === "fulfilment" ? value : "creation" })
            }
          />
        </Card>
      </Layout.AnnotatedSection>
      <Layout.AnnotatedSection
        title="What comes back, and where it is"
        description="Returned units stay units of their batch, wherever they are."
      >
        <Card>
          <BlockStack gap="400">
            <Checkbox
              label="Put returned units back on the shelf at once"
              helpText="Off: they wait in quarantine until somebody has looked at them. On: only units of a batch that is on hold, closed or recalled wait there."
              checked={draft.skipQuarantine}
              onChange={(skipQuarantine) => onChange({ skipQuarantine })}
            />
            <Checkbox
              label="Keep batches by location"
              helpText="On: an order gets units that are at the location it ships from, or at no particular one."
              checked={draft.tracksLocations}
              onChange={(tracksLocations) => onChange({ tracksLocations })}
            />
          </BlockStack>
        </Card>
      </Layout.AnnotatedSection>
      <Layout.AnnotatedSection title="Test orders" description="Orders that you placed to try something out.">
        <Card>
          <Checkbox
            label="Give test orders units of batches too"
            helpText="Off: they take nothing. Test orders are never part of a recall."
            checked={draft.includeTestOrders}
            onChange={(includeTestOrders) => onChange({ includeTestOrders })}
          />
        </Card>
      </Layout.AnnotatedSection>
      <Layout.AnnotatedSection
        title="Batch codes in Shopify"
        description="So that whoever packs or answers a buyer sees the batch without opening Batchbook."
      >
        <Card>
          <BlockStack gap="400">
            <Checkbox
              label="Write an order's batch codes to the order in Shopify"
              checked={draft.publishCodes}
              onChange={(publishCodes) => onChange({ publishCodes })}
            />
            <Checkbox
              label="Tag orders with their batch codes"
              helpText="Then Shopify's own list of orders finds a batch."
              checked={draft.publishTags}
              onChange={(publishTags) => onChange({ publishTags })}
            />
          </BlockStack>
        </Card>
      </Layout.AnnotatedSection>
    </>
  );
}
