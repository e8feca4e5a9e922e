import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "#app/db/client.ts";
import { findOrderImport } from "#app/db/order-imports.ts";
import type { OrderImportRow } from "#app/db/order-imports.ts";
import { importCatalogue } from "#app/services/import-catalogue.ts";
import { importOrders } from "#app/services/import-orders.ts";
import type { ShopContext } from "#app/services/context.ts";
import { createOrder } from "../../dev-store/state/orders/create-order.ts";
import { fulfillOrder } from "../../dev-store/state/orders/fulfill-order.ts";
import { createProduct } from "../../dev-store/state/products/create-product.ts";
import type { Order, Shop } from "../../dev-store/state/types.ts";
import type { useDevStore } from "../../setup/test-dev-store.ts";
import { makeContext, makeShop } from "../../setup/test-shop.ts";
import { gatewaysOf, grantOfflineToken } from "../shopify/gateway-to.ts";

export const never = new AbortController().signal;
const quiet = { webhooks: false };

/** An instant so many days from now. */
export const day = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** A shop with one product, in Shopify and in the app, of whose orders no webhook has come. */
export interface ImportWorld {
  store: Shop;
  ctx: ShopContext;
  soap: bigint;
  /** Placed then, and shipped whole when that is said; from the shop's first location unless another is named. */
  place: (placed: Date, quantity: number, shipped?: Date, locationId?: number) => Order;
}

export async function makeImportWorld(
  db: Database,
  dev: ReturnType<typeof useDevStore>,
): Promise<ImportWorld> {
  const store = dev.makeStoreShop({ restoreRate: 100_000, bucketSize: 100_000 });
  await grantOfflineToken(db, store);
  const shopify = gatewaysOf(db).gatewayOf(store.domain, "background");
  const ctx = makeContext(db, await makeShop(db, { domain: store.domain }), { shopify });
  const product = createProduct(
    dev.store.world,
    store,
    { title: "Lavender soap", variants: [{ title: "90 g", sku: "LAV-90" }] },
    quiet,
  );
  await importCatalogue(ctx, never);
  const variantId = product.variantIds[0] ?? 0;
  return {
    store,
    ctx,
    soap: BigInt(variantId),
    place(placed, quantity, shipped, locationId) {
      const from = locationId === undefined ? {} : { locationId };
      const order = createOrder(
        dev.store.world,
        store,
        { email: "ana@example.com", lines: [{ variantId, quantity }], ...from },
        { ...quiet, at: placed.getTime() },
      );
      if (shipped !== undefined) {
        fulfillOrder(dev.store.world, store, order, from, { ...quiet, at: shipped.getTime() });
      }
      return order;
    },
  };
}

/** Takes an import on, as the worker does, until it has ended or waits for a person. */
export async function drive(
  ctx: ShopContext,
  importId: string,
  options: { onError?: (error: unknown) => void } = {},
): Promise<OrderImportRow> {
  for (;;) {
    try {
      if ((await importOrders(ctx, importId, never)) === null) return await stateOf(ctx, importId);
    } catch (error) {
      if (options.onError === undefined) throw error;
      options.onError(error);
    }
    await delay(5);
  }
}

export async function stateOf(ctx: ShopContext, importId: string): Promise<OrderImportRow> {
  const found = await findOrderImport(ctx.db, ctx.shop.id, importId);
  if (found === null) throw new Error("the import is gone");
  return found;
}

/** A database of which every n-th transaction goes wrong, in turn before it does anything and after it was committed. */
export function failingEvery(db: Database, n: number): Database {
  let calls = 0;
  return new Proxy(db, {
    get(target, key, receiver) {
      if (key !== "$transaction") return Reflect.get(target, key, receiver) as unknown;
      return async (work: Parameters<Database["$transaction"]>[0]) => {
        calls += 1;
        const isBad = calls % n === 0;
        if (isBad && calls % (2 * n) !== 0) throw new Error("the worker was killed before the commit");
        const result = await (target.$transaction as (work: unknown) => Promise<unknown>)(work);
        if (isBad) throw new Error("the worker was killed after the commit");
        return result;
      };
    },
  });
}
