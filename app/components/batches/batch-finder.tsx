import { BlockStack, Button, InlineStack, Spinner, Text, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { BatchLine } from "./batch-line.tsx";

interface BatchFinderProps {
  /** Ids of those that are chosen already. */
  chosen: readonly string[];
  /** The end of each batch's line. */
  says: (batch: BatchView) => ReactNode;
  /** Which of those that were found can be chosen; all when left out. */
  fits?: (batch: BatchView) => boolean;
  /** gid: only batches of this variant. */
  variantId?: string;
  /** Left out: what it finds is added to a list. */
  label?: string;
  /** None was chosen though one is needed. */
  error?: string | undefined;
  onAdd: (batch: BatchView) => void;
}

interface Search {
  q: string;
  variantId?: string;
}

const SEARCH_DELAY_MS = 250;

/** Finds batches by code, product or SKU, to be chosen one by one. */
export function BatchFinder({
  chosen,
  says,
  fits = () => true,
  variantId,
  label = chosen.length === 0 ? "Find the batch" : "Add another batch",
  error,
  onAdd,
}: BatchFinderProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<BatchView[] | null>(null);
  const search = useAction<Search, BatchView[]>({ to: "/app/batches/search", onDone: setFound });
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
        latest.current({ q: text, ...(variantId === undefined ? {} : { variantId }) });
      },
      asked === null ? 0 : SEARCH_DELAY_MS,
    );
    return () => clearTimeout(timer);
  }, [text, asked, busy, chosen.length, variantId]);

  const offered = found?.filter((batch) => !chosen.includes(batch.id) && fits(batch)) ?? [];
  return (
    <BlockStack gap="300">
      <TextField
        label={label}
        placeholder={variantId === undefined ? "Code, product or SKU" : "Code"}
        value={text}
        onChange={setText}
        error={error}
        autoComplete="off"
        clearButton
        onClearButtonClick={() => setText("")}
        {...(busy ? { suffix: <Spinner size="small" accessibilityLabel="Searching" /> } : {})}
      />
      <FailureBanner failure={search.failure} />
      {offered.map((batch) => (
        <InlineStack key={batch.id} align="space-between" blockAlign="center" gap="300" wrap={false}>
          <BatchLine batch={batch} says={says(batch)} />
          <span className="bb-nowrap">
            <Button accessibilityLabel={`Choose ${batch.code}`} onClick={() => onAdd(batch)}>
              Choose
            </Button>
          </span>
        </InlineStack>
      ))}
      {found !== null && offered.length === 0 && !busy ? (
        <Text as="p" tone="subdued">
          {text === ""
            ? chosen.length === 0
              ? "There is no batch to choose."
              : "No other batches."
            : "No batch fits these words."}
        </Text>
      ) : null}
    </BlockStack>
  );
}
