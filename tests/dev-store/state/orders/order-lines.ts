/** Turning what a buyer bought into order lines. */
import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import type { Cents, LineItemGroup, OrderLine, Shop } from "../types.ts";
import type { World } from "../world.ts";

type Property = { name: string; value: string };

export type CatalogueLineInput = {
  variantId: number;
  quantity: number;
  priceCents?: Cents;
  properties?: Property[];
};

type CustomLineInput = {
  title: string;
  quantity: number;
  priceCents?: Cents;
  requiresShipping?: boolean;
  properties?: Property[];
};

/** A bundle as Shopify expands it: one line per component, all pointing to one group. */
type BundleInput = {
  bundle: { title?: string; variantId?: number; quantity: number };
  /** Units per bundle. */
  components: { variantId: number; quantity: number }[];
};

export type LineInput = CatalogueLineInput | CustomLineInput | BundleInput;

function catalogueLine(
  world: World,
  shop: Shop,
  input: CatalogueLineInput,
  group: LineItemGroup | null = null,
): OrderLine {
  const variant = mustFind(shop.variants.get(input.variantId), `variant ${input.variantId}`);
  const product = mustFind(shop.products.get(variant.productId), `product ${variant.productId}`);
  return {
    id: world.nextId(),
    variantId: variant.id,
    productId: product.id,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    priceCents: input.priceCents ?? variant.priceCents,
    grams: variant.grams,
    giftCard: product.isGiftCard,
    requiresShipping: variant.requiresShipping && !product.isGiftCard,
    taxable: variant.taxable,
    image: variant.image ?? product.image,
    properties: input.properties ?? [],
    quantity: mustBeWhole(input.quantity, "A line's quantity"),
    removedByEdit: 0,
    group,
  };
}

function customLine(world: World, input: CustomLineInput): OrderLine {
  return {
    id: world.nextId(),
    variantId: null,
    productId: null,
    title: input.title,
    variantTitle: null,
    sku: null,
    vendor: null,
    priceCents: input.priceCents ?? 1000,
    grams: 0,
    giftCard: false,
    requiresShipping: input.requiresShipping ?? true,
    taxable: true,
    image: null,
    properties: input.properties ?? [],
    quantity: mustBeWhole(input.quantity, "A line's quantity"),
    removedByEdit: 0,
    group: null,
  };
}

function bundleLines(world: World, shop: Shop, input: BundleInput): OrderLine[] {
  const variant =
    input.bundle.variantId === undefined ? undefined : shop.variants.get(input.bundle.variantId);
  const product = variant === undefined ? undefined : shop.products.get(variant.productId);
  const quantity = mustBeWhole(input.bundle.quantity, "A bundle's quantity");
  const group: LineItemGroup = {
    id: world.nextId(),
    title: input.bundle.title ?? product?.title ?? "Bundle",
    quantity,
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    variantSku: variant?.sku ?? null,
  };
  return input.components.map((component) =>
    catalogueLine(world, shop, { ...component, quantity: component.quantity * quantity }, group),
  );
}

export function orderLines(world: World, shop: Shop, inputs: readonly LineInput[]): OrderLine[] {
  if (!(inputs?.length > 0)) throw new RefusedOperation("An order needs at least one line.");
  return inputs.flatMap((input) => {
    if ("bundle" in input) return bundleLines(world, shop, input);
    return "variantId" in input ? [catalogueLine(world, shop, input)] : [customLine(world, input)];
  });
}
