import type { ChangeProductBody } from "#app/contracts/product.ts";
import type { ProductRules } from "#app/domain/shop-rules.ts";
import type { FieldError } from "#app/components/frame/action-result.ts";
import { daysOf } from "#app/components/frame/days-of.ts";

/** A product's rules as they stand in the form. */
export interface ProductDraft {
  tracked: boolean;
  strategy: "shop" | "fifo" | "fefo";
  stopShipDays: string;
  shelfLife: "shop" | "own";
  minShelfLifeDays: string;
}

export function productDraft(saved: ProductRules): ProductDraft {
  return {
    tracked: saved.tracked,
    strategy: saved.strategy ?? "shop",
    stopShipDays: String(saved.stopShipDays),
    shelfLife: saved.minShelfLifeDays === null ? "shop" : "own",
    minShelfLifeDays: String(saved.minShelfLifeDays ?? 0),
  };
}

/** Everything that can be told wrong without asking the server. */
export function checkProduct(draft: ProductDraft): FieldError[] {
  const errors: FieldError[] = [];
  const message = "Enter a whole number of days.";
  if (daysOf(draft.stopShipDays) === null) errors.push({ path: "stopShipDays", message });
  if (draft.shelfLife === "own" && daysOf(draft.minShelfLifeDays) === null) {
    errors.push({ path: "minShelfLifeDays", message });
  }
  return errors;
}

/** What was changed in the form, and only that: somebody else may have changed the rest meanwhile. */
export function changedProduct(draft: ProductDraft, saved: ProductRules): ChangeProductBody {
  const wanted: ProductRules = {
    tracked: draft.tracked,
    strategy: draft.strategy === "shop" ? null : draft.strategy,
    stopShipDays: daysOf(draft.stopShipDays) ?? saved.stopShipDays,
    minShelfLifeDays: draft.shelfLife === "shop" ? null : daysOf(draft.minShelfLifeDays),
  };
  const changed = Object.entries(wanted).filter(
    ([name, value]) => saved[name as keyof ProductRules] !== value,
  );
  return Object.fromEntries(changed);
}
