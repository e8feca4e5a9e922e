import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { aLine, aStockItem, aTarget, anAssignment, march, SOAP } from "../../tests/factories/settlement.ts";
import { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import type { PlaceUnits } from "./order-facts.ts";
import { releasableUnits } from "./releasable-units.ts";
import type { LineTarget } from "./settlement.types.ts";

vi.setConfig({ testTimeout: 60_000 });

describe("units that a line may give back", () => {
  const promisedTwo = [anAssignment({ batchId: "A", promised: 2 })];

  test("are those of which Shopify says that they are not to ship", () => {
    const line = aLine({ assignments: promisedTwo, target: aTarget({ promised: 1 }) });
    expect(releasableUnits(line, DEFAULT_RULES)).toBe(1);
  });

  test("are none when they ship", () => {
    const line = aLine({ assignments: promisedTwo, target: aTarget({ shipped: 2 }) });
    expect(releasableUnits(line, DEFAULT_RULES)).toBe(0);
  });

  test("are all when others shipped without a batch before, or came back without one", () => {
    const shippedBefore = { target: aTarget({ shipped: 2 }), unassigned: 2, unassignedShipped: 2 };
    expect(releasableUnits(aLine({ assignments: promisedTwo, ...shippedBefore }), DEFAULT_RULES)).toBe(2);
    const back = {
      target: aTarget({ shipped: 2, returned: 2 }),
      settled: { returned: 2, leftWithoutRestock: 0 },
    };
    expect(releasableUnits(aLine({ assignments: promisedTwo, ...back }), DEFAULT_RULES)).toBe(2);
  });

  test("are also those of a fulfilment that was cancelled, when the order was cancelled with it", () => {
    const line = aLine({ assignments: [anAssignment({ batchId: "A", shipped: 3 })], target: aTarget() });
    expect(releasableUnits(line, DEFAULT_RULES)).toBe(3);
  });
});

const units = fc.integer({ min: 0, max: 4 });
const LISBON = 1n;
const PORTO = 2n;

/** What Shopify may say of a line, one thing after the other; in a shop with locations, or not. */
const history = fc.record({
  placed: fc.boolean(),
  skipQuarantine: fc.boolean(),
  states: fc.array(
    fc.record({
      ...{ lisbon: units, porto: units, fromLisbon: units, fromPorto: units, left: units },
      back: fc.integer({ min: 0, max: 8 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

test("no plan gives back more than that", () => {
  fc.assert(
    fc.property(
      fc.array(units, { minLength: 3, maxLength: 3 }),
      history,
      (stock, { placed, skipQuarantine, states }) => {
        const world = new SettlementWorld(march(20));
        const rules = { ...DEFAULT_RULES, skipQuarantine };
        world.rules.set(SOAP, rules);
        stock.forEach((remaining, index) => {
          const batchId = "ABC"[index] ?? "";
          // The second was made after the first parcels left.
          world.produce(aStockItem({ batchId, madeAt: march(index === 1 ? 19 : 1), remaining }));
        });
        if (placed && (stock[0] ?? 0) > 0) world.place("A", LISBON, stock[0] ?? 0);
        const line = aLine({ shippedAt: march(15) });
        for (const { lisbon, porto, fromLisbon, fromPorto, back, left } of states) {
          const shipped = fromLisbon + fromPorto;
          const returned = Math.min(shipped, back);
          const target: LineTarget = {
            promised: lisbon + porto,
            shipped,
            returned,
            leftWithoutRestock: left,
          };
          const at = (locationId: bigint, count: number): PlaceUnits[] =>
            count > 0 ? [{ locationId, units: count }] : [];
          const toShip = [...at(LISBON, lisbon), ...at(PORTO, porto)];
          const gone = [...at(LISBON, fromLisbon), ...at(PORTO, fromPorto)];
          line.places = placed ? { toShip, shipped: gone } : null;
          world.state(line, target);
          const limit = releasableUnits(line, rules);
          const { movements } = world.settle();
          const given = movements
            .filter(({ to }) => to === "available")
            .reduce((sum, one) => sum + one.units, 0);
          expect(given).toBeLessThanOrEqual(limit);
          world.check();
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
