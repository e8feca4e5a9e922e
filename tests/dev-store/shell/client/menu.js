import { element } from "./dom.js";

/**
 * A small menu under a button.
 * @param {HTMLElement} anchor
 * @param {{ label: string, critical?: boolean, disabled?: boolean, run: () => void }[]} items
 */
export function openMenu(anchor, items) {
  const menu = element(
    "div",
    { class: "menu", role: "menu", popover: "auto" },
    items.map((item) =>
      element(
        "button",
        {
          type: "button",
          role: "menuitem",
          class: item.critical ? "menu__item menu__item--critical" : "menu__item",
          disabled: item.disabled,
          onclick: () => {
            menu.hidePopover();
            item.run();
          },
        },
        item.label,
      ),
    ),
  );
  menu.addEventListener("toggle", (event) => {
    if (event.newState === "closed") menu.remove();
  });
  document.body.append(menu);
  menu.showPopover();
  const box = anchor.getBoundingClientRect();
  menu.style.top = `${box.bottom + 4}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - menu.offsetWidth - 8))}px`;
  menu.querySelector("button")?.focus();
}
