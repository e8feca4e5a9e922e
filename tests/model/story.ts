import fc from "fast-check";
import type { Database } from "#app/db/client.ts";
import { findOrderImport } from "#app/db/order-imports.ts";
import { toGid, type ShopifyId } from "#app/domain/shopify-id.ts";
import { importOrders } from "#app/services/import-orders.ts";
import { oldestVisible, startReplay } from "#app/services/start-replay.ts";
import { syncLocations } from "#app/services/sync-locations.ts";
import { makeBatch } from "../factories/batch.ts";
import { makeContext, makeShop } from "../setup/test-shop.ts";
import type { BookChange } from "./check-acts.ts";
import { EngineSide, never } from "./engine-side.ts";
import type { Announced, Shape } from "./shopify-side.ts";
import { ShopifySide } from "./shopify-side.ts";

/** A shop as most are: one product in two sizes, from one place. */
export const PLAIN_SHOP: Shape = { products: [2], locations: 1 };
/** The second product may be a set of the first one's sizes; three locations. */
export const WIDE_SHOP: Shape = { products: [2, 1], locations: 3 };
/** What every shop begins with, scarce: the one made first expires last, and one cures while the story goes on. */
const FIRST_BATCHES = [
  { madeDaysAgo: 30, expiresInDays: 9 },
  { madeDaysAgo: 20, expiresInDays: 6 },
  { madeDaysAgo: 2, curesInDays: 1 },
];
const STOCK = 3;
const DAY_MS = 86_400_000;
/** When the app is installed. */
export const BEGINS = Date.UTC(2026, 2, 10, 9);
/** From when on there may be orders that the app was told nothing of. */
export const PAST_DAYS = 30;
const IDS_PER_STORY = 100_000;

export interface ShopRules {
  strategy: "fifo" | "fefo";
  assignAt: "creation" | "payment" | "fulfilment";
  minShelfLifeDays: number;
  keepWhole: boolean;
  skipQuarantine: boolean;
  tracksLocations: boolean;
}

/** What most shops have, and everything else often enough. */
export function anyRules({ locations }: Shape): fc.Arbitrary<ShopRules> {
  return fc.record({
    strategy: fc.constantFrom("fifo", "fefo"),
    assignAt: fc.constantFrom("creation", "creation", "creation", "payment", "fulfilment"),
    minShelfLifeDays: fc.constantFrom(0, 0, 0, 3, 8),
    keepWhole: fc.constantFrom(false, false, false, true),
    skipQuarantine: fc.constantFrom(false, false, true),
    tracksLocations: locations > 1 ? fc.constantFrom(true, true, false) : fc.constant(false),
  });
}

/** What a merge made of the dates of the batch that took the units. */
export interface MergedDates {
  batchId: string;
  from: BatchDates;
  to: BatchDates;
}

export interface BatchDates {
  expiresOn: string | null;
  cureOn: string | null;
}

let stories = 0;

/** One run: a shop of its own in Shopify and in the app, a clock, and what happened so far. */
export class Story {
  readonly shopify: ShopifySide;
  readonly engine: EngineSide;
  readonly batches: { id: string }[] = [];
  readonly recallIds: string[] = [];
  /** What a person did to units, with what it did to the books. */
  readonly acts: { id: string; books: readonly BookChange[]; dates: MergedDates | null }[] = [];
  readonly #sent: (Announced & { webhookId: string })[] = [];
  readonly now: () => Date;
  readonly passTime: (seconds: number) => void;

  private constructor(parts: Pick<Story, "shopify" | "engine" | "now" | "passTime">) {
    this.shopify = parts.shopify;
    this.engine = parts.engine;
    this.now = parts.now;
    this.passTime = parts.passTime;
  }

  static async begin(db: Database, shape: Shape, rules: ShopRules): Promise<Story> {
    stories += 1;
    let at = BEGINS;
    const now = (): Date => new Date(at);
    const passTime = (seconds: number): void => {
      at += seconds * 1_000;
    };
    const name = `model-${process.pid}-${stories}`;
    const shopify = new ShopifySide(name, shape, stories * IDS_PER_STORY, now);
    shopify.toldFrom = BEGINS - DAY_MS;
    const shop = await makeShop(db, { domain: shopify.shop.domain });
    await db.shop.update({ where: { id: shop.id }, data: { ...rules, installedAt: new Date(BEGINS) } });
    await db.product.createMany({
      data: shopify.products.map(({ id }) => ({ shopId: shop.id, id, title: `Soap ${id}` })),
    });
    await db.variant.createMany({
      data: shopify.products.flatMap(({ id: productId, variantIds }) =>
        variantIds.map((id) => ({ shopId: shop.id, id, productId, title: `Size ${id}` })),
      ),
    });
    const ctx = makeContext(db, shop, { now, shopify: shopify.gateway() });
    const engine = new EngineSide(ctx, shopify, passTime);
    const story = new Story({ shopify, engine, now, passTime });
    const day = (days: number): string => new Date(BEGINS + days * DAY_MS).toISOString().slice(0, 10);
    for (const { madeDaysAgo, expiresInDays, curesInDays } of FIRST_BATCHES) {
      const made = await makeBatch(
        db,
        shop,
        shopify.variantIds.map((id) => ({ variantId: BigInt(id), units: STOCK })),
        {
          madeAt: new Date(BEGINS - madeDaysAgo * DAY_MS),
          ...(expiresInDays === undefined ? {} : { expiresOn: day(expiresInDays) }),
          ...(curesInDays === undefined ? {} : { cureOn: day(curesInDays) }),
        },
      );
      story.batches.push({ id: made.id });
    }
    await syncLocations(ctx);
    await engine.begin();
    return story;
  }

  variantId(index: number): ShopifyId {
    return BigInt(this.shopify.variantIds[index % this.shopify.variantIds.length] ?? 0);
  }

  /** A location; null: no particular one. In a shop of one location always that. */
  locationId(index: number): string | null {
    const { locationIds } = this.shopify;
    const id = locationIds.length > 1 ? locationIds[index % (locationIds.length + 1)] : undefined;
    return id === undefined ? null : toGid("Location", BigInt(id));
  }

  /** Past orders are replayed to their end, while Shopify shows them. */
  async replay(): Promise<void> {
    const { ctx } = this.engine;
    const since = new Date(BEGINS - PAST_DAYS * DAY_MS);
    if (since < oldestVisible(this.now())) return;
    await this.engine.takeIn(async () => {
      const started = await startReplay(ctx, { since }, "merchant:model");
      if (!started.ok) throw new Error(`the replay was refused: ${started.error.type}`);
      while ((await importOrders(ctx, started.importId, never)) !== null);
      const ended = await findOrderImport(ctx.db, ctx.shop.id, started.importId);
      if (ended?.state !== "done") throw new Error(`the replay ended as ${ended?.state}: ${ended?.error}`);
    });
    this.shopify.toldFrom = 0;
  }

  /** Something that a person does to units: if it is done, it may be taken back later. */
  async act<Result extends { ok: boolean }>(
    act: () => Promise<Result>,
    books: (result: Extract<Result, { ok: true }>) => readonly BookChange[],
    dates: MergedDates | null = null,
  ): Promise<Extract<Result, { ok: true }> | null> {
    const known = new Set(this.engine.state.acts.map(({ id }) => id));
    const isDone = (result: Result): result is Extract<Result, { ok: true }> => result.ok;
    const result = await this.engine.step(act, { books: (done) => (isDone(done) ? books(done) : []) });
    const added = this.engine.state.acts.filter(({ id }) => !known.has(id));
    if (!isDone(result)) {
      if (added.length > 0) throw new Error("an act was refused and is there");
      return null;
    }
    for (const { id } of added) this.acts.push({ id, books: books(result), dates });
    return result;
  }

  /**
   * Takes as many announcements from the outbox as `shuffle` is long, in the order it says, each as often as `copies` says;
   * never means that it is lost.
   */
  async deliver(shuffle: readonly number[], copies: readonly number[], again: number | null): Promise<void> {
    const { outbox } = this.shopify;
    const arriving: (Announced & { webhookId: string })[] = [];
    for (const [index, pick] of shuffle.entries()) {
      const [announced] = outbox.splice(pick % Math.max(1, outbox.length), 1);
      if (announced === undefined) break;
      const delivery = { ...announced, webhookId: `${this.#sent.length}` };
      this.#sent.push(delivery);
      for (let copy = 0; copy < (copies[index % copies.length] ?? 1); copy++) arriving.push(delivery);
    }
    const old = again === null ? undefined : this.#sent[again % Math.max(1, this.#sent.length)];
    // Long after the first time the id may be forgotten, so that it comes as a new one.
    if (old !== undefined) arriving.push({ ...old, webhookId: `${old.webhookId} again` });
    await this.engine.receive(arriving);
  }
}
