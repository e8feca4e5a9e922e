/** What the dev store can answer, by type. A field named nowhere here and no property of its parent is an error. */
import type { TypeResolvers } from "../context.ts";
import { bulkMutations, bulkOperationResolvers } from "./bulk-mutations.ts";
import { customerEmailAddressResolvers, customerResolvers } from "./customer-resolvers.ts";
import {
  fulfillmentHoldResolvers,
  fulfillmentLineItemResolvers,
  fulfillmentOrderLineItemResolvers,
  fulfillmentOrderResolvers,
  fulfillmentResolvers,
} from "./fulfillment-resolvers.ts";
import { holdMutations } from "./hold-mutations.ts";
import { lineItemResolvers } from "./line-item-resolvers.ts";
import { metafieldMutations } from "./metafield-mutations.ts";
import { metafieldTypeResolvers } from "./metafield-resolvers.ts";
import { orderMutations } from "./order-mutations.ts";
import { lineItemGroupResolvers, orderResolvers } from "./order-resolvers.ts";
import {
  imageResolvers,
  inventoryItemResolvers,
  inventoryLevelResolvers,
  locationResolvers,
  productResolvers,
  productVariantResolvers,
} from "./product-resolvers.ts";
import { queryResolvers } from "./queries.ts";
import { refundLineItemResolvers, refundResolvers, returnResolvers } from "./refund-resolvers.ts";
import { appInstallationResolvers, shopResolvers } from "./shop-resolvers.ts";
import { tagMutations } from "./tag-mutations.ts";

export const resolvers: Record<string, TypeResolvers> = {
  QueryRoot: queryResolvers,
  Mutation: { ...tagMutations, ...orderMutations, ...holdMutations, ...metafieldMutations, ...bulkMutations },
  AppInstallation: appInstallationResolvers,
  BulkOperation: bulkOperationResolvers,
  Customer: customerResolvers,
  CustomerEmailAddress: customerEmailAddressResolvers,
  Fulfillment: fulfillmentResolvers,
  FulfillmentHold: fulfillmentHoldResolvers,
  FulfillmentLineItem: fulfillmentLineItemResolvers,
  FulfillmentOrder: fulfillmentOrderResolvers,
  FulfillmentOrderLineItem: fulfillmentOrderLineItemResolvers,
  Image: imageResolvers,
  InventoryItem: inventoryItemResolvers,
  InventoryLevel: inventoryLevelResolvers,
  LineItem: lineItemResolvers,
  LineItemGroup: lineItemGroupResolvers,
  Location: locationResolvers,
  Metafield: metafieldTypeResolvers,
  Order: orderResolvers,
  Product: productResolvers,
  ProductVariant: productVariantResolvers,
  Refund: refundResolvers,
  RefundLineItem: refundLineItemResolvers,
  Return: returnResolvers,
  Shop: shopResolvers,
};
