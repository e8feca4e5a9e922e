import fc from "fast-check";
import type { Database } from "#app/db/client.ts";
import { anything, placed } from "./commands.ts";
import { anyRules, Story } from "./story.ts";

/** Half as many on average. */
const MOST_COMMANDS = 60;

/** Tries so many stories; a failure says the seed, the rules and the shortest story that fails. */
export async function runModel(db: Database, options: { runs: number; seed: number }): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      anyRules,
      fc.array(placed, { minLength: 2, maxLength: 4 }),
      fc.commands([anything], { maxCommands: MOST_COMMANDS, size: "max" }),
      async (rules, first, commands) => {
        const story = await Story.begin(db, rules);
        for (const order of first) await order.run({}, story);
        await story.deliver([0, 0, 0, 0], [1], null);
        await fc.asyncModelRun(() => ({ model: {}, real: story }), commands);
        await story.engine.finish();
      },
    ),
    { numRuns: options.runs, seed: options.seed, endOnFailure: false },
  );
}
