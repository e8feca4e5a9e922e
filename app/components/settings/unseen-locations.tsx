import { BlockStack, Text } from "@shopify/polaris";
import { AskScope } from "#app/components/frame/ask-scope.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { THIRD_PARTY_SCOPE } from "#app/contracts/settings.ts";
import { SectionApart } from "./section-apart.tsx";

interface UnseenLocationsProps {
  /** By name. */
  locations: readonly string[];
}

/** Shopify does not show an app what a fulfilment service is to ship unless the merchant allows it. */
export function UnseenLocations({ locations }: UnseenLocationsProps) {
  const action = useAction<Record<string, never>>({ to: "/app/settings/fulfilment-services" });
  return (
    <SectionApart
      title="Fulfilment services"
      description="Locations that another company ships from for you hold batches like your own."
    >
      <BlockStack gap="300" inlineAlign="start">
        <FailureBanner failure={action.failure} beside={[]} />
        <Text as="p">
          Shopify does not show Batchbook which orders are to ship from {listed(locations)}. Until you allow
          it, such orders take units from any location.
        </Text>
        <AskScope
          scope={THIRD_PARTY_SCOPE}
          label="Let Batchbook see these orders"
          refused="Not allowed: orders that ship from there go on taking units from any location."
          busy={action.busy}
          onGranted={() => action.send({})}
        />
      </BlockStack>
    </SectionApart>
  );
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "disjunction" }).format(names);
}
