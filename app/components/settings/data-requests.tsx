import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { DownloadButton } from "#app/components/frame/download-button.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { SectionApart } from "./section-apart.tsx";

interface DataRequestsProps {
  requests: { webhookId: string; receivedAt: Date }[];
}

/** Buyers who asked what is known of them. Shown only when there is something to hand on. */
export function DataRequests({ requests }: DataRequestsProps) {
  if (requests.length === 0) return null;
  return (
    <SectionApart
      title="Data requests"
      description="A buyer asked you for their data. The file has their orders, batches and notices; pass it on to them. It is deleted after 60 days."
    >
      <BlockStack gap="400">
        {requests.map(({ webhookId, receivedAt }) => (
          <InlineStack key={webhookId} align="space-between" blockAlign="center" gap="200">
            <Text as="span">
              Asked <Instant at={receivedAt} />
            </Text>
            <DownloadButton
              url={`/app/settings/data-requests/${encodeURIComponent(webhookId)}`}
              fileName="customer-data.json"
            >
              Download
            </DownloadButton>
          </InlineStack>
        ))}
      </BlockStack>
    </SectionApart>
  );
}
