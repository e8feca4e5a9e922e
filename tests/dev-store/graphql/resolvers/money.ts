import { moneyText } from "../../state/rest/money-body.ts";
import type { Cents, Shop } from "../../state/types.ts";

export function moneyV2(shop: Shop, cents: Cents): object {
  return { amount: moneyText(cents), currencyCode: shop.currency };
}

export function moneyBag(shop: Shop, cents: Cents): object {
  const money = moneyV2(shop, cents);
  return { shopMoney: money, presentmentMoney: money };
}
