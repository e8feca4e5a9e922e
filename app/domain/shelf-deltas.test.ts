import { expect, test } from "vitest";
import { SOAP } from "../../tests/factories/settlement.ts";
import type { MovementDraft } from "./settlement.types.ts";
import { shelfDeltas } from "./shelf-deltas.ts";

const LISBON = 1n;
const PORTO = 2n;

function move(batchId: string, units: number, from: bigint | null, to: bigint | null): MovementDraft {
  return {
    ...{ batchId, variantId: SOAP, from: "available", to: "available", units, cause: "transferred" },
    ...{ fromLocationId: from, toLocationId: to, orderId: null, lineId: null },
  };
}

test("what comes to and leaves a location is one sum per batch item and location, in the order of their rows", () => {
  const movements = [move("B", 3, null, PORTO), move("A", 5, PORTO, LISBON), move("A", 2, LISBON, null)];
  expect(shelfDeltas(movements)).toEqual([
    { batchId: "A", variantId: SOAP, locationId: LISBON, remaining: 3 },
    { batchId: "A", variantId: SOAP, locationId: PORTO, remaining: -5 },
    { batchId: "B", variantId: SOAP, locationId: PORTO, remaining: 3 },
  ]);
});

test("units of no particular place touch no location", () => {
  const { fromLocationId: _from, toLocationId: _to, ...placeless } = move("A", 1, null, null);
  const arrived: MovementDraft = { ...placeless, from: "outside" };
  expect(shelfDeltas([arrived])).toEqual([]);
});
