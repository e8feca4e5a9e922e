import { MAX_IMPORT_ROWS } from "#app/contracts/batch-import.ts";
import { searchVariants } from "#app/db/find-variants.ts";
import { readIntakeRules } from "#app/db/read-allocation-rules.ts";
import type { ShopContext } from "./context.ts";
import { BYTE_ORDER_MARK, toCsv } from "./to-csv.ts";

const BEFORE = [
  "Batch code",
  "Product",
  "Variant",
  "SKU",
  "Units",
  "Made on (YYYY-MM-DD)",
  "Made at (HH:MM)",
];
const AFTER = ["Best before", "Use by", "Cure date", "Place", "Maker", "Notes"];

/**
 * A CSV to fill in: the headings that the import knows, and a row for each variant of the shop (as many as one import
 * takes), so that nobody types a title. A row that is not needed may stay: without a code, units and a date it is passed over.
 */
export async function makeImportTemplate(ctx: ShopContext): Promise<string> {
  const [variants, { tracksLocations }] = await Promise.all([
    searchVariants(ctx.db, ctx.shop.id, "", MAX_IMPORT_ROWS),
    readIntakeRules(ctx.db, ctx.shop.id),
  ]);
  const headings = [...BEFORE, ...AFTER, ...(tracksLocations ? ["Location"] : [])];
  const rows = variants
    .filter((variant) => variant.tracked)
    .map(({ productTitle, variantTitle, sku }) => {
      const filled = ["", productTitle, variantTitle, sku ?? ""];
      return [...filled, ...headings.slice(filled.length).map(() => "")];
    });
  return BYTE_ORDER_MARK + toCsv([headings, ...rows]);
}
