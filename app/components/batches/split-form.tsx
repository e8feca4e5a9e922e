import { useNavigate } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { BatchView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { EmptyCard } from "#app/components/frame/empty-card.tsx";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { ProductPicture } from "#app/components/frame/product-picture.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { itemTitle } from "./batch-title.ts";

interface SplitPayload {
  code: string | null;
  place: string | null;
  notes: string | null;
  items: { variantId: string; units: number }[];
  reason: string;
}

interface SplitFormProps {
  batch: BatchView;
  /** The code that the new batch would get. */
  nextCode: string;
}

/** Makes a batch of its own of a part of the units: other shelf, other market, same goods. */
export function SplitForm({ batch, nextCode }: SplitFormProps) {
  const navigate = useNavigate();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [fields, setFields] = useState({ code: "", place: batch.place ?? "", notes: "", reason: "" });
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const page = `/app/batches/${batch.id}`;
  const action = useAction<SplitPayload, { id: string }>({
    onDone: ({ id }) => navigate(`/app/batches/${id}`),
  });
  const available = batch.items.filter((item) => item.remaining > 0);
  if (batch.status === "recalled" || available.length === 0) {
    return (
      <Card>
        <EmptyCard heading="Nothing to split" action={{ label: `Back to ${batch.code}`, to: page }}>
          {batch.status === "recalled"
            ? "Units of a recalled batch stay under its code, so that they can be found."
            : "No unit of this batch is left to move: all are promised, shipped, in quarantine or written off."}
        </EmptyCard>
      </Card>
    );
  }

  const set = (change: Partial<typeof fields>) => {
    setFields((before) => ({ ...before, ...change }));
    setChecked(null);
    action.clear();
  };
  const wanted = available
    .map((item) => ({ item, text: (texts[item.variantId] ?? "").trim() }))
    .filter(({ text }) => text !== "" && text !== "0");
  const submit = () => {
    const errors = wanted
      .filter(({ item, text }) => !/^\d{1,7}$/.test(text) || Number(text) > item.remaining)
      .map(({ item }) => ({
        path: item.variantId,
        message: `Enter a whole number of units, at most ${item.remaining}.`,
      }));
    if (fields.reason.trim() === "") {
      errors.push({ path: "reason", message: "Write a reason: it stays in the history." });
    }
    const title =
      wanted.length === 0 ? "Enter the units of at least one variant" : "Look at the marked fields";
    const wrong = wanted.length === 0 || errors.length > 0 ? { title, detail: null, errors } : null;
    setChecked(wrong);
    if (wrong !== null) return;
    action.send({
      code: textOrNull(fields.code),
      place: textOrNull(fields.place),
      notes: textOrNull(fields.notes),
      items: wanted.map(({ item, text }) => ({ variantId: item.variantId, units: Number(text) })),
      reason: fields.reason.trim(),
    });
  };
  const failure = checked ?? action.failure;
  const shown = ["code", "place", "notes", "reason", ...available.map((item) => item.variantId)];

  return (
    <div data-form>
      <BlockStack gap="400">
        <FailureBanner failure={failure} beside={errorsBeside(failure, shown)} />
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Units for the new batch
            </Text>
            <Text as="p" tone="subdued">
              Only units that are free can move. Promised and shipped ones stay with {batch.code}.
            </Text>
            <div>
              {available.map((item) => (
                <div key={item.variantId} className="bb-item">
                  <span className="bb-thing">
                    <ProductPicture url={item.imageUrl} />
                    <span className="bb-break">
                      {itemTitle(item)}
                      <br />
                      <Text as="span" tone="subdued">
                        {counted(item.remaining, "unit")} remaining
                      </Text>
                    </span>
                  </span>
                  <TextField
                    label={`Units of ${itemTitle(item)}`}
                    labelHidden
                    type="number"
                    inputMode="numeric"
                    min={0}
                    max={item.remaining}
                    step={1}
                    suffix="units"
                    value={texts[item.variantId] ?? ""}
                    onChange={(text) => {
                      setTexts((before) => ({ ...before, [item.variantId]: text }));
                      setChecked(null);
                      action.clear();
                    }}
                    error={errorAt(failure, item.variantId)}
                    autoComplete="off"
                  />
                </div>
              ))}
            </div>
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="400">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                The new batch
              </Text>
              <Text as="p" tone="subdued">
                The time it was made, maker, expiry, cure date and status are those of {batch.code}.
              </Text>
            </BlockStack>
            <TextField
              label="Code"
              placeholder={nextCode}
              value={fields.code}
              onChange={(code) => set({ code })}
              error={errorAt(failure, "code")}
              helpText={`Leave empty and the code is made for you: ${nextCode}`}
              maxLength={60}
              autoComplete="off"
              spellCheck={false}
            />
            <TextField
              label="Place"
              value={fields.place}
              onChange={(place) => set({ place })}
              error={errorAt(failure, "place")}
              maxLength={200}
              autoComplete="off"
            />
            <TextField
              label="Notes"
              value={fields.notes}
              onChange={(notes) => set({ notes })}
              error={errorAt(failure, "notes")}
              multiline={2}
              maxLength={5_000}
              autoComplete="off"
            />
            <TextField
              label="Reason"
              placeholder="Half of it goes to the Christmas market"
              helpText="Kept in the history of both batches."
              value={fields.reason}
              onChange={(reason) => set({ reason })}
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
              Split batch
            </Button>
          </InlineStack>
        </div>
      </BlockStack>
    </div>
  );
}

function textOrNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
