import type { Cents } from "../types.ts";

export function moneyText(cents: Cents): string {
  return (cents / 100).toFixed(2);
}

export function moneySetBody(cents: Cents, currency: string): object {
  const money = { amount: moneyText(cents), currency_code: currency };
  return { shop_money: money, presentment_money: money };
}
