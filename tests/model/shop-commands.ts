import fc from "fast-check";
import { toGid } from "#app/domain/shopify-id.ts";
import type { RecallRing } from "#app/domain/recall-scope.ts";
import { changeProduct } from "#app/services/change-product.ts";
import { changeRecallStatus } from "#app/services/change-recall-status.ts";
import { launchRecall } from "#app/services/launch-recall.ts";
import { saveSet } from "#app/services/save-set.ts";
import { saveSettings } from "#app/services/save-settings.ts";
import { ACTOR, anyBatch, command, index, pick } from "./command.ts";

const reason = "model";

/** A recall of one batch or two, or a drill, which changes nothing. */
export const recalled = fc
  .record({
    which: anyBatch,
    other: fc.option(anyBatch),
    ring: fc.constantFrom<RecallRing>("probable", "probable", "certain", "possible"),
    drill: fc.constantFrom(false, false, false, true),
  })
  .map(({ which, other, ring, drill }) =>
    command(`${drill ? "drill" : "recall"} ${ring} of batches ${which}, ${other}`, async (story) => {
      const chosen = [which, ...(other === null ? [] : [other])].flatMap(
        (one) => pick(story.batches, one) ?? [],
      );
      const batchIds = [...new Set(chosen.map(({ id }) => id))];
      const result = await story.engine.step(() =>
        launchRecall(
          story.engine.ctx,
          {
            ...{
              batchIds,
              ring,
              drill,
              remedies: ["refund"],
              reason,
              hazard: "model",
              instructions: "model",
            },
            notice: { subject: "model", body: "model" },
            idempotencyKey: `model-${story.recallIds.length}`,
          },
          ACTOR,
        ),
      );
      if (result.outcome !== "launched") throw new Error(`the recall was not launched: ${result.outcome}`);
      story.recallIds.push(result.recall.id);
    }),
  );

export const recallMoved = fc
  .tuple(
    index,
    fc.constantFrom(
      "revoke" as const,
      "revoke" as const,
      "pause" as const,
      "resume" as const,
      "close" as const,
    ),
  )
  .map(([which, move]) =>
    command(`${move} recall ${which}`, async ({ engine, recallIds }) => {
      const id = pick(recallIds, which);
      if (id !== undefined) {
        await engine.step(() => changeRecallStatus(engine.ctx, id, move, { reason }, ACTOR));
      }
    }),
  );

/** A rule of the whole shop changes. */
export function ruleChanged(wide: boolean) {
  const change = fc.oneof(
    fc.record({ strategy: fc.constantFrom("fifo" as const, "fefo" as const) }),
    fc.record({ assignAt: fc.constantFrom("creation" as const, "payment" as const, "fulfilment" as const) }),
    { weight: 2, arbitrary: fc.record({ minShelfLifeDays: fc.constantFrom(0, 0, 3, 8) }) },
    fc.record({ keepWhole: fc.boolean() }),
    fc.record({ skipQuarantine: fc.boolean() }),
    ...(wide ? [fc.record({ tracksLocations: fc.boolean() })] : []),
  );
  return change.map((settings) =>
    command(`set ${JSON.stringify(settings)}`, async ({ engine }) => {
      await engine.takeIn(() => saveSettings(engine.ctx, settings, ACTOR));
    }),
  );
}

/** A rule of one product changes. */
export const productChanged = fc
  .tuple(
    index,
    fc.oneof(
      fc.record({ strategy: fc.constantFrom("fifo" as const, "fefo" as const, null) }),
      fc.record({ stopShipDays: fc.constantFrom(0, 0, 2, 7) }),
      fc.record({ minShelfLifeDays: fc.constantFrom(null, 0, 4) }),
      fc.record({ tracked: fc.constantFrom(true, true, false) }),
    ),
  )
  .map(([which, rules]) =>
    command(`set of product ${which}: ${JSON.stringify(rules)}`, async ({ engine, shopify }) => {
      const product = pick(shopify.products, which);
      if (product === undefined) return;
      await engine.step(() => changeProduct(engine.ctx, String(product.id), rules, ACTOR));
    }),
  );

/** The second product is made a set of the first one's sizes, or an ordinary one again. */
export const setChanged = fc.array(fc.constantFrom(0, 1, 2), { minLength: 2, maxLength: 2 }).map((made) =>
  command(`the set is ${made.join(" and ")} of each size`, async ({ engine, shopify }) => {
    const [parts, sets] = shopify.products;
    const setId = sets?.variantIds[0];
    if (parts === undefined || setId === undefined) return;
    const components = parts.variantIds
      .map((variantId, size) => ({ variantId, units: made[size] ?? 0 }))
      .filter(({ units }) => units > 0);
    const body = components.map(({ variantId, units }) => ({
      ...{ variantId: toGid("ProductVariant", BigInt(variantId)), units },
    }));
    const result = await engine.step(() => saveSet(engine.ctx, String(setId), { components: body }, ACTOR));
    if (!result.ok) throw new Error(`the set was refused: ${JSON.stringify(result.error)}`);
    engine.sets.set(setId, components);
  }),
);

/** Some of what was announced arrives: in any order, twice, or never; and now and then something from long ago again. */
export const delivered = fc
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

export const swept = fc.constant(command("sweep", (story) => story.engine.sweep()));

export const replayed = fc.constant(command("replay past orders", (story) => story.replay()));

export const waited = fc.integer({ min: 1, max: 60 }).map((hours) =>
  command(`wait ${hours} hours`, async (story) => {
    story.passTime(hours * 3_600);
    await story.engine.timePasses();
  }),
);
