import { expect } from "vitest";
import type { Database } from "#app/db/client.ts";
import { fulfilmentOrderTopics, orderBodyTopics, orderEventTopics } from "#app/services/delivery-topics.ts";
import type { ShopContext } from "#app/services/context.ts";
import { fetchOrders } from "#app/services/fetch-orders.ts";
import { findReroutedOrders } from "#app/services/find-rerouted-orders.ts";
import { processDeliveries } from "#app/services/process-deliveries.ts";
import { settleWaiting } from "#app/services/settle-waiting.ts";
import { sweepOrders } from "#app/services/sweep-orders.ts";
import { syncLocations } from "#app/services/sync-locations.ts";
import { findReroutedOrdersJob, settleWaitingJob, syncLocationsJob } from "#app/jobs/definitions.ts";
import { asKept } from "../integration/engine/deliver.ts";
import { expectInvariants } from "../setup/invariants.ts";
import { checkBooks, checkConserved, type BookChange } from "./check-acts.ts";
import { checkAssigning } from "./check-assigning.ts";
import { PromisedPlaces } from "./check-places.ts";
import { checkRecalls } from "./check-recalls.ts";
import { checkStaying, FirstSight, type Components, type Corrected } from "./check-staying.ts";
import { checkSums } from "./check-sums.ts";
import { differingLines } from "./differing-lines.ts";
import { readEngineState, type EngineState } from "./engine-state.ts";
import type { Announced, ModelOrder, ShopifySide } from "./shopify-side.ts";

const TOGETHER: readonly string[] = [...orderBodyTopics, ...orderEventTopics, ...fulfilmentOrderTopics];
const MINUTE = 60;
export const never = new AbortController().signal;

/** What a step is to do to the books beside serving orders. */
interface Expected<Result> {
  /** Left out: nothing. `settled`: what Shopify's facts make of them, which the sums judge. */
  books?: "settled" | ((result: Result) => readonly BookChange[]);
  /** The line about which a person said something; null when it was refused. */
  corrected?: (result: Result) => Corrected | null;
}

/**
 * The app under test with everything that is checked of it. The whole of its state is read after each step, once, and judged
 * by plain reckonings: see the `check-` files. At the end the app holds what the model knows of Shopify.
 */
export class EngineSide {
  readonly db: Database;
  readonly ctx: ShopContext;
  /** What one unit of each set is made of now, as the merchant said. */
  readonly sets = new Map<number, Components>();
  readonly #shopify: ShopifySide;
  readonly #passTime: (seconds: number) => void;
  readonly #firstSight = new FirstSight();
  readonly #places = new PromisedPlaces();
  #state: EngineState | null = null;
  #lastMovement = 0;

  constructor(ctx: ShopContext, shopify: ShopifySide, passTime: (seconds: number) => void) {
    this.db = ctx.db;
    this.ctx = ctx;
    this.#shopify = shopify;
    this.#passTime = passTime;
  }

  /** What the app knows after the last step. */
  get state(): EngineState {
    if (this.#state === null) throw new Error("the story has not begun");
    return this.#state;
  }

  async begin(): Promise<void> {
    this.#keep(await this.#read());
  }

  #keep(state: EngineState): void {
    this.#state = state;
    this.#lastMovement = state.movements.at(-1)?.id ?? this.#lastMovement;
  }

  /** Webhooks arrive, in this order; an id that comes again is a duplicate. */
  async receive(deliveries: readonly (Announced & { webhookId: string })[]): Promise<void> {
    // Bodies are planned together and the others plan nothing; a deletion is planned alone.
    const together = deliveries.filter(({ topic }) => TOGETHER.includes(topic));
    const alone = deliveries.filter((one) => !together.includes(one));
    for (const set of [together, ...alone.map((one) => [one])]) {
      if (set.length === 0) continue;
      const shopId = this.ctx.shop.id;
      const data = set.map(({ topic, body, webhookId }) => ({
        ...{ shopId, topic, webhookId },
        ...asKept(topic, body),
      }));
      await this.db.webhookDelivery.createMany({ data, skipDuplicates: true });
      await this.#settles(() => processDeliveries(this.ctx));
    }
    await this.fetchAll();
  }

  /** Orders that a webhook only pointed at are read; one that Shopify does not have may be one that it has not got yet. */
  async fetchAll(): Promise<void> {
    while (this.state.orders.some(({ marked }) => marked)) {
      if ((await this.#settles(() => fetchOrders(this.ctx))) > 0) continue;
      this.#passTime(MINUTE);
      await this.timePasses();
      const read = await this.#settles(() => fetchOrders(this.ctx));
      expect(read, "marked orders are read").toBeGreaterThan(0);
    }
  }

  async sweep(): Promise<void> {
    await this.#settles(() => sweepOrders(this.ctx));
    await this.fetchAll();
  }

  /** What runs by the clock. */
  async timePasses(): Promise<void> {
    await this.step(() => settleWaiting(this.ctx, null, never));
  }

  async #settles<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.step(act, { books: "settled" });
  }

  /** Takes in what Shopify says, by another way than webhooks. */
  async takeIn<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = await this.#settles(act);
    await this.fetchAll();
    return result;
  }

  /** Does one thing at one instant, with the work that it queues, and checks what came of it. */
  async step<Result>(act: () => Promise<Result>, expected: Expected<Result> = {}): Promise<Result> {
    this.#passTime(1);
    const before = this.state;
    const result = await act();
    let after = await this.#read();
    if (after.jobs.length > 0) {
      for (const job of after.jobs) await this.#work(job);
      after = await this.#read();
    }
    this.#keep(after);

    const { books = () => [] } = expected;
    const corrected = expected.corrected?.(result) ?? null;
    expectNone({
      ...checkSums(before, after),
      ...checkAssigning(before, after, this.ctx.now().getTime()),
      ...checkRecalls(after),
      ...this.#places.check(before, after),
      ...checkStaying(before, after, corrected),
      ...this.#firstSight.check(after, this.sets),
      ...(corrected !== null
        ? checkConserved(before, after, corrected)
        : books === "settled"
          ? {}
          : checkBooks(before, after, books(result))),
    });
    return result;
  }

  async finish(): Promise<void> {
    await this.sweep();
    await this.timePasses();
    expect(
      await differingLines(this.db, this.ctx.shop.id, this.#toldOrders()),
      "the app holds what Shopify has",
    ).toEqual([]);
    expect(this.#wronglyPaid(), "the app knows what is paid").toEqual([]);
    await expectInvariants(this.db, this.ctx.shop.id);
  }

  async #read(): Promise<EngineState> {
    return readEngineState(this.db, this.ctx.shop.id, this.#lastMovement);
  }

  /** A queued job, as the worker does it. */
  async #work({ id, task, payload }: EngineState["jobs"][number]): Promise<void> {
    await this.db.$executeRaw`DELETE FROM graphile_worker._private_jobs WHERE id = ${id}`;
    switch (task) {
      case settleWaitingJob.name: {
        const { productId } = settleWaitingJob.payload.parse(payload);
        await settleWaiting(this.ctx, productId === null ? null : BigInt(productId), never);
        return;
      }
      case findReroutedOrdersJob.name: {
        const { fulfilmentOrderIds } = findReroutedOrdersJob.payload.parse(payload);
        await findReroutedOrders(this.ctx, fulfilmentOrderIds.map(BigInt));
        return;
      }
      case syncLocationsJob.name:
        await syncLocations(this.ctx);
        return;
      default:
        throw new Error(`the model cannot do ${task}`);
    }
  }

  /** Orders that the app should know: all but those from before its time that no replay has told it. */
  #toldOrders(): ModelOrder[] {
    const known = new Set(this.state.orders.map(({ id }) => id));
    return this.#shopify.orders.filter(
      ({ past, order }) => !past || known.has(order.id) || order.updatedAt >= this.#shopify.toldFrom,
    );
  }

  #wronglyPaid(): unknown[] {
    const paid = new Map(this.state.orders.map((order) => [order.id, order.paid]));
    return this.#toldOrders().filter(({ deleted, order }) => !deleted && paid.get(order.id) !== order.paid);
  }
}

/** Fails with everything that was found, by the rule that it breaks. */
function expectNone(found: Record<string, unknown[]>): void {
  const broken = Object.entries(found).flatMap(([rule, finds]) =>
    finds.map((find) => `${rule}: ${JSON.stringify(find)}`),
  );
  expect(broken).toEqual([]);
}
