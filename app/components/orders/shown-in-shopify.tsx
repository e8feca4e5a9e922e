import { BlockStack, Text } from "@shopify/polaris";
import type { PublicationView } from "#app/contracts/order-view.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";

/** The batch codes that the order has in Shopify, how old they are, and what keeps newer ones from getting there. */
export function ShownInShopify({ publication }: { publication: PublicationView }) {
  const { codes, tags, publishedAt, error, isDue } = publication;
  return (
    <BlockStack gap="100">
      <span className="bb-break">
        {codes === null ? "No batch codes" : <span className="bb-code">{codes}</span>}
        {tags === 0 ? null : `, ${counted(tags, "tag")}`}
        {publishedAt === null ? null : (
          <Text as="span" tone="subdued">
            {" "}
            (written <Instant at={publishedAt} within />)
          </Text>
        )}
      </span>
      {error !== null ? (
        <Text as="span" tone="critical">
          {isDue ? "Not up to date, tried again later: " : "Not up to date: "}
          {error}
        </Text>
      ) : isDue ? (
        <Text as="span" tone="subdued">
          A change follows within about a minute.
        </Text>
      ) : null}
    </BlockStack>
  );
}
