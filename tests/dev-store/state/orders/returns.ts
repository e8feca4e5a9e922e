/** Returns: goods announced as coming back. Units move only when a refund or a restock says they came. */
import { gid } from "../gid.ts";
import { mustBeWhole, mustFind, RefusedOperation } from "../refusal.ts";
import { restTimestamp } from "../rest/timestamps.ts";
import type { Order, Return, Shop } from "../types.ts";
import { announceUnlessSilent, instantOf, type OperationOptions, type World } from "../world.ts";
import { touchAndAnnounceOrder } from "./announce-order.ts";

export type CreateReturnInput = {
  lines: { fulfillmentLineId: number; quantity: number; note?: string }[];
  /** A buyer's request that waits for approval; default false: open at once. */
  requested?: boolean;
};

function returnBody(shop: Shop, order: Order, one: Return): object {
  return {
    id: one.id,
    admin_graphql_api_id: gid("Return", one.id),
    order: { id: order.id, admin_graphql_api_id: gid("Order", order.id) },
    name: one.name,
    status: one.status,
    created_at: restTimestamp(one.createdAt, shop.timezone),
    closed_at: restTimestamp(one.closedAt, shop.timezone),
    total_return_line_items: one.lines.length,
    return_line_items: one.lines.map((line) => ({
      id: line.id,
      admin_graphql_api_id: gid("ReturnLineItem", line.id),
      fulfillment_line_item: {
        id: line.fulfillmentLineId,
        admin_graphql_api_id: gid("FulfillmentLineItem", line.fulfillmentLineId),
      },
      quantity: line.quantity,
      processed_quantity: line.processedQuantity,
      customer_note: line.note,
    })),
  };
}

/** Sends returns/request or returns/approve, and orders/updated. */
export function createReturn(
  world: World,
  shop: Shop,
  order: Order,
  input: CreateReturnInput,
  options: OperationOptions = {},
): Return {
  const at = instantOf(options);
  const shipped = order.fulfillments.flatMap((fulfillment) =>
    fulfillment.status === "success" ? fulfillment.lines : [],
  );
  const lines = input.lines.map((part) => {
    const source = mustFind(
      shipped.find((line) => line.id === part.fulfillmentLineId),
      `shipped line ${part.fulfillmentLineId} on ${order.name}`,
    );
    const quantity = mustBeWhole(part.quantity, "A returned quantity");
    if (quantity > source.quantity)
      throw new RefusedOperation(`${order.name}: only ${source.quantity} units were shipped.`);
    return {
      id: world.nextId(),
      fulfillmentLineId: source.id,
      quantity,
      note: part.note ?? "",
      processedQuantity: 0,
    };
  });
  const one: Return = {
    id: world.nextId(),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: input.requested === true ? "requested" : "open",
    lines,
    createdAt: at,
    closedAt: null,
  };
  order.returns.push(one);
  announceReturn(
    world,
    shop,
    order,
    one,
    input.requested === true ? "returns/request" : "returns/approve",
    at,
    options,
  );
  return one;
}

const STATUS_BY_STEP = {
  approve: "open",
  decline: "declined",
  cancel: "canceled",
  close: "closed",
  reopen: "open",
} as const;
export type ReturnStep = keyof typeof STATUS_BY_STEP;

/** Sends returns/{step} and orders/updated. */
export function moveReturn(
  world: World,
  shop: Shop,
  order: Order,
  returnId: number,
  step: ReturnStep,
  options: OperationOptions = {},
): Return {
  const one = mustFind(
    order.returns.find((candidate) => candidate.id === returnId),
    `return ${returnId} on ${order.name}`,
  );
  const at = instantOf(options);
  one.status = mustFind(STATUS_BY_STEP[step], `step "${step}" for a return`);
  one.closedAt = one.status === "open" ? null : at;
  announceReturn(world, shop, order, one, `returns/${step}`, at, options);
  return one;
}

function announceReturn(
  world: World,
  shop: Shop,
  order: Order,
  one: Return,
  topic: string,
  at: number,
  options: OperationOptions,
): void {
  announceUnlessSilent(world, shop, options, [topic], () => JSON.stringify(returnBody(shop, order, one)));
  touchAndAnnounceOrder(world, shop, order, at, options, ["orders/updated"]);
}
