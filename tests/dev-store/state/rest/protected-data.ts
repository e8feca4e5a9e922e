/** What an app without approval sees of protected customer data in a webhook: nulls. */
import type { Address, Customer, Order, Shop } from "../types.ts";

export function redactedAddress(shop: Shop, address: Address | null): Address | null {
  if (address === null) return null;
  const { name, phone, address: place } = shop.protectedData;
  return {
    ...address,
    ...(name ? {} : { firstName: null, lastName: null }),
    ...(phone ? {} : { phone: null }),
    ...(place ? {} : { address1: null, address2: null, zip: null }),
  };
}

export function redactedCustomer(shop: Shop, customer: Customer): Customer {
  const { name, email, phone } = shop.protectedData;
  return {
    ...customer,
    ...(name ? {} : { firstName: null, lastName: null }),
    ...(email ? {} : { email: null }),
    ...(phone ? {} : { phone: null }),
    defaultAddress: redactedAddress(shop, customer.defaultAddress),
  };
}

export function redactedContact(shop: Shop, order: Order): { email: string | null; phone: string | null } {
  return {
    email: shop.protectedData.email ? order.email : null,
    phone: shop.protectedData.phone ? order.phone : null,
  };
}
