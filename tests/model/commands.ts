import fc from "fast-check";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { AdjustmentKind, BatchStatus } from "#app/contracts/batch.ts";
import type { ModelLine, ModelOrder, RestockType } from "./shopify-side.ts";
import type { Story } from "./story.ts";

/** fast-check asks for a model of its own; this one is inside the story. */
export type Model = Record<string, never>;
type Command = fc.AsyncCommand<Model, Story>;

const ACTOR = "merchant:model";
const DAY_MS = 86_400_000;

/** One thing that happens, said in a sentence when a run fails. */
function command(said: string, run: (story: Story) => Promise<void> | void): Command {
  return {
    check: () => true,
    run: async (_model, story) => {
      await run(story);
    },
    toString: () => said,
  };
}

/** Something that happens to an order that is there; without one, nothing. */
function ofOrder(said: string, which: number, happen: (story: Story, order: ModelOrder) => void): Command {
  return command(`${said} (order ${which})`, (story) => {
    const living = story.shopify.orders.filter(({ deleted }) => !deleted);
    const order = living[which % Math.max(1, living.length)];
    if (order === undefined) return;
    story.passTime(1);
    happen(story, order);
  });
}

function ofLine(
  said: string,
  { order, line }: { order: number; line: number },
  happen: (story: Story, order: ModelOrder, line: ModelLine) => void,
): Command {
  return ofOrder(`${said} of line ${line}`, order, (story, of) => {
    const chosen = of.lines[line % of.lines.length];
    if (chosen !== undefined) happen(story, of, chosen);
  });
}

function ofBatch(
  said: string,
  which: number,
  happen: (story: Story, batch: Story["batches"][number]) => Promise<unknown>,
): Command {
  return command(`${said} (batch ${which})`, async (story) => {
    const batch = story.batches[which % Math.max(1, story.batches.length)];
    if (batch !== undefined) await story.engine.step(() => happen(story, batch));
  });
}

const index = fc.nat({ max: 3 });
const units = fc.integer({ min: 1, max: 4 });
const place = fc.record({ order: index, line: index });

/** A new order. */
export const placed: fc.Arbitrary<Command> = fc
  .tuple(
    fc.array(fc.record({ variant: index, quantity: units }), { minLength: 1, maxLength: 2 }),
    fc.constantFrom(true, true, true, false),
  )
  .map(([lines, paid]) =>
    command(`place ${JSON.stringify(lines)}${paid ? "" : ", unpaid"}`, (story) => {
      story.passTime(1);
      story.shopify.place(lines, paid);
    }),
  );

const paid = index.map((which) => ofOrder("pay", which, ({ shopify }, order) => shopify.pay(order)));

const addedLine = fc
  .tuple(index, index, units)
  .map(([which, variant, quantity]) =>
    ofOrder(`add ${quantity} of variant ${variant}`, which, ({ shopify }, order) =>
      shopify.addLine(order, variant, quantity),
    ),
  );

const raised = fc
  .tuple(place, units)
  .map(([at, by]) =>
    ofLine(`raise by ${by}`, at, ({ shopify }, order, line) => shopify.raise(order, line, by)),
  );

const lowered = fc
  .tuple(place, units)
  .map(([at, by]) =>
    ofLine(`lower by ${by}`, at, ({ shopify }, order, line) => shopify.lower(order, line, by)),
  );

const fulfilled = fc
  .tuple(place, units)
  .map(([at, by]) =>
    ofLine(`fulfil ${by}`, at, ({ shopify }, order, line) => shopify.fulfil(order, line, by)),
  );

const unfulfilled = fc
  .tuple(index, index)
  .map(([which, fulfilment]) =>
    ofOrder(`cancel fulfilment ${fulfilment}`, which, ({ shopify }, order) =>
      shopify.cancelFulfilment(order, fulfilment),
    ),
  );

const refunded = fc
  .tuple(place, units, fc.constantFrom<RestockType>("cancel", "return", "no_restock", "legacy_restock"))
  .map(([at, by, restock]) =>
    ofLine(`refund ${by} as ${restock}`, at, ({ shopify }, order, line) =>
      shopify.refund(order, line, by, restock),
    ),
  );

const cancelled = fc
  .tuple(index, fc.boolean())
  .map(([which, restock]) =>
    ofOrder(`cancel ${restock ? "and" : "without"} restock`, which, ({ shopify }, order) =>
      shopify.cancel(order, restock),
    ),
  );

const deleted = index.map((which) => ofOrder("delete", which, ({ shopify }, order) => shopify.delete(order)));

const madeBatch = fc
  .record({
    variants: fc.uniqueArray(index, { minLength: 1, maxLength: 2 }),
    produced: fc.integer({ min: 0, max: 12 }),
    madeDaysAgo: fc.integer({ min: -2, max: 20 }),
    expiresInDays: fc.option(fc.integer({ min: -1, max: 12 })),
    curesInDays: fc.option(fc.integer({ min: -3, max: 4 })),
    draft: fc.boolean(),
  })
  .map((made) =>
    command(`make a batch ${JSON.stringify(made)}`, async (story) => {
      const now = story.now().getTime();
      const day = (days: number): string => new Date(now + days * DAY_MS).toISOString().slice(0, 10);
      const variantIds = [...new Set(made.variants.map((variant) => story.variantId(variant)))];
      const { curesInDays, expiresInDays } = made;
      const cures = curesInDays !== null && (expiresInDays === null || curesInDays <= expiresInDays);
      const result = await story.engine.step(() =>
        createBatch(
          story.engine.ctx,
          {
            madeAt: new Date(now - made.madeDaysAgo * DAY_MS),
            status: made.draft ? "draft" : "open",
            items: variantIds.map((id) => ({
              variantId: toGid("ProductVariant", id),
              produced: made.produced,
            })),
            ...(expiresInDays === null ? {} : { expiresOn: day(expiresInDays) }),
            ...(cures ? { cureOn: day(curesInDays) } : {}),
          },
          ACTOR,
        ),
      );
      if (!result.ok) throw new Error(`the batch was refused: ${JSON.stringify(result.error)}`);
      story.batches.push({ id: result.batch.id, variantIds });
    }),
  );

const turned = fc
  .tuple(index, fc.constantFrom<BatchStatus>("open", "on_hold", "closed"))
  .map(([which, status]) =>
    ofBatch(`turn ${status}`, which, ({ engine }, batch) =>
      changeBatch(engine.ctx, batch.id, { status, reason: "model" }, ACTOR),
    ),
  );

const adjusted = fc
  .tuple(
    index,
    units,
    fc.constantFrom<AdjustmentKind>("count_up", "count_down", "breakage", "sample", "restock", "discard"),
  )
  .map(([which, by, kind]) =>
    ofBatch(`${kind} ${by}`, which, ({ engine }, batch) =>
      adjustBatch(
        engine.ctx,
        batch.id,
        { variantId: toGid("ProductVariant", batch.variantIds[0] ?? 0n), units: by, kind, reason: "model" },
        ACTOR,
      ),
    ),
  );

const produced = fc
  .tuple(index, fc.integer({ min: 0, max: 15 }))
  .map(([which, produced]) =>
    ofBatch(`produced is ${produced}`, which, ({ engine }, batch) =>
      changeBatch(
        engine.ctx,
        batch.id,
        { items: [{ variantId: toGid("ProductVariant", batch.variantIds[0] ?? 0n), produced }] },
        ACTOR,
      ),
    ),
  );

const recalled = index.map((which) =>
  ofBatch("recall", which, async (story, batch) => {
    const result = await launchRecall(
      story.engine.ctx,
      {
        ...{ batchIds: [batch.id], ring: "probable", drill: false, remedies: ["refund"] },
        ...{ reason: "model", hazard: "model", instructions: "model" },
        notice: { subject: "model", body: "model" },
        idempotencyKey: `model-${story.recallIds.length}`,
      },
      ACTOR,
    );
    if (result.outcome === "launched") story.recallIds.push(result.recall.id);
  }),
);

const revoked = index.map((which) =>
  ofBatch("revoke a recall of", which, async ({ engine, recallIds }) => {
    const id = recallIds[which % Math.max(1, recallIds.length)];
    if (id !== undefined) await changeRecallStatus(engine.ctx, id, "revoke", { reason: "model" }, ACTOR);
  }),
);

/** Some of what was announced arrives: in any order, twice, or never; and now and then something from long ago again. */
const delivered = fc
  .record({
    shuffle: fc.array(fc.nat({ max: 1_000 }), { minLength: 4, maxLength: 14 }),
    copies: fc.array(fc.constantFrom(1, 1, 1, 2, 0), { minLength: 1, maxLength: 6 }),
    again: fc.option(fc.nat({ max: 1_000 })),
  })
  .map(({ shuffle, copies, again }) =>
    command(
      `deliver ${shuffle.join(",")} × ${copies.join(",")}${again === null ? "" : `, again ${again}`}`,
      (story) => story.deliver(shuffle, copies, again),
    ),
  );

const swept = fc.constant(command("sweep", (story) => story.engine.sweep()));

const waited = fc.integer({ min: 1, max: 60 }).map((hours) =>
  command(`wait ${hours} hours`, async (story) => {
    story.passTime(hours * 3_600);
    await story.engine.timePasses();
  }),
);

/** What may happen, and how often: orders, parcels and deliveries most. */
export const anything: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: placed },
  { weight: 1, arbitrary: paid },
  { weight: 1, arbitrary: addedLine },
  { weight: 2, arbitrary: raised },
  { weight: 2, arbitrary: lowered },
  { weight: 7, arbitrary: fulfilled },
  { weight: 2, arbitrary: unfulfilled },
  { weight: 5, arbitrary: refunded },
  { weight: 2, arbitrary: cancelled },
  { weight: 1, arbitrary: deleted },
  { weight: 3, arbitrary: madeBatch },
  { weight: 2, arbitrary: turned },
  { weight: 2, arbitrary: adjusted },
  { weight: 1, arbitrary: produced },
  { weight: 1, arbitrary: recalled },
  { weight: 1, arbitrary: revoked },
  { weight: 12, arbitrary: delivered },
  { weight: 1, arbitrary: swept },
  { weight: 2, arbitrary: waited },
);
