import { button, element } from "./dom.js";

/**
 * A modal dialog of the admin. Resolves with what `close(value)` is given, undefined when it is dismissed.
 * @param {{ title: string, body: Node | string, actions?: (close: (value?: any) => void) => Node[], wide?: boolean }} options
 */
export function openModal({ title, body, actions, wide = false }) {
  return new Promise((resolve) => {
    let result;
    const close = (value) => {
      result = value;
      dialog.close();
    };
    const opener = document.activeElement;
    const heading = element("h2", { id: `modal-${performance.now()}` }, title);
    const dialog = element(
      "dialog",
      { class: wide ? "modal modal--wide" : "modal", "aria-labelledby": heading.id },
      element(
        "header",
        { class: "modal__head" },
        heading,
        element(
          "button",
          { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => close() },
          "✕",
        ),
      ),
      element("div", { class: "modal__body" }, body),
      actions && element("footer", { class: "modal__foot" }, actions(close)),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      // Browsers do not give it back to a frame by themselves.
      opener?.focus();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks a question with two answers; true for the affirmative one. */
export async function confirmModal({ title, text, yes, no = "Cancel", critical = false }) {
  const answer = await openModal({
    title,
    body: element("p", {}, text),
    actions: (close) => [
      button(no, { onclick: () => close(false) }),
      button(yes, { primary: !critical, critical, onclick: () => close(true) }),
    ],
  });
  return answer === true;
}

const toasts = new Map();

/** A message at the bottom of the admin that goes away by itself. */
export function showToast({
  id = `shell-${performance.now()}`,
  message,
  duration = 5000,
  isError = false,
  action,
  onAction,
  onDismiss,
}) {
  hideToast(id);
  const dismiss = () => {
    hideToast(id);
    onDismiss?.();
  };
  const toast = element(
    "div",
    { class: isError ? "toast toast--error" : "toast" },
    element("span", {}, message),
    action &&
      element(
        "button",
        {
          type: "button",
          class: "toast__action",
          onclick: () => {
            hideToast(id);
            onAction?.();
          },
        },
        action,
      ),
    element(
      "button",
      { type: "button", class: "toast__close", "aria-label": "Dismiss", onclick: dismiss },
      "✕",
    ),
  );
  document.querySelector(".toasts").append(toast);
  toasts.set(id, { toast, timer: setTimeout(dismiss, duration) });
}

export function hideToast(id) {
  const shown = toasts.get(id);
  if (!shown) return;
  clearTimeout(shown.timer);
  shown.toast.remove();
  toasts.delete(id);
}

/** The thin bar at the very top while something loads. */
export function setLoading(isLoading) {
  document.querySelector(".loading-bar").hidden = !isLoading;
}
