import { button, element } from "./dom.js";
import { confirmModal } from "./overlays.js";

let choose = () => {};
let shown = null;

/** Who hears "save" and "discard". */
export function onSaveBar(listener) {
  choose = listener;
}

export function hasUnsavedChanges() {
  return shown !== null;
}

/** Says that the bar must be answered first. */
export function shakeSaveBar() {
  const bar = document.querySelector(".save-bar");
  bar.classList.remove("is-shaking");
  void bar.offsetWidth; // restarts the animation
  bar.classList.add("is-shaking");
}

/** Draws the contextual save bar over the top bar, or takes it away when given null. */
export function drawSaveBar(model) {
  shown = model;
  const bar = document.querySelector(".save-bar");
  bar.hidden = model === null;
  document.body.classList.toggle("has-save-bar", model !== null);
  if (model === null) return;

  const discard = async () => {
    const sure =
      !model.discardConfirmation ||
      (await confirmModal({
        title: "Discard all unsaved changes",
        text: "If you discard changes, you’ll delete any edits you made since you last saved.",
        yes: "Discard changes",
        no: "Continue editing",
        critical: true,
      }));
    if (sure) choose("discard");
  };
  bar.replaceChildren(
    element("span", { class: "save-bar__text" }, "Unsaved changes"),
    element(
      "span",
      { class: "save-bar__actions" },
      model.discard &&
        button(model.discard.label || "Discard", { ...model.discard, onclick: () => void discard() }),
      model.save &&
        button(model.save.label || "Save", { ...model.save, primary: true, onclick: () => choose("save") }),
    ),
  );
}
