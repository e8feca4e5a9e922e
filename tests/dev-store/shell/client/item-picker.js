import { button, element } from "./dom.js";
import { openModal } from "./overlays.js";
import { pictureOf } from "./picture.js";

/**
 * `shopify.picker`: rows the app made itself.
 * @returns the ids chosen, or undefined when it was closed
 */
export function pickItems({ heading, multiple = false, headers = [], items }) {
  const limit = multiple === true ? Infinity : Number(multiple) || 1;
  const chosen = new Set(items.filter((item) => item.selected).map((item) => item.id));
  const align = (index) => (headers[index]?.type === "number" ? "number" : null);

  const rows = items.map((item) => {
    const input = element("input", {
      type: limit === 1 ? "radio" : "checkbox",
      name: "item",
      "aria-label": item.heading,
      disabled: item.disabled,
    });
    input.checked = chosen.has(item.id);
    input.addEventListener("change", () => {
      if (limit === 1) chosen.clear();
      if (input.checked && chosen.size < limit) chosen.add(item.id);
      else chosen.delete(item.id);
      input.checked = chosen.has(item.id);
    });
    const badges = (item.badges ?? []).map(({ content, tone = "neutral" }) =>
      element("span", { class: `badge badge--${tone}` }, content),
    );
    const picture = item.thumbnail && pictureOf({ originalSrc: item.thumbnail.url }, item.heading);
    const first = element(
      "label",
      { class: "with-thumbnail" },
      input,
      picture,
      element("strong", {}, item.heading),
      badges,
    );
    const rest = (item.data ?? []).map((value, index) =>
      element("td", { class: align(index + 1) }, String(value ?? "")),
    );
    return element("tr", {}, element("td", {}, first), rest);
  });

  const headings = headers.map((header, index) =>
    element("th", { class: align(index) }, header.content ?? ""),
  );
  return openModal({
    title: heading,
    wide: true,
    body: element(
      "table",
      { class: "index-table" },
      headers.length > 0 && element("thead", {}, element("tr", {}, headings)),
      element("tbody", {}, rows),
    ),
    actions: (close) => [
      button("Cancel", { onclick: () => close() }),
      button("Select", { primary: true, onclick: () => close([...chosen]) }),
    ],
  });
}
