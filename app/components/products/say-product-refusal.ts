import type { ProductRefusal } from "#app/contracts/product.ts";
import type { ActionFailure } from "#app/components/frame/action-result.ts";
import { fieldFailure } from "#app/components/frame/read-form.ts";

/** What stands against a change of a product or a set, and what to do, as the form shows it. */
export function sayProductRefusal(refusal: ProductRefusal): { ok: false } & ActionFailure {
  switch (refusal.type) {
    case "not_found":
      return {
        ok: false,
        title: "This product does not exist",
        detail: "It may belong to another shop. Go back to the list of products.",
        errors: [],
      };
    case "invalid_fields":
      return fieldFailure(refusal.errors);
    case "shopify_unavailable":
      return {
        ok: false,
        title: "Shopify could not be reached",
        detail:
          "A part of this set has to be read from Shopify first. Try again in a minute; everything you entered is still here.",
        errors: [],
      };
  }
}
