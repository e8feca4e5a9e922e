import { z } from "zod";
import type { Strategy } from "#app/domain/allocation-rules.ts";
import type { ProductRules } from "#app/domain/shop-rules.ts";
import { eachVariantOnce, line, pageQuery, variantIdIn } from "./formats.ts";
import { days, strategy } from "./settings.ts";

const MAX_COMPONENTS = 50;
const MAX_UNITS_EACH = 1_000;

/** Of the Products page. `q`: part of a title, of a vendor's name or of a SKU. */
export const listProductsQuery = z.object({
  filter: z.enum(["all", "tracked", "untracked", "own_rules", "sets"]).default("all"),
  q: z.preprocess((value) => (value === "" ? undefined : value), line(200).optional()),
  ...pageQuery,
});

export type ListProductsQuery = z.output<typeof listProductsQuery>;

/** What is left out stays as it is. Null: as the shop. */
export const changeProductBody = z
  .strictObject({
    tracked: z.boolean(),
    strategy: strategy.nullable(),
    stopShipDays: days,
    minShelfLifeDays: days.nullable(),
  })
  .partial();

export type ChangeProductBody = z.output<typeof changeProductBody>;

/** What one unit of a set is made of; no components: it is no set. */
export const saveSetBody = z.strictObject({
  components: z
    .array(
      z.strictObject({
        variantId: variantIdIn,
        units: z
          .int("must be a whole number of units")
          .min(1, "at least 1 unit")
          .max(MAX_UNITS_EACH, `at most ${MAX_UNITS_EACH.toLocaleString("en")} units`),
      }),
    )
    .max(MAX_COMPONENTS, `a set has at most ${MAX_COMPONENTS} different parts`)
    .superRefine(eachVariantOnce("is in the set twice")),
});

export type SaveSetBody = z.output<typeof saveSetBody>;

export interface ProductRow extends ProductRules {
  /** gid */
  id: string;
  title: string;
  vendor: string | null;
  imageUrl: string | null;
  giftCard: boolean;
  variants: number;
  /** Variants that are sets. */
  sets: number;
}

export interface ProductPage {
  items: ProductRow[];
  nextCursor: string | null;
}

/** A product with its rules, and a page of its variants. */
export interface ProductView extends ProductRow {
  /** It is gone from Shopify; what is here is the last known. */
  deleted: boolean;
  /** What holds where the product has no rule of its own. */
  shop: { strategy: Strategy; minShelfLifeDays: number };
  page: { items: ProductVariantView[]; nextCursor: string | null };
}

export interface ProductVariantView {
  /** gid */
  id: string;
  title: string;
  sku: string | null;
  imageUrl: string | null;
  deleted: boolean;
  /** What one unit is made of; empty for a variant that is no set. */
  components: SetComponentView[];
}

export interface SetComponentView {
  /** gids */
  variantId: string;
  productId: string;
  productTitle: string;
  variantTitle: string | null;
  sku: string | null;
  imageUrl: string | null;
  units: number;
}

/** A variant as the page of its set shows it. */
export interface SetView extends ProductVariantView {
  productId: string;
  productTitle: string;
}

/** Everything that may stand against a change of a product or a set. */
export type ProductRefusal =
  | { type: "not_found" }
  | { type: "invalid_fields"; errors: { path: string; message: string }[] }
  | { type: "shopify_unavailable" };

export type ProductRefusalOf<Type extends ProductRefusal["type"]> = Extract<ProductRefusal, { type: Type }>;
