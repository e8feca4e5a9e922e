import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import type { AdjustmentKind, BatchStatus } from "#app/contracts/batch.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import { adjustBatch } from "#app/services/adjust-batch.ts";
import { changeBatch } from "#app/services/change-batch.ts";
import { countBatch } from "#app/services/count-batch.ts";
import { createBatch } from "#app/services/create-batch.ts";
import { mergeBatches, type MergeBatchesResult } from "#app/services/merge-batches.ts";
import { splitBatch } from "#app/services/split-batch.ts";
import { transferUnits } from "#app/services/transfer-units.ts";
import { undoAct } from "#app/services/undo-act.ts";
import type { BookChange } from "./check-acts.ts";
import { isOf } from "./check-sums.ts";
import {
  ACTOR,
  anyBatch,
  command,
  DAY_MS,
  index,
  ofBatch,
  pick,
  units,
  type BatchOfStory,
} from "./command.ts";
import type { BatchState, ItemState } from "./engine-state.ts";
import type { BatchDates, MergedDates, Story } from "./story.ts";

const reason = "model";

/** An item of a batch, as the app has it. */
function itemOf(story: Story, batch: BatchOfStory, which: number): ItemState {
  const own = story.engine.state.items.filter(({ batchId }) => batchId === batch.id);
  const item = pick(own, which);
  if (item === undefined) throw new Error("a batch has items");
  return item;
}

/** Mostly no more units than there are, so that what is tried is mostly possible. */
export function within(wanted: number, there: number): number {
  return wanted % 4 === 0 || there === 0 ? wanted : Math.min(wanted, there);
}

/** Where a batch has units of a variant, as a person would look for them. */
function placeWithUnits(story: Story, { batchId, variantId, remaining }: ItemState, which: number) {
  const shelves = story.engine.state.shelves.filter((shelf) => isOf(shelf, { batchId, variantId }));
  const loose = remaining - shelves.reduce((total, shelf) => total + shelf.remaining, 0);
  const places = [
    { locationId: null, units: loose },
    ...shelves.map((shelf) => ({ locationId: locationGid(shelf.locationId), units: shelf.remaining })),
  ];
  return (
    pick(
      places.filter((at) => at.units > 0),
      which,
    ) ?? { locationId: null, units: 0 }
  );
}

const locationGid = (locationId: number): string => toGid("Location", BigInt(locationId));
const variantGid = (variantId: number): string => toGid("ProductVariant", BigInt(variantId));
const dayFrom = (story: Story, days: number): string =>
  new Date(story.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);

export const madeBatch = fc
  .record({
    variants: fc.uniqueArray(index, { minLength: 1, maxLength: 2 }),
    produced: fc.integer({ min: 0, max: 12 }),
    madeDaysAgo: fc.integer({ min: -2, max: 20 }),
    expiresInDays: fc.option(fc.integer({ min: -1, max: 12 })),
    curesInDays: fc.option(fc.integer({ min: -3, max: 4 })),
    draft: fc.boolean(),
    location: index,
  })
  .map((made) =>
    command(`make a batch ${JSON.stringify(made)}`, async (story) => {
      const { curesInDays, expiresInDays, produced } = made;
      const variantIds = [...new Set(made.variants.map((variant) => story.variantId(variant)))];
      const cures = curesInDays !== null && (expiresInDays === null || curesInDays <= expiresInDays);
      const result = await story.act(
        () =>
          createBatch(
            story.engine.ctx,
            {
              madeAt: new Date(story.now().getTime() - made.madeDaysAgo * DAY_MS),
              status: made.draft ? "draft" : "open",
              items: variantIds.map((id) => ({
                ...{ variantId: toGid("ProductVariant", id), produced },
                locationId: story.locationId(made.location),
              })),
              ...(expiresInDays === null ? {} : { expiresOn: dayFrom(story, expiresInDays) }),
              ...(cures ? { cureOn: dayFrom(story, curesInDays) } : {}),
            },
            ACTOR,
          ),
        ({ batch }) => variantIds.map((id) => ({ batchId: batch.id, variantId: Number(id), produced })),
      );
      if (result === null) throw new Error("the batch was refused");
      story.batches.push({ id: result.batch.id });
    }),
  );

export const turned = fc
  .tuple(anyBatch, fc.constantFrom<BatchStatus>("open", "on_hold", "closed"))
  .map(([which, status]) =>
    ofBatch(`turn ${status}`, which, ({ engine }, batch) =>
      engine.step(() => changeBatch(engine.ctx, batch.id, { status, reason }, ACTOR)),
    ),
  );

/** Dates that were typed wrongly, or are known better now. */
export const redated = fc
  .record({
    which: anyBatch,
    expiresInDays: fc.option(fc.integer({ min: -1, max: 12 })),
    curesInDays: fc.option(fc.integer({ min: -3, max: 4 })),
  })
  .map(({ which, expiresInDays, curesInDays }) =>
    ofBatch(`expires in ${expiresInDays} days, cures in ${curesInDays}`, which, (story, batch) => {
      const expiresOn = expiresInDays === null ? null : dayFrom(story, expiresInDays);
      const cureOn = curesInDays === null ? null : dayFrom(story, curesInDays);
      return story.engine.step(() => changeBatch(story.engine.ctx, batch.id, { expiresOn, cureOn }, ACTOR));
    }),
  );

/** What one unit of an adjustment does to the books. */
const EFFECTS = {
  count_up: { produced: 1 },
  count_down: { writtenOff: 1 },
  breakage: { writtenOff: 1 },
  sample: { writtenOff: 1 },
  tester: { writtenOff: 1 },
  gift: { writtenOff: 1 },
  restock: { quarantined: -1 },
  discard: { quarantined: -1, writtenOff: 1 },
} as const satisfies Record<AdjustmentKind, Omit<BookChange, "batchId" | "variantId">>;

function adjust(
  story: Story,
  item: ItemState,
  adjustment: { kind: AdjustmentKind; units: number; location: number },
) {
  const { batchId, variantId } = item;
  const { kind, units } = adjustment;
  const locationId = kind === "discard" ? null : story.locationId(adjustment.location);
  const change = Object.entries(EFFECTS[kind]).map(([column, each]) => [column, each * units] as const);
  return story.act(
    () =>
      adjustBatch(
        story.engine.ctx,
        batchId,
        { variantId: variantGid(variantId), units, kind, locationId, reason },
        ACTOR,
      ),
    () => [{ batchId, variantId, ...Object.fromEntries(change) }],
  );
}

export const adjusted = fc
  .record({
    which: anyBatch,
    item: index,
    by: units,
    kind: fc.constantFrom<AdjustmentKind>("count_up", "count_down", "breakage", "sample", "tester", "gift"),
    location: index,
  })
  .map(({ which, item, by, kind, location }) =>
    ofBatch(`${kind} ${by} of item ${item} at ${location}`, which, (story, batch) => {
      const of = itemOf(story, batch, item);
      return adjust(story, of, {
        kind,
        units: kind === "count_up" ? by : within(by, of.remaining),
        location,
      });
    }),
  );

/** What came back is looked at: it is for sale again, or it is not. */
export const inspected = fc
  .record({
    which: index,
    by: units,
    kind: fc.constantFrom<AdjustmentKind>("restock", "restock", "discard"),
    location: index,
  })
  .map(({ which, by, kind, location }) =>
    command(`${kind} ${by} of what came back, item ${which}, at ${location}`, async (story) => {
      const item = pick(
        story.engine.state.items.filter(({ quarantined }) => quarantined > 0),
        which,
      );
      if (item !== undefined)
        await adjust(story, item, { kind, units: within(by, item.quarantined), location });
    }),
  );

export const produced = fc
  .tuple(anyBatch, index, fc.integer({ min: 0, max: 15 }))
  .map(([which, variant, to]) =>
    ofBatch(`produced of variant ${variant} is ${to}`, which, (story, batch) => {
      const variantId = Number(story.variantId(variant));
      const item = story.engine.state.items.find((each) => isOf(each, { batchId: batch.id, variantId }));
      const items = [{ variantId: variantGid(variantId), produced: to }];
      return story.act(
        () => changeBatch(story.engine.ctx, batch.id, { items }, ACTOR),
        () => [{ batchId: batch.id, variantId, produced: to - (item?.produced ?? 0) }],
      );
    }),
  );

/** A stock count; what the counter saw before may be what the books said then. */
export const counted = fc
  .record({ which: anyBatch, item: index, off: fc.integer({ min: -2, max: 2 }), stale: fc.nat({ max: 9 }) })
  .map(({ which, item, off, stale }) =>
    ofBatch(
      `count item ${item}, off by ${off}${stale === 0 ? ", after it moved" : ""}`,
      which,
      (story, batch) => {
        const { variantId, remaining } = itemOf(story, batch, item);
        const expected = stale === 0 ? remaining + 1 : remaining;
        const found = Math.max(0, remaining + off);
        const counts = [{ variantId: variantGid(variantId), expected, counted: found }];
        const variance = found - remaining;
        return story.act(
          () => countBatch(story.engine.ctx, batch.id, { counts, reason }, ACTOR),
          () => [
            {
              ...{ batchId: batch.id, variantId, produced: Math.max(0, variance) },
              writtenOff: Math.max(0, -variance),
            },
          ],
        );
      },
    ),
  );

export const split = fc.tuple(anyBatch, index, units).map(([which, item, by]) =>
  ofBatch(`split off ${by} of item ${item}`, which, async (story, batch) => {
    const { variantId, remaining } = itemOf(story, batch, item);
    const units = within(by, remaining);
    const items = [{ variantId: variantGid(variantId), units }];
    const done = await story.act(
      () => splitBatch(story.engine.ctx, batch.id, { items, reason }, ACTOR),
      ({ newBatch }) => [
        { batchId: batch.id, variantId, produced: -units },
        { batchId: newBatch.id, variantId, produced: units },
      ],
    );
    if (done === null) return;
    story.batches.push({ id: done.newBatch.id });
    const [from, to] = [batchIn(story, batch.id), batchIn(story, done.newBatch.id)];
    if (!isDeepStrictEqual(originOf(from), originOf(to))) {
      throw new Error(`a part of a batch is ${JSON.stringify(to)}, the batch ${JSON.stringify(from)}`);
    }
  }),
);

function batchIn(story: Story, id: string): BatchState {
  const batch = story.engine.state.batches.find((each) => each.id === id);
  if (batch === undefined) throw new Error(`batch ${id} is not there`);
  return batch;
}

function originOf({ status, madeAt, openedAt, cureOn, expiresOn }: BatchState): unknown {
  return { status, madeAt, openedAt, cureOn, expiresOn };
}

export const merged = fc
  .record({ which: anyBatch, into: anyBatch, item: index, by: units, closes: fc.boolean() })
  .map(({ which, into, item, by, closes }) =>
    ofBatch(
      `merge ${by} of item ${item} into ${into}${closes ? ", closing" : ""}`,
      which,
      async (story, batch) => {
        const target = pick(story.batches, into);
        if (target === undefined || target.id === batch.id) return;
        const { ctx } = story.engine;
        const { variantId, remaining } = itemOf(story, batch, item);
        const units = within(by, remaining);
        const source = { batchId: batch.id, items: [{ variantId: variantGid(variantId), units }] };
        const [from, other] = [datesOf(batchIn(story, target.id)), datesOf(batchIn(story, batch.id))];
        const dates: MergedDates = { batchId: target.id, from, to: mergedDates([from, other]) };
        let refusal: Extract<MergeBatchesResult, { ok: false }> | null = null;
        const merge = (confirmed: string[]) =>
          story.act(
            async () => {
              const input = { sources: [source], closeSources: closes, confirmed, reason };
              const result = await mergeBatches(ctx, target.id, input, ACTOR);
              refusal = result.ok ? null : result;
              return result;
            },
            () => [
              { batchId: batch.id, variantId, produced: -units },
              { batchId: target.id, variantId, produced: units },
            ],
            dates,
          );
        let done = await merge([]);
        const error = (refusal as Extract<MergeBatchesResult, { ok: false }> | null)?.error;
        if (error?.type === "needs_confirmation") done = await merge(error.differences.map(({ key }) => key));
        if (done !== null) expectDates(story, target.id, dates.to);
      },
    ),
  );

function datesOf({ expiresOn, cureOn }: BatchState): BatchDates {
  return { expiresOn, cureOn };
}

/** The earliest expiry and the latest cure date hold for all. */
function mergedDates(all: readonly BatchDates[]): BatchDates {
  const expiries = all.flatMap(({ expiresOn }) => expiresOn ?? []).sort();
  const cures = all.flatMap(({ cureOn }) => cureOn ?? []).sort();
  return { expiresOn: expiries[0] ?? null, cureOn: cures.at(-1) ?? null };
}

function expectDates(story: Story, batchId: string, dates: BatchDates): void {
  const are = datesOf(batchIn(story, batchId));
  if (!isDeepStrictEqual(are, dates)) {
    throw new Error(`dates are ${JSON.stringify(are)} and should be ${JSON.stringify(dates)}`);
  }
}

/** Whatever a person did to units is taken back, exactly, or not at all. */
export const undone = fc.nat({ max: 20 }).map((which) =>
  command(`undo act ${which} from the end`, async (story) => {
    const act = pick(story.acts, story.acts.length * 21 - 1 - which);
    if (act === undefined) return;
    const { dates } = act;
    const before = dates === null ? null : datesOf(batchIn(story, dates.batchId));
    const done = await story.act(
      () => undoAct(story.engine.ctx, act.id, { reason }, ACTOR),
      () =>
        act.books.map(({ batchId, variantId, produced: made = 0, quarantined = 0, writtenOff = 0 }) => ({
          ...{ batchId, variantId, produced: -made, quarantined: -quarantined, writtenOff: -writtenOff },
        })),
    );
    if (done === null) return;
    story.acts.splice(story.acts.indexOf(act), 1);
    // The undo itself cannot be taken back.
    story.acts.splice(
      story.acts.findIndex(({ id }) => id === done.actId),
      1,
    );
    if (dates === null || before === null) return;
    expectDates(story, dates.batchId, isDeepStrictEqual(before, dates.to) ? dates.from : before);
  }),
);

export const transferred = fc
  .record({ which: anyBatch, item: index, by: units, from: index, to: index })
  .map(({ which, item, by, from, to }) =>
    ofBatch(`transfer ${by} of item ${item} from place ${from} to ${to}`, which, (story, batch) => {
      const { ctx } = story.engine;
      const of = itemOf(story, batch, item);
      const there = placeWithUnits(story, of, from);
      const input = {
        ...{ variantId: variantGid(of.variantId), units: within(by, there.units), reason },
        ...{ fromLocationId: there.locationId, toLocationId: story.locationId(to) },
      };
      // Promised units stay where they are, and so does what was produced, written off or in quarantine.
      return story.act(
        () => transferUnits(ctx, batch.id, input, ACTOR),
        () => [],
      );
    }),
  );
