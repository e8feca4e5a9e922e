import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import { ReadOrderTagsDocument } from "./generated/graphql.ts";
import { idOf, isFound } from "./ids.ts";

/** The tags of each order that Shopify shows the app. */
export async function readOrderTags(
  client: AdminClient,
  orderIds: readonly ShopifyId[],
): Promise<Map<ShopifyId, string[]>> {
  const { nodes } = await client.run(
    ReadOrderTagsDocument,
    { ids: orderIds.map((id) => toGid("Order", id)) },
    { cost: orderIds.length, size: orderIds.length },
  );
  return new Map(nodes.filter(isFound).map((order) => [idOf("Order", order), order.tags]));
}
