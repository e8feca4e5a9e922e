import fc from "fast-check";
import * as batch from "./batch-commands.ts";
import type { Command } from "./command.ts";
import * as order from "./order-commands.ts";
import * as shop from "./shop-commands.ts";
import { vouched } from "./vouch-command.ts";

/** What may happen, and how often: orders, parcels and deliveries most. `wide`: places and sets too. */
export function anything(wide: boolean): fc.Arbitrary<Command> {
  return fc.oneof(
    { weight: 5, arbitrary: order.placed(wide) },
    { weight: 1, arbitrary: order.paid },
    { weight: 1, arbitrary: order.addedLine },
    { weight: 2, arbitrary: order.raised },
    { weight: 2, arbitrary: order.lowered },
    { weight: 7, arbitrary: order.fulfilled },
    { weight: 2, arbitrary: order.fulfilledWhole },
    { weight: 2, arbitrary: order.unfulfilled },
    { weight: 5, arbitrary: order.refunded },
    { weight: 1, arbitrary: order.moneyBack },
    { weight: 1, arbitrary: order.returnMoved },
    { weight: 2, arbitrary: order.cancelled },
    { weight: 1, arbitrary: order.deleted },
    { weight: 3, arbitrary: batch.madeBatch },
    { weight: 2, arbitrary: batch.turned },
    { weight: 1, arbitrary: batch.redated },
    { weight: 1, arbitrary: batch.adjusted },
    { weight: 2, arbitrary: batch.inspected },
    { weight: 1, arbitrary: batch.produced },
    { weight: 2, arbitrary: batch.counted },
    { weight: 1, arbitrary: batch.split },
    { weight: 2, arbitrary: batch.merged },
    { weight: 2, arbitrary: batch.undone },
    { weight: 4, arbitrary: vouched },
    { weight: 1, arbitrary: shop.recalled },
    { weight: 1, arbitrary: shop.recallMoved },
    { weight: 2, arbitrary: shop.ruleChanged(wide) },
    { weight: 1, arbitrary: shop.productChanged },
    { weight: 14, arbitrary: shop.delivered },
    { weight: 1, arbitrary: shop.swept },
    { weight: 1, arbitrary: shop.replayed },
    { weight: 2, arbitrary: shop.waited },
    ...(wide
      ? [
          { weight: 4, arbitrary: order.moved },
          { weight: 4, arbitrary: batch.transferred },
          { weight: 2, arbitrary: shop.setChanged },
        ]
      : []),
  );
}
