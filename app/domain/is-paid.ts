const PAID: readonly string[] = ["paid", "partially_refunded", "refunded"];

/**
 * Whether the buyer's money has come, by the order's financial status as either of Shopify's APIs spells it: a part of it,
 * or a promise by the buyer's bank, is not it. A status that Shopify does not give holds nothing up.
 */
export function isPaid(financialStatus: string | null): boolean {
  return financialStatus === null || PAID.includes(financialStatus.toLowerCase());
}
