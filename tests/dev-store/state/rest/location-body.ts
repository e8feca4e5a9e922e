import { gid } from "../gid.ts";
import type { Location, Shop } from "../types.ts";
import { restTimestamp } from "./timestamps.ts";

/** The body of locations/* webhooks but locations/delete. */
export function locationBody(shop: Shop, location: Location): object {
  const { address } = location;
  return {
    id: location.id,
    name: location.name,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.countryCode,
    phone: address.phone,
    created_at: restTimestamp(location.createdAt, shop.timezone),
    updated_at: restTimestamp(location.updatedAt, shop.timezone),
    country_code: address.countryCode,
    country_name: address.country,
    province_code: address.provinceCode,
    legacy: false,
    active: location.isActive,
    admin_graphql_api_id: gid("Location", location.id),
  };
}
