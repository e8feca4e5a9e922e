import { describe, expect, test } from "vitest";
import { aLine, march } from "../../tests/factories/settlement.ts";
import { held, settled, shelf } from "../../tests/factories/settlement-story.ts";
import type { SettlementWorld } from "../../tests/factories/settlement-world.ts";
import type { LineState } from "./settlement.types.ts";

/** Two units promised from A, which is then recalled on the twentieth: they are promised from B, as far as it reaches. */
function recalled(unitsOfB: number): { world: SettlementWorld; line: LineState } {
  const world = shelf(5, unitsOfB);
  const line = aLine();
  settled(world, line, { promised: 2 });
  world.item("A").status = "recalled";
  world.settle(["A"]);
  line.takenOff = [{ batchId: "A", units: 2, at: march(20) }];
  return { world, line };
}

describe("units that left before a launch took them off their line", () => {
  test("are the recalled batch's, and those that took their place are free (case 94)", () => {
    const { world, line } = recalled(2);
    line.shipments = [{ at: march(19), units: 2 }];
    expect(settled(world, line, { shipped: 2 })).toEqual([
      "A: 2 available → shipped (left_before_recall)",
      "B: 2 promised → available (released)",
    ]);
    expect(held(line)).toEqual(["A 0/2/0/0", "B 0/0/0/0"]);
  });

  test("are so too when nothing took their place", () => {
    const { world, line } = recalled(0);
    line.shipments = [{ at: march(19), units: 2 }];
    expect(settled(world, line, { shipped: 2 })).toEqual(["A: 2 available → shipped (left_before_recall)"]);
    expect(line.unassigned).toBe(0);
  });

  test("are told from those that left after it", () => {
    const { world, line } = recalled(2);
    line.shipments = [
      { at: march(19), units: 1 },
      { at: march(21), units: 1 },
    ];
    settled(world, line, { shipped: 2 });
    expect(held(line)).toEqual(["A 0/1/0/0", "B 0/1/0/0"]);
  });

  test("cannot come from a shelf that a person has cleared meanwhile", () => {
    const { world, line } = recalled(2);
    world.post(world.item("A"), "available", "outside", 4, "discard");
    line.shipments = [{ at: march(19), units: 2 }];
    settled(world, line, { shipped: 2 });
    expect(held(line)).toEqual(["A 0/1/0/0", "B 0/1/0/0"]);
  });
});
