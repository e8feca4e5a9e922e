import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Select, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { TransferUnitsBody } from "#app/contracts/batch.ts";
import type { BatchView, LocationView } from "#app/contracts/batch-view.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { itemTitle } from "./batch-title.ts";
import { NO_PLACE, PlaceSelect } from "./place-select.tsx";
import { fullestPlace, unitsByPlace } from "./units-by-place.ts";

const FIELDS = ["variantId", "fromLocationId", "toLocationId", "units", "reason"];

interface Draft {
  variantId: string;
  from: string;
  to: string;
  units: string;
  reason: string;
}

interface MoveUnitsModalProps {
  batch: BatchView;
  locations: readonly LocationView[];
  open: boolean;
  onClose: () => void;
}

/** Says that units went from one location to another. They stay units of the batch. */
export function MoveUnitsModal({ batch, locations, open, onClose }: MoveUnitsModalProps) {
  const [draft, setDraft] = useState(() => startWith(batch, locations));
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<TransferUnitsBody>({ to: `/app/batches/${batch.id}/move`, onDone: onClose });
  useEffect(() => {
    if (!open) return;
    setDraft(startWith(batch, locations));
    setChecked(null);
    action.clear();
    // Only when it is opened: what is typed stays when the page behind it is read again.
  }, [open]);

  const set = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setChecked(null);
    action.clear();
  };
  const item = batch.items.find((each) => each.variantId === draft.variantId);
  const units = item === undefined ? new Map<string, number>() : unitsByPlace(item);
  const failure = checked ?? action.failure;
  const submit = () => {
    const wrong = check(draft, units.get(draft.from) ?? 0);
    setChecked(wrong);
    if (wrong !== null) return;
    action.send({
      variantId: draft.variantId,
      units: Number(draft.units),
      fromLocationId: draft.from === NO_PLACE ? null : draft.from,
      toLocationId: draft.to === NO_PLACE ? null : draft.to,
      reason: draft.reason.trim(),
    });
  };

  return (
    <Modal id="move-units" open={open} onHide={onClose}>
      <div data-form>
        <Box padding="400">
          <BlockStack gap="400">
            <FailureBanner failure={failure} beside={errorsBeside(failure, FIELDS)} />
            <Text as="p" tone="subdued">
              Promised units are not moved: their orders ship them from where they are.
            </Text>
            {batch.items.length === 1 ? null : (
              <Select
                label="Variant"
                options={batch.items.map((each) => ({ value: each.variantId, label: itemTitle(each) }))}
                value={draft.variantId}
                onChange={(variantId) => set({ variantId, from: fullest(batch, variantId) })}
                error={errorAt(failure, "variantId")}
              />
            )}
            <div className="bb-field-row">
              <PlaceSelect
                label="From"
                locations={locations}
                units={units}
                noPlace="No particular place"
                value={draft.from}
                onChange={(from) => set({ from })}
                error={errorAt(failure, "fromLocationId")}
              />
              <PlaceSelect
                label="To"
                locations={locations}
                noPlace="No particular place"
                value={draft.to}
                onChange={(to) => set({ to })}
                error={errorAt(failure, "toLocationId")}
              />
            </div>
            <TextField
              label="Units"
              type="number"
              inputMode="numeric"
              min={1}
              step={1}
              value={draft.units}
              onChange={(value) => set({ units: value })}
              error={errorAt(failure, "units")}
              autoComplete="off"
            />
            <TextField
              label="Reason"
              value={draft.reason}
              onChange={(reason) => set({ reason })}
              error={errorAt(failure, "reason")}
              placeholder="Taken to the market stall"
              autoComplete="off"
              multiline={2}
              maxLength={1_000}
            />
          </BlockStack>
        </Box>
      </div>
      <TitleBar title="Move units">
        <button variant="primary" {...(action.busy ? { loading: "" } : {})} onClick={submit}>
          Move
        </button>
        <button onClick={onClose}>Cancel</button>
      </TitleBar>
    </Modal>
  );
}

/** The first variant that has units, from where most of them are, to the first other place. */
function startWith(batch: BatchView, locations: readonly LocationView[]): Draft {
  const variantId = (batch.items.find((item) => item.remaining > 0) ?? batch.items[0])?.variantId ?? "";
  const from = fullest(batch, variantId);
  const to = locations.find(({ id, usable }) => usable && id !== from)?.id ?? NO_PLACE;
  return { variantId, from, to, units: "", reason: "" };
}

function fullest(batch: BatchView, variantId: string): string {
  const item = batch.items.find((each) => each.variantId === variantId);
  return item === undefined ? NO_PLACE : fullestPlace(item);
}

function check(draft: Draft, there: number): ActionFailure | null {
  const errors = [];
  const units = Number(draft.units);
  if (draft.from === draft.to) {
    errors.push({ path: "toLocationId", message: "Choose another place than the units are at." });
  }
  if (!Number.isInteger(units) || units < 1) {
    errors.push({ path: "units", message: "Enter a whole number of units, at least 1." });
  } else if (units > there) {
    errors.push({
      path: "units",
      message: `There ${there === 1 ? "is" : "are"} only ${counted(there, "unit")}.`,
    });
  }
  if (draft.reason.trim() === "") {
    errors.push({ path: "reason", message: "Write a reason: it stays in the history." });
  }
  return errors.length === 0 ? null : { title: "Look at the marked fields", detail: null, errors };
}
