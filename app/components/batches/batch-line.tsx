import { InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { ProductPictures } from "#app/components/frame/product-picture.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { BatchBadges } from "#app/components/frame/status-badge.tsx";
import { batchTitle } from "./batch-title.ts";

/** One batch in a list to choose from: picture, code, state, what it is. `says` ends its second line. */
export function BatchLine({ batch, says }: { batch: BatchView; says: ReactNode }) {
  return (
    <span className="bb-thing">
      <ProductPictures urls={batch.items.map((item) => item.imageUrl)} />
      <span className="bb-break">
        <InlineStack gap="200" align="start" blockAlign="center" wrap>
          <span className="bb-code">{batch.code}</span>
          <BatchBadges status={batch.status} conditions={batch.conditions} />
        </InlineStack>
        <Text as="span" tone="subdued">
          {batchTitle(batch.items)} · made <Instant at={batch.madeAt} within /> · {says}
        </Text>
      </span>
    </span>
  );
}
