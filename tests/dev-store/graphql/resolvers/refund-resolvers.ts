import type { Order, Refund, RefundLine, Return } from "../../state/types.ts";
import { connection, type ConnectionArgs } from "../connection.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { moneyBag } from "./money.ts";

type RefundSource = { order: Order; refund: Refund };
type LineSource = { order: Order; refundLine: RefundLine };
type ReturnSource = { order: Order; return: Return };

export const refundResolvers: TypeResolvers = {
  id: ({ refund }: RefundSource) => refund.id,
  legacyResourceId: ({ refund }: RefundSource) => String(refund.id),
  note: ({ refund }: RefundSource) => refund.note,
  createdAt: ({ refund }: RefundSource) => refund.createdAt,
  processedAt: ({ refund }: RefundSource) => refund.processedAt,
  updatedAt: ({ refund }: RefundSource) => refund.createdAt,
  order: ({ order }: RefundSource) => order,
  totalRefundedSet: ({ refund }: RefundSource, _args, context: GraphqlContext) =>
    moneyBag(context.shop, refund.amountCents),
  return: ({ order, refund }: RefundSource) => {
    const one = order.returns.find((candidate) => candidate.id === refund.returnId);
    return one === undefined ? null : { order, return: one };
  },
  refundLineItems: ({ order, refund }: RefundSource, args: ConnectionArgs) =>
    connection(
      refund.lines.map((refundLine) => ({ order, refundLine })),
      args,
      (line) => line.refundLine.id,
    ),
};

export const refundLineItemResolvers: TypeResolvers = {
  id: ({ refundLine }: LineSource) => refundLine.id,
  quantity: ({ refundLine }: LineSource) => refundLine.quantity,
  restockType: ({ refundLine }: LineSource) => refundLine.restockType.toUpperCase(),
  restocked: ({ refundLine }: LineSource) => refundLine.restockType !== "no_restock",
  location: ({ refundLine }: LineSource, _args, context: GraphqlContext) =>
    refundLine.locationId === null ? null : (context.shop.locations.get(refundLine.locationId) ?? null),
  lineItem: ({ order, refundLine }: LineSource) => {
    const line = order.lines.find((candidate) => candidate.id === refundLine.lineId);
    return line === undefined ? null : { order, line };
  },
  subtotalSet: ({ refundLine }: LineSource, _args, context: GraphqlContext) =>
    moneyBag(context.shop, refundLine.subtotalCents),
};

export const returnResolvers: TypeResolvers = {
  id: (source: ReturnSource) => source.return.id,
  name: (source: ReturnSource) => source.return.name,
  status: (source: ReturnSource) => source.return.status.toUpperCase(),
  createdAt: (source: ReturnSource) => source.return.createdAt,
  closedAt: (source: ReturnSource) => source.return.closedAt,
  order: ({ order }: ReturnSource) => order,
  totalQuantity: (source: ReturnSource) => source.return.lines.reduce((sum, line) => sum + line.quantity, 0),
  refunds: ({ order, return: one }: ReturnSource, args: ConnectionArgs) =>
    connection(
      order.refunds.filter((refund) => refund.returnId === one.id).map((refund) => ({ order, refund })),
      args,
      (source) => source.refund.id,
    ),
};
