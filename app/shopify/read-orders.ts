import type { OrderFacts } from "#app/domain/order-facts.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import type { Page, ReadOrdersOptions } from "./gateway.ts";
import { ReadOrderIdsDocument, ReadOrdersDocument } from "./generated/graphql.ts";
import { idOf, isFound } from "./ids.ts";
import { needsRemainingUnits, toOrderFacts } from "./order-facts.ts";
import { readFulfilmentOrders } from "./read-fulfilment-orders.ts";
import { readOrderPlaces } from "./read-order-places.ts";
import { readWholeOrder } from "./read-whole-order.ts";
import { splitByPrice } from "./split-by-price.ts";

const ORDERS_PER_QUERY = 10;
const COST_OF_ORDER = 60;
const IDS_PER_PAGE = 50;

/** Facts of the orders that Shopify shows the app, in the order of the ids. */
export async function readOrders(
  client: AdminClient,
  orderIds: ShopifyId[],
  options: ReadOrdersOptions,
): Promise<OrderFacts[]> {
  const facts: OrderFacts[] = [];
  for (let from = 0; from < orderIds.length; from += ORDERS_PER_QUERY) {
    const ids = orderIds.slice(from, from + ORDERS_PER_QUERY);
    facts.push(...(await splitByPrice(ids, (some) => readSet(client, some, options))));
  }
  return facts;
}

async function readSet(
  client: AdminClient,
  orderIds: ShopifyId[],
  options: ReadOrdersOptions,
): Promise<OrderFacts[]> {
  const { nodes } = await client.run(
    ReadOrdersDocument,
    { ids: orderIds.map((id) => toGid("Order", id)) },
    { cost: COST_OF_ORDER * orderIds.length, size: orderIds.length },
  );
  const found = nodes.filter(isFound);
  const gids = found.map((node) => node.id);
  const places = options.places ? await readOrderPlaces(client, gids) : null;
  const facts: OrderFacts[] = [];
  for (const node of found) {
    const order = await readWholeOrder(client, node);
    const ofOrder = places?.get(node.id) ?? null;
    const remaining = needsRemainingUnits(order)
      ? (ofOrder?.remaining ?? (await readFulfilmentOrders(client, node.id)))
      : null;
    facts.push(toOrderFacts(order, remaining, ofOrder));
  }
  return facts;
}

/** One page of orders with `updated_at` at or after `since`, oldest change first. */
export async function findOrdersUpdatedSince(
  client: AdminClient,
  since: Date,
  after: string | null,
): Promise<Page<ShopifyId>> {
  const { orders } = await client.run(
    ReadOrderIdsDocument,
    { first: IDS_PER_PAGE, query: `updated_at:>='${since.toISOString()}'`, after },
    { cost: IDS_PER_PAGE },
  );
  const items = orders.nodes.map((node) => idOf("Order", node));
  return { items, next: orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null };
}
