import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import { ReadAllFulfillmentPlacesDocument, ReadPlacesOfOrdersDocument } from "./generated/graphql.ts";
import type { FulfillmentPlaceFragment } from "./generated/graphql.ts";
import { idOrNull, isFound } from "./ids.ts";
import { readFulfilmentOrders } from "./read-fulfilment-orders.ts";
import type { RemainingUnits } from "./read-fulfilment-orders.ts";
import { splitByPrice } from "./split-by-price.ts";

/** Where the units of an order ship from. */
export interface OrderPlaces {
  remaining: RemainingUnits[];
  /** The location of each fulfilment, by the fulfilment's gid; null: it was deleted. */
  fulfilments: Map<string, ShopifyId | null>;
}

/** The list's size in orders.graphql: one that is this long may have been cut. */
const FULFILLMENTS_AT_FIRST = 10;
/** Shopify answers lists without a cursor up to this length. */
const LONGEST_LIST = 250;
const COST_OF_ORDER = 60;
const COST_OF_LIST = 40;

/** What a shop that tracks locations needs to know beyond the orders themselves, by the order's gid. */
export async function readOrderPlaces(
  client: AdminClient,
  orderGids: string[],
): Promise<Map<string, OrderPlaces>> {
  const places = await splitByPrice(orderGids, async (ids) => {
    const { nodes } = await client.run(
      ReadPlacesOfOrdersDocument,
      { ids },
      { cost: COST_OF_ORDER * ids.length, size: ids.length },
    );
    const found: [string, OrderPlaces][] = [];
    for (const { id, fulfillments, fulfillmentOrders } of nodes.filter(isFound)) {
      const remaining = await readFulfilmentOrders(client, id, fulfillmentOrders);
      const all = await allFulfilments(client, id, fulfillments);
      const fulfilments = new Map(all.map((one) => [one.id, idOrNull("Location", one.location)]));
      found.push([id, { remaining, fulfilments }]);
    }
    return found;
  });
  return new Map(places);
}

async function allFulfilments(
  client: AdminClient,
  id: string,
  first: FulfillmentPlaceFragment[],
): Promise<FulfillmentPlaceFragment[]> {
  if (first.length < FULFILLMENTS_AT_FIRST) return first;
  const { order } = await client.run(
    ReadAllFulfillmentPlacesDocument,
    { id, first: LONGEST_LIST },
    { cost: COST_OF_LIST },
  );
  return order?.fulfillments ?? first;
}
