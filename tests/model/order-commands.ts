import fc from "fast-check";
import { anyOrder, command, DAY_MS, index, ofLine, ofOrder, place, units, type Command } from "./command.ts";
import type { RestockType, ReturnMove, WantedLine } from "./shopify-side.ts";
import { BEGINS, PAST_DAYS } from "./story.ts";

const wantedLines = (wide: boolean): fc.Arbitrary<WantedLine[]> =>
  fc.array(
    fc.record({
      variant: index,
      quantity: units,
      elsewhere: wide ? fc.constantFrom(0, 0, 1, 2) : fc.constant(0),
    }),
    { minLength: 1, maxLength: 2 },
  );

/** A new order; in a wide shop its units may ship from two of the locations. */
export function placed(wide: boolean): fc.Arbitrary<Command> {
  return fc
    .tuple(wantedLines(wide), fc.constantFrom(true, true, true, false), wide ? index : fc.constant(0))
    .map(([lines, isPaid, location]) =>
      command(`place ${JSON.stringify(lines)}${isPaid ? "" : ", unpaid"} at ${location}`, (story) => {
        story.passTime(1);
        story.shopify.place(lines, isPaid, { location });
      }),
    );
}

/** An order from before the app was there, shipped or not. */
export function placedBefore(wide: boolean): fc.Arbitrary<Command> {
  return fc
    .record({
      lines: wantedLines(wide),
      daysAgo: fc.integer({ min: 2, max: PAST_DAYS }),
      shippedDaysAgo: fc.option(fc.integer({ min: 2, max: 25 })),
    })
    .map((past) =>
      command(`before the app: ${JSON.stringify(past)}`, ({ shopify }) => {
        const at = BEGINS - past.daysAgo * DAY_MS;
        const shippedAt = past.shippedDaysAgo === null ? null : BEGINS - past.shippedDaysAgo * DAY_MS;
        shopify.placeBefore(past.lines, at, shippedAt === null ? null : Math.max(at, shippedAt));
      }),
    );
}

export const paid = anyOrder.map((which) =>
  ofOrder("pay", which, ({ shopify }, order) => shopify.pay(order)),
);

export const addedLine = fc
  .tuple(anyOrder, index, units)
  .map(([which, variant, quantity]) =>
    ofOrder(`add ${quantity} of variant ${variant}`, which, ({ shopify }, order) =>
      shopify.addLine(order, variant, quantity),
    ),
  );

export const raised = fc
  .tuple(place, units)
  .map(([at, by]) =>
    ofLine(`raise by ${by}`, at, ({ shopify }, order, line) => shopify.raise(order, line, by)),
  );

export const lowered = fc
  .tuple(place, units)
  .map(([at, by]) =>
    ofLine(`lower by ${by}`, at, ({ shopify }, order, line) => shopify.lower(order, line, by)),
  );

export const fulfilled = fc
  .tuple(place, units, fc.nat({ max: 1 }))
  .map(([at, by, from]) =>
    ofLine(`fulfil ${by} from ${from}`, at, ({ shopify }, order, line) =>
      shopify.fulfil(order, line, by, from),
    ),
  );

export const fulfilledWhole = fc
  .tuple(anyOrder, fc.nat({ max: 2 }))
  .map(([which, location]) =>
    ofOrder(`fulfil all at ${location}`, which, ({ shopify }, order) => shopify.fulfilAll(order, location)),
  );

export const unfulfilled = fc
  .tuple(anyOrder, index)
  .map(([which, fulfilment]) =>
    ofOrder(`cancel fulfilment ${fulfilment}`, which, ({ shopify }, order) =>
      shopify.cancelFulfilment(order, fulfilment),
    ),
  );

export const refunded = fc
  .tuple(place, units, fc.constantFrom<RestockType>("cancel", "return", "no_restock", "legacy_restock"))
  .map(([at, by, restock]) =>
    ofLine(`refund ${by} as ${restock}`, at, ({ shopify }, order, line) =>
      shopify.refund(order, line, by, restock),
    ),
  );

export const cancelled = fc
  .tuple(anyOrder, fc.boolean())
  .map(([which, restock]) =>
    ofOrder(`cancel ${restock ? "and" : "without"} restock`, which, ({ shopify }, order) =>
      shopify.cancel(order, restock),
    ),
  );

export const deleted = anyOrder.map((which) =>
  ofOrder("delete", which, ({ shopify }, order) => shopify.delete(order)),
);

export const moneyBack = anyOrder.map((which) =>
  ofOrder("give money back", which, ({ shopify }, order) => shopify.giveMoneyBack(order)),
);

export const returnMoved = fc
  .tuple(
    index,
    index,
    fc.constantFrom<ReturnMove>("create", "create", "close", "decline", "cancel", "reopen"),
  )
  .map(([which, one, step]) =>
    ofOrder(`${step} return ${one}`, which, ({ shopify }, order) => shopify.moveReturn(order, one, step)),
  );

/** A fulfilment order, or a part of one, is to ship from elsewhere. */
export const moved = fc
  .tuple(anyOrder, index, fc.nat({ max: 2 }), fc.option(units))
  .map(([which, one, to, by]) =>
    ofOrder(`move ${by ?? "all"} of fulfilment order ${one} to ${to}`, which, ({ shopify }, order) =>
      shopify.move(order, one, to, by),
    ),
  );
