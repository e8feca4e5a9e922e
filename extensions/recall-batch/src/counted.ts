/** `1 buyer`, `12 orders`, in the merchant's language. */
export function counted(noun: "units" | "orders" | "buyers", count: number): string {
  const { i18n } = shopify;
  return i18n.translate(`counts.${noun}`, { count, number: i18n.formatNumber(count) });
}
