import { Badge, InlineStack } from "@shopify/polaris";
import type { RecallStatus } from "#app/domain/recall-states.ts";
import type { BatchStatus } from "#app/domain/settlement.types.ts";
import { BATCH_CONDITION, BATCH_STATUS, RECALL_STATUS, RECIPIENT_STATUS, asWords } from "./words.ts";

/** A batch's status and what its quantities and dates add to it. */
export function BatchBadges({ status, conditions }: { status: BatchStatus; conditions: readonly string[] }) {
  const { label, tone } = BATCH_STATUS[status];
  return (
    <InlineStack gap="100" align="start" wrap>
      <Badge tone={tone}>{label}</Badge>
      {conditions.map((condition) => (
        <Badge key={condition} tone={BATCH_CONDITION[condition]?.tone}>
          {BATCH_CONDITION[condition]?.label ?? asWords(condition)}
        </Badge>
      ))}
    </InlineStack>
  );
}

export function RecallBadges({ status, drill }: { status: RecallStatus; drill: boolean }) {
  const { label, tone } = RECALL_STATUS[status];
  return (
    <InlineStack gap="100" align="start" wrap>
      {drill ? <Badge tone="info">Drill</Badge> : null}
      <Badge tone={drill && tone === "critical" ? "info" : tone}>{label}</Badge>
    </InlineStack>
  );
}

export function RecipientBadge({ status }: { status: string }) {
  const { label, tone } = RECIPIENT_STATUS[status] ?? { label: asWords(status), tone: undefined };
  return <Badge tone={tone}>{label}</Badge>;
}
