import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Card, List, Text, TextField } from "@shopify/polaris";
import { useEffect } from "react";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { instantOfWallClock } from "#app/domain/wall-clock.ts";
import type { BatchDraft } from "./batch-draft.ts";

/** The code a batch would get, or what there is to say about the one that was typed. */
export interface CodeAdvice {
  code: string;
  /** Sentences; a code is never refused for them. */
  warnings: string[];
}

/** The address that gives the advice for what is in the form. */
const CODE_ADVICE_URL = "/app/batches/code";

const ADVICE_DELAY_MS = 250;

interface BatchCodeFieldProps {
  draft: BatchDraft;
  /** For the empty form, so that nothing jumps when the page opens. */
  advice: CodeAdvice;
  error: string | undefined;
  onChange: (change: Partial<BatchDraft>) => void;
}

/** The batch code: typed, or made from the shop's template with what is in the form so far. */
export function BatchCodeField({ draft, advice, error, onChange }: BatchCodeFieldProps) {
  const { code, warnings } = useAdvice(draft) ?? advice;
  const typed = draft.code.trim() !== "";
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Batch code
        </Text>
        <TextField
          label="Code"
          {...(typed ? {} : { placeholder: code })}
          value={draft.code}
          onChange={(text) => onChange({ code: text })}
          error={error}
          helpText={
            typed
              ? "What stands on the label. Unique in your shop."
              : `Leave empty and the code is made for you: ${code}`
          }
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
        />
        {warnings.length === 0 ? null : (
          <Banner tone="warning" title="This code works, but look at it once more">
            <List>
              {warnings.map((warning) => (
                <List.Item key={warning}>{warning}</List.Item>
              ))}
            </List>
          </Banner>
        )}
      </BlockStack>
    </Card>
  );
}

function useAdvice(draft: BatchDraft): CodeAdvice | null {
  const { timeZone } = useShopClock();
  const { load, data } = useFetcher<CodeAdvice | null>();
  const madeAt = instantOfWallClock({ day: draft.madeDay, time: draft.madeTime }, timeZone);
  const query = new URLSearchParams({
    code: draft.code.trim(),
    variantId: draft.items[0]?.variantId ?? "",
    madeAt: madeAt?.toISOString() ?? "",
  }).toString();
  const untouched = draft.code === "" && draft.items.length === 0;
  useEffect(() => {
    if (untouched) return;
    const timer = setTimeout(() => load(`${CODE_ADVICE_URL}?${query}`), ADVICE_DELAY_MS);
    return () => clearTimeout(timer);
  }, [query, untouched, load]);
  return data ?? null;
}
