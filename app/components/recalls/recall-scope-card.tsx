import { BlockStack, Card, Text } from "@shopify/polaris";
import { Figure, Figures } from "#app/components/frame/figure.tsx";
import { sayDuration } from "#app/components/frame/shop-time.ts";
import type { RecallView } from "./recall-data.ts";
import { ScopeGroups } from "./review-scope.tsx";

/** Who had what at the moment of launch. These numbers never change afterwards. */
export function RecallScopeCard({ recall }: { recall: RecallView }) {
  const { groups, progress } = recall;
  const [found, ...unit] = sayDuration(recall.scopeMs).split(" ");
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {recall.drill ? "Whom a real recall would reach" : "Who had it at launch"}
        </Text>
        <Figures>
          {recall.drill ? (
            <div className="bb-figure bb-figure-strong">
              <dt>from start to the full list</dt>
              <dd>
                <span className="bb-figure-value">{found}</span>
                <span className="bb-figure-detail">{unit.join(" ")}</span>
              </dd>
            </div>
          ) : null}
          <Figure
            tone="strong"
            value={progress.recipients.total}
            label={progress.recipients.total === 1 ? "buyer" : "buyers"}
          />
          <Figure
            tone="strong"
            value={progress.orders.total}
            label={progress.orders.total === 1 ? "order" : "orders"}
          />
          <Figure
            tone="strong"
            value={groups.withGoods.units + groups.inTransit.units}
            label="units with them or on the way"
          />
        </Figures>
        <ScopeGroups groups={groups} drill={recall.drill} />
      </BlockStack>
    </Card>
  );
}
