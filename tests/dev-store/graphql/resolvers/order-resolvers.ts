import { gid } from "../../state/gid.ts";
import { isOpen } from "../../state/orders/fulfillment-orders.ts";
import { displayFulfillmentStatus, financialStatus, orderTotals } from "../../state/order-status.ts";
import { currentQuantity } from "../../state/quantities.ts";
import type { Order } from "../../state/types.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { visibleFulfillmentOrders } from "../node-lookup.ts";
import { addressOf } from "./customer-resolvers.ts";
import { metafieldResolvers } from "./metafield-resolvers.ts";
import { moneyBag } from "./money.ts";

function returnStatus(order: Order): string {
  if (order.returns.some((one) => one.status === "open")) return "IN_PROGRESS";
  if (order.returns.some((one) => one.status === "requested")) return "RETURN_REQUESTED";
  return order.returns.some((one) => one.status === "closed") ? "RETURNED" : "NO_RETURN";
}

type FirstArgs = { first?: number | null };

function firstOf<T>(items: T[], args: FirstArgs): T[] {
  return args.first == null ? items : items.slice(0, args.first);
}

export const orderResolvers: TypeResolvers = {
  number: (order: Order) => order.orderNumber,
  customer: (order: Order, _args, context: GraphqlContext) =>
    order.customerId === null ? null : (context.shop.customers.get(order.customerId) ?? null),
  canNotifyCustomer: (order: Order) => order.email !== null,
  cancelReason: (order: Order) => order.cancelReason?.toUpperCase() ?? null,
  closed: (order: Order) => order.closedAt !== null,
  confirmed: () => true,
  currencyCode: (_order: Order, _args, context: GraphqlContext) => context.shop.currency,
  presentmentCurrencyCode: (_order: Order, _args, context: GraphqlContext) => context.shop.currency,
  displayFinancialStatus: (order: Order) => financialStatus(order).toUpperCase(),
  displayFulfillmentStatus,
  returnStatus,
  fullyPaid: (order: Order) => order.paid,
  unpaid: (order: Order) => !order.paid,
  requiresShipping: (order: Order) => order.lines.some((line) => line.requiresShipping),
  fulfillable: (order: Order) => order.fulfillmentOrders.some(isOpen),
  customAttributes: (order: Order) => order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
  billingAddress: (order: Order) => addressOf(order.id, order.billingAddress),
  shippingAddress: (order: Order) => addressOf(order.id, order.shippingAddress),
  retailLocation: (order: Order, _args, context: GraphqlContext) =>
    order.retailLocationId === null ? null : (context.shop.locations.get(order.retailLocationId) ?? null),
  statusPageUrl: (order: Order, _args, context: GraphqlContext) =>
    `https://${context.shop.domain}/${context.shop.id}/orders/${order.id}/authenticate`,
  subtotalLineItemsQuantity: (order: Order) => order.lines.reduce((sum, line) => sum + line.quantity, 0),
  currentSubtotalLineItemsQuantity: (order: Order) =>
    order.lines.reduce((sum, line) => sum + currentQuantity(order, line), 0),
  totalPriceSet: (order: Order, _args, context: GraphqlContext) =>
    moneyBag(context.shop, orderTotals(order).totalCents),
  currentTotalPriceSet: (order: Order, _args, context: GraphqlContext) =>
    moneyBag(context.shop, orderTotals(order).currentTotalCents),
  subtotalPriceSet: (order: Order, _args, context: GraphqlContext) =>
    moneyBag(context.shop, orderTotals(order).subtotalCents),
  totalRefundedSet: (order: Order, _args, context: GraphqlContext) =>
    moneyBag(context.shop, orderTotals(order).refundedCents),
  totalShippingPriceSet: (order: Order, _args, context: GraphqlContext) =>
    moneyBag(context.shop, order.shippingCents),
  lineItems: (order: Order, args: ConnectionArgs) =>
    connection(
      order.lines.map((line) => ({ order, line })),
      args,
      (pair) => pair.line.id,
    ),
  fulfillments: (order: Order, args: FirstArgs) =>
    firstOf(order.fulfillments, args).map((fulfillment) => ({ order, fulfillment })),
  refunds: (order: Order, args: FirstArgs) =>
    firstOf(order.refunds, args).map((refund) => ({ order, refund })),
  returns: (order: Order, args: ConnectionArgs) =>
    connection(
      order.returns.map((one) => ({ order, return: one })),
      args,
      (pair) => pair.return.id,
    ),
  fulfillmentOrders: (order: Order, args: ConnectionArgs, context: GraphqlContext) =>
    connection(
      visibleFulfillmentOrders(context, order).map((fulfillmentOrder) => ({ order, fulfillmentOrder })),
      args,
      (pair) => pair.fulfillmentOrder.id,
    ),
  ...metafieldResolvers("Order"),
};

export const lineItemGroupResolvers: TypeResolvers = {
  productId: (group: { productId: number | null }) =>
    group.productId === null ? null : gid("Product", group.productId),
  variantId: (group: { variantId: number | null }) =>
    group.variantId === null ? null : gid("ProductVariant", group.variantId),
  customAttributes: () => [],
};
