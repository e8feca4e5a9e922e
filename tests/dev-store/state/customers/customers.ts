/** Customers of a shop: made, changed, deleted. */
import { customerBody } from "../rest/customer-body.ts";
import type { Address, Customer, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";

export type CustomerInput = {
  firstName?: string | null;
  lastName?: string | null;
  email?: string | null;
  phone?: string | null;
  locale?: string;
  tags?: string[];
  note?: string | null;
  emailMarketing?: Customer["emailMarketing"];
  defaultAddress?: Address | null;
};

/** Sends customers/create. */
export function createCustomer(
  world: World,
  shop: Shop,
  input: CustomerInput,
  options: OperationOptions = {},
): Customer {
  const at = instantOf(options);
  const customer: Customer = {
    id: world.nextId(),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    locale: input.locale ?? "en",
    tags: [...(input.tags ?? [])].sort(),
    note: input.note ?? null,
    emailMarketing: input.emailMarketing ?? "not_subscribed",
    defaultAddress: input.defaultAddress ?? null,
    createdAt: at,
    updatedAt: at,
  };
  shop.customers.set(customer.id, customer);
  announceUnlessSilent(world, shop, options, ["customers/create"], () =>
    JSON.stringify(customerBody(shop, customer)),
  );
  return customer;
}

/** Sends customers/update. Orders keep the address they were placed with. */
export function updateCustomer(
  world: World,
  shop: Shop,
  customer: Customer,
  input: CustomerInput,
  options: OperationOptions = {},
): Customer {
  const known = Object.entries(input).filter(([key, value]) => key in customer && value !== undefined);
  Object.assign(customer, Object.fromEntries(known));
  customer.tags = [...new Set(customer.tags)].sort();
  customer.updatedAt = Math.max(customer.updatedAt, instantOf(options));
  announceUnlessSilent(world, shop, options, ["customers/update"], () =>
    JSON.stringify(customerBody(shop, customer)),
  );
  return customer;
}

/** Sends customers/delete. Orders stay, without a customer. */
export function deleteCustomer(
  world: World,
  shop: Shop,
  customer: Customer,
  options: OperationOptions = {},
): void {
  shop.customers.delete(customer.id);
  for (const order of shop.orders.values()) if (order.customerId === customer.id) order.customerId = null;
  announceUnlessSilent(world, shop, options, ["customers/delete"], () => JSON.stringify({ id: customer.id }));
}
