import fc from "fast-check";
import type { Database } from "#app/db/client.ts";
import { anything } from "./commands.ts";
import { placed, placedBefore } from "./order-commands.ts";
import type { Shape } from "./shopify-side.ts";
import { anyRules, Story } from "./story.ts";

/** Half as many on average. */
const MOST_COMMANDS = 60;

/** Tries so many stories of shops of a shape; a failure says the seed, the rules and the shortest story that fails. */
export async function runModel(
  db: Database,
  options: { shape: Shape; runs: number; seed: number },
): Promise<void> {
  const { shape, runs, seed } = options;
  const wide = shape.locations > 1;
  await fc.assert(
    fc.asyncProperty(
      anyRules(shape),
      fc.array(placedBefore(wide), { maxLength: 2 }),
      fc.array(placed(wide), { minLength: 2, maxLength: 4 }),
      fc.commands([anything(wide)], { maxCommands: MOST_COMMANDS, size: "max" }),
      async (rules, past, first, commands) => {
        const story = await Story.begin(db, shape, rules);
        for (const order of [...past, ...first]) await order.run({}, story);
        await story.deliver([0, 0, 0, 0], [1], null);
        await fc.asyncModelRun(() => ({ model: {}, real: story }), commands);
        await story.engine.finish();
      },
    ),
    { numRuns: runs, seed, endOnFailure: false },
  );
}
