import { optionalObject, optionalText, ownId, type BodyObject } from "./body-fields.ts";
import type { Contact, CustomerFacts } from "./order-facts.ts";
import { addressLines } from "./postal-address.ts";

/**
 * How to reach the buyer of an order: its own address for mail, its own phone or else that of the parcel, and the name
 * and place that the goods went to (of the payer where nothing was shipped).
 */
export function readContact(order: BodyObject): Contact {
  const shipping = optionalObject(order, "shipping_address");
  const billing = optionalObject(order, "billing_address");
  const postal = shipping ?? billing;
  const customer = optionalObject(order, "customer");
  return {
    email: optionalText(order, "email") ?? optionalText(order, "contact_email"),
    phone: optionalText(order, "phone") ?? phoneOf(shipping) ?? phoneOf(billing),
    name: nameOf(shipping) ?? nameOf(billing) ?? nameOf(customer),
    address: linesOf(postal),
  };
}

/** Null for a guest. */
export function readCustomer(order: BodyObject): CustomerFacts | null {
  const customer = optionalObject(order, "customer");
  if (customer === null) return null;
  const home = optionalObject(customer, "default_address");
  return {
    customerId: ownId(customer, "Customer"),
    locale: optionalText(customer, "locale"),
    contact: {
      email: optionalText(customer, "email"),
      phone: optionalText(customer, "phone") ?? phoneOf(home),
      name: nameOf(customer) ?? nameOf(home),
      address: linesOf(home),
    },
  };
}

function phoneOf(address: BodyObject | null): string | null {
  return address === null ? null : optionalText(address, "phone");
}

/** Of a customer or an address. */
function nameOf(person: BodyObject | null): string | null {
  if (person === null) return null;
  const parts = [optionalText(person, "first_name"), optionalText(person, "last_name")];
  return parts.filter((part) => part !== null).join(" ") || optionalText(person, "name");
}

function linesOf(address: BodyObject | null): string[] {
  if (address === null) return [];
  return addressLines({
    company: optionalText(address, "company"),
    address1: optionalText(address, "address1"),
    address2: optionalText(address, "address2"),
    city: optionalText(address, "city"),
    provinceCode: optionalText(address, "province_code"),
    province: optionalText(address, "province"),
    zip: optionalText(address, "zip"),
    country: optionalText(address, "country"),
    countryCode: optionalText(address, "country_code"),
  });
}
