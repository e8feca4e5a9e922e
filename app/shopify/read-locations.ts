import type { ShopLocation } from "#app/domain/shop-location.ts";
import type { AdminClient } from "./admin-client.ts";
import { ReadLocationsDocument } from "./generated/graphql.ts";
import type { ReadLocationsQueryVariables } from "./generated/graphql.ts";
import { idOf } from "./ids.ts";

/** Shops have a handful; Shopify's limit is 1,000. */
const LOCATIONS_PER_PAGE = 100;
const COST_OF_PAGE = 20;

/** All locations of the shop, deactivated ones too. */
export async function readLocations(client: AdminClient): Promise<ShopLocation[]> {
  const found: ShopLocation[] = [];
  let after: string | null = null;
  do {
    const variables: ReadLocationsQueryVariables = { first: LOCATIONS_PER_PAGE, after };
    const { locations } = await client.run(ReadLocationsDocument, variables, { cost: COST_OF_PAGE });
    for (const location of locations.nodes) {
      found.push({
        locationId: idOf("Location", location),
        name: location.name,
        active: location.isActive,
        ofService: location.isFulfillmentService,
      });
    }
    after = locations.pageInfo.hasNextPage ? locations.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}
