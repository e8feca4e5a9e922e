import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import type { BatchImportPreview } from "#app/contracts/batch-import.ts";
import type { DateExample } from "#app/domain/batch-import.ts";
import type { DayOrder } from "#app/domain/read-date-text.ts";
import { sayDay } from "#app/components/frame/shop-time.ts";

interface DayOrderQuestionProps {
  finding: BatchImportPreview["dayOrder"];
  busy: boolean;
  onAnswer: (order: DayOrder) => void;
}

/** How dates were read, where the file itself says so. */
export function DayOrderNote({ finding }: Pick<DayOrderQuestionProps, "finding">) {
  if (finding.kind !== "settled" || finding.by !== "file") return null;
  const { order, example } = finding;
  return (
    <Text as="p" tone="subdued">
      Dates are read with the {order === "dmy" ? "day" : "month"} first: {example.text} in row {example.row}{" "}
      is {sayDay(example[order] ?? "")}.
    </Text>
  );
}

/** Asks which number of the dates is the day, where the file does not say. */
export function DayOrderQuestion({ finding, busy, onAnswer }: DayOrderQuestionProps) {
  if (finding.kind === "none" || (finding.kind === "settled" && finding.by === "file")) return null;
  const chosen = finding.kind === "settled" ? [finding.order] : [];
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Which number is the day?
          </Text>
          <Text as="p">{explain(finding)}</Text>
        </BlockStack>
        <ChoiceList
          title="Which number is the day?"
          titleHidden
          choices={[
            { value: "dmy", label: say(finding, "dmy"), helpText: "Day first: 31/12/2026" },
            { value: "mdy", label: say(finding, "mdy"), helpText: "Month first: 12/31/2026" },
          ]}
          selected={chosen}
          onChange={([order]) => onAnswer(order === "mdy" ? "mdy" : "dmy")}
          disabled={busy}
        />
      </BlockStack>
    </Card>
  );
}

function explain(finding: Exclude<BatchImportPreview["dayOrder"], { kind: "none" }>): string {
  if (finding.kind === "contradictory") {
    const { dmy, mdy } = finding;
    return (
      `The file writes dates in two ways: ${dmy.text} in row ${dmy.row} and ${mdy.text} in row ${mdy.row}. ` +
      "Choose the right one: rows that are written the other way are left out."
    );
  }
  return "Every date of the file can be read in two ways.";
}

function say(finding: Exclude<BatchImportPreview["dayOrder"], { kind: "none" }>, order: DayOrder): string {
  const example: DateExample = finding.kind === "contradictory" ? finding[order] : finding.example;
  const day = example[order];
  const first = order === "dmy" ? "The day comes first" : "The month comes first";
  return day === null ? first : `${example.text} in row ${example.row} is ${sayDay(day)}`;
}
