import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import { ReadMoreRemainingUnitsDocument, ReadRemainingUnitsDocument } from "./generated/graphql.ts";
import type { FulfillmentOrderStatus, ReadRemainingUnitsQueryVariables } from "./generated/graphql.ts";
import { idOf } from "./ids.ts";
import { readOn } from "./read-on.ts";

const ENDED: FulfillmentOrderStatus[] = ["CLOSED", "CANCELLED", "INCOMPLETE"];
const COST_OF_PAGE = 100;

/**
 * Units still to ship by line, as the order's fulfilment orders say. A line that no visible fulfilment order names is
 * absent: the app does not see those of third-party services.
 */
export async function readRemainingUnits(
  client: AdminClient,
  orderGid: string,
): Promise<Map<ShopifyId, number>> {
  const remaining = new Map<ShopifyId, number>();
  let after: string | null = null;
  do {
    const variables: ReadRemainingUnitsQueryVariables = { id: orderGid, after };
    const { order } = await client.run(ReadRemainingUnitsDocument, variables, { cost: COST_OF_PAGE });
    if (order === null) break;
    const { nodes, pageInfo } = order.fulfillmentOrders;
    for (const { id, status, lineItems } of nodes) {
      const isEnded = ENDED.includes(status);
      const units = await readOn(lineItems, async (from) => {
        const page = await client.run(
          ReadMoreRemainingUnitsDocument,
          { id, after: from },
          { cost: COST_OF_PAGE },
        );
        return page.fulfillmentOrder?.lineItems;
      });
      for (const { lineItem, remainingQuantity } of units) {
        const lineId = idOf("LineItem", lineItem);
        remaining.set(lineId, (remaining.get(lineId) ?? 0) + (isEnded ? 0 : remainingQuantity));
      }
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return remaining;
}
