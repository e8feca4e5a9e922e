import { useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, Checkbox, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { sayDay } from "#app/components/frame/shop-time.ts";
import { useAction } from "#app/components/frame/use-action.ts";
import { BATCH_STATUS } from "#app/components/frame/words.ts";
import type { MergeDifference } from "#app/domain/merge-rules.ts";
import { mergeDifferences, mergedDates, takesMerges } from "#app/domain/merge-rules.ts";
import { BatchFinder } from "./batch-finder.tsx";
import { ChosenBatches } from "./chosen-batches.tsx";

interface MergePayload {
  sources: { batchId: string; items: { variantId: string; units: number }[] }[];
  closeSources: boolean;
  confirmed: string[];
  reason: string;
}

/** Puts the free units of other batches into this one; what differs between them is confirmed one by one. */
export function MergeForm({ target }: { target: BatchView }) {
  const navigate = useNavigate();
  const [sources, setSources] = useState<BatchView[]>([]);
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [closeSources, setCloseSources] = useState(false);
  const [reason, setReason] = useState("");
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const page = `/app/batches/${target.id}`;
  const action = useAction<MergePayload>({ onDone: () => navigate(page) });
  if (!takesMerges(target.status)) {
    const state = BATCH_STATUS[target.status].label.toLowerCase();
    return (
      <Card>
        <EmptyCard heading={`This batch is ${state}`} action={{ label: `Back to ${target.code}`, to: page }}>
          Units of other batches go into one that is open, on hold or a draft.
        </EmptyCard>
      </Card>
    );
  }

  const differences = mergeDifferences(target, sources);
  const open = differences.filter(({ key }) => !confirmed.includes(key));
  const touch = () => {
    setChecked(null);
    action.clear();
  };
  const submit = () => {
    const errors =
      reason.trim() === "" ? [{ path: "reason", message: "Write a reason: it stays in the history." }] : [];
    const title =
      sources.length === 0
        ? "Choose at least one batch"
        : open.length > 0
          ? "Confirm each difference, or leave the batch out"
          : "Look at the marked fields";
    const wrong =
      sources.length === 0 || open.length > 0 || errors.length > 0 ? { title, detail: null, errors } : null;
    setChecked(wrong);
    if (wrong !== null) return;
    action.send({
      sources: sources.map((source) => ({
        batchId: source.id,
        items: source.items
          .filter((item) => item.remaining > 0)
          .map((item) => ({ variantId: item.variantId, units: item.remaining })),
      })),
      closeSources,
      confirmed: differences.map(({ key }) => key),
      reason: reason.trim(),
    });
  };
  const failure = checked ?? action.failure;
  const free = (batch: BatchView) => `${counted(batch.totals.remaining, "unit")} free`;

  return (
    <div data-form>
      <BlockStack gap="400">
        <FailureBanner failure={failure} beside={errorsBeside(failure, ["reason"])} />
        <Card>
          <BlockStack gap="400">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                Which batches go into {target.code}?
              </Text>
              <Text as="p" tone="subdued">
                All units of them that are free move. Promised and shipped units stay under their own code, so
                that a recall finds them.
              </Text>
            </BlockStack>
            <ChosenBatches
              batches={sources}
              says={free}
              onTakeOff={({ id }) => {
                setSources(sources.filter((each) => each.id !== id));
                touch();
              }}
            >
              <BatchFinder
                chosen={sources.map((batch) => batch.id)}
                says={free}
                fits={(batch) =>
                  batch.id !== target.id && batch.status !== "recalled" && batch.totals.remaining > 0
                }
                onAdd={(batch) => {
                  setSources([...sources, batch]);
                  touch();
                }}
              />
            </ChosenBatches>
          </BlockStack>
        </Card>
        {differences.length === 0 ? null : (
          <Differences
            target={target}
            sources={sources}
            differences={differences}
            confirmed={confirmed}
            onConfirm={(key, yes) => {
              setConfirmed(yes ? [...confirmed, key] : confirmed.filter((each) => each !== key));
              touch();
            }}
          />
        )}
        <Card>
          <BlockStack gap="400">
            <Checkbox
              label="Close the other batches afterwards"
              helpText="No order gets units from them any more. You can open them again."
              checked={closeSources}
              onChange={setCloseSources}
            />
            <TextField
              label="Reason"
              placeholder="The last jars of both pours are on one shelf"
              helpText="Kept in the history of all batches."
              value={reason}
              onChange={(value) => {
                setReason(value);
                touch();
              }}
              error={errorAt(failure, "reason")}
              multiline={2}
              maxLength={1_000}
              autoComplete="off"
            />
          </BlockStack>
        </Card>
        <div className="bb-step-buttons">
          <InlineStack align="end" gap="200">
            <Button url={page}>Cancel</Button>
            <Button variant="primary" onClick={submit} loading={action.busy}>
              Merge batches
            </Button>
          </InlineStack>
        </div>
      </BlockStack>
    </div>
  );
}

interface DifferencesProps {
  target: BatchView;
  sources: readonly BatchView[];
  differences: readonly MergeDifference[];
  confirmed: readonly string[];
  onConfirm: (key: string, yes: boolean) => void;
}

function Differences({ target, sources, differences, confirmed, onConfirm }: DifferencesProps) {
  const dates = mergedDates([target, ...sources]);
  const kind = dates.expiryKind === "use_by" ? "use by" : "best before";
  return (
    <Card>
      <BlockStack gap="300">
        <Banner tone="warning" title="These batches are not alike">
          Once together, nobody can tell their units apart. The earliest expiry and the last cure date hold
          for all of {target.code}:{" "}
          {dates.expiresOn === null ? "no expiry" : `${kind} ${sayDay(dates.expiresOn)}`}
          {dates.cureOn === null ? "" : `, cured on ${sayDay(dates.cureOn)}`}.
        </Banner>
        {differences.map((difference) => (
          <Checkbox
            key={difference.key}
            label={sayDifference(difference, target.code)}
            checked={confirmed.includes(difference.key)}
            onChange={(yes) => onConfirm(difference.key, yes)}
          />
        ))}
      </BlockStack>
    </Card>
  );
}

function sayDifference({ kind, code, source, target }: MergeDifference, targetCode: string): string {
  const day = (date: string | null, none: string) => (date === null ? none : sayDay(date));
  switch (kind) {
    case "expiry":
      return source === target
        ? `${code} and ${targetCode} expire on one day, one as use by and one as best before.`
        : `${code} expires ${day(source, "never")}, ${targetCode} ${day(target, "never")}.`;
    case "cure":
      return `The cure date of ${code} is ${day(source, "not set")}, of ${targetCode} ${day(target, "not set")}.`;
    case "release": {
      const state = BATCH_STATUS[source as keyof typeof BATCH_STATUS].label.toLowerCase();
      return `${code} is ${state}: its units can be sold at once in ${targetCode}, which is open.`;
    }
  }
}
