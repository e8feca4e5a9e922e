import { callAdmin } from "./admin-api.js";
import { button, element } from "./dom.js";
import { openModal } from "./overlays.js";

const SEARCH_DELAY_MS = 150;
const NOUNS = { product: ["product", "products"], variant: ["variant", "variants"] };

/**
 * The admin's product and variant picker.
 * @returns the chosen resources in Shopify's shape, or undefined when it was closed
 */
export function pickResources({
  type,
  action = "add",
  multiple = false,
  query = "",
  filter = {},
  selectionIds = [],
}) {
  if (!(type in NOUNS))
    throw new Error(`shopify.resourcePicker type "${type}" is not implemented by the dev store`);
  const limit = multiple === true ? Infinity : Number(multiple) || 1;
  const chosen = new Map(); // resource id → resource
  const preselected = new Set(
    selectionIds.flatMap(({ id, variants = [] }) => [id, ...variants.map((variant) => variant.id)]),
  );
  const list = element("ul", { class: "picker" });
  const counter = element("span", { class: "subdued picker__count" });
  let confirm;

  const search = element("input", {
    type: "search",
    placeholder: `Search ${NOUNS[type][1]}`,
    "aria-label": `Search ${NOUNS[type][1]}`,
    value: query,
    class: "picker__search",
  });
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), SEARCH_DELAY_MS);
  });

  async function load() {
    const parameters = new URLSearchParams({ query: search.value, filter: filter.query ?? "" });
    const { products } = await callAdmin(`resources?${parameters}`);
    const allowed = products.filter(
      (product) =>
        (filter.draft === false ? product.status !== "DRAFT" : true) &&
        (filter.archived === false ? product.status !== "ARCHIVED" : true),
    );
    for (const resource of allowed.flatMap((product) =>
      type === "product" ? [product] : product.variants,
    )) {
      if (preselected.delete(resource.id)) chosen.set(resource.id, resource);
    }
    list.replaceChildren(
      ...allowed.flatMap((product) => (type === "product" ? [productRow(product)] : variantRows(product))),
    );
    if (allowed.length === 0) list.append(element("li", { class: "picker__empty subdued" }, "Nothing found"));
    refresh();
  }

  function row({ resource, title, detail, image, nested = false, heading = false }) {
    const input = heading
      ? null
      : element("input", {
          type: limit === 1 ? "radio" : "checkbox",
          name: "resource",
          onchange: () => {
            if (limit === 1) chosen.clear();
            if (input.checked) chosen.set(resource.id, resource);
            else chosen.delete(resource.id);
            refresh();
          },
        });
    if (input) {
      input.dataset.id = resource.id;
      input.checked = chosen.has(resource.id);
    }
    return element(
      "li",
      { class: nested ? "picker__row picker__row--nested" : "picker__row" },
      element(
        heading ? "div" : "label",
        {},
        input,
        thumbnail(image, title),
        element("span", { class: "picker__title" }, title),
        element("span", { class: "subdued" }, detail),
      ),
    );
  }

  const productRow = (product) =>
    row({
      resource: product,
      title: product.title,
      detail: `${product.totalInventory} in stock`,
      image: product.images[0],
    });
  const variantRows = (product) => [
    row({ title: product.title, detail: "", image: product.images[0], heading: true }),
    ...product.variants.map((variant) =>
      row({
        resource: variant,
        title: variant.title,
        detail: [variant.sku, variant.price].filter(Boolean).join(" · "),
        image: variant.image ?? product.images[0],
        nested: true,
      }),
    ),
  ];

  function refresh() {
    counter.textContent = limit === Infinity ? `${chosen.size} selected` : `${chosen.size}/${limit} selected`;
    if (confirm) confirm.disabled = chosen.size === 0;
    for (const input of list.querySelectorAll("input"))
      input.disabled = limit > 1 && chosen.size >= limit && !input.checked;
  }

  const verb = action === "select" ? "Select" : "Add";
  const result = openModal({
    title: `${verb} ${NOUNS[type][limit === 1 ? 0 : 1]}`,
    wide: true,
    body: element("div", {}, search, list),
    actions: (close) => {
      confirm = button(verb, { primary: true, disabled: true, onclick: () => close([...chosen.values()]) });
      return [counter, button("Cancel", { onclick: () => close() }), confirm];
    },
  });
  void load();
  return result;
}

/**
 * `shopify.picker`: rows the app made itself.
 * @returns the ids chosen, or undefined when it was closed
 */
export function pickItems({ heading, multiple = false, headers = [], items }) {
  const limit = multiple === true ? Infinity : Number(multiple) || 1;
  const chosen = new Set(items.filter((item) => item.selected).map((item) => item.id));
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
    const badges = (item.badges ?? []).map((entry) =>
      element("span", { class: `badge badge--${entry.tone ?? "neutral"}` }, entry.content),
    );
    return element(
      "tr",
      {},
      element(
        "td",
        {},
        element(
          "label",
          { class: "with-thumbnail" },
          input,
          item.thumbnail && thumbnail({ originalSrc: item.thumbnail.url }, item.heading),
          element("strong", {}, item.heading),
          badges,
        ),
      ),
      (item.data ?? []).map((value, index) =>
        element(
          "td",
          { class: headers[index + 1]?.type === "number" ? "number" : null },
          String(value ?? ""),
        ),
      ),
    );
  });
  const table = element(
    "table",
    { class: "index-table" },
    headers.length > 0 &&
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          headers.map((header) =>
            element("th", { class: header.type === "number" ? "number" : null }, header.content ?? ""),
          ),
        ),
      ),
    element("tbody", {}, rows),
  );
  return openModal({
    title: heading,
    wide: true,
    body: table,
    actions: (close) => [
      button("Cancel", { onclick: () => close() }),
      button("Select", { primary: true, onclick: () => close([...chosen]) }),
    ],
  });
}

function thumbnail(image, title) {
  return element(
    "span",
    { class: "thumbnail thumbnail--small" },
    image && element("img", { src: image.originalSrc, alt: title, loading: "lazy" }),
  );
}
