import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { aLine, aStockItem, aTarget, march, SOAP } from "../../tests/factories/settlement.ts";
import { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { written } from "../../tests/factories/settlement-story.ts";
import { DEFAULT_RULES } from "./allocation-rules.ts";
import type { PlaceUnits } from "./order-facts.ts";
import type { LineState } from "./settlement.types.ts";

vi.setConfig({ testTimeout: 60_000 });

const LISBON = 1n;
const PORTO = 2n;
const NAMES = new Map([
  [LISBON, "Lisbon"],
  [PORTO, "Porto"],
]);
const at = (locationId: bigint, units: number): PlaceUnits => ({ locationId, units });

let world: SettlementWorld;
let line: LineState;

/** Batches A (older) and B, each with so many units in Lisbon, in Porto and at no particular place. */
function shelves(batches: { lisbon?: number; porto?: number; loose?: number }[]): void {
  world = new SettlementWorld(march(20));
  batches.forEach(({ lisbon = 0, porto = 0, loose = 0 }, index) => {
    const batchId = "ABC"[index] ?? "";
    world.produce(aStockItem({ batchId, madeAt: march(index + 1), remaining: lisbon + porto + loose }));
    if (lisbon > 0) world.place(batchId, LISBON, lisbon);
    if (porto > 0) world.place(batchId, PORTO, porto);
  });
}

/** `batch@place promised/shipped/returned`, by seq; rows without units left out. */
function held(of: LineState = line): string[] {
  return of.assignments
    .filter((row) => row.promised + row.shipped + row.returned + row.writtenOff > 0)
    .map(
      (row) =>
        `${row.batchId}@${NAMES.get(row.locationId ?? 0n) ?? "-"} ${row.promised}/${row.shipped}/${row.returned}`,
    );
}

function state(
  target: Partial<LineState["target"]>,
  toShip: PlaceUnits[],
  shipped: PlaceUnits[] = [],
): string[] {
  line.places = { toShip, shipped };
  if ((target.shipped ?? 0) > 0) line.shippedAt ??= march(19);
  world.state(line, aTarget(target));
  const { movements } = world.settle();
  world.check();
  const again = world.settle();
  expect(again.movements, "settling again").toEqual([]);
  return written(movements);
}

beforeEach(() => {
  line = aLine();
});

describe("where units ship from (case 34)", () => {
  test("they are taken from the batch that is there, though an older one is elsewhere", () => {
    shelves([{ porto: 5 }, { lisbon: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    expect(held()).toEqual(["B@Lisbon 3/0/0"]);
    expect(line.assignments[0]).toMatchObject({ locationId: LISBON });
  });

  test("what is at no particular place serves any, in its turn by age", () => {
    shelves([{ loose: 2 }, { lisbon: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    expect(held()).toEqual(["A@- 2/0/0", "B@Lisbon 1/0/0"]);
  });

  test("within a batch the units of the place go before those that could serve another too", () => {
    shelves([{ lisbon: 2, loose: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    expect(held()).toEqual(["A@Lisbon 2/0/0", "A@- 1/0/0"]);
  });

  test("a line that ships from two locations draws on both", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 5 }, [at(LISBON, 2), at(PORTO, 3)]);
    expect(held()).toEqual(["A@Lisbon 2/0/0", "B@Porto 3/0/0"]);
  });

  test("two locations and a rest without a place: each has its own, the rest fills what lacks", () => {
    shelves([{ lisbon: 1, porto: 1, loose: 2 }]);
    state({ promised: 4 }, [at(LISBON, 3), at(PORTO, 1)]);
    expect(held()).toEqual(["A@Lisbon 1/0/0", "A@- 2/0/0", "A@Porto 1/0/0"]);
    expect(line.unassigned).toBe(0);
  });

  test("a line that shall not be mixed gets the batch that has all of it, there and at no particular place together", () => {
    shelves([{ loose: 1 }, { lisbon: 2, loose: 2, porto: 3 }, { lisbon: 3 }]);
    world.rules.set(SOAP, { ...DEFAULT_RULES, keepWhole: true });
    state({ promised: 4 }, [at(LISBON, 4)]);
    expect(held()).toEqual(["B@Lisbon 2/0/0", "B@- 2/0/0"]);
    const other = aLine({ orderId: 2n, lineId: 22n });
    other.places = { toShip: [at(LISBON, 2)], shipped: [] };
    world.state(other, aTarget({ promised: 2 }));
    world.settle();
    expect(held(other)).toEqual(["C@Lisbon 2/0/0"]);
  });

  test("a unit of no particular place stands in where there is none, and the rest comes from where there is", () => {
    shelves([{ loose: 1 }, { lisbon: 2 }]);
    state({ promised: 3 }, [at(LISBON, 1), at(PORTO, 1)]);
    expect(held()).toEqual(["A@- 1/0/0", "B@Lisbon 2/0/0"]);
    expect(line.unassigned).toBe(0);
  });

  test("so it is of units that shipped", () => {
    shelves([{ loose: 1 }, { lisbon: 2 }]);
    state({ shipped: 3 }, [], [at(LISBON, 1), at(PORTO, 1)]);
    expect(held()).toEqual(["A@- 0/1/0", "B@Lisbon 0/2/0"]);
    expect(line.unassignedShipped).toBe(0);
  });

  test("what stands in for one place makes way for its units when only another place lacks some", () => {
    shelves([{ loose: 1 }]);
    expect(state({ promised: 2 }, [at(LISBON, 1), at(PORTO, 1)])).toEqual([
      "A: 1 available → promised (assigned)",
    ]);
    world.produce(aStockItem({ batchId: "B", madeAt: march(2), remaining: 3 }));
    world.place("B", LISBON, 3);
    state({ promised: 2 }, [at(LISBON, 1), at(PORTO, 1)]);
    expect(held()).toEqual(["A@- 1/0/0", "B@Lisbon 1/0/0"]);
    expect(line.unassigned).toBe(0);
  });

  test("it waits when there is only stock elsewhere, and the record says so", () => {
    shelves([{ porto: 5 }]);
    expect(state({ promised: 2 }, [at(LISBON, 2)])).toEqual([]);
    expect(line.unassigned).toBe(2);
  });

  test("everything serves everything where places are not known", () => {
    shelves([{ porto: 2 }, { lisbon: 2 }]);
    world.state(line, aTarget({ promised: 3 }));
    world.settle();
    expect(held()).toEqual(["A@Porto 2/0/0", "B@Lisbon 1/0/0"]);
  });
});

describe("a fulfilment order that moved", () => {
  test("gives its units back to their place and draws new ones at the other", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    expect(state({ promised: 3 }, [at(PORTO, 3)])).toEqual([
      "A: 3 promised → available (relocated)",
      "B: 3 available → promised (assigned)",
    ]);
    expect(held()).toEqual(["B@Porto 3/0/0"]);
    expect([world.at("A", LISBON), world.at("A", null), world.at("B", PORTO)]).toEqual([5, 0, 2]);
  });

  test("waits when the other place has nothing", () => {
    shelves([{ lisbon: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    state({ promised: 3 }, [at(PORTO, 3)]);
    expect(held()).toEqual([]);
    expect(line.unassigned).toBe(3);
    expect(world.at("A", LISBON)).toBe(5);
  });

  test("moves only the units that moved, the newest first", () => {
    shelves([{ lisbon: 2 }, { lisbon: 3 }, { porto: 5 }]);
    state({ promised: 4 }, [at(LISBON, 4)]);
    state({ promised: 4 }, [at(LISBON, 3), at(PORTO, 1)]);
    expect(held()).toEqual(["A@Lisbon 2/0/0", "B@Lisbon 1/0/0", "C@Porto 1/0/0"]);
  });

  test("leaves units of no particular place where they are: they can ship from there too", () => {
    shelves([{ loose: 5 }, { porto: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    expect(state({ promised: 3 }, [at(PORTO, 3)])).toEqual([]);
    expect(held()).toEqual(["A@- 3/0/0"]);
  });

  test("never moves shipped units", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    state({ promised: 2, shipped: 1 }, [at(LISBON, 2)], [at(LISBON, 1)]);
    state({ promised: 2, shipped: 1 }, [at(PORTO, 2)], [at(LISBON, 1)]);
    expect(held()).toEqual(["A@Lisbon 0/1/0", "B@Porto 2/0/0"]);
  });

  test("that comes back takes what it had", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    state({ promised: 3 }, [at(PORTO, 3)]);
    state({ promised: 3 }, [at(LISBON, 3)]);
    expect(held()).toEqual(["A@Lisbon 3/0/0"]);
    expect([world.at("A", LISBON), world.at("B", PORTO)]).toEqual([2, 5]);
  });

  test("frees its units for an order that waits for them there", () => {
    shelves([{ lisbon: 2 }, { porto: 5 }]);
    state({ promised: 2 }, [at(LISBON, 2)]);
    const other = aLine({ orderId: 2n, lineId: 22n, placedAt: march(11) });
    other.places = { toShip: [at(LISBON, 2)], shipped: [] };
    world.state(other, aTarget({ promised: 2 }));
    world.settle();
    expect(other.unassigned).toBe(2);
    state({ promised: 2 }, [at(PORTO, 2)]);
    expect([held(), held(other)]).toEqual([["B@Porto 2/0/0"], ["A@Lisbon 2/0/0"]]);
  });
});

describe("shipping", () => {
  test("takes the units of the place that shipped", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 4 }, [at(LISBON, 2), at(PORTO, 2)]);
    state({ promised: 2, shipped: 2 }, [at(LISBON, 2)], [at(PORTO, 2)]);
    expect(held()).toEqual(["A@Lisbon 2/0/0", "B@Porto 0/2/0"]);
  });

  test("from another place than was promised is of a batch that was there", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 2 }, [at(LISBON, 2)]);
    expect(state({ shipped: 2 }, [], [at(PORTO, 2)])).toEqual([
      "A: 2 promised → available (relocated)",
      "B: 2 available → shipped (assigned)",
    ]);
    expect(held()).toEqual(["B@Porto 0/2/0"]);
    expect(world.at("A", LISBON)).toBe(5);
  });

  test("from a place leaves what another one is still to ship, though the first has none to show", () => {
    shelves([{ porto: 1 }]);
    state({ promised: 4 }, [at(LISBON, 2), at(PORTO, 2)]);
    expect(state({ promised: 3, shipped: 1 }, [at(LISBON, 1), at(PORTO, 2)], [at(LISBON, 1)])).toEqual([]);
    expect(held()).toEqual(["A@Porto 1/0/0"]);
    expect([line.unassigned, line.unassignedShipped]).toEqual([3, 1]);
  });

  test("from a place takes its units, though one of no particular place left for another before", () => {
    shelves([{ loose: 1 }, { lisbon: 1 }, { porto: 3 }]);
    world.item("C").status = "on_hold";
    state({ promised: 2 }, [at(LISBON, 1), at(PORTO, 1)]);
    state({ promised: 1, shipped: 1 }, [at(LISBON, 1)], [at(PORTO, 1)]);
    expect(held()).toEqual(["A@- 0/1/0", "B@Lisbon 1/0/0"]);
    world.item("C").status = "open";
    expect(state({ shipped: 2 }, [], [at(LISBON, 1), at(PORTO, 1)])).toEqual([
      "B: 1 promised → shipped (shipped)",
    ]);
  });

  test("from a place does not take it for the one that had shipped a unit without a batch", () => {
    shelves([]);
    state({ shipped: 1 }, [], [at(LISBON, 1)]);
    world.produce(aStockItem({ batchId: "A", madeAt: march(19, 18), remaining: 2 }));
    world.place("A", LISBON, 1);
    world.place("A", PORTO, 1);
    state({ shipped: 1, promised: 2 }, [at(LISBON, 1), at(PORTO, 1)], [at(LISBON, 1)]);
    state({ shipped: 2, promised: 1 }, [at(LISBON, 1)], [at(LISBON, 1), at(PORTO, 1)]);
    expect(held()).toEqual(["A@Lisbon 1/0/0", "A@Porto 0/1/0"]);
    expect(line.unassignedShipped).toBe(1);
  });

  test("from another place, where nothing is known to be, keeps the batch that was promised", () => {
    shelves([{ lisbon: 5 }]);
    state({ promised: 2 }, [at(LISBON, 2)]);
    state({ shipped: 2 }, [], [at(PORTO, 2)]);
    expect(held()).toEqual(["A@Lisbon 0/2/0"]);
  });

  test("from another place does not undo what a person has confirmed", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 2 }, [at(LISBON, 2)]);
    Object.assign(line.assignments[0] ?? {}, { confidence: "confirmed" });
    state({ shipped: 2 }, [], [at(PORTO, 2)]);
    expect(held()).toEqual(["A@Lisbon 0/2/0"]);
  });

  test("of an order that was not known draws on the place that shipped, and on goods that were made by then", () => {
    shelves([{ lisbon: 5 }, { porto: 1 }, { porto: 5 }]);
    line.shippedAt = march(2, 18);
    state({ shipped: 2 }, [], [at(PORTO, 2)]);
    expect(held()).toEqual(["B@Porto 0/1/0"]);
    expect(line.unassignedShipped).toBe(1);
  });

  test("that is cancelled in part was of the units without a batch: the buyer keeps the jar that is known", () => {
    shelves([{ lisbon: 1 }]);
    state({ promised: 2 }, [at(LISBON, 2)]);
    state({ shipped: 2 }, [], [at(LISBON, 2)]);
    expect([held(), line.unassignedShipped]).toEqual([["A@Lisbon 0/1/0"], 1]);
    state({ promised: 1, shipped: 1 }, [at(LISBON, 1)], [at(LISBON, 1)]);
    expect([held(), line.unassigned, line.unassignedShipped]).toEqual([["A@Lisbon 0/1/0"], 1, 0]);
  });

  test("that is cancelled has its units promised again where they were", () => {
    shelves([{ lisbon: 5 }, { porto: 5 }]);
    state({ promised: 2 }, [at(PORTO, 2)]);
    state({ shipped: 2 }, [], [at(PORTO, 2)]);
    state({ promised: 2 }, [at(PORTO, 2)]);
    expect(held()).toEqual(["B@Porto 2/0/0"]);
  });
});

test("a fulfilment that is cancelled promises the units of its place again, whichever was drawn last", () => {
  shelves([{ lisbon: 5 }, { porto: 5 }]);
  state({ promised: 2 }, [at(LISBON, 1), at(PORTO, 1)]);
  state({ shipped: 2 }, [], [at(LISBON, 1), at(PORTO, 1)]);
  expect(state({ promised: 1, shipped: 1 }, [at(LISBON, 1)], [at(PORTO, 1)])).toEqual([
    "A: 1 shipped → promised (fulfilment_cancelled)",
  ]);
  expect(held()).toEqual(["A@Lisbon 1/0/0", "B@Porto 0/1/0"]);
});

test("so does a fulfilment whose unit was of no particular place", () => {
  shelves([{ loose: 1 }]);
  state({ promised: 2 }, [at(LISBON, 1), at(PORTO, 1)]);
  state({ promised: 1, shipped: 1 }, [at(PORTO, 1)], [at(LISBON, 1)]);
  world.produce(aStockItem({ batchId: "B", remaining: 1 }));
  world.place("B", PORTO, 1);
  state({ shipped: 2 }, [], [at(LISBON, 1), at(PORTO, 1)]);
  state({ promised: 1, shipped: 1 }, [at(LISBON, 1)], [at(PORTO, 1)]);
  expect(held()).toEqual(["A@- 1/0/0", "B@Porto 0/1/0"]);
});

test("what is taken off an order comes off the place that ships fewer, whichever was drawn last", () => {
  shelves([{ lisbon: 5 }, { porto: 1 }]);
  state({ promised: 2 }, [at(LISBON, 1), at(PORTO, 1)]);
  const other = aLine({ orderId: 2n, lineId: 22n, placedAt: march(1) });
  other.places = { toShip: [at(PORTO, 1)], shipped: [] };
  world.state(other, aTarget({ promised: 1 }));
  world.settle();
  expect(state({ promised: 1 }, [at(PORTO, 1)])).toEqual(["A: 1 promised → available (released)"]);
  expect([held(), held(other)]).toEqual([["B@Porto 1/0/0"], []]);
});

test("released units return to the place they were taken from", () => {
  shelves([{ lisbon: 2, porto: 2, loose: 1 }]);
  state({ promised: 5 }, [at(LISBON, 2), at(PORTO, 3)]);
  expect([world.at("A", LISBON), world.at("A", PORTO), world.at("A", null)]).toEqual([0, 0, 0]);
  state({}, []);
  expect([world.at("A", LISBON), world.at("A", PORTO), world.at("A", null)]).toEqual([2, 2, 1]);
});

test("a recalled batch's units go back to their place, and the swap is made there", () => {
  shelves([{ lisbon: 3 }, { porto: 3 }, { lisbon: 3 }]);
  state({ promised: 2 }, [at(LISBON, 2)]);
  world.item("A").status = "recalled";
  world.settle(["A"]);
  world.check();
  expect(held()).toEqual(["C@Lisbon 2/0/0"]);
  expect(world.at("A", LISBON)).toBe(3);
});

const units = fc.integer({ min: 0, max: 4 });
const steps = fc.array(
  fc.record({
    which: fc.integer({ min: 0, max: 2 }),
    toLisbon: units,
    toPorto: units,
    loose: units,
    fromLisbon: units,
    fromPorto: units,
  }),
  { minLength: 1, maxLength: 6 },
);

test("whatever moves where, every sum agrees and no more is promised at a place than ships from there", () => {
  const batch = fc.record({ lisbon: units, porto: units, loose: units });
  fc.assert(
    fc.property(fc.array(batch, { minLength: 1, maxLength: 3 }), steps, (batches, history) => {
      shelves(batches);
      const lines = [1n, 2n, 3n].map((id) =>
        aLine({ orderId: id, lineId: id * 10n, placedAt: march(Number(id)), shippedAt: march(19) }),
      );
      for (const { which, toLisbon, toPorto, loose, fromLisbon, fromPorto } of history) {
        const one = lines[which] ?? aLine();
        const toShip = [at(LISBON, toLisbon), at(PORTO, toPorto)].filter((place) => place.units > 0);
        const shipped = [at(LISBON, fromLisbon), at(PORTO, fromPorto)].filter((place) => place.units > 0);
        one.places = { toShip, shipped };
        world.state(one, aTarget({ promised: toLisbon + toPorto + loose, shipped: fromLisbon + fromPorto }));
        world.settle();
        world.check();
        expect(world.settle().movements).toEqual([]);
        for (const { assignments, places, target } of lines) {
          const accounted = sum(places?.toShip.map((place) => place.units) ?? []);
          for (const locationId of [LISBON, PORTO]) {
            const there = assignments.filter((row) => row.locationId === locationId);
            const wanted = places?.toShip.find((place) => place.locationId === locationId)?.units ?? 0;
            const fromAny = target.promised - accounted;
            expect(sum(there.map((row) => row.promised))).toBeLessThanOrEqual(wanted + fromAny);
          }
        }
      }
    }),
  );
});

const PLACES = [LISBON, PORTO];
const which = fc.integer({ min: 0, max: 1 });
const event = fc.record({
  kind: fc.constantFrom(
    "made" as const,
    "made" as const,
    "ordered" as const,
    "shipped" as const,
    "unshipped" as const,
    "removed" as const,
  ),
  one: which,
  place: which,
  units: fc.integer({ min: 1, max: 2 }),
  loose: fc.integer({ min: 0, max: 3 }).map((drawn) => drawn === 0),
  madeOn: fc.integer({ min: 1, max: 19 }),
});

test("what happens at one place leaves the units of every other place as they were", () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 3, maxLength: 12 }), (history) => {
      shelves([]);
      const lines = [1n, 2n].map((id) => aLine({ orderId: id, lineId: id, placedAt: march(9 + Number(id)) }));
      const facts = lines.map(() => ({ toShip: [0, 0], shipped: [0, 0] }));
      for (const { kind, one, place, units, loose, madeOn } of history) {
        const before = structuredClone(lines);
        const line = lines[one];
        const of = facts[one];
        if (line === undefined || of === undefined) throw new Error("there are two lines");
        if (kind === "made") {
          const batchId = `batch-${world.items.length}`;
          world.produce(aStockItem({ batchId, madeAt: march(madeOn), remaining: units }));
          if (!loose) world.place(batchId, PLACES[place] ?? 0n, units);
        } else {
          const from = kind === "unshipped" ? of.shipped : of.toShip;
          const moved = kind === "ordered" ? units : Math.min(units, from[place] ?? 0);
          const add = (to: number[], more: number): void => void (to[place] = (to[place] ?? 0) + more);
          add(from, kind === "ordered" ? moved : -moved);
          if (kind === "shipped") add(of.shipped, moved);
          if (kind === "unshipped") add(of.toShip, moved);
          const listed = (list: number[]): PlaceUnits[] =>
            list.map((units, index) => at(PLACES[index] ?? 0n, units)).filter(({ units }) => units > 0);
          line.places = { toShip: listed(of.toShip), shipped: listed(of.shipped) };
          line.shippedAt = sum(of.shipped) > 0 ? march(19) : null;
          world.state(line, aTarget({ promised: sum(of.toShip), shipped: sum(of.shipped) }));
        }
        world.settle();
        world.check();
        expect(world.settle().movements).toEqual([]);
        for (const [index, was] of before.entries()) {
          for (const row of was.assignments) {
            if (row.locationId === null || kind === "made") continue;
            if (index === one && row.locationId === PLACES[place]) continue;
            const now = lines[index]?.assignments.find(({ seq }) => seq === row.seq);
            expect(now?.promised).toBeGreaterThanOrEqual(row.promised);
            expect(now?.shipped).toBeGreaterThanOrEqual(row.shipped);
          }
        }
      }
    }),
    { numRuns: 3_000 },
  );
});

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
