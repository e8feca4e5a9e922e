import { lineFulfillmentStatus } from "../../state/order-status.ts";
import { currentQuantity, fulfillableQuantity, unfulfilledQuantity } from "../../state/quantities.ts";
import { lineName } from "../../state/rest/line-item-body.ts";
import type { Order, OrderLine } from "../../state/types.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { moneyBag } from "./money.ts";

type Source = { order: Order; line: OrderLine };

export const lineItemResolvers: TypeResolvers = {
  id: ({ line }: Source) => line.id,
  title: ({ line }: Source) => line.title,
  name: ({ line }: Source) => lineName(line),
  variantTitle: ({ line }: Source) => line.variantTitle,
  sku: ({ line }: Source) => line.sku,
  vendor: ({ line }: Source) => line.vendor,
  quantity: ({ line }: Source) => line.quantity,
  currentQuantity: ({ order, line }: Source) => currentQuantity(order, line),
  refundableQuantity: ({ order, line }: Source) => currentQuantity(order, line),
  unfulfilledQuantity: ({ order, line }: Source) => unfulfilledQuantity(order, line),
  fulfillableQuantity: ({ order, line }: Source) => fulfillableQuantity(order, line),
  nonFulfillableQuantity: ({ order, line }: Source) =>
    Math.max(0, line.quantity - unfulfilledQuantity(order, line)),
  fulfillmentStatus: ({ order, line }: Source) => lineFulfillmentStatus(order, line) ?? "unfulfilled",
  isGiftCard: ({ line }: Source) => line.giftCard,
  requiresShipping: ({ line }: Source) => line.requiresShipping,
  taxable: ({ line }: Source) => line.taxable,
  restockable: ({ line }: Source) => line.variantId !== null,
  merchantEditable: ({ order }: Source) => order.cancelledAt === null,
  customAttributes: ({ line }: Source) => line.properties.map(({ name, value }) => ({ key: name, value })),
  image: ({ line }: Source) => line.image,
  variant: ({ line }: Source, _args, context: GraphqlContext) =>
    line.variantId === null ? null : (context.shop.variants.get(line.variantId) ?? null),
  product: ({ line }: Source, _args, context: GraphqlContext) =>
    line.productId === null ? null : (context.shop.products.get(line.productId) ?? null),
  lineItemGroup: ({ line }: Source) => line.group,
  originalUnitPriceSet: ({ line }: Source, _args, context: GraphqlContext) =>
    moneyBag(context.shop, line.priceCents),
  discountedUnitPriceSet: ({ line }: Source, _args, context: GraphqlContext) =>
    moneyBag(context.shop, line.priceCents),
  originalTotalSet: ({ line }: Source, _args, context: GraphqlContext) =>
    moneyBag(context.shop, line.priceCents * line.quantity),
  discountedTotalSet: ({ line }: Source, _args, context: GraphqlContext) =>
    moneyBag(context.shop, line.priceCents * line.quantity),
};
