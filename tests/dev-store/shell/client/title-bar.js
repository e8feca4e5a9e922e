import { button, element } from "./dom.js";
import { openMenu } from "./menu.js";
import { pageData } from "./page-data.js";

/**
 * Draws the app's title bar.
 * @param {null | { title, breadcrumb, primary, secondary, groups }} model null: the app has none
 * @param {(index: number) => void} click
 */
export function drawTitleBar(model, click) {
  const bar = document.querySelector("[data-title-bar]");
  const mark = element("span", { class: "app-mark", "aria-hidden": "true" }, pageData.app.name.slice(0, 1));
  const title = model?.title || pageData.app.name;
  const draw = (action, options) =>
    button(action.label, {
      ...options,
      critical: action.tone === "critical",
      disabled: action.disabled,
      loading: action.loading,
      onclick: () => click(action.index),
    });
  bar.replaceChildren(
    mark,
    ...(model?.breadcrumb
      ? [
          element(
            "button",
            { type: "button", class: "breadcrumb", onclick: () => click(model.breadcrumb.index) },
            model.breadcrumb.label,
          ),
          element("span", { class: "breadcrumb__separator", "aria-hidden": "true" }, "›"),
        ]
      : []),
    element("h1", {}, title),
    element(
      "span",
      { class: "app-title-bar__actions" },
      (model?.groups ?? []).map((group) =>
        button(`${group.label} ▾`, {
          onclick: (event) =>
            openMenu(
              event.currentTarget,
              group.actions.map((action) => ({
                label: action.label,
                critical: action.tone === "critical",
                disabled: action.disabled,
                run: () => click(action.index),
              })),
            ),
        }),
      ),
      (model?.secondary ?? []).map((action) => draw(action, {})),
      model?.primary && draw(model.primary, { primary: true }),
    ),
  );
}
