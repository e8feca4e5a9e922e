import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import { ReadFulfillmentOrdersDocument, ReadMoreRemainingUnitsDocument } from "./generated/graphql.ts";
import type {
  FulfillmentOrdersFragment,
  FulfillmentOrderStartFragment,
  FulfillmentOrderStatus,
  ReadFulfillmentOrdersQueryVariables,
} from "./generated/graphql.ts";
import { idOf, idOrNull } from "./ids.ts";
import { readOn } from "./read-on.ts";

/** Units of a line that one fulfilment order is to ship. */
export interface RemainingUnits {
  lineId: ShopifyId;
  /** Null: of a location that was deleted. */
  locationId: ShopifyId | null;
  units: number;
}

const ENDED: FulfillmentOrderStatus[] = ["CLOSED", "CANCELLED", "INCOMPLETE"];
const COST_OF_PAGE = 100;

/**
 * What the order's fulfilment orders still have to ship, one entry per line and fulfilment order. A line that no visible
 * fulfilment order names is absent: the app does not see those of third-party services.
 * @param first the first page, when it is at hand
 */
export async function readFulfilmentOrders(
  client: AdminClient,
  orderGid: string,
  first: FulfillmentOrdersFragment | null = null,
): Promise<RemainingUnits[]> {
  const remaining: RemainingUnits[] = [];
  let page = first ?? (await readPage(client, orderGid, null));
  while (page !== null) {
    for (const fulfilmentOrder of page.nodes) {
      remaining.push(...(await remainingUnits(client, fulfilmentOrder)));
    }
    const { hasNextPage, endCursor } = page.pageInfo;
    page = hasNextPage ? await readPage(client, orderGid, endCursor) : null;
  }
  return remaining;
}

async function readPage(
  client: AdminClient,
  orderGid: string,
  after: string | null,
): Promise<FulfillmentOrdersFragment | null> {
  const variables: ReadFulfillmentOrdersQueryVariables = { id: orderGid, after };
  const { order } = await client.run(ReadFulfillmentOrdersDocument, variables, { cost: COST_OF_PAGE });
  return order?.fulfillmentOrders ?? null;
}

async function remainingUnits(
  client: AdminClient,
  { id, status, assignedLocation, lineItems }: FulfillmentOrderStartFragment,
): Promise<RemainingUnits[]> {
  const lines = await readOn(lineItems, async (after) => {
    const page = await client.run(ReadMoreRemainingUnitsDocument, { id, after }, { cost: COST_OF_PAGE });
    return page.fulfillmentOrder?.lineItems;
  });
  const isEnded = ENDED.includes(status);
  const locationId = idOrNull("Location", assignedLocation.location);
  return lines.map(({ lineItem, remainingQuantity }) => ({
    lineId: idOf("LineItem", lineItem),
    locationId,
    units: isEnded ? 0 : remainingQuantity,
  }));
}
