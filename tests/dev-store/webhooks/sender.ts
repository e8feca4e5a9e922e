/** Sends a shop's webhooks: many at once, again when they fail, late, twice or not at all when a test asks for it. */
import { randomUUID } from "node:crypto";
import type { Agent } from "undici";
import type { FaultPlan } from "../faults.ts";
import { createRandom, type Random } from "../state/random.ts";
import type { Shop } from "../state/types.ts";
import { attemptDelivery, createWebhookAgent } from "./attempt.ts";
import { PROMPT_DELIVERY, type Delivery, type DeliveryPolicy } from "./delivery.ts";
import { COMPLIANCE_TOPICS, type Subscription } from "./subscriptions.ts";

const RETRIES = 8;
const RETRY_WINDOW_MS = 4 * 3_600_000;
/** Doubling waits that add up to the window: the first is 56 seconds, the last two hours. */
const FIRST_RETRY_WAIT_MS = RETRY_WINDOW_MS / (2 ** RETRIES - 1);
const CONCURRENCY = 32;
const KEPT_DELIVERIES = 50_000;

export type SenderOptions = {
  apiSecret: string;
  apiVersion: string;
  subscriptions: readonly Subscription[];
  appUrl: () => string;
  faults: FaultPlan;
  clockScale: number;
};

export type ReleaseOrder = "as sent" | "reversed" | "shuffled";

export type RawWebhook = {
  topic: string;
  body: string;
  webhookId?: string;
  eventId?: string;
  triggeredAt?: string;
  forged?: boolean;
};

export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #agent: Agent;
  readonly #deliveries: Delivery[] = [];
  readonly #queue: Delivery[] = [];
  readonly #policies = new Map<string, { policy: DeliveryPolicy; random: Random }>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #sending = 0;
  #stopped = false;
  #idleWaiters: (() => void)[] = [];

  constructor(options: SenderOptions) {
    this.#options = options;
    this.#agent = createWebhookAgent(CONCURRENCY);
  }

  /** Queues a body for every subscription to the topics; one event id for all of them. */
  announce(shop: Shop, topics: readonly string[], body: () => string): void {
    const compliance = topics.every((topic) => (COMPLIANCE_TOPICS as readonly string[]).includes(topic));
    if (!shop.installed && !compliance) return;
    const eventId = randomUUID();
    const triggeredAt = new Date().toISOString();
    let text: string | undefined;
    for (const topic of topics) {
      for (const subscription of this.#options.subscriptions) {
        if (subscription.topic !== topic) continue;
        text ??= body();
        this.#accept({
          webhookId: randomUUID(),
          eventId,
          shop: shop.domain,
          topic,
          uri: subscription.uri,
          name: subscription.name,
          apiVersion: this.#options.apiVersion,
          body: onlyFields(text, subscription.includeFields),
          triggeredAt,
          forged: false,
          state: "waiting",
          attempts: [],
        });
      }
    }
  }

  /** Sends a body as it is, to the subscriptions of the topic. */
  sendRaw(shop: Shop, webhook: RawWebhook): Delivery[] {
    return this.#options.subscriptions
      .filter((subscription) => subscription.topic === webhook.topic)
      .map((subscription) => {
        const delivery: Delivery = {
          webhookId: webhook.webhookId ?? randomUUID(),
          eventId: webhook.eventId ?? randomUUID(),
          shop: shop.domain,
          topic: webhook.topic,
          uri: subscription.uri,
          name: subscription.name,
          apiVersion: this.#options.apiVersion,
          body: webhook.body,
          triggeredAt: webhook.triggeredAt ?? new Date().toISOString(),
          forged: webhook.forged ?? false,
          state: "waiting",
          attempts: [],
        };
        this.#remember(delivery);
        this.#enqueue(delivery);
        return delivery;
      });
  }

  deliveries(shop?: string): Delivery[] {
    return shop === undefined ? [...this.#deliveries] : this.#deliveries.filter((each) => each.shop === shop);
  }

  setPolicy(shop: string, changes: Partial<DeliveryPolicy>): DeliveryPolicy {
    const policy = { ...PROMPT_DELIVERY, ...this.#policies.get(shop)?.policy, ...changes };
    this.#policies.set(shop, { policy, random: createRandom(policy.seed) });
    return policy;
  }

  /** Lets go of what was held; later webhooks flow again unless `keepHolding`. */
  release(shop: string, order: ReleaseOrder, keepHolding = false): number {
    const entry = this.#policies.get(shop);
    const held = this.#deliveries.filter((delivery) => delivery.shop === shop && delivery.state === "held");
    const random = entry?.random ?? createRandom(1);
    const ordered =
      order === "shuffled" ? random.shuffle(held) : order === "reversed" ? held.reverse() : held;
    if (entry !== undefined && !keepHolding) entry.policy.hold = false;
    for (const delivery of ordered) this.#enqueue(delivery);
    return ordered.length;
  }

  /** Sends a delivery that has ended once more, with the same webhook id and body. */
  redeliver(webhookId: string): boolean {
    const delivery = this.#deliveries.find((each) => each.webhookId === webhookId);
    if (delivery === undefined) return false;
    this.#accept({ ...delivery, state: "waiting", attempts: [] });
    return true;
  }

  /** Resolves when nothing is queued, under way, delayed or waiting for a retry. Held deliveries are not waited for. */
  async drain(): Promise<void> {
    if (this.#isIdle()) return;
    await new Promise<void>((resolve) => this.#idleWaiters.push(resolve));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#queue.length = 0;
    await this.#agent.destroy();
    this.#wakeIdleWaiters();
  }

  #remember(delivery: Delivery): void {
    this.#deliveries.push(delivery);
    if (this.#deliveries.length > KEPT_DELIVERIES * 1.1) this.#deliveries.splice(0, KEPT_DELIVERIES * 0.1);
  }

  /** Applies the shop's policy and any fault planned for this delivery. */
  #accept(delivery: Delivery): void {
    this.#remember(delivery);
    const { policy, random } = this.#policies.get(delivery.shop) ?? {
      policy: PROMPT_DELIVERY,
      random: createRandom(1),
    };
    const fault = this.#options.faults.take("webhook", { shop: delivery.shop, name: delivery.topic });
    if (fault === "drop" || random.chance(policy.dropRate)) {
      delivery.state = "dropped";
      return;
    }
    const copies = [delivery];
    if (fault === "duplicate" || random.chance(policy.duplicateRate)) {
      copies.push({ ...delivery, attempts: [] });
    }
    if (fault === "forge" || random.chance(policy.forgeRate)) {
      copies.push({ ...delivery, webhookId: randomUUID(), forged: true, attempts: [] });
    }
    for (const copy of copies) {
      if (copy !== delivery) this.#remember(copy);
      if (policy.hold) {
        copy.state = "held";
      } else if (fault === "delay" || random.chance(policy.delayRate)) {
        this.#later(random.next() * (policy.maxDelayMs || 1000), () => this.#enqueue(copy));
      } else {
        this.#enqueue(copy);
      }
    }
  }

  #enqueue(delivery: Delivery): void {
    delivery.state = "waiting";
    this.#queue.push(delivery);
    this.#pump();
  }

  #pump(): void {
    while (!this.#stopped && this.#sending < CONCURRENCY) {
      const delivery = this.#queue.shift();
      if (delivery === undefined) break;
      this.#sending += 1;
      void this.#send(delivery).finally(() => {
        this.#sending -= 1;
        this.#pump();
        if (this.#isIdle()) this.#wakeIdleWaiters();
      });
    }
  }

  async #send(delivery: Delivery): Promise<void> {
    delivery.state = "sending";
    const started = Date.now();
    const { appUrl, apiSecret, faults } = this.#options;
    let outcome = await attemptDelivery(this.#agent, appUrl(), apiSecret, delivery);
    const lost = faults.take("webhook-answer", { shop: delivery.shop, name: delivery.topic });
    if (lost !== null) outcome = "dev store: the answer was lost on request";
    delivery.attempts.push({ at: started, durationMs: Date.now() - started, outcome });
    if (typeof outcome === "number" && outcome >= 200 && outcome < 300) {
      delivery.state = "delivered";
    } else if (delivery.forged || delivery.attempts.length > RETRIES || this.#stopped) {
      delivery.state = "failed";
    } else {
      const wait = (FIRST_RETRY_WAIT_MS * 2 ** (delivery.attempts.length - 1)) / this.#options.clockScale;
      delivery.state = "waiting";
      this.#later(wait, () => this.#enqueue(delivery));
    }
  }

  #later(waitMs: number, action: () => void): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, waitMs);
    this.#timers.add(timer);
  }

  #isIdle(): boolean {
    return this.#sending === 0 && this.#queue.length === 0 && this.#timers.size === 0;
  }

  #wakeIdleWaiters(): void {
    const waiters = this.#idleWaiters;
    this.#idleWaiters = [];
    for (const wake of waiters) wake();
  }
}

function onlyFields(body: string, fields: readonly string[]): string {
  if (fields.length === 0) return body;
  const whole = JSON.parse(body) as Record<string, unknown>;
  return JSON.stringify(Object.fromEntries(Object.entries(whole).filter(([key]) => fields.includes(key))));
}
