/** /__dev/shops/{shop}/orders: everything that can happen to an order. */
import type { Context, Router } from "../http.ts";
import { placeRealisticOrder } from "../seed/arriving-order.ts";
import { cancelFulfillment } from "../state/orders/cancel-fulfillment.ts";
import { cancelOrder, type CancelOrderInput } from "../state/orders/cancel-order.ts";
import { createOrder, type CreateOrderInput } from "../state/orders/create-order.ts";
import { deleteOrder } from "../state/orders/delete-order.ts";
import { editOrder, type EditOrderInput } from "../state/orders/edit-order.ts";
import { fulfillOrder, type FulfillOrderInput } from "../state/orders/fulfill-order.ts";
import { markOrderPaid } from "../state/orders/mark-paid.ts";
import {
  moveFulfillmentOrder,
  type MoveFulfillmentOrderInput,
} from "../state/orders/move-fulfillment-order.ts";
import { refundOrder, type RefundOrderInput } from "../state/orders/refund-order.ts";
import {
  createReturn,
  moveReturn,
  type CreateReturnInput,
  type ReturnStep,
} from "../state/orders/returns.ts";
import { updateFulfillment, type UpdateFulfillmentInput } from "../state/orders/update-fulfillment.ts";
import { updateOrder, type UpdateOrderInput } from "../state/orders/update-order.ts";
import { orderBody } from "../state/rest/order-body.ts";
import type { Order, Shop } from "../state/types.ts";
import type { OperationOptions } from "../state/world.ts";
import { carryOut, optionsIn, orderOf, shopOf, type ControlParts } from "./parts.ts";

export function mountOrderControl(router: Router, parts: ControlParts): void {
  const { world } = parts;
  const base = "/__dev/shops/:shop/orders";

  /** A route that acts on one order and answers with what the operation returns. */
  const act = <Body extends object>(
    method: "post" | "put" | "delete",
    path: string,
    operation: (shop: Shop, order: Order, body: Body & OperationOptions, context: Context) => unknown,
  ): void => {
    router[method](`${base}/:order${path}`, async (context) => {
      const shop = shopOf(parts, context);
      const order = orderOf(shop, context);
      const body = await context.json<Body & OperationOptions>();
      await carryOut(context, 200, () => operation(shop, order, body, context));
    });
  };

  router.get(base, (context) => {
    context.send(200, [...shopOf(parts, context).orders.values()]);
  });
  router.post(base, async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<CreateOrderInput & OperationOptions>();
    await carryOut(context, 201, () => createOrder(world, shop, body, optionsIn(body)));
  });
  /** Many at once: `{ "orders": [...] }`. */
  router.post(`${base}/batch`, async (context) => {
    const shop = shopOf(parts, context);
    const { orders } = await context.json<{ orders: (CreateOrderInput & OperationOptions)[] }>();
    await carryOut(context, 201, () => orders.map((body) => createOrder(world, shop, body, optionsIn(body))));
  });
  router.post(`${base}/arriving`, async (context) => {
    const shop = shopOf(parts, context);
    const { seed, count = 1 } = await context.json<{ seed?: number; count?: number }>();
    await carryOut(context, 201, () =>
      Array.from({ length: count }, (_, index) =>
        placeRealisticOrder(world, shop, seed === undefined ? {} : { seed: seed + index }),
      ),
    );
  });
  router.get(`${base}/:order`, (context) => context.send(200, orderOf(shopOf(parts, context), context)));
  router.get(`${base}/:order/body`, (context) => {
    const shop = shopOf(parts, context);
    context.send(200, orderBody(shop, orderOf(shop, context)));
  });

  act<UpdateOrderInput>("put", "", (shop, order, body) =>
    updateOrder(world, shop, order, body, optionsIn(body)),
  );
  act("delete", "", (shop, order, body) => deleteOrder(world, shop, order, optionsIn(body)));
  act<EditOrderInput>("post", "/edits", (shop, order, body) =>
    editOrder(world, shop, order, body, optionsIn(body)),
  );
  act("post", "/paid", (shop, order, body) => markOrderPaid(world, shop, order, optionsIn(body)));
  act<CancelOrderInput>("post", "/cancel", (shop, order, body) =>
    cancelOrder(world, shop, order, body, optionsIn(body)),
  );
  act<RefundOrderInput>("post", "/refunds", (shop, order, body) =>
    refundOrder(world, shop, order, body, optionsIn(body)),
  );
  act<FulfillOrderInput>("post", "/fulfillments", (shop, order, body) =>
    fulfillOrder(world, shop, order, body, optionsIn(body)),
  );
  act<UpdateFulfillmentInput>("put", "/fulfillments/:fulfillment", (shop, order, body, context) =>
    updateFulfillment(world, shop, order, Number(context.params["fulfillment"]), body, optionsIn(body)),
  );
  act<MoveFulfillmentOrderInput>(
    "post",
    "/fulfillment-orders/:fulfillmentOrder/move",
    (shop, order, body, context) =>
      moveFulfillmentOrder(
        world,
        shop,
        order,
        Number(context.params["fulfillmentOrder"]),
        body,
        optionsIn(body),
      ),
  );
  act("post", "/fulfillments/:fulfillment/cancel", (shop, order, body, context) =>
    cancelFulfillment(world, shop, order, Number(context.params["fulfillment"]), optionsIn(body)),
  );
  act<CreateReturnInput>("post", "/returns", (shop, order, body) =>
    createReturn(world, shop, order, body, optionsIn(body)),
  );
  act("post", "/returns/:return/:step", (shop, order, body, context) =>
    moveReturn(
      world,
      shop,
      order,
      Number(context.params["return"]),
      context.params["step"] as ReturnStep,
      optionsIn(body),
    ),
  );
}
