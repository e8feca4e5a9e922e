import { gid } from "../../state/gid.ts";
import type { Fulfillment, FulfillmentHold, FulfillmentOrder, Order } from "../../state/types.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";

type FulfillmentSource = { order: Order; fulfillment: Fulfillment };
type FulfillmentOrderSource = { order: Order; fulfillmentOrder: FulfillmentOrder };
type PartSource = { order: Order; id: number; lineId: number };

function displayStatus({ fulfillment }: FulfillmentSource): string {
  if (fulfillment.status === "cancelled") return "CANCELED";
  if (fulfillment.status !== "success") return fulfillment.status === "failure" ? "FAILURE" : "SUBMITTED";
  return fulfillment.shipmentStatus?.toUpperCase() ?? "FULFILLED";
}

function lineOf({ order, lineId }: PartSource): object | null {
  const line = order.lines.find((candidate) => candidate.id === lineId);
  return line === undefined ? null : { order, line };
}

export const fulfillmentResolvers: TypeResolvers = {
  id: ({ fulfillment }: FulfillmentSource) => fulfillment.id,
  legacyResourceId: ({ fulfillment }: FulfillmentSource) => String(fulfillment.id),
  name: ({ fulfillment }: FulfillmentSource) => fulfillment.name,
  status: ({ fulfillment }: FulfillmentSource) => fulfillment.status.toUpperCase(),
  displayStatus,
  createdAt: ({ fulfillment }: FulfillmentSource) => fulfillment.createdAt,
  updatedAt: ({ fulfillment }: FulfillmentSource) => fulfillment.updatedAt,
  deliveredAt: ({ fulfillment }: FulfillmentSource) =>
    fulfillment.shipmentStatus === "delivered" ? fulfillment.updatedAt : null,
  inTransitAt: ({ fulfillment }: FulfillmentSource) =>
    fulfillment.shipmentStatus === "in_transit" ? fulfillment.updatedAt : null,
  location: ({ fulfillment }: FulfillmentSource, _args, context: GraphqlContext) =>
    context.shop.locations.get(fulfillment.locationId) ?? null,
  order: ({ order }: FulfillmentSource) => order,
  requiresShipping: () => true,
  totalQuantity: ({ fulfillment }: FulfillmentSource) =>
    fulfillment.lines.reduce((sum, line) => sum + line.quantity, 0),
  trackingInfo: ({ fulfillment }: FulfillmentSource) =>
    fulfillment.trackingNumber === null
      ? []
      : [
          {
            company: fulfillment.trackingCompany,
            number: fulfillment.trackingNumber,
            url: fulfillment.trackingUrl,
          },
        ],
  fulfillmentLineItems: ({ order, fulfillment }: FulfillmentSource, args: ConnectionArgs) =>
    connection(
      fulfillment.lines.map((line) => ({ order, ...line })),
      args,
      (line) => line.id,
    ),
};

export const fulfillmentLineItemResolvers: TypeResolvers = { lineItem: lineOf };

export const fulfillmentOrderResolvers: TypeResolvers = {
  id: ({ fulfillmentOrder }: FulfillmentOrderSource) => fulfillmentOrder.id,
  status: ({ fulfillmentOrder }: FulfillmentOrderSource) => fulfillmentOrder.status.toUpperCase(),
  requestStatus: ({ fulfillmentOrder }: FulfillmentOrderSource) =>
    fulfillmentOrder.requestStatus.toUpperCase(),
  createdAt: ({ fulfillmentOrder }: FulfillmentOrderSource) => fulfillmentOrder.createdAt,
  updatedAt: ({ fulfillmentOrder }: FulfillmentOrderSource) => fulfillmentOrder.updatedAt,
  fulfillAt: ({ fulfillmentOrder }: FulfillmentOrderSource) => fulfillmentOrder.createdAt,
  order: ({ order }: FulfillmentOrderSource) => order,
  orderId: ({ order }: FulfillmentOrderSource) => gid("Order", order.id),
  orderName: ({ order }: FulfillmentOrderSource) => order.name,
  orderProcessedAt: ({ order }: FulfillmentOrderSource) => order.processedAt,
  fulfillmentHolds: ({ fulfillmentOrder }: FulfillmentOrderSource) => fulfillmentOrder.holds,
  assignedLocation: ({ fulfillmentOrder }: FulfillmentOrderSource, _args, context: GraphqlContext) => {
    const location = context.shop.locations.get(fulfillmentOrder.locationId);
    return { ...location?.address, name: location?.name ?? "", location: location ?? null };
  },
  lineItems: ({ order, fulfillmentOrder }: FulfillmentOrderSource, args: ConnectionArgs) =>
    connection(
      fulfillmentOrder.lines.map((line) => ({ order, ...line })),
      args,
      (line) => line.id,
    ),
};

export const fulfillmentOrderLineItemResolvers: TypeResolvers = {
  lineItem: lineOf,
  productTitle: (source: PartSource) =>
    source.order.lines.find((line) => line.id === source.lineId)?.title ?? "",
  variantTitle: (source: PartSource) =>
    source.order.lines.find((line) => line.id === source.lineId)?.variantTitle ?? null,
  sku: (source: PartSource) => source.order.lines.find((line) => line.id === source.lineId)?.sku ?? null,
  requiresShipping: (source: PartSource) =>
    source.order.lines.find((line) => line.id === source.lineId)?.requiresShipping ?? false,
};

export const fulfillmentHoldResolvers: TypeResolvers = {
  heldByRequestingApp: () => true,
  displayReason: (hold: FulfillmentHold) => hold.reason.toLowerCase().replaceAll("_", " "),
};
