import { SaveBar } from "@shopify/app-bridge-react";
import type { ReactNode } from "react";

interface SaveFormProps {
  /** Of the save bar; unique in the page. */
  id: string;
  /** Something in the form was changed: the admin shows its save bar, and asks before the page is left. */
  dirty: boolean;
  busy: boolean;
  onSave: () => void;
  onDiscard: () => void;
  children: ReactNode;
}

/** A form that the admin's save bar saves; Enter in a field does too. */
export function SaveForm({ id, dirty, busy, onSave, onDiscard, children }: SaveFormProps) {
  return (
    <form
      data-form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      <SaveBar id={id} open={dirty}>
        <button
          type="button"
          variant="primary"
          onClick={onSave}
          disabled={busy}
          {...(busy ? { loading: "" } : {})}
        >
          Save
        </button>
        <button type="button" onClick={onDiscard} disabled={busy}>
          Discard
        </button>
      </SaveBar>
      {children}
      <button type="submit" hidden />
    </form>
  );
}
