import { describe, expect, test } from "vitest";
import {
  aLine,
  anAssignment,
  aPlanInput,
  aStockItem,
  aTarget,
  march,
} from "../../tests/factories/settlement.ts";
import { held, settled, shelf, written } from "../../tests/factories/settlement-story.ts";
import type { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import { planSettlement } from "./plan-settlement.ts";
import type { LineState } from "./settlement.types.ts";

describe("what happens to the units of a line", () => {
  test("raising a quantity draws the increment alone (case 59)", () => {
    const world = shelf(2, 5);
    const line = aLine();
    settled(world, line, { promised: 2 });
    expect(settled(world, line, { promised: 3 })).toEqual(["B: 1 available → promised (assigned)"]);
  });

  test("a further draw from the newest assignment's batch joins it; after another batch it is a row of its own", () => {
    const world = shelf(2);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { promised: 2 });
    expect(held(line)).toEqual(["A 2/0/0/0"]);
    world.post(world.item("B"), "outside", "available", 1, "count_up");
    settled(world, line, { promised: 3 });
    world.post(world.item("A"), "outside", "available", 1, "count_up");
    settled(world, line, { promised: 4 });
    expect(held(line)).toEqual(["A 2/0/0/0", "B 1/0/0/0", "A 1/0/0/0"]);
  });

  test("a further draw does not join an assignment that a person confirmed", () => {
    const plan = planSettlement(
      aPlanInput({
        lines: [
          aLine({
            target: aTarget({ promised: 2 }),
            assignments: [anAssignment({ batchId: "A", promised: 1, confidence: "confirmed" })],
          }),
        ],
        stock: [aStockItem({ batchId: "A" })],
      }),
    );
    expect(plan.assignments).toMatchObject([{ seq: 2, promised: 1, confidence: "assumed", created: true }]);
  });

  test("units ship from the oldest assignment first, and assigned ones before unassigned ones", () => {
    const world = shelf(1, 1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    expect(settled(world, line, { promised: 2, shipped: 1 })).toEqual(["A: 1 promised → shipped (shipped)"]);
    expect(settled(world, line, { promised: 1, shipped: 2 })).toEqual(["B: 1 promised → shipped (shipped)"]);
    expect(line).toMatchObject({ unassigned: 1, unassignedShipped: 0 });
    settled(world, line, { shipped: 3 });
    expect(line).toMatchObject({ unassigned: 1, unassignedShipped: 1 });
  });

  test("shrinking demand comes off the unassigned first, then off the newest assignment", () => {
    const world = shelf(1, 1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    expect(settled(world, line, { promised: 2 })).toEqual([]);
    expect(line.unassigned).toBe(0);
    expect(settled(world, line, { promised: 1 })).toEqual(["B: 1 promised → available (released)"]);
  });

  test("released units go to the line that has waited longest, in the same plan", () => {
    const world = shelf(1);
    const first = aLine({ orderId: 1n, placedAt: march(3) });
    settled(world, first, { promised: 1 });
    const second = aLine({ orderId: 2n, placedAt: march(5) });
    settled(world, second, { promised: 1 });
    const third = aLine({ orderId: 3n, placedAt: march(4) });
    settled(world, third, { promised: 1 });
    settled(world, first, { promised: 0 });
    expect(held(third)).toEqual(["A 1/0/0/0"]);
    expect(second.unassigned).toBe(1);
  });

  test("units released to a batch that is no longer open go back to it and are not offered", () => {
    const world = shelf(1);
    const line = aLine({ orderId: 1n });
    settled(world, line, { promised: 1 });
    world.item("A").status = "on_hold";
    settled(world, aLine({ orderId: 2n, placedAt: march(11) }), { promised: 1 });
    settled(world, line, { promised: 0 });
    expect(world.item("A").remaining).toBe(1);
    expect(world.lines[1]?.unassigned).toBe(1);
  });

  test("units removed without restock are written off as far as the line held them", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    expect(settled(world, line, { leftWithoutRestock: 3 })).toEqual([
      "A: 1 promised → written_off (removed_without_restock)",
    ]);
    expect(line.unassigned).toBe(0);
  });

  test("an order that arrives already cancelled draws nothing", () => {
    const line = aLine();
    expect(settled(shelf(5), line, { leftWithoutRestock: 2 })).toEqual([]);
    expect(settled(shelf(5), aLine(), {})).toEqual([]);
  });

  test("units that left without ever having had a batch do not take the place of those released later", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    settled(world, line, { promised: 1, leftWithoutRestock: 2 });
    expect(settled(world, line, { leftWithoutRestock: 2 })).toEqual(["A: 1 promised → available (released)"]);
  });

  test("of units removed both ways the restocked ones go back and the others are written off", () => {
    const world = shelf(2, 1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    expect(settled(world, line, { leftWithoutRestock: 1, promised: 1 })).toEqual([
      "B: 1 promised → available (released)",
      "A: 1 promised → written_off (removed_without_restock)",
    ]);
  });

  test("a cancelled fulfilment promises its units again on the same batch (case 71)", () => {
    const world = shelf(1, 1);
    const line = aLine();
    settled(world, line, { promised: 2 });
    settled(world, line, { shipped: 2 });
    expect(settled(world, line, { promised: 1, shipped: 1 })).toEqual([
      "B: 1 shipped → promised (fulfilment_cancelled)",
    ]);
  });

  test("an order cancelled after shipping leaves the goods with the buyer", () => {
    const world = shelf(2);
    const line = aLine();
    settled(world, line, { promised: 2 });
    settled(world, line, { promised: 1, shipped: 1 });
    expect(settled(world, line, { shipped: 1 })).toEqual(["A: 1 promised → available (released)"]);
    expect(held(line)).toEqual(["A 0/1/0/0"]);
  });

  test("of three units over two batches the one that comes back is the newest shipped assignment's (case 64)", () => {
    const world = shelf(2, 1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    settled(world, line, { shipped: 3 });
    expect(settled(world, line, { shipped: 3, returned: 1 })).toEqual([
      "B: 1 shipped → quarantine (returned)",
    ]);
    expect(settled(world, line, { shipped: 3, returned: 2 })).toEqual([
      "A: 1 shipped → quarantine (returned)",
    ]);
    expect(world.item("B")).toMatchObject({ quarantined: 1, returned: 1 });
  });

  test("a money-only refund changes nothing (case 65)", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { shipped: 1 });
    expect(settled(world, line, { shipped: 1 })).toEqual([]);
  });

  test("inspecting returned goods is not undone by the next webhook", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { shipped: 1, returned: 1 });
    world.post(world.item("A"), "quarantine", "available", 1, "restock");
    expect(settled(world, line, { shipped: 1, returned: 1 })).toEqual([]);
    expect(world.item("A")).toMatchObject({ remaining: 1, quarantined: 0, returned: 1 });
  });

  test("units that shipped and came back between two deliveries go through both buckets", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    expect(settled(world, line, { shipped: 1, returned: 1 })).toEqual([
      "A: 1 promised → shipped (shipped)",
      "A: 1 shipped → quarantine (returned)",
    ]);
  });

  test("a deleted order gives back what it was promised and keeps what was shipped (case 78)", () => {
    const world = shelf(3);
    const line = aLine();
    settled(world, line, { promised: 3 });
    settled(world, line, { promised: 2, shipped: 1 });
    settled(world, line, { shipped: 1 });
    expect(held(line)).toEqual(["A 0/1/0/0"]);
    expect(world.item("A").remaining).toBe(2);
  });
});

describe("facts that Shopify takes back", () => {
  test("a return withdrawn gives the buyer the unit again, from quarantine", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { shipped: 1, returned: 1 });
    expect(settled(world, line, { shipped: 1 })).toEqual(["A: 1 quarantine → shipped (returned)"]);
    expect(world.item("A").returned).toBe(0);
  });

  test("a return withdrawn after the unit was inspected leaves the buyer with a unit of unknown batch", () => {
    const world = shelf(1);
    const line = aLine({ shippedAt: march(12) });
    settled(world, line, { promised: 1 });
    settled(world, line, { shipped: 1, returned: 1 });
    world.post(world.item("A"), "quarantine", "written_off", 1, "discard");
    expect(settled(world, line, { shipped: 1 })).toEqual([]);
    expect(line).toMatchObject({ unassigned: 1, unassignedShipped: 1 });
    expect(held(line)).toEqual(["A 0/0/0/0"]);
  });

  test("a returned unit whose fulfilment is then cancelled stays in quarantine for a person", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { shipped: 1, returned: 1 });
    expect(settled(world, line, {})).toEqual([]);
    expect(world.item("A").quarantined).toBe(1);
    expect(held(line)).toEqual(["A 0/0/0/0"]);
  });

  test("a removal without restock that becomes a restock puts the unit back on the shelf", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { leftWithoutRestock: 1 });
    expect(settled(world, line, {})).toEqual([
      "A: 1 written_off → promised (removed_without_restock)",
      "A: 1 promised → available (released)",
    ]);
  });

  test("a removed unit that ships after all ships from the batch it had", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { leftWithoutRestock: 1 });
    settled(world, line, { shipped: 1 });
    expect(held(line)).toEqual(["A 0/1/0/0"]);
  });

  test("written-off units that a person has put to other use are not promised twice", () => {
    const world = shelf(1);
    const line = aLine();
    settled(world, line, { promised: 1 });
    settled(world, line, { leftWithoutRestock: 1 });
    world.post(world.item("A"), "written_off", "outside", 1, "produced_changed");
    expect(settled(world, line, { promised: 1 })).toEqual([]);
    expect(line.unassigned).toBe(1);
  });
});

describe("facts that Shopify takes back on two lines at once, when a person has dealt with one of the units", () => {
  function twoLines(target: Partial<LineState["target"]>): [SettlementWorld, LineState, LineState] {
    const world = shelf(2);
    const lines: [LineState, LineState] = [
      aLine({ lineId: 1n, shippedAt: march(12) }),
      aLine({ lineId: 2n, shippedAt: march(12) }),
    ];
    for (const line of lines) {
      settled(world, line, { promised: 1 });
      settled(world, line, target);
    }
    return [world, ...lines];
  }

  test("returns: the unit left in quarantine goes back to one buyer, the other's is unknown", () => {
    const [world, first, second] = twoLines({ shipped: 1, returned: 1 });
    world.post(world.item("A"), "quarantine", "written_off", 1, "discard");
    world.state(first, aTarget({ shipped: 1 }));
    expect(settled(world, second, { shipped: 1 })).toEqual(["A: 1 quarantine → shipped (returned)"]);
    expect([first.unassignedShipped, second.unassignedShipped]).toEqual([0, 1]);
  });

  test("removals: the unit still written off goes back to one line, the other waits", () => {
    const [world, first, second] = twoLines({ leftWithoutRestock: 1 });
    world.post(world.item("A"), "written_off", "outside", 1, "produced_changed");
    world.state(first, aTarget({ promised: 1 }));
    expect(settled(world, second, { promised: 1 })).toEqual([
      "A: 1 written_off → promised (removed_without_restock)",
    ]);
    expect([first.unassigned, second.unassigned]).toEqual([0, 1]);
  });
});

describe("releasing the unshipped units of recalled batches", () => {
  test("swaps them to a safe batch where there is one, and leaves shipped ones alone (case 95)", () => {
    const world = shelf(3, 1);
    const line = aLine();
    settled(world, line, { promised: 3 });
    settled(world, line, { promised: 2, shipped: 1 });
    world.item("A").status = "recalled";
    expect(written(world.settle(["A"]).movements)).toEqual([
      "A: 2 promised → available (recall_release)",
      "B: 1 available → promised (assigned)",
    ]);
    world.check();
    expect(held(line)).toEqual(["A 0/1/0/0", "B 1/0/0/0"]);
    expect(line.unassigned).toBe(1);
  });

  test("does not offer them again, even where the batch still reads open", () => {
    const world = shelf(2);
    const line = aLine();
    settled(world, line, { promised: 2 });
    const plan = world.settle(["A"]);
    expect(plan.assignments).toMatchObject([{ batchId: "A", promised: 0 }]);
    expect(line.unassigned).toBe(2);
    expect(world.item("A").remaining).toBe(2);
  });

  test("takes units that a cancelled fulfilment promises again off their recalled batch, confirmed ones too", () => {
    const world = shelf(2, 2);
    const line = aLine();
    settled(world, line, { shipped: 2 });
    Object.assign(line.assignments[0] ?? {}, { confidence: "confirmed" });
    world.item("A").status = "recalled";
    world.settle(["A"]);
    expect(settled(world, line, { promised: 2 })).toEqual([
      "A: 2 shipped → promised (fulfilment_cancelled)",
      "A: 2 promised → available (recall_release)",
      "B: 2 available → promised (assigned)",
    ]);
    expect(held(line)).toEqual(["A 0/0/0/0", "B 2/0/0/0"]);
  });

  test("takes units of a withdrawn removal off their recalled batch: they wait where none is safe", () => {
    const world = shelf(2);
    const line = aLine();
    settled(world, line, { promised: 2 });
    settled(world, line, { leftWithoutRestock: 2 });
    world.item("A").status = "recalled";
    expect(settled(world, line, { promised: 2 })).toEqual([
      "A: 2 written_off → promised (removed_without_restock)",
      "A: 2 promised → available (recall_release)",
    ]);
    expect(line.unassigned).toBe(2);
  });
});
