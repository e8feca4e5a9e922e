import { Prisma } from "@prisma/client";
import { expect } from "vitest";
import type { Database } from "#app/db/client.ts";
import { orderBodyTopics, orderEventTopics } from "#app/services/delivery-topics.ts";
import type { ShopContext } from "#app/services/context.ts";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { deliver } from "../integration/engine/deliver.ts";
import { expectInvariants } from "../setup/invariants.ts";
import { differingLines } from "./differing-lines.ts";
import type { Announced, ShopifySide } from "./shopify-side.ts";

const TOGETHER: readonly string[] = [...orderBodyTopics, ...orderEventTopics];

/**
 * The app under test with everything that is checked of it: after each step that may assign units, that nothing was assigned
 * out of order, nobody waits beside stock, and nothing that shipped has moved; at the end, that the app holds what the model
 * knows.
 */
export class EngineSide {
  readonly db: Database;
  readonly ctx: ShopContext;
  readonly #shopify: ShopifySide;
  readonly #tick: () => void;
  /** Units with buyers or back from them, by line and batch, as last seen. */
  #left = new Map<string, number>();

  constructor(ctx: ShopContext, shopify: ShopifySide, tick: () => void) {
    this.db = ctx.db;
    this.ctx = ctx;
    this.#shopify = shopify;
    this.#tick = tick;
  }

  /** Webhooks arrive, in this order; an id that comes again is a duplicate. */
  async receive(deliveries: readonly (Announced & { webhookId: string })[]): Promise<void> {
    // Bodies are planned together and marks plan nothing; a deletion is planned alone. Each plan gets an instant of its own, so
    // that what it assigned can be told from the rest.
    const together = deliveries.filter(({ topic }) => TOGETHER.includes(topic));
    const alone = deliveries.filter((one) => !together.includes(one));
    for (const set of [together, ...alone.map((one) => [one])]) {
      if (set.length === 0) continue;
      for (const { topic, body, webhookId } of set) {
        await deliver(this.db, this.ctx.shop, topic, body, { webhookId });
      }
      await this.step(() => processDeliveries(this.ctx));
    }
    await this.fetchAll();
  }

  /** Orders that a webhook only pointed at are read. */
  async fetchAll(): Promise<void> {
    while ((await this.step(() => fetchOrders(this.ctx))) > 0);
  }

  async sweep(): Promise<void> {
    await this.step(() => sweepOrders(this.ctx));
    await this.fetchAll();
  }

  /** What runs by the clock. */
  async timePasses(): Promise<void> {
    await this.step(() => settleWaiting(this.ctx, null, new AbortController().signal));
  }

  /** Does one thing at one instant and checks what it assigned. */
  async step<Result>(act: () => Promise<Result>): Promise<Result> {
    this.#tick();
    const result = await act();
    await this.#expectInOrder();
    await this.#expectNobodyWaitsBesideStock();
    await this.#expectShippedUnitsStay();
    return result;
  }

  async finish(): Promise<void> {
    await this.sweep();
    await this.timePasses();
    expect(
      await differingLines(this.db, this.ctx.shop.id, this.#shopify.orders),
      "the app holds what Shopify has",
    ).toEqual([]);
    await expectInvariants(this.db, this.ctx.shop.id);
  }

  async #expectInOrder(): Promise<void> {
    const passedOver = await this.db.$queryRaw`
      SELECT b.code AS got, older.code AS passed_over, i.remaining
      FROM assignment a
      JOIN batch b ON b.shop_id = a.shop_id AND b.id = a.batch_id
      JOIN shop s ON s.id = a.shop_id
      JOIN batch_item i ON i.shop_id = a.shop_id AND i.variant_id = a.variant_id AND i.remaining > 0
      JOIN batch older ON older.shop_id = i.shop_id AND older.id = i.batch_id
      WHERE a.shop_id = ${this.ctx.shop.id}::uuid AND a.created_at = ${this.ctx.now()} AND a.promised > 0
        AND NOT s.keep_whole AND ${this.#isEligible()}
        AND (CASE WHEN s.strategy = 'fefo' THEN coalesce(older.expires_on, 'infinity') ELSE '-infinity' END,
             older.made_at, older.opened_at, older.code COLLATE "C", older.id)
          < (CASE WHEN s.strategy = 'fefo' THEN coalesce(b.expires_on, 'infinity') ELSE '-infinity' END,
             b.made_at, b.opened_at, b.code COLLATE "C", b.id)`;
    expect(passedOver, "no batch is passed over").toEqual([]);
  }

  async #expectNobodyWaitsBesideStock(): Promise<void> {
    const waiting = await this.db.$queryRaw`
      SELECT l.order_id, l.unassigned, l.unassigned_shipped, older.code, i.remaining
      FROM order_line l
      JOIN shop s ON s.id = l.shop_id
      JOIN batch_item i ON i.shop_id = l.shop_id AND i.variant_id = l.variant_id AND i.remaining > 0
      JOIN batch older ON older.shop_id = i.shop_id AND older.id = i.batch_id
      WHERE l.shop_id = ${this.ctx.shop.id}::uuid AND l.unassigned > l.unassigned_shipped AND NOT l.deferred
        AND ${this.#isEligible()}`;
    expect(waiting, "nobody waits beside stock").toEqual([]);
  }

  #isEligible() {
    const now = this.ctx.now();
    return Prisma.sql`older.status = 'open' AND older.made_at <= ${now}
      AND (older.cure_on IS NULL OR older.cure_on <= ${now}::timestamptz::date)
      AND (older.expires_on IS NULL OR older.expires_on - s.min_shelf_life_days >= ${now}::timestamptz::date)`;
  }

  async #expectShippedUnitsStay(): Promise<void> {
    const rows = await this.db.$queryRaw<{ key: string; line: bigint; units: number }[]>`
      SELECT line_id || ' ' || batch_id AS key, line_id AS line, sum(shipped + returned)::int AS units
      FROM assignment WHERE shop_id = ${this.ctx.shop.id}::uuid GROUP BY line_id, batch_id`;
    const mayMove = new Set(
      this.#shopify.orders.flatMap(({ lines }) => lines.flatMap((line) => (line.unshipped ? [line.id] : []))),
    );
    const moved = rows.filter(
      ({ key, line, units }) => units < (this.#left.get(key) ?? 0) && !mayMove.has(Number(line)),
    );
    expect(moved, "shipped units stay with their batch").toEqual([]);
    this.#left = new Map(rows.map(({ key, units }) => [key, units]));
  }
}
