import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { createContext, useContext, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { CorrectAssignmentBody } from "#app/contracts/assignment.ts";
import type { BatchView } from "#app/contracts/batch-view.ts";
import { BatchFinder } from "#app/components/batches/batch-finder.tsx";
import { BatchLine } from "#app/components/batches/batch-line.tsx";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { errorAt, errorsBeside } from "#app/components/frame/action-result.ts";
import { FailureBanner } from "#app/components/frame/failure-banner.tsx";
import { counted } from "#app/components/frame/figure.tsx";
import { useAction } from "#app/components/frame/use-action.ts";
import { useFocusAfter } from "#app/components/frame/use-focus-after.ts";
import { ASSIGNMENT_STATE } from "#app/components/frame/words.ts";
import { orderUrl } from "./order-url.ts";

/** What a person is about to say: which units, and what of them. */
export interface ToSay {
  /** gid */
  lineId: string;
  /** gid */
  variantId: string;
  itemTitle: string;
  /** Null: units without a batch. */
  from: { id: string; code: string } | null;
  state: NonNullable<CorrectAssignmentBody["state"]>;
  /** How many there are. */
  units: number;
  /** `confirm`: they are from that batch. `choose`: from another, to be chosen. A batch: from that one. */
  to: "confirm" | "choose" | { id: string; code: string };
}

const SayContext = createContext<(toSay: ToSay) => void>(() => undefined);

/** Opens the modal of the page. */
export function useSay(): (toSay: ToSay) => void {
  return useContext(SayContext);
}

/** What stands in it can open the modal, and is not drawn anew by that: parts of it may still be on their way. */
export function Corrections({ orderId, children }: { orderId: string; children: ReactNode }) {
  const [toSay, setToSay] = useState<ToSay | null>(null);
  const former = useRef(toSay);
  if (toSay !== null) former.current = toSay;
  useFocusAfter(toSay !== null, () =>
    document.querySelector<HTMLElement>(`[data-line="${former.current?.lineId ?? ""}"] :is(a, button)`),
  );
  return (
    <SayContext.Provider value={setToSay}>
      {children}
      <CorrectModal orderId={orderId} toSay={toSay} onClose={() => setToSay(null)} />
    </SayContext.Provider>
  );
}

interface CorrectModalProps {
  /** gid */
  orderId: string;
  /** Null: closed. */
  toSay: ToSay | null;
  onClose: () => void;
}

/** Confirms which batch units are from, or says that they are from another. */
function CorrectModal({ orderId, toSay, onClose }: CorrectModalProps) {
  const [units, setUnits] = useState("");
  const [reason, setReason] = useState("");
  const [chosen, setChosen] = useState<BatchView | null>(null);
  const [checked, setChecked] = useState<ActionFailure | null>(null);
  const action = useAction<CorrectAssignmentBody>({
    to: `${orderUrl(orderId)}/assignments`,
    onDone: onClose,
  });
  useEffect(() => {
    setUnits(String(toSay?.units ?? ""));
    setReason("");
    setChosen(null);
    setChecked(null);
    // What was refused the last time is not said of what is opened now.
    action.clear();
  }, [toSay]);

  const edited = () => {
    setChecked(null);
    action.clear();
  };
  const failure = checked ?? action.failure;
  const confirms = toSay?.to === "confirm";
  const submit = () => {
    if (toSay === null) return;
    const to = toSay.to === "choose" ? chosen : toSay.to === "confirm" ? null : toSay.to;
    const wrong = check({ toSay, units, reason, chosen: to?.id ?? null });
    setChecked(wrong);
    if (wrong !== null) return;
    action.send({
      ...{ lineId: toSay.lineId, fromBatchId: toSay.from?.id ?? null, state: toSay.state },
      ...{ units: Number(units), reason: reason.trim() },
      ...(to === null ? {} : { toBatchId: to.id }),
    });
  };

  return (
    <Modal id="correct-assignment" open={toSay !== null} onHide={onClose}>
      {toSay === null ? null : (
        <div data-form>
          <Box padding="400">
            <BlockStack gap="400">
              <FailureBanner
                failure={failure}
                beside={errorsBeside(failure, [
                  "units",
                  "reason",
                  ...(toSay.to === "choose" ? ["toBatchId"] : []),
                ])}
              />
              <Text as="p">{sayWhat(toSay)}</Text>
              {toSay.to === "choose" ? (
                <ChooseBatch
                  toSay={toSay}
                  chosen={chosen}
                  error={errorAt(failure, "toBatchId")}
                  onChoose={(batch) => {
                    setChosen(batch);
                    edited();
                  }}
                />
              ) : null}
              <TextField
                label="Units"
                type="number"
                inputMode="numeric"
                min={1}
                max={toSay.units}
                step={1}
                value={units}
                onChange={(value) => {
                  setUnits(value);
                  edited();
                }}
                error={errorAt(failure, "units")}
                autoComplete="off"
              />
              <TextField
                label="Reason"
                helpText="Kept in the history, with the time."
                placeholder={confirms ? "Scanned while packing" : "The jar shows another code"}
                value={reason}
                onChange={(value) => {
                  setReason(value);
                  edited();
                }}
                error={errorAt(failure, "reason")}
                autoComplete="off"
                multiline={2}
                maxLength={1_000}
              />
            </BlockStack>
          </Box>
        </div>
      )}
      <TitleBar title={confirms ? "Confirm batch" : toSay?.from === null ? "Give a batch" : "Change batch"}>
        <button variant="primary" {...(action.busy ? { loading: "" } : {})} onClick={submit}>
          {confirms ? "Confirm" : "Save"}
        </button>
        <button onClick={onClose}>Cancel</button>
      </TitleBar>
    </Modal>
  );
}

function sayWhat({ itemTitle, from, to, state }: ToSay): string {
  const what = `${itemTitle}, ${(ASSIGNMENT_STATE[state] ?? state).toLowerCase()}`;
  if (from === null) return `${what}: no batch is known. Name it if you can read it from the goods.`;
  if (to === "confirm") return `${what}: you have seen or scanned that it is from batch ${from.code}.`;
  if (to === "choose") return `${what}: counted under batch ${from.code}, but really from another.`;
  return `${what}: counted under batch ${from.code}, but really from ${to.code}.`;
}

interface ChooseBatchProps {
  toSay: ToSay;
  chosen: BatchView | null;
  error: string | undefined;
  onChoose: (batch: BatchView | null) => void;
}

function ChooseBatch({ toSay, chosen, error, onChoose }: ChooseBatchProps) {
  const sayLeft = (batch: BatchView): string => {
    const item = batch.items.find((each) => each.variantId === toSay.variantId);
    return `${counted(item?.remaining ?? 0, "unit")} left`;
  };
  const box = useRef<HTMLDivElement>(null);
  const former = useRef(chosen);
  useEffect(() => {
    if (former.current === chosen) return;
    former.current = chosen;
    // The button that was pressed is gone: the focus goes to what stands in its place.
    box.current?.querySelector<HTMLElement>("input, button")?.focus();
  }, [chosen]);
  return (
    <div ref={box}>
      {chosen === null ? (
        <BatchFinder
          label="Really from batch"
          error={error}
          chosen={[]}
          fits={(batch) => batch.id !== toSay.from?.id}
          variantId={toSay.variantId}
          says={sayLeft}
          onAdd={onChoose}
        />
      ) : (
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
            <BatchLine batch={chosen} says={sayLeft(chosen)} />
            <Button
              icon={XIcon}
              variant="tertiary"
              accessibilityLabel={`Choose another batch than ${chosen.code}`}
              onClick={() => onChoose(null)}
            />
          </InlineStack>
          {error === undefined ? null : (
            <div role="alert">
              <Text as="p" tone="critical">
                {error}
              </Text>
            </div>
          )}
        </BlockStack>
      )}
    </div>
  );
}

function check(draft: {
  toSay: ToSay;
  units: string;
  reason: string;
  chosen: string | null;
}): ActionFailure | null {
  const errors = [];
  const units = Number(draft.units);
  if (draft.toSay.to !== "confirm" && draft.chosen === null) {
    errors.push({ path: "toBatchId", message: "Choose the batch." });
  }
  if (!Number.isInteger(units) || units < 1) {
    errors.push({ path: "units", message: "Enter a whole number, at least 1." });
  } else if (units > draft.toSay.units) {
    errors.push({
      path: "units",
      message: `There ${draft.toSay.units === 1 ? "is" : "are"} ${draft.toSay.units}.`,
    });
  }
  if (draft.reason.trim() === "") errors.push({ path: "reason", message: "Say why." });
  return errors.length === 0 ? null : { title: "Look at the marked fields", detail: null, errors };
}
