import { BlockStack, Button, Card, Checkbox, InlineStack, Spinner, Text, TextField } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { batchTitle } from "#app/components/batches/batch-title.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { ProductPictures } from "#app/components/frame/product-picture.tsx";
import { Instant } from "#app/components/frame/shop-clock.tsx";
import { BatchBadges } from "#app/components/frame/status-badge.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { StepButtons } from "./step-buttons.tsx";

interface ChooseBatchesProps {
  batches: BatchView[];
  drill: boolean;
  onDrill: (drill: boolean) => void;
  onChange: (batches: BatchView[]) => void;
  onNext: () => void;
}

const SEARCH_DELAY_MS = 250;

/** Which batches are wrong. Several may be recalled at once, of several products. */
export function ChooseBatches({ batches, drill, onDrill, onChange, onNext }: ChooseBatchesProps) {
  return (
    <>
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingLg">
            Which batches {drill ? "shall the drill look at" : "are wrong"}?
          </Text>
          {batches.length === 0 ? null : (
            <BlockStack gap="300">
              {batches.map((batch) => (
                <InlineStack key={batch.id} align="space-between" blockAlign="center" gap="300" wrap={false}>
                  <BatchName batch={batch} />
                  <Button
                    icon={XIcon}
                    variant="tertiary"
                    accessibilityLabel={`Take ${batch.code} off the list`}
                    onClick={() => onChange(batches.filter((each) => each.id !== batch.id))}
                  />
                </InlineStack>
              ))}
            </BlockStack>
          )}
          <BatchFinder chosen={batches} onAdd={(batch) => onChange([...batches, batch])} />
        </BlockStack>
      </Card>
      <Card>
        <Checkbox
          label="This is a drill"
          helpText="See whom you would reach and how fast. No mail, no tag, no batch changes."
          checked={drill}
          onChange={onDrill}
        />
      </Card>
      <StepButtons next={{ label: "See who has it", disabled: batches.length === 0, onClick: onNext }} />
    </>
  );
}

function BatchName({ batch }: { batch: BatchView }) {
  const out = batch.totals.shipped + batch.totals.promised;
  return (
    <span className="bb-thing">
      <ProductPictures urls={batch.items.map((item) => item.imageUrl)} />
      <span className="bb-break">
        <InlineStack gap="200" align="start" blockAlign="center" wrap>
          <span className="bb-code">{batch.code}</span>
          <BatchBadges status={batch.status} conditions={batch.conditions} />
        </InlineStack>
        <Text as="span" tone="subdued">
          {batchTitle(batch.items)} · made <Instant at={batch.madeAt} within /> · {counted(out, "unit")} sold
        </Text>
      </span>
    </span>
  );
}

function BatchFinder({ chosen, onAdd }: { chosen: readonly BatchView[]; onAdd: (batch: BatchView) => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<BatchView[] | null>(null);
  const search = useAction<{ q: string }, BatchView[]>({ to: "/app/batches/search", onDone: setFound });
  const latest = useRef(search.send);
  latest.current = search.send;
  const { busy } = search;
  const [asked, setAsked] = useState<string | null>(null);

  useEffect(() => {
    // Opens with the latest batches when none is chosen yet; afterwards only on a search.
    if (busy || text === asked || (text === "" && asked === null && chosen.length > 0)) return;
    const timer = setTimeout(
      () => {
        setAsked(text);
        latest.current({ q: text });
      },
      asked === null ? 0 : SEARCH_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [text, asked, busy, chosen.length]);

  const taken = new Set(chosen.map((batch) => batch.id));
  const offered = found?.filter((batch) => !taken.has(batch.id)) ?? [];
  return (
    <BlockStack gap="300">
      <TextField
        label={chosen.length === 0 ? "Find the batch" : "Add another batch"}
        placeholder="Code, product or SKU"
        value={text}
        onChange={setText}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => setText("")}
        {...(busy ? { suffix: <Spinner size="small" accessibilityLabel="Searching" /> } : {})}
      />
      <FailureBanner failure={search.failure} />
      {offered.map((batch) => (
        <InlineStack key={batch.id} align="space-between" blockAlign="center" gap="300" wrap={false}>
          <BatchName batch={batch} />
          <Button accessibilityLabel={`Choose ${batch.code}`} onClick={() => onAdd(batch)}>
            Choose
          </Button>
        </InlineStack>
      ))}
      {found !== null && offered.length === 0 && !busy ? (
        <Text as="p" tone="subdued">
          {text === ""
            ? chosen.length === 0
              ? "No batch is recorded yet."
              : "No other batches."
            : "No batch fits these words."}
        </Text>
      ) : null}
    </BlockStack>
  );
}
