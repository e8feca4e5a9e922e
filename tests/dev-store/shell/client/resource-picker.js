import { callAdmin } from "./admin-api.js";
import { button, element } from "./dom.js";
import { openModal } from "./overlays.js";
import { pictureOf } from "./picture.js";
import { ProductSelection, VariantSelection } from "./picker-selection.js";

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
  if (!(type in NOUNS)) {
    throw new Error(`shopify.resourcePicker type "${type}" is not implemented by the dev store`);
  }
  const limit = multiple === true ? Infinity : Number(multiple) || 1;
  const selection =
    type === "product"
      ? new ProductSelection(limit, selectionIds)
      : new VariantSelection(limit, selectionIds);
  const showVariants = type === "variant" || filter.variants !== false;
  const verb = action === "select" ? "Select" : "Add";
  const label = `Search ${NOUNS[type][1]}`;

  const list = element("ul", { class: "picker" });
  const counter = element("span", { class: "subdued picker__count" });
  const confirm = button(verb, { primary: true, disabled: true });
  const search = element("input", { type: "search", placeholder: label, "aria-label": label, value: query });

  let products = [];
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void load(), SEARCH_DELAY_MS);
  });

  async function load() {
    const parameters = new URLSearchParams({ query: search.value, filter: filter.query ?? "" });
    const found = await callAdmin(`resources?${parameters}`);
    products = found.products.filter(
      ({ status }) =>
        !(filter.draft === false && status === "DRAFT") &&
        !(filter.archived === false && status === "ARCHIVED"),
    );
    selection.preselect(products);
    draw();
  }

  function draw() {
    list.replaceChildren(...products.flatMap(productRows));
    if (products.length === 0)
      list.append(element("li", { class: "picker__empty subdued" }, "Nothing found"));
    counter.textContent =
      limit === Infinity ? `${selection.size} selected` : `${selection.size}/${limit} selected`;
    confirm.disabled = selection.size === 0;
  }

  function productRows(product) {
    const variants =
      showVariants && !(type === "product" && product.hasOnlyDefaultVariant) ? product.variants : [];
    const head = row({
      title: product.title,
      detail: type === "product" ? `${product.totalInventory} in stock` : "",
      image: product.images[0],
      toggle: type === "product" && {
        state: selection.stateOf(product),
        set: () => selection.toggleProduct(product),
      },
      single: limit === 1,
    });
    const nested = variants.map((variant) =>
      row({
        title: variant.title,
        detail: [variant.sku, variant.price].filter(Boolean).join(" · "),
        image: variant.image ?? product.images[0],
        toggle: {
          state: selection.hasVariant(product, variant),
          set: () => selection.toggleVariant(product, variant),
        },
        // A product's variants are chosen freely, however many products may be.
        single: type === "variant" && limit === 1,
        nested: true,
      }),
    );
    return [head, ...nested];
  }

  function row({ title, detail, image, toggle, single, nested = false }) {
    const input =
      toggle &&
      element("input", {
        type: single ? "radio" : "checkbox",
        name: nested ? `variants of ${type}` : "products",
        onchange: () => {
          toggle.set();
          draw();
        },
      });
    if (input) {
      input.checked = toggle.state === true;
      input.indeterminate = toggle.state === "some";
      input.disabled = toggle.state === false && !single && selection.isFull;
    }
    return element(
      "li",
      { class: nested ? "picker__row picker__row--nested" : "picker__row" },
      element(
        input ? "label" : "div",
        {},
        input,
        pictureOf(image, title),
        element("span", { class: "picker__title" }, title),
        element("span", { class: "subdued" }, detail),
      ),
    );
  }

  const result = openModal({
    title: `${verb} ${NOUNS[type][limit === 1 ? 0 : 1]}`,
    wide: true,
    body: element("div", {}, element("div", { class: "picker__search" }, search), list),
    actions: (close) => {
      confirm.addEventListener("click", () => close(selection.result()));
      return [counter, button("Cancel", { onclick: () => close() }), confirm];
    },
  });
  void load();
  return result;
}
