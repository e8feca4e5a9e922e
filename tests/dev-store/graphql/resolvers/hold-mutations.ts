import { idOf } from "../../state/gid.ts";
import {
  holdFulfillmentOrder,
  releaseFulfillmentHolds,
  splitFulfillmentOrder,
} from "../../state/orders/hold-fulfillment-order.ts";
import { isOpen } from "../../state/orders/fulfillment-orders.ts";
import { touchAndAnnounceOrder } from "../../state/orders/announce-order.ts";
import type { FulfillmentOrder, Order } from "../../state/types.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { findNode } from "../node-lookup.ts";

const MAX_HOLDS = 10;

type Found = { order: Order; fulfillmentOrder: FulfillmentOrder };
type HoldInput = {
  reason: string;
  reasonNotes?: string | null;
  handle?: string | null;
  externalId?: string | null;
  fulfillmentOrderLineItems?: { id: string; quantity: number }[] | null;
};
type HoldArgs = { id: string; fulfillmentHold: HoldInput };
type ReleaseArgs = { id: string; holdIds?: string[] | null; externalId?: string | null };

function find(context: GraphqlContext, fieldName: string, id: string): Found | null {
  return idOf("FulfillmentOrder", id) === null ? null : (findNode(context, fieldName, id) as Found | null);
}

function refusedHold(code: string, field: string[], message: string): object {
  return {
    fulfillmentHold: null,
    fulfillmentOrder: null,
    remainingFulfillmentOrder: null,
    userErrors: [{ code, field, message }],
  };
}

/** Why the hold cannot be placed, or null. */
function holdProblem({ fulfillmentOrder }: Found, input: HoldInput): object | null {
  if (!isOpen(fulfillmentOrder))
    return refusedHold("TAKEN", ["id"], "Fulfillment order is not in a holdable state.");
  if (fulfillmentOrder.holds.length >= MAX_HOLDS) {
    return refusedHold(
      "FULFILLMENT_ORDER_HOLD_LIMIT_REACHED",
      ["id"],
      "The maximum number of fulfillment holds for this fulfillment order has been reached.",
    );
  }
  const handle = input.handle ?? null;
  if (handle !== null && fulfillmentOrder.holds.some((hold) => hold.handle === handle)) {
    return refusedHold(
      "DUPLICATE_FULFILLMENT_HOLD_HANDLE",
      ["fulfillmentHold", "handle"],
      "The handle provided for the fulfillment hold is already in use by this app for another hold on this fulfillment order.",
    );
  }
  if (handle === null && fulfillmentOrder.holds.some((hold) => hold.handle === null)) {
    return refusedHold(
      "DUPLICATE_FULFILLMENT_HOLD_HANDLE",
      ["fulfillmentHold", "handle"],
      "A hold without a handle is already on this fulfillment order.",
    );
  }
  const parts = input.fulfillmentOrderLineItems ?? [];
  if (new Set(parts.map((part) => part.id)).size < parts.length) {
    return refusedHold(
      "DUPLICATED_FULFILLMENT_ORDER_LINE_ITEMS",
      ["fulfillmentHold", "fulfillmentOrderLineItems"],
      "The fulfillment order line items are not unique.",
    );
  }
  for (const part of parts) {
    const line = fulfillmentOrder.lines.find(
      (candidate) => candidate.id === idOf("FulfillmentOrderLineItem", part.id),
    );
    const field = ["fulfillmentHold", "fulfillmentOrderLineItems", "quantity"];
    if (part.quantity <= 0)
      return refusedHold("GREATER_THAN_ZERO", field, "Quantity must be greater than 0.");
    if (line === undefined || part.quantity > line.remainingQuantity) {
      return refusedHold(
        "INVALID_LINE_ITEM_QUANTITY",
        field,
        "Invalid fulfillment order line item quantity requested.",
      );
    }
  }
  if (parts.length > 0 && fulfillmentOrder.status === "on_hold") {
    return refusedHold(
      "FULFILLMENT_ORDER_NOT_SPLITTABLE",
      ["id"],
      "The fulfillment order could not be split.",
    );
  }
  return null;
}

export const holdMutations: TypeResolvers = {
  fulfillmentOrderHold: (_source, { id, fulfillmentHold: input }: HoldArgs, context) => {
    const found = find(context, "fulfillmentOrderHold", id);
    if (found === null)
      return refusedHold("FULFILLMENT_ORDER_NOT_FOUND", ["id"], "Fulfillment order does not exist.");
    const problem = holdProblem(found, input);
    if (problem !== null) return problem;
    const { world, shop } = context;
    const { order, fulfillmentOrder } = found;
    const at = Math.floor(Date.now() / 1000) * 1000;
    const parts = (input.fulfillmentOrderLineItems ?? []).map((part) => ({
      fulfillmentOrderLineId: idOf("FulfillmentOrderLineItem", part.id) ?? 0,
      quantity: part.quantity,
    }));
    const remaining =
      parts.length === 0 ? null : splitFulfillmentOrder(world, order, fulfillmentOrder, parts, at);
    const hold = holdFulfillmentOrder(
      world,
      fulfillmentOrder,
      {
        reason: input.reason,
        reasonNotes: input.reasonNotes ?? null,
        handle: input.handle ?? null,
        externalId: input.externalId ?? null,
      },
      at,
    );
    touchAndAnnounceOrder(world, shop, order, at, {}, ["orders/updated"]);
    return {
      fulfillmentHold: hold,
      fulfillmentOrder: found,
      remainingFulfillmentOrder: remaining === null ? null : { order, fulfillmentOrder: remaining },
      userErrors: [],
    };
  },

  fulfillmentOrderReleaseHold: (_source, args: ReleaseArgs, context) => {
    const found = find(context, "fulfillmentOrderReleaseHold", args.id);
    if (found === null) {
      const error = {
        code: "FULFILLMENT_ORDER_NOT_FOUND",
        field: ["id"],
        message: "Fulfillment order does not exist.",
      };
      return { fulfillmentOrder: null, userErrors: [error] };
    }
    const { order, fulfillmentOrder } = found;
    const at = Math.floor(Date.now() / 1000) * 1000;
    const byExternalId = fulfillmentOrder.holds
      .filter((hold) => hold.externalId === args.externalId)
      .map((hold) => hold.id);
    const given = args.holdIds?.map((holdId) => idOf("FulfillmentHold", holdId) ?? 0) ?? null;
    releaseFulfillmentHolds(fulfillmentOrder, args.externalId == null ? given : byExternalId, at);
    touchAndAnnounceOrder(context.world, context.shop, order, at, {}, ["orders/updated"]);
    return { fulfillmentOrder: found, userErrors: [] };
  },
};
