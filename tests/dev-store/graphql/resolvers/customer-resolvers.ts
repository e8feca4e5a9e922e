import { gid } from "../../state/gid.ts";
import { fullName } from "../../state/rest/address-body.ts";
import type { Address, Customer, Order } from "../../state/types.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { visibleOrders } from "../node-lookup.ts";
import { metafieldResolvers } from "./metafield-resolvers.ts";
import { moneyV2 } from "./money.ts";
import { orderTotals } from "../../state/order-status.ts";

export function addressOf(ownerId: number, address: Address | null): object | null {
  if (address === null) return null;
  return {
    ...address,
    id: `${gid("MailingAddress", ownerId)}?model_name=Address`,
    name: fullName(address),
    countryCodeV2: address.countryCode,
    formatted: [address.address1, address.address2, address.city, address.zip, address.country].filter(
      Boolean,
    ),
    formattedArea: [address.city, address.provinceCode, address.country].filter(Boolean).join(", "),
    coordinatesValidated: false,
    latitude: null,
    longitude: null,
    timeZone: null,
    validationResultSummary: null,
  };
}

function ordersOf(customer: Customer, context: GraphqlContext): Order[] {
  return visibleOrders(context).filter((order) => order.customerId === customer.id);
}

export const customerResolvers: TypeResolvers = {
  displayName: (customer: Customer) => fullName(customer) || (customer.email ?? ""),
  state: () => "DISABLED",
  verifiedEmail: () => true,
  canDelete: (customer: Customer, _args, context: GraphqlContext) => ordersOf(customer, context).length === 0,
  dataSaleOptOut: () => false,
  taxExempt: () => false,
  numberOfOrders: (customer: Customer, _args, context: GraphqlContext) =>
    String(ordersOf(customer, context).length),
  amountSpent: (customer: Customer, _args, context: GraphqlContext) =>
    moneyV2(
      context.shop,
      ordersOf(customer, context).reduce((sum, order) => sum + orderTotals(order).currentTotalCents, 0),
    ),
  defaultAddress: (customer: Customer) => addressOf(customer.id, customer.defaultAddress),
  defaultEmailAddress: (customer: Customer) => (customer.email === null ? null : customer),
  defaultPhoneNumber: (customer: Customer) =>
    customer.phone === null ? null : { phoneNumber: customer.phone },
  lastOrder: (customer: Customer, _args, context: GraphqlContext) =>
    ordersOf(customer, context).at(-1) ?? null,
  orders: (customer: Customer, args: ConnectionArgs, context: GraphqlContext) =>
    connection(ordersOf(customer, context), args, (order) => order.id),
  ...metafieldResolvers("Customer"),
};

export const customerEmailAddressResolvers: TypeResolvers = {
  emailAddress: (customer: Customer) => customer.email,
  marketingState: (customer: Customer) => customer.emailMarketing.toUpperCase(),
  marketingOptInLevel: () => "SINGLE_OPT_IN",
  marketingUpdatedAt: (customer: Customer) => customer.createdAt,
  marketingUnsubscribeUrl: (customer: Customer, _args, context: GraphqlContext) =>
    `https://${context.shop.domain}/account/unsubscribe/${customer.id}`,
  validFormat: (customer: Customer) => /^[^@\s]+@[^@\s]+$/.test(customer.email ?? ""),
};
