import { useNavigate } from "@remix-run/react";
import { BlockStack, Card, ChoiceList, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import type { LocationView } from "#app/contracts/batch-view.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { SaveForm } from "#app/components/frame/save-form.tsx";
import { useShopClock } from "#app/components/frame/shop-clock.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { checkDraft } from "./batch-draft.ts";
import type { BatchDraft, DraftItem, ShopDay } from "./batch-draft.ts";
import { BatchCodeField } from "./batch-code-field.tsx";
import type { CodeAdvice } from "./batch-code-field.tsx";
import { BatchItemsField } from "./batch-items-field.tsx";
import { ExpiryField } from "./expiry-field.tsx";

interface BatchFormProps<Payload> {
  initial: BatchDraft;
  /** The code a new batch would get; null when the batch has its code. */
  advice: CodeAdvice | null;
  toPayload: (draft: BatchDraft, clock: ShopDay) => Payload;
  /** Where discarding an untouched form leads, and the batch's page after saving. */
  cancelTo: string;
  /** Where a new batch's units can be; null: places are not asked for. */
  locations?: readonly LocationView[] | null;
}

/** Records a new batch or changes one. The admin's save bar saves; Enter does too. */
export function BatchForm<Payload>({
  initial,
  advice,
  toPayload,
  cancelTo,
  locations = null,
}: BatchFormProps<Payload>) {
  const clock = useShopClock();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(initial);
  const [dirty, setDirty] = useState(false);
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<Payload, { id: string }>({
    onDone: ({ id }) => {
      setDirty(false);
      navigate(`/app/batches/${id}`);
    },
  });
  // Once refused, a mark goes away as soon as its field is right.
  const errors = checked === null ? [] : checkDraft(draft, clock);
  const shown = errors.length > 0 ? checked : action.failure;
  const failure = errors.length > 0 ? { title: "", detail: null, errors } : action.failure;
  const isNew = advice !== null;
  const fixed = new Set(isNew ? [] : initial.items.map((item) => item.variantId));

  const set = (change: Partial<BatchDraft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setDirty(true);
  };
  const save = () => {
    const errors = checkDraft(draft, clock);
    setChecked(
      errors.length === 0
        ? null
        : { title: "The batch is not saved yet", detail: "Look at the marked fields.", errors },
    );
    action.clear();
    if (errors.length === 0) action.send(toPayload(draft, clock));
  };
  const discard = () => {
    if (isNew) {
      setDirty(false);
      navigate(cancelTo);
      return;
    }
    setDraft(initial);
    setChecked(null);
    action.clear();
    setDirty(false);
  };

  return (
    <SaveForm id="batch-form" dirty={dirty} busy={action.busy} onSave={save} onDiscard={discard}>
      <BlockStack gap="400">
        <FailureBanner failure={shown} beside={errorsBeside(action.failure, shownPaths(draft.items))} />
        <BatchItemsField
          items={draft.items}
          fixed={fixed}
          failure={failure}
          locations={locations}
          onChange={(items) => set({ items })}
        />
        <WhenAndWhere draft={draft} failure={failure} isNew={isNew} onChange={set} />
        {advice === null ? null : (
          <BatchCodeField draft={draft} advice={advice} error={errorAt(failure, "code")} onChange={set} />
        )}
        <Dates draft={draft} failure={failure} onChange={set} />
        {isNew ? <StartAs draft={draft} onChange={set} /> : null}
      </BlockStack>
    </SaveForm>
  );
}

interface PartProps {
  draft: BatchDraft;
  failure: ActionFailure | null;
  onChange: (change: Partial<BatchDraft>) => void;
}

function WhenAndWhere({ draft, failure, isNew, onChange }: PartProps & { isNew: boolean }) {
  const { timeZone } = useShopClock();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          When, where and by whom
        </Text>
        {isNew ? (
          <div className="bb-field-row">
            <TextField
              label="Made on"
              type="date"
              value={draft.madeDay}
              onChange={(madeDay) => onChange({ madeDay })}
              error={errorAt(failure, "madeAt")}
              autoComplete="off"
            />
            <TextField
              label="Made at"
              type="time"
              value={draft.madeTime}
              onChange={(madeTime) => onChange({ madeTime })}
              helpText={`Your shop's time (${timeZone.replaceAll("_", " ")})`}
              autoComplete="off"
            />
          </div>
        ) : null}
        <div className="bb-field-row">
          <TextField
            label="Place"
            placeholder="Kitchen 2"
            value={draft.place}
            onChange={(place) => onChange({ place })}
            error={errorAt(failure, "place")}
            maxLength={200}
            autoComplete="off"
          />
          <TextField
            label="Maker"
            placeholder="Ana"
            value={draft.maker}
            onChange={(maker) => onChange({ maker })}
            error={errorAt(failure, "maker")}
            maxLength={200}
            autoComplete="off"
          />
        </div>
        <TextField
          label="Notes"
          value={draft.notes}
          onChange={(notes) => onChange({ notes })}
          error={errorAt(failure, "notes")}
          multiline={3}
          maxLength={5_000}
          autoComplete="off"
        />
      </BlockStack>
    </Card>
  );
}

function Dates({ draft, failure, onChange }: PartProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Dates for selling
          </Text>
          <Text as="p" tone="subdued">
            Leave empty what does not apply. A batch can be used through the end of its expiry date.
          </Text>
        </BlockStack>
        <ExpiryField draft={draft} failure={failure} onChange={onChange} />
        <div className="bb-field-row">
          <TextField
            label="Cure date"
            type="date"
            value={draft.cureOn}
            onChange={(cureOn) => onChange({ cureOn })}
            error={errorAt(failure, "cureOn")}
            helpText="First day it may be sold. Soap cures 4 to 6 weeks."
            autoComplete="off"
          />
        </div>
      </BlockStack>
    </Card>
  );
}

function StartAs({ draft, onChange }: Omit<PartProps, "failure">) {
  return (
    <Card>
      <ChoiceList
        title="Start as"
        choices={[
          { value: "open", label: "Open", helpText: "Orders get units from it as soon as it is their turn." },
          { value: "draft", label: "Draft", helpText: "Nothing is assigned until you open it." },
        ]}
        selected={[draft.status]}
        onChange={([status]) => onChange({ status: status === "draft" ? "draft" : "open" })}
      />
    </Card>
  );
}

function shownPaths(items: readonly DraftItem[]): string[] {
  return [
    ...["items", "madeAt", "place", "maker", "notes", "code", "expiresOn", "expiryKind", "cureOn"],
    ...items.flatMap((_item, index) => [
      `items.${index}.produced`,
      `items.${index}.variantId`,
      `items.${index}.locationId`,
    ]),
  ];
}
