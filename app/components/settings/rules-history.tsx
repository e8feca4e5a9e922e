import { BlockStack, Link, Text } from "@shopify/polaris";
import type { RulesVersionPage, RulesVersionView } from "#app/contracts/rules-view.ts";
import { OlderNewer } from "#app/components/frame/older-newer.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { sayActor } from "#app/components/frame/words.ts";
import { productUrl } from "#app/components/products/product-url.ts";
import { SectionApart } from "./section-apart.tsx";
import { sayRuleChange } from "./say-rule-change.ts";

interface RulesHistoryProps {
  page: RulesVersionPage;
  /** The version that holds now. */
  current: number;
}

/** Who changed which rule, and when. Every assignment names the version that made it. */
export function RulesHistory({ page, current }: RulesHistoryProps) {
  return (
    <SectionApart
      title="History of the rules"
      description={`Version ${current} holds now. Beside every batch of an order stands the version that chose it: Why this batch.`}
    >
      <BlockStack gap="400">
        {page.items.length === 0 ? (
          <Text as="p" tone="subdued">
            No rule was changed since Batchbook was installed.
          </Text>
        ) : (
          <ol className="bb-timeline">
            {page.items.map((version) => (
              <li key={version.version}>
                <Version version={version} />
              </li>
            ))}
          </ol>
        )}
        <OlderNewer parameter="versions" nextCursor={page.nextCursor} />
      </BlockStack>
    </SectionApart>
  );
}

function Version({ version: { version, at, actor, product, changes } }: { version: RulesVersionView }) {
  return (
    <BlockStack gap="100">
      <Text as="p" fontWeight="medium">
        Version {version}
        {product === null ? null : (
          <>
            {": "}
            <Link url={productUrl(product.id)}>{product.title}</Link>
          </>
        )}
      </Text>
      <ul className="bb-plain-list">
        {changes.map(sayRuleChange).map(({ rule, from, to }) => (
          <li key={rule} className="bb-break">
            {rule}: {from} → <strong>{to}</strong>
          </li>
        ))}
      </ul>
      <Text as="p" tone="subdued">
        {sayActor(actor)}, <Instant at={at} exact />
      </Text>
    </BlockStack>
  );
}
