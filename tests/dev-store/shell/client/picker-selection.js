/** What is chosen in the picker, so far. */

/** Products, each with the variants chosen of it. */
export class ProductSelection {
  /** @param {number} limit most products  @param {{ id: string, variants?: { id: string }[] }[]} selectionIds */
  constructor(limit, selectionIds) {
    this.limit = limit;
    this.wanted = new Map(
      selectionIds.map(({ id, variants }) => [id, variants?.map((variant) => variant.id)]),
    );
    this.chosen = new Map(); // product id → { product, variantIds }
  }
  get size() {
    return this.chosen.size;
  }
  get isFull() {
    return this.size >= this.limit;
  }
  /** Chooses what the app asked to see chosen, as it comes into the list. */
  preselect(products) {
    for (const product of products) {
      if (!this.wanted.has(product.id)) continue;
      const variantIds = this.wanted.get(product.id) ?? product.variants.map(({ id }) => id);
      this.chosen.set(product.id, { product, variantIds: new Set(variantIds) });
      this.wanted.delete(product.id);
    }
  }
  /** true, false, or "some" of its variants. */
  stateOf(product) {
    const entry = this.chosen.get(product.id);
    if (!entry) return false;
    return entry.variantIds.size === product.variants.length ? true : "some";
  }
  hasVariant(product, variant) {
    return this.chosen.get(product.id)?.variantIds.has(variant.id) ?? false;
  }
  toggleProduct(product) {
    if (this.stateOf(product) === true) {
      this.chosen.delete(product.id);
      return;
    }
    if (this.limit === 1) this.chosen.clear();
    this.chosen.set(product.id, { product, variantIds: new Set(product.variants.map(({ id }) => id)) });
  }
  toggleVariant(product, variant) {
    const entry = this.chosen.get(product.id) ?? { product, variantIds: new Set() };
    if (!entry.variantIds.delete(variant.id)) entry.variantIds.add(variant.id);
    if (this.limit === 1 && !this.chosen.has(product.id)) this.chosen.clear();
    if (entry.variantIds.size === 0) this.chosen.delete(product.id);
    else this.chosen.set(product.id, entry);
  }
  result() {
    return [...this.chosen.values()].map(({ product, variantIds }) => ({
      ...product,
      variants: product.variants.filter(({ id }) => variantIds.has(id)),
    }));
  }
}

/** Variants alone. */
export class VariantSelection {
  constructor(limit, selectionIds) {
    this.limit = limit;
    this.wanted = new Set(selectionIds.map(({ id }) => id));
    this.chosen = new Map(); // variant id → variant
  }
  get size() {
    return this.chosen.size;
  }
  get isFull() {
    return this.size >= this.limit;
  }
  preselect(products) {
    for (const variant of products.flatMap((product) => product.variants)) {
      if (this.wanted.delete(variant.id)) this.chosen.set(variant.id, variant);
    }
  }
  hasVariant(_product, variant) {
    return this.chosen.has(variant.id);
  }
  toggleVariant(_product, variant) {
    if (this.chosen.delete(variant.id)) return;
    if (this.limit === 1) this.chosen.clear();
    this.chosen.set(variant.id, variant);
  }
  result() {
    return [...this.chosen.values()];
  }
}
