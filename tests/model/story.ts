import fc from "fast-check";
import type { Database } from "#app/db/client.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import { makeBatch } from "../factories/batch.ts";
import { makeContext, makeShop } from "../setup/test-shop.ts";
import { EngineSide } from "./engine-side.ts";
import type { Announced } from "./shopify-side.ts";
import { ShopifySide } from "./shopify-side.ts";

const VARIANTS = 2;
/** What every shop begins with, scarce: the one made first expires last, and one cures while the story goes on. */
const FIRST_BATCHES = [
  { madeDaysAgo: 30, expiresInDays: 9 },
  { madeDaysAgo: 20, expiresInDays: 6 },
  { madeDaysAgo: 2, curesInDays: 1 },
];
const STOCK = 3;
const DAY_MS = 86_400_000;
const BEGINS = Date.UTC(2026, 2, 10, 9);
const IDS_PER_STORY = 100_000;

export interface ShopRules {
  strategy: "fifo" | "fefo";
  assignAt: "creation" | "payment" | "fulfilment";
  minShelfLifeDays: number;
  keepWhole: boolean;
  skipQuarantine: boolean;
}

/** What most shops have, and everything else often enough. */
export const anyRules: fc.Arbitrary<ShopRules> = fc.record({
  strategy: fc.constantFrom("fifo", "fefo"),
  assignAt: fc.constantFrom("creation", "creation", "creation", "payment", "fulfilment"),
  minShelfLifeDays: fc.constantFrom(0, 0, 3),
  keepWhole: fc.constantFrom(false, false, false, true),
  skipQuarantine: fc.constantFrom(false, false, true),
});

let stories = 0;

/** One run: a shop of its own in Shopify and in the app, a clock, and what happened so far. */
export class Story {
  readonly shopify: ShopifySide;
  readonly engine: EngineSide;
  readonly batches: { id: string; variantIds: ShopifyId[] }[] = [];
  readonly recallIds: string[] = [];
  readonly #sent: (Announced & { webhookId: string })[] = [];
  readonly now: () => Date;
  readonly passTime: (seconds: number) => void;

  private constructor(parts: Pick<Story, "shopify" | "engine" | "now" | "passTime">) {
    this.shopify = parts.shopify;
    this.engine = parts.engine;
    this.now = parts.now;
    this.passTime = parts.passTime;
  }

  static async begin(db: Database, rules: ShopRules): Promise<Story> {
    stories += 1;
    let at = BEGINS;
    const now = (): Date => new Date(at);
    const passTime = (seconds: number): void => {
      at += seconds * 1_000;
    };
    const name = `model-${process.pid}-${stories}`;
    const shopify = new ShopifySide(name, VARIANTS, stories * IDS_PER_STORY, now);
    const shop = await makeShop(db, { domain: shopify.shop.domain });
    await db.shop.update({ where: { id: shop.id }, data: { ...rules, installedAt: new Date(BEGINS) } });
    const [productId] = shopify.shop.products.keys();
    if (productId === undefined) throw new Error("the shop has no product");
    await db.product.create({ data: { shopId: shop.id, id: productId, title: "Soap" } });
    await db.variant.createMany({
      data: shopify.variantIds.map((id) => ({ shopId: shop.id, id, productId, title: `Size ${id}` })),
    });
    const ctx = makeContext(db, shop, { now, shopify: shopify.gateway() });
    const engine = new EngineSide(ctx, shopify, () => passTime(1));
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
      story.batches.push({ id: made.id, variantIds: shopify.variantIds.map(BigInt) });
    }
    return story;
  }

  variantId(index: number): ShopifyId {
    return BigInt(this.shopify.variantIds[index % VARIANTS] ?? 0);
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
