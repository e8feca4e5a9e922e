import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box, TextField } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { ActionFailure } from "./action-result.ts";
import { errorAt, errorsBeside } from "./action-result.ts";
import { FailureBanner } from "./failure-banner.tsx";

export interface ReasonModalProps {
  /** Unique in the page. */
  id: string;
  open: boolean;
  title: string;
  /** What will happen, in plain words. */
  children: ReactNode;
  /** Example of a reason. */
  placeholder?: string;
  confirm: string;
  destructive?: boolean;
  busy: boolean;
  failure: ActionFailure | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks for a reason before something is done; the reason stays in the record. */
export function ReasonModal(props: ReasonModalProps) {
  const { id, open, title, confirm, busy, failure, onConfirm, onClose } = props;
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    setReason("");
    setMissing(false);
  }, [open]);

  const submit = () => {
    if (reason.trim() === "") {
      setMissing(true);
      body.current?.querySelector<HTMLElement>("input, textarea")?.focus();
      return;
    }
    onConfirm(reason.trim());
  };
  return (
    <Modal id={id} open={open} onHide={onClose}>
      {open ? (
        <div ref={body} data-form>
          <Box padding="400">
            <BlockStack gap="400">
              <FailureBanner failure={failure} beside={errorsBeside(failure, ["reason"])} />
              <div>{props.children}</div>
              <TextField
                label="Reason"
                helpText="Kept in the history, with the time."
                placeholder={props.placeholder}
                value={reason}
                onChange={(value) => {
                  setReason(value);
                  setMissing(false);
                }}
                error={missing ? "Write a reason: it stays in the history." : errorAt(failure, "reason")}
                autoComplete="off"
                maxLength={500}
                multiline={2}
              />
            </BlockStack>
          </Box>
        </div>
      ) : null}
      <TitleBar title={title}>
        <button
          variant="primary"
          {...(props.destructive === true ? { tone: "critical" as const } : {})}
          {...(busy ? { loading: "" } : {})}
          onClick={submit}
        >
          {confirm}
        </button>
        <button onClick={onClose}>Cancel</button>
      </TitleBar>
    </Modal>
  );
}
