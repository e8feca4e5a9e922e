import fc from "fast-check";
import type { ModelLine, ModelOrder } from "./shopify-side.ts";
import type { Story } from "./story.ts";

/** fast-check asks for a model of its own; this one is inside the story. */
export type Model = Record<string, never>;
export type Command = fc.AsyncCommand<Model, Story>;
export type BatchOfStory = Story["batches"][number];

export const ACTOR = "merchant:model";
export const DAY_MS = 86_400_000;

/** One thing that happens, said in a sentence when a run fails. */
export function command(said: string, run: (story: Story) => Promise<unknown> | void): Command {
  return {
    check: () => true,
    run: async (_model, story) => {
      await run(story);
    },
    toString: () => said,
  };
}

/** Something that happens to an order that is there; without one, nothing. */
export function ofOrder(
  said: string,
  which: number,
  happen: (story: Story, order: ModelOrder) => void,
): Command {
  return command(`${said} (order ${which})`, (story) => {
    const living = story.shopify.orders.filter(({ deleted }) => !deleted);
    const order = pick(living, which);
    if (order === undefined) return;
    story.passTime(1);
    happen(story, order);
  });
}

export function ofLine(
  said: string,
  { order, line }: { order: number; line: number },
  happen: (story: Story, order: ModelOrder, line: ModelLine) => void,
): Command {
  return ofOrder(`${said} of line ${line}`, order, (story, of) => {
    const chosen = pick(of.lines, line);
    if (chosen !== undefined) happen(story, of, chosen);
  });
}

export function ofBatch(
  said: string,
  which: number,
  happen: (story: Story, batch: BatchOfStory) => Promise<unknown>,
): Command {
  return command(`${said} (batch ${which})`, async (story) => {
    const batch = pick(story.batches, which);
    if (batch !== undefined) await happen(story, batch);
  });
}

/** Whichever one a number means; undefined when there is none. */
export function pick<Item>(items: readonly Item[], which: number): Item | undefined {
  return items[which % Math.max(1, items.length)];
}

export const index = fc.nat({ max: 3 });
export const anyOrder = fc.nat({ max: 5 });
export const anyBatch = fc.nat({ max: 6 });
export const units = fc.integer({ min: 1, max: 4 });
export const place = fc.record({ order: anyOrder, line: index });
