import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import { ReadOrdersOfFulfillmentOrdersDocument } from "./generated/graphql.ts";
import { idOf, isFound } from "./ids.ts";
import { splitByPrice } from "./split-by-price.ts";

const COST = 30;

/** The orders, each once, that these fulfilment orders belong to; those that are gone, or not shown to the app, have none. */
export async function findOrdersOfFulfilmentOrders(
  client: AdminClient,
  fulfilmentOrderIds: ShopifyId[],
): Promise<ShopifyId[]> {
  const orders = await splitByPrice(fulfilmentOrderIds, async (ids) => {
    const { nodes } = await client.run(
      ReadOrdersOfFulfillmentOrdersDocument,
      { ids: ids.map((id) => toGid("FulfillmentOrder", id)) },
      { cost: COST, size: ids.length },
    );
    return nodes.filter(isFound).map((node) => idOf("Order", node.order));
  });
  return [...new Set(orders)];
}
