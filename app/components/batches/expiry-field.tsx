import { BlockStack, Checkbox, Select, TextField } from "@shopify/polaris";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt } from "#app/components/frame/action-result.ts";
import { sayDay, sayMonth } from "#app/components/frame/shop-time.ts";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { expiryOf, monthOf, writeMonth } from "./batch-draft.ts";
import type { BatchDraft } from "./batch-draft.ts";

interface ExpiryFieldProps {
  draft: BatchDraft;
  failure: ActionFailure | null;
  onChange: (change: Partial<BatchDraft>) => void;
}

/** The expiry date and its kind. Many labels say a month alone: then its last day counts, and is shown. */
export function ExpiryField({ draft, failure, onChange }: ExpiryFieldProps) {
  const { today } = useShopClock();
  const expiry = expiryOf(draft, today);
  const error = errorAt(failure, "expiresOn");
  const toMonth = (monthly: boolean) =>
    onChange(
      monthly
        ? { expiryMonth: expiry === null ? "" : writeMonth(expiry) }
        : { expiryMonth: null, expiresOn: expiry ?? "" },
    );
  return (
    <BlockStack gap="200">
      <div className="bb-field-row">
        {draft.expiryMonth === null ? (
          <TextField
            label="Expiry date"
            type="date"
            value={draft.expiresOn}
            onChange={(expiresOn) => onChange({ expiresOn })}
            error={error}
            autoComplete="off"
          />
        ) : (
          <TextField
            label="Expiry month"
            placeholder="05/2027"
            value={draft.expiryMonth}
            onChange={(expiryMonth) => onChange({ expiryMonth })}
            error={error}
            helpText={sayLastDay(draft.expiryMonth, today)}
            autoComplete="off"
          />
        )}
        <Select
          label="Kind of expiry"
          options={[
            { value: "best_before", label: "Best before (quality)" },
            { value: "use_by", label: "Use by (safety)" },
          ]}
          value={draft.expiryKind}
          onChange={(kind) => onChange({ expiryKind: kind === "use_by" ? "use_by" : "best_before" })}
          error={errorAt(failure, "expiryKind")}
          disabled={expiry === null}
        />
      </div>
      <Checkbox
        label="The label gives only a month and a year"
        checked={draft.expiryMonth !== null}
        onChange={toMonth}
      />
    </BlockStack>
  );
}

function sayLastDay(text: string, today: string): string {
  const month = monthOf(text, today);
  return month === null
    ? "Month and year, as on the label."
    : `The last day of ${sayMonth(month.month)}: ${sayDay(month.lastDay)}.`;
}
