import { BlockStack, Card, Text } from "@shopify/polaris";
import type { OrderAct, OrderLineView } from "#app/contracts/order-view.ts";
import { itemTitle } from "#app/components/batches/batch-title.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { sayActor } from "#app/components/frame/words.ts";

/** What people said about the batches of an order, the latest first; nothing when nobody did. */
export function OrderActsCard({ acts, lines }: { acts: OrderAct[]; lines: readonly OrderLineView[] }) {
  if (acts.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Confirmed and corrected
        </Text>
        <ol className="bb-timeline">
          {acts.map((act) => (
            <li key={act.id}>
              <Text as="p" fontWeight="medium">
                {sayAct(act, lines)}
              </Text>
              <p className="bb-prewrap">“{act.reason}”</p>
              <Text as="p" tone="subdued">
                <Instant at={act.at} /> · {sayActor(act.actor)}
              </Text>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}

function sayAct(
  { kind, units, states, from, to, lineId }: OrderAct,
  lines: readonly OrderLineView[],
): string {
  const line = lines.find((each) => each.id === lineId);
  const of = line === undefined ? "" : ` of ${itemTitle({ ...line, productTitle: line.title })}`;
  const what = `${counted(units, "unit")}${of}${units === states.returned ? ", returned," : ""}`;
  if (kind === "confirmed") return `${what} confirmed to be from ${from?.code ?? "the batch"}`;
  return from === null
    ? `${what} found to be from ${to?.code ?? "another batch"}`
    : `${what} changed from ${from.code} to ${to?.code ?? "another batch"}`;
}
