import type { Logger } from "#app/config/logger.server.ts";
import type { AccessTokens } from "./access-tokens.ts";
import { countOrders, readBulkFile, readBulkOperation, startOrdersBulk } from "./bulk-operations.ts";
import { createAdminClient } from "./admin-client.ts";
import { addTag, addTags, removeTags } from "./change-tags.ts";
import type { ShopifyGateway } from "./gateway.ts";
import { countVariants, readCatalogue, readProduct, readVariants } from "./read-catalogue.ts";
import { findOrdersOfFulfilmentOrders } from "./find-orders-of-fulfilment-orders.ts";
import { readLocations } from "./read-locations.ts";
import { readOrderTags } from "./read-order-tags.ts";
import { findOrdersUpdatedSince, readOrders } from "./read-orders.ts";
import { readShop } from "./read-shop.ts";
import { showBatches } from "./show-batches.ts";
import { createThrottle } from "./throttle.ts";
import type { Purpose, Throttle } from "./throttle.ts";

/** The gateway to a shop, for a person who waits (`page`) or for work that does not. */
export type GatewayOf = (shopDomain: string, purpose: Purpose) => ShopifyGateway;

/** One for a process: pages and background work of a shop draw on the same cost bucket, so they share one throttle. */
export function createGateways(deps: { tokens: AccessTokens; log: Logger }): GatewayOf {
  const throttles = new Map<string, Throttle>();
  const gateways = new Map<string, ShopifyGateway>();

  const throttleOf = (shopDomain: string): Throttle => {
    const throttle = throttles.get(shopDomain) ?? createThrottle();
    throttles.set(shopDomain, throttle);
    return throttle;
  };

  return (shopDomain, purpose) => {
    const key = `${purpose} ${shopDomain}`;
    const known = gateways.get(key);
    if (known !== undefined) return known;
    const client = createAdminClient({ ...deps, shopDomain, purpose, throttle: throttleOf(shopDomain) });
    const gateway: ShopifyGateway = {
      readShop: () => readShop(client),
      readOrders: (orderIds, options) => readOrders(client, orderIds, options),
      findOrdersUpdatedSince: (since, after) => findOrdersUpdatedSince(client, since, after),
      findOrdersOfFulfilmentOrders: (ids) => findOrdersOfFulfilmentOrders(client, ids),
      readLocations: () => readLocations(client),
      countOrders: (asked) => countOrders(client, asked),
      startOrdersBulk: (asked) => startOrdersBulk(client, asked),
      readBulkOperation: (operationId) => readBulkOperation(client, operationId),
      readBulkFile,
      countVariants: () => countVariants(client),
      readCatalogue: (after) => readCatalogue(client, after),
      readProduct: (productId) => readProduct(client, productId),
      readVariants: (variantIds) => readVariants(client, variantIds),
      addTag: (tag, targets) => addTag(client, tag, targets),
      addTags: (targets) => addTags(client, targets),
      removeTags: (targets) => removeTags(client, targets),
      readOrderTags: (orderIds) => readOrderTags(client, orderIds),
      showBatches: (orders) => showBatches(client, orders),
    };
    gateways.set(key, gateway);
    return gateway;
  };
}
