import { useNavigate } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { BatchItemView, BatchView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { itemTitle } from "./batch-title.ts";

interface CountPayload {
  counts: { variantId: string; expected: number; counted: number }[];
  reason: string | null;
}

/** What was counted of one variant beside what the books say; empty fields were not counted. */
interface CountedRow {
  item: BatchItemView;
  text: string;
  /** Null: nothing, or no whole number. */
  units: number | null;
}

const WHOLE_NUMBER = /^\d{1,7}$/;

/** What lies on the shelf against what the books say: the difference is seen before anything is recorded. */
export function CountForm({ batch }: { batch: BatchView }) {
  const navigate = useNavigate();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState("");
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const page = `/app/batches/${batch.id}`;
  const action = useAction<CountPayload>({ onDone: () => navigate(page) });

  const rows = batch.items.map((item): CountedRow => {
    const text = (texts[item.variantId] ?? "").trim();
    return { item, text, units: WHOLE_NUMBER.test(text) ? Number(text) : null };
  });
  const entered = rows.filter(({ text }) => text !== "");
  const differing = entered.filter(({ item, units }) => units !== null && units !== item.remaining);
  const failure = checked ?? action.failure;

  const submit = () => {
    const wrong = check(entered, differing.length > 0, reason);
    setChecked(wrong);
    if (wrong !== null) return;
    action.send({
      counts: entered.map(({ item, units }) => ({
        variantId: item.variantId,
        expected: item.remaining,
        counted: units ?? 0,
      })),
      reason: reason.trim() === "" ? null : reason.trim(),
    });
  };
  const errorOf = ({ item }: CountedRow) => {
    const sent = entered.findIndex((row) => row.item.variantId === item.variantId);
    return errorAt(failure, `counts.${item.variantId}`) ?? errorAt(failure, `counts.${sent}.counted`);
  };
  const shown = ["reason", ...rows.map(({ item }) => `counts.${item.variantId}`)];

  return (
    <div data-form>
      <BlockStack gap="400">
        <FailureBanner
          failure={failure}
          beside={errorsBeside(failure, [
            ...shown,
            ...entered.map((_row, index) => `counts.${index}.counted`),
          ])}
        />
        <Card>
          <BlockStack gap="400">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                What lies on the shelf
              </Text>
              <Text as="p" tone="subdued">
                Count the units that are free to sell. Leave out what is packed or kept for orders (promised)
                and what is in quarantine. Leave a field empty if you did not count it.
              </Text>
            </BlockStack>
            <table className="bb-table">
              <caption className="bb-visually-hidden">Expected and counted units of each variant</caption>
              <thead>
                <tr>
                  <th scope="col">Variant</th>
                  <th scope="col" className="bb-number">
                    Expected
                  </th>
                  <th scope="col" className="bb-number">
                    Counted
                  </th>
                  <th scope="col" className="bb-number">
                    Difference
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.item.variantId}>
                    <th scope="row">
                      <span className="bb-thing">
                        <ProductPicture url={row.item.imageUrl} />
                        <span className="bb-break">{itemTitle(row.item)}</span>
                      </span>
                    </th>
                    <td className="bb-number" data-label="Expected">
                      {grouped(row.item.remaining)}
                    </td>
                    <td className="bb-number bb-count-field">
                      <TextField
                        label={`Counted of ${itemTitle(row.item)}`}
                        labelHidden
                        type="number"
                        inputMode="numeric"
                        min={0}
                        step={1}
                        placeholder="Counted"
                        value={texts[row.item.variantId] ?? ""}
                        onChange={(text) => {
                          setTexts((before) => ({ ...before, [row.item.variantId]: text }));
                          setChecked(null);
                          action.clear();
                        }}
                        error={errorOf(row)}
                        autoComplete="off"
                      />
                    </td>
                    <td className="bb-number" data-label="Difference">
                      <Difference row={row} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <div aria-live="polite">
              <Text as="p" fontWeight="medium">
                {saySummary(entered, differing)}
              </Text>
            </div>
            {differing.length === 0 ? null : (
              <TextField
                label="Reason"
                helpText="Kept in the history. Missing units become written off; units that were found are added."
                placeholder="Monthly count, two jars broke unnoticed"
                value={reason}
                onChange={(value) => {
                  setReason(value);
                  setChecked(null);
                }}
                error={errorAt(failure, "reason")}
                multiline={2}
                maxLength={1_000}
                autoComplete="off"
              />
            )}
          </BlockStack>
        </Card>
        <div className="bb-step-buttons">
          <InlineStack align="end" gap="200">
            <Button url={page}>Cancel</Button>
            <Button variant="primary" onClick={submit} loading={action.busy}>
              Record count
            </Button>
          </InlineStack>
        </div>
      </BlockStack>
    </div>
  );
}

function Difference({ row: { item, units } }: { row: CountedRow }) {
  if (units === null) {
    return (
      <Text as="span" tone="subdued">
        Not counted
      </Text>
    );
  }
  const difference = units - item.remaining;
  if (difference === 0) return <Text as="span">None</Text>;
  return (
    <Text as="span" tone={difference < 0 ? "critical" : "caution"} fontWeight="semibold">
      {difference < 0 ? `−${grouped(-difference)}` : `+${grouped(difference)}`}
    </Text>
  );
}

function saySummary(entered: readonly CountedRow[], differing: readonly CountedRow[]): string {
  if (entered.every(({ units }) => units === null)) return "Nothing counted yet.";
  if (differing.length === 0) return "Everything you counted agrees with the books.";
  const differences = differing.map(({ item, units }) => (units ?? 0) - item.remaining);
  const missing = differences.filter((each) => each < 0).reduce((sum, each) => sum - each, 0);
  const found = differences.filter((each) => each > 0).reduce((sum, each) => sum + each, 0);
  return [
    missing === 0 ? null : `${counted(missing, "unit")} missing`,
    found === 0 ? null : `${counted(found, "unit")} more than in the books`,
  ]
    .filter(Boolean)
    .join(", ")
    .concat(".");
}

function check(entered: readonly CountedRow[], differs: boolean, reason: string): ActionFailure | null {
  if (entered.length === 0) {
    return {
      title: "Nothing is counted yet",
      detail: "Enter what you counted of at least one variant.",
      errors: [],
    };
  }
  const errors = entered
    .filter(({ units }) => units === null)
    .map(({ item }) => ({ path: `counts.${item.variantId}`, message: "Enter a whole number of units." }));
  if (differs && reason.trim() === "") {
    errors.push({ path: "reason", message: "Write a reason for the difference: it stays in the history." });
  }
  return errors.length === 0 ? null : { title: "Look at the marked fields", detail: null, errors };
}
