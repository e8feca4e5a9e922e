/** What the control API steers. */
import type { BulkRunner } from "../bulk/runner.ts";
import type { DevStoreConfig } from "../dev-store.ts";
import type { FaultPlan } from "../faults.ts";
import { HttpError, type Context } from "../http.ts";
import type { Inbox } from "../inbox.ts";
import type { RequestLog } from "../requests.ts";
import { RefusedOperation } from "../state/refusal.ts";
import type { ShopRegistry } from "../state/shop-registry.ts";
import type { Customer, Order, Product, Shop } from "../state/types.ts";
import type { OperationOptions, World } from "../state/world.ts";
import type { WebhookSender } from "../webhooks/sender.ts";
import type { AppConfig } from "../webhooks/subscriptions.ts";

export type ControlParts = {
  config: DevStoreConfig;
  app: AppConfig;
  shops: ShopRegistry;
  world: World;
  webhooks: WebhookSender;
  inbox: Inbox;
  faults: FaultPlan;
  requests: RequestLog;
  bulk: BulkRunner;
};

/** "fern" and "fern.myshopify.com" are the same shop. 404 when there is none. */
export function shopOf(parts: ControlParts, context: Context): Shop {
  const given = context.params["shop"] ?? "";
  const shop = parts.shops.get(given) ?? parts.shops.byName(given);
  if (shop === undefined) throw new HttpError(404, `There is no shop ${given}.`);
  return shop;
}

export function orderOf(shop: Shop, context: Context): Order {
  const order = shop.orders.get(Number(context.params["order"]));
  if (order === undefined) throw new HttpError(404, `There is no order ${context.params["order"]}.`);
  return order;
}

export function productOf(shop: Shop, context: Context): Product {
  const product = shop.products.get(Number(context.params["product"]));
  if (product === undefined) throw new HttpError(404, `There is no product ${context.params["product"]}.`);
  return product;
}

export function customerOf(shop: Shop, context: Context): Customer {
  const customer = shop.customers.get(Number(context.params["customer"]));
  if (customer === undefined) throw new HttpError(404, `There is no customer ${context.params["customer"]}.`);
  return customer;
}

/** Any body of the control API may say when it happens (`at`) and that nobody is told (`webhooks: false`). */
export function optionsIn(body: OperationOptions): OperationOptions {
  return {
    ...(body.at === undefined ? {} : { at: body.at }),
    ...(body.webhooks === undefined ? {} : { webhooks: body.webhooks }),
  };
}

/** Maps become objects, so that state can be read as JSON. */
function asJson(value: unknown): unknown {
  const plain: unknown = JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      inner instanceof Map ? (Object.fromEntries(inner) as Record<string, unknown>) : inner,
    ),
  );
  return plain;
}

/** An operation Shopify would refuse is 422. */
export async function carryOut(context: Context, status: number, operation: () => unknown): Promise<void> {
  try {
    context.send(status, asJson((await operation()) ?? {}));
  } catch (error) {
    if (error instanceof RefusedOperation) throw new HttpError(422, error.message);
    throw error;
  }
}
