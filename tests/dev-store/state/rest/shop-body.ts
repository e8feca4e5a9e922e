import type { Shop } from "../types.ts";
import { restTimestamp } from "./timestamps.ts";

/** The body of app/uninstalled and shop/update. */
export function shopBody(shop: Shop): object {
  return {
    id: shop.id,
    name: shop.title,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.countryCode,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    country_code: shop.countryCode,
    country_name: shop.countryCode,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.timezone,
    iana_timezone: shop.timezone,
    shop_owner: shop.ownerName,
    money_format: "${{amount}}",
    weight_unit: "g",
    plan_name: shop.plan.name.toLowerCase(),
    plan_display_name: shop.plan.name,
    myshopify_domain: shop.domain,
    primary_locale: shop.locale,
    created_at: restTimestamp(shop.createdAt, shop.timezone),
    updated_at: restTimestamp(shop.createdAt, shop.timezone),
  };
}
