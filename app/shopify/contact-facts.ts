import type { Contact, CustomerFacts } from "#app/domain/order-facts.ts";
import { addressLines } from "#app/domain/postal-address.ts";
import type { OrderHeadFragment, PostalAddressFragment } from "./generated/graphql.ts";
import { idOf } from "./ids.ts";

/** How to reach the buyer of an order: the same choice that app/domain/read-contact-body.ts makes of a webhook body. */
export function buyerContact(order: OrderHeadFragment): Contact {
  const { shippingAddress: shipping, billingAddress: billing, customer } = order;
  return {
    email: text(order.email),
    phone: text(order.phone) ?? text(shipping?.phone) ?? text(billing?.phone),
    name: nameOf(shipping) ?? nameOf(billing) ?? nameOf(customer),
    address: linesOf(shipping ?? billing),
  };
}

/** Null for a guest. Webhook bodies do not say a customer's own language, so it is not asked for. */
export function customerFacts(customer: OrderHeadFragment["customer"]): CustomerFacts | null {
  if (customer === null) return null;
  const { defaultAddress: home } = customer;
  return {
    customerId: idOf("Customer", customer),
    locale: null,
    contact: {
      email: text(customer.defaultEmailAddress?.emailAddress),
      phone: text(customer.defaultPhoneNumber?.phoneNumber) ?? text(home?.phone),
      name: nameOf(customer) ?? nameOf(home),
      address: linesOf(home),
    },
  };
}

function text(value: string | null | undefined): string | null {
  const trimmed = value?.trim();
  return trimmed ? trimmed : null;
}

interface Named {
  firstName: string | null;
  lastName: string | null;
  name?: string | null;
}

function nameOf(person: Named | null): string | null {
  if (person === null) return null;
  const parts = [text(person.firstName), text(person.lastName)];
  return parts.filter((part) => part !== null).join(" ") || text(person.name);
}

function linesOf(address: PostalAddressFragment | null): string[] {
  if (address === null) return [];
  return addressLines({
    company: text(address.company),
    address1: text(address.address1),
    address2: text(address.address2),
    city: text(address.city),
    provinceCode: text(address.provinceCode),
    province: text(address.province),
    zip: text(address.zip),
    country: text(address.country),
    countryCode: text(address.countryCodeV2),
  });
}
