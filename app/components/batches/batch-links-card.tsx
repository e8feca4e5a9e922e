import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { BatchLink } from "#app/contracts/batch-view.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";

/** Which batches its units came from and went into. */
export function BatchLinksCard({ links }: { links: readonly BatchLink[] }) {
  if (links.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Splits and merges
        </Text>
        <ul className="bb-plain-list">
          {links.map((link) => (
            <li key={`${link.actId} ${link.batchId}`}>
              {counted(link.units, "unit")} {link.incoming ? "came from" : "went to"}{" "}
              <Link url={`/app/batches/${link.batchId}`} removeUnderline>
                <span className="bb-code">{link.code}</span>
              </Link>{" "}
              by a {link.kind}, <Instant at={link.at} within />
              {link.undone ? "; undone later" : ""}
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}
