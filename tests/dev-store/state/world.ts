/** What every operation on a shop needs besides the shop: ids, the time, and somewhere to announce what happened. */
import { RefusedOperation } from "./refusal.ts";
import type { Instant, Shop } from "./types.ts";

export type World = {
  /** Ids are unique across shops and kinds, as Shopify's are across shops. */
  nextId(): number;
  /** Where the dev store answers, for picture and file addresses. */
  readonly baseUrl: string;
  /** Hands one change to the webhooks. `body` is called at most once, and only when somebody subscribed. */
  announce(shop: Shop, topics: readonly string[], body: () => string): void;
};

/** How an operation is to be carried out. */
export type OperationOptions = {
  /** When it happens; default now. Seeds use it to have a past. ISO 8601 text or epoch milliseconds. */
  at?: string | number;
  /** False: nobody is told. Default true. */
  webhooks?: boolean;
};

/** The whole second at which an operation happens. Refuses a date that is none. */
export function instantOf(options: OperationOptions): Instant {
  const ms = options.at === undefined ? Date.now() : new Date(options.at).getTime();
  if (Number.isNaN(ms)) throw new RefusedOperation(`"at" is not a date: ${String(options.at)}`);
  return Math.floor(ms / 1000) * 1000;
}

export function announceUnlessSilent(
  world: World,
  shop: Shop,
  options: OperationOptions,
  topics: readonly string[],
  body: () => string,
): void {
  if (options.webhooks !== false) world.announce(shop, topics, body);
}
