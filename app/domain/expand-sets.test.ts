import { describe, expect, test } from "vitest";
import { expandSets } from "./expand-sets.ts";
import type { KnownLine, SetComponent } from "./expand-sets.ts";
import type { LineFacts } from "./order-facts.ts";

const BOX = 900n;
const SOAP = 101n;
const CANDLE = 202n;

function aLine(over: Partial<LineFacts> = {}): LineFacts {
  return {
    ...{ lineId: 7n, position: 0, variantId: BOX, productId: 9n, title: "Gift Box", variantTitle: "Small" },
    ...{ sku: "BOX", quantity: 2, notGoods: null, shippedAt: null, places: null, set: null },
    units: { promised: 1, shipped: 1, inTransit: 1, returned: 0, cancelled: 0, leftWithoutRestock: 0 },
    ...over,
  };
}

const soap: SetComponent = {
  ...{ variantId: SOAP, productId: 1n, title: "Soap", variantTitle: null, sku: "SOAP", units: 3 },
};
const candle: SetComponent = {
  ...{ variantId: CANDLE, productId: 2n, title: "Candle", variantTitle: "Rose", sku: null, units: 1 },
};
const map = new Map([[BOX, [soap, candle]]]);

const known = (lineId: bigint, variantId: bigint, set: KnownLine["set"] = null): KnownLine => ({
  ...{ lineId, variantId, set },
});

describe("a set that is sold as one SKU", () => {
  test("draws nothing itself, and each component is a line of its own with its units times", () => {
    const [sold, first, second, ...others] = expandSets([aLine()], [], map);
    expect(others).toEqual([]);
    expect(sold).toEqual(aLine({ notGoods: "set" }));
    expect(first).toMatchObject({
      ...{ lineId: -1n, variantId: SOAP, productId: 1n, title: "Soap", variantTitle: null, sku: "SOAP" },
      ...{ position: 0, quantity: 6, notGoods: null, set: { lineId: 7n, unitsEach: 3 } },
      units: { promised: 3, shipped: 3, inTransit: 3, returned: 0, cancelled: 0, leftWithoutRestock: 0 },
    });
    expect(second).toMatchObject({
      ...{
        lineId: -2n,
        variantId: CANDLE,
        variantTitle: "Rose",
        quantity: 2,
        set: { lineId: 7n, unitsEach: 1 },
      },
    });
  });

  test("has places for its components' units where its own have one", () => {
    const places = { toShip: [{ locationId: 5n, units: 1 }], shipped: [{ locationId: 6n, units: 1 }] };
    const [, first] = expandSets([aLine({ places })], [], map);
    expect(first?.places).toEqual({
      toShip: [{ locationId: 5n, units: 3 }],
      shipped: [{ locationId: 6n, units: 3 }],
    });
  });

  test("gives ids that go on below those of the order's known lines", () => {
    const before = [known(7n, BOX), known(-1n, SOAP, { lineId: 7n, unitsEach: 3 })];
    const lines = expandSets([aLine(), aLine({ lineId: 8n, position: 1 })], before, map);
    expect(lines.map(({ lineId }) => lineId)).toEqual([7n, -1n, 8n, -2n, -3n]);
  });

  test("keeps the components it was placed with, whatever the map says since", () => {
    const before = [known(7n, BOX), known(-1n, SOAP, { lineId: 7n, unitsEach: 5 })];
    for (const later of [map, new Map<bigint, SetComponent[]>()]) {
      const [sold, part, ...others] = expandSets([aLine({ quantity: 4 })], before, later);
      expect(others).toEqual([]);
      expect(sold?.notGoods).toBe("set");
      expect(part).toMatchObject({ lineId: -1n, variantId: SOAP, quantity: 20, set: { unitsEach: 5 } });
    }
  });

  test("gives the same lines again once they are stored", () => {
    const first = expandSets([aLine(), aLine({ lineId: 8n })], [], map);
    const stored = first.map(({ lineId, variantId, set }) => ({ lineId, variantId, set }));
    const again = expandSets([aLine(), aLine({ lineId: 8n })], stored, new Map());
    const ids = (lines: LineFacts[]) => lines.map(({ lineId, quantity }) => [lineId, quantity]);
    expect(ids(again)).toEqual(ids(first));
  });
});

describe("an ordinary line", () => {
  test("stays as it is, also when its variant became a set after it was placed", () => {
    expect(expandSets([aLine()], [known(7n, BOX)], map)).toEqual([aLine()]);
    expect(expandSets([aLine({ variantId: SOAP })], [], map)).toEqual([aLine({ variantId: SOAP })]);
  });

  test("that is no goods, or whose variant is gone, is no set", () => {
    const card = aLine({ notGoods: "gift_card" });
    const gone = aLine({ variantId: null });
    expect(expandSets([card, gone], [], map)).toEqual([card, gone]);
  });
});
