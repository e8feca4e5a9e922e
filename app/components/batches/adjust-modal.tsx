import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Select, Text, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { BatchItemView, LocationView } from "#app/contracts/batch-view.ts";
import type { AdjustBatchBody, AdjustmentKind } from "#app/contracts/batch.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted, grouped } from "#app/components/frame/figure.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { itemTitle } from "./batch-title.ts";
import { NO_PLACE, PlaceSelect } from "./place-select.tsx";
import { fullestPlace, unitsByPlace } from "./units-by-place.ts";

interface Kind {
  label: string;
  /** What becomes of `units` units. */
  says: (units: string) => string;
  /** How many units it can take at most; null when there is no limit. */
  limit: (item: BatchItemView) => number | null;
  /** What it does to remaining units; absent: nothing, they are in quarantine. */
  place?: "take" | "put";
}

const KINDS: Record<AdjustmentKind, Kind> = {
  count_up: {
    label: "Counted more than shown",
    says: (units) => `Produced and remaining go up by ${units}.`,
    limit: () => null,
    place: "put",
  },
  count_down: {
    label: "Counted fewer than shown",
    says: (units) => `Moves ${units} from remaining to written off.`,
    limit: (item) => item.remaining,
    place: "take",
  },
  breakage: writtenOff("Breakage"),
  sample: writtenOff("Sample"),
  tester: writtenOff("Tester"),
  gift: writtenOff("Gift"),
  restock: {
    label: "Inspected: back in stock",
    says: (units) => `Moves ${units} from quarantine back to remaining.`,
    limit: (item) => item.quarantined,
    place: "put",
  },
  discard: {
    label: "Inspected: discarded",
    says: (units) => `Moves ${units} from quarantine to written off.`,
    limit: (item) => item.quarantined,
  },
};

function writtenOff(label: string): Kind {
  return {
    label,
    says: (units) => `Moves ${units} from remaining to written off.`,
    limit: (item) => item.remaining,
    place: "take",
  };
}

interface Draft {
  kind: AdjustmentKind;
  units: string;
  reason: string;
  place: string;
}

const EMPTY: Draft = { kind: "breakage", units: "", reason: "", place: NO_PLACE };

interface AdjustModalProps {
  batchId: string;
  /** Null: closed. */
  item: BatchItemView | null;
  /** Null: the shop does not keep batches by location. */
  locations: readonly LocationView[] | null;
  onClose: () => void;
}

/** Says that units broke, were given away or counted otherwise. Undone from the history, never by deleting. */
export function AdjustModal({ batchId, item, locations, onClose }: AdjustModalProps) {
  const [draft, setDraft] = useState(EMPTY);
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<AdjustBatchBody>({ to: `/app/batches/${batchId}/adjust`, onDone: onClose });
  const variantId = item?.variantId;
  useEffect(() => {
    setDraft(item === null ? EMPTY : startWith(item));
    setChecked(null);
    action.clear();
  }, [variantId]);

  const set = (change: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...change }));
    setChecked(null);
    action.clear();
  };
  const failure = checked ?? action.failure;
  const kind = KINDS[draft.kind];
  const units = Number(draft.units);
  const submit = () => {
    if (item === null) return;
    const wrong = check(draft, item);
    setChecked(wrong);
    if (wrong === null) {
      action.send({
        ...{ variantId: item.variantId, kind: draft.kind, units, reason: draft.reason.trim() },
        ...(kind.place === undefined || draft.place === NO_PLACE ? {} : { locationId: draft.place }),
      });
    }
  };

  return (
    <Modal id="adjust-units" open={item !== null} onHide={onClose}>
      {item === null ? null : (
        <div data-form>
          <Box padding="400">
            <BlockStack gap="400">
              <FailureBanner
                failure={failure}
                beside={errorsBeside(failure, ["kind", "locationId", "units", "reason"])}
              />
              <Text as="p">
                {itemTitle(item)}: <strong>{grouped(item.remaining)}</strong> remaining
                {item.quarantined === 0 ? "" : `, ${grouped(item.quarantined)} in quarantine`}.
              </Text>
              <Select
                label="What happened"
                options={Object.entries(KINDS)
                  .filter(([, { limit }]) => limit(item) !== 0)
                  .map(([value, { label }]) => ({ value, label }))}
                value={draft.kind}
                onChange={(value) => set({ kind: value as AdjustmentKind, place: placeFor(value, item) })}
                error={errorAt(failure, "kind")}
              />
              {locations === null || kind.place === undefined ? null : (
                <PlaceSelect
                  label={kind.place === "take" ? "Taken from" : "Put at"}
                  locations={locations}
                  {...(kind.place === "take" ? { units: unitsByPlace(item) } : {})}
                  noPlace="No particular place"
                  value={draft.place}
                  onChange={(place) => set({ place })}
                  error={errorAt(failure, "locationId")}
                />
              )}
              <TextField
                label="Units"
                type="number"
                inputMode="numeric"
                min={1}
                step={1}
                value={draft.units}
                onChange={(value) => set({ units: value })}
                error={errorAt(failure, "units")}
                helpText={kind.says(
                  Number.isInteger(units) && units > 0 ? counted(units, "unit") : "the units",
                )}
                autoComplete="off"
              />
              <TextField
                label="Reason"
                value={draft.reason}
                onChange={(value) => set({ reason: value })}
                error={errorAt(failure, "reason")}
                placeholder="Dropped a tray while packing"
                autoComplete="off"
                multiline={2}
                maxLength={1_000}
              />
            </BlockStack>
          </Box>
        </div>
      )}
      <TitleBar title="Adjust units">
        <button variant="primary" {...(action.busy ? { loading: "" } : {})} onClick={submit}>
          Adjust
        </button>
        <button onClick={onClose}>Cancel</button>
      </TitleBar>
    </Modal>
  );
}

/** What mostly happens, of what can happen: a kind that is not offered would be sent though another is shown. */
function startWith(item: BatchItemView): Draft {
  const usual = ["breakage", "restock", "count_up"] as const;
  const kind = usual.find((each) => KINDS[each].limit(item) !== 0) ?? "count_up";
  return { ...EMPTY, kind, place: placeFor(kind, item) };
}

/** Goods are mostly taken from where most of them are; where they are put, only a person knows. */
function placeFor(kind: string, item: BatchItemView): string {
  return KINDS[kind as AdjustmentKind].place === "take" ? fullestPlace(item) : NO_PLACE;
}

function check(draft: Draft, item: BatchItemView): ActionFailure | null {
  const errors = [];
  const units = Number(draft.units);
  const { limit: limitOf, place } = KINDS[draft.kind];
  const limit =
    place === "take" && draft.place !== NO_PLACE ? (unitsByPlace(item).get(draft.place) ?? 0) : limitOf(item);
  if (!Number.isInteger(units) || units < 1) {
    errors.push({ path: "units", message: "Enter a whole number of units, at least 1." });
  } else if (limit !== null && units > limit) {
    errors.push({ path: "units", message: `There are only ${counted(limit, "unit")} to take from.` });
  }
  if (draft.reason.trim() === "") {
    errors.push({ path: "reason", message: "Write a reason: it stays in the history." });
  }
  return errors.length === 0 ? null : { title: "Look at the marked fields", detail: null, errors };
}
