import { BlockStack, Button, Collapsible, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import type { Strategy } from "#app/domain/allocation-rules.ts";
import type { LineDraw } from "#app/contracts/order-decision.ts";
import { counted } from "#app/components/frame/figure.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { SKIP_REASON, asWords } from "#app/components/frame/words.ts";

/** The record that was kept when the units got their batch: which batches were looked at, and why others were passed over. */
export function WhyThisBatch({ draws }: { draws: readonly LineDraw[] }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (draws.length === 0) return null;
  return (
    <BlockStack gap="200">
      <div>
        <Button
          variant="plain"
          disclosure={open ? "up" : "down"}
          onClick={() => setOpen(!open)}
          ariaExpanded={open}
          ariaControls={id}
        >
          Why this batch
        </Button>
      </div>
      <Collapsible id={id} open={open}>
        <BlockStack gap="300">
          {byDecision(draws).map((together) => (
            <Draw key={together[0].seq} draws={together} />
          ))}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}

/** Draws of one split were decided at once and carry the same record: it is told once. */
function byDecision(draws: readonly LineDraw[]): [LineDraw, ...LineDraw[]][] {
  const groups = new Map<string, [LineDraw, ...LineDraw[]]>();
  for (const draw of draws) {
    const key = `${draw.at} ${JSON.stringify(draw.decision)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [draw]);
    else group.push(draw);
  }
  return [...groups.values()];
}

const STRATEGY: Record<Strategy, string> = {
  fifo: "first in, first out. Batches are taken in the order they were made.",
  fefo: "first expired, first out. Batches are taken in the order they expire, undated ones last.",
};

function Draw({ draws }: { draws: [LineDraw, ...LineDraw[]] }) {
  const [{ at, decision }] = draws;
  const { candidates, skipped } = decision;
  return (
    <BlockStack gap="100">
      <Text as="p">
        <span className="bb-code">{draws.map((draw) => draw.code).join(" and ")}</span>, decided{" "}
        <Instant at={at} within />: {STRATEGY[decision.rule]}
        {decision.rules === undefined ? null : ` Rules version ${decision.rules}.`}
      </Text>
      <ul className="bb-plain-list">
        {candidates.map((candidate) => (
          <li key={candidate.batchId}>
            <span className="bb-code">{candidate.code}</span> had {counted(candidate.available, "unit")}:{" "}
            {candidate.took === 0 ? "not needed any more" : `${counted(candidate.took, "unit")} taken`}
          </li>
        ))}
        {skipped.map((batch) => (
          <li key={batch.batchId}>
            <Text as="span" tone="subdued">
              <span className="bb-code">{batch.code}</span> passed over:{" "}
              {SKIP_REASON[batch.why] ?? asWords(batch.why)}
            </Text>
          </li>
        ))}
      </ul>
    </BlockStack>
  );
}
