import type { LineFacts, NotGoods } from "./order-facts.ts";
import type { LineTarget } from "./settlement.types.ts";
import type { ShopifyId } from "./shopify-id.ts";

/** What the app knows about a line beside Shopify's facts. */
export interface LineCircumstances {
  /** The variant stored with the line, which survives the variant's deletion in Shopify (case 74); null for a new line. */
  storedVariantId: ShopifyId | null;
  /** Whether the merchant batch-tracks the product; for a line that is stored already, what held when it was stored (case 37). */
  tracked: boolean;
  testOrder: boolean;
  includeTestOrders: boolean;
}

/** Why a line draws nothing. */
export type NoTargetReason = NotGoods | "not_tracked" | "test_order";

const NOTHING: LineTarget = { promised: 0, shipped: 0, returned: 0, leftWithoutRestock: 0 };

/** What a line shall hold, and why if that is nothing (DOMAIN.md section 3, "Not allocated"). */
export function lineTarget(
  line: LineFacts,
  circumstances: LineCircumstances,
): { target: LineTarget; variantId: ShopifyId | null; reason: NoTargetReason | null } {
  const variantId = line.variantId ?? circumstances.storedVariantId;
  const reason = whyNothing(line, circumstances, variantId);
  const { promised, shipped, returned, leftWithoutRestock } = line.units;
  return {
    target: reason === null ? { promised, shipped, returned, leftWithoutRestock } : NOTHING,
    variantId,
    reason,
  };
}

function whyNothing(
  line: LineFacts,
  circumstances: LineCircumstances,
  variantId: ShopifyId | null,
): NoTargetReason | null {
  // Once its variant is deleted a line looks like a custom one; what is stored knows better.
  if (line.notGoods !== null && line.notGoods !== "custom_line") return line.notGoods;
  if (variantId === null) return "custom_line";
  if (!circumstances.tracked) return "not_tracked";
  if (circumstances.testOrder && !circumstances.includeTestOrders) return "test_order";
  return null;
}
