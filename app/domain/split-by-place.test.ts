import { describe, expect, test } from "vitest";
import { aLine, anAssignment } from "../../tests/factories/settlement.ts";
import { holdingsOf } from "./line-holdings.ts";
import type { LinePlaces } from "./order-facts.ts";
import type { AssignmentState } from "./settlement.types.ts";
import { lackingByPlace, splitByPlace, unitsFrom } from "./split-by-place.ts";

const LISBON = 1n;
const PORTO = 2n;
const at = (locationId: bigint, units: number) => ({ locationId, units });

function holding(places: LinePlaces | null, rows: Partial<AssignmentState>[] = []) {
  const assignments = rows.map((row, index) => anAssignment({ batchId: "A", seq: index + 1, ...row }));
  return holdingsOf(aLine({ places, assignments }));
}

describe("dividing the units that need a batch", () => {
  test("any place may serve them where places are not known", () => {
    expect(splitByPlace(holding(null), "toShip", 4)).toEqual([{ locationId: null, units: 4 }]);
  });

  test("each location is owed what it still lacks, and what none accounts for may come from any", () => {
    const held = holding({ toShip: [at(LISBON, 3), at(PORTO, 2)], shipped: [] }, [
      { locationId: LISBON, promised: 1 },
    ]);
    expect(splitByPlace(held, "toShip", 5)).toEqual([
      { locationId: LISBON, units: 2 },
      { locationId: PORTO, units: 2 },
      { locationId: null, units: 1 },
    ]);
  });

  test("fewer units than the locations lack go to the first of them", () => {
    const held = holding({ toShip: [at(LISBON, 3), at(PORTO, 2)], shipped: [] });
    expect(splitByPlace(held, "toShip", 1)).toEqual([{ locationId: LISBON, units: 1 }]);
  });

  test("units that have shipped go by where they shipped from, those that came back included", () => {
    const held = holding({ toShip: [], shipped: [at(PORTO, 3)] }, [
      { locationId: PORTO, shipped: 1, returned: 1 },
    ]);
    expect(splitByPlace(held, "shipped", 1)).toEqual([{ locationId: PORTO, units: 1 }]);
    expect(unitsFrom(held, PORTO, "shipped")).toBe(2);
  });
});

test("units of no particular place stand in for those of any, once", () => {
  const held = holding(null, [{ locationId: null, promised: 2 }]);
  expect(lackingByPlace(held, [at(LISBON, 1), at(PORTO, 3)], "toShip")).toEqual([
    at(LISBON, 0),
    at(PORTO, 2),
  ]);
});

test("a location never lacks less than nothing", () => {
  const held = holding(null, [{ locationId: LISBON, promised: 5 }]);
  expect(lackingByPlace(held, [at(LISBON, 1)], "toShip")).toEqual([at(LISBON, 0)]);
});
