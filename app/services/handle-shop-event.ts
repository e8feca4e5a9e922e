import type { ModelTransaction } from "#app/db/client.ts";
import type { Delivery } from "#app/db/deliveries.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { deleteOrders } from "./delete-orders.ts";
import type { shopTopics } from "./delivery-topics.ts";
import { markProductDeleted } from "./mark-product-deleted.ts";
import { readOrderEvent } from "./read-order-event.ts";
import { requestLocationSync } from "./request-location-sync.ts";
import { requestProductSync } from "./request-product-sync.ts";
import { uninstallShop } from "./uninstall-shop.ts";
import { updateScopes } from "./update-scopes.ts";
import { wakeImport } from "./wake-import.ts";

/**
 * Hands webhooks about deletions, the catalogue, the locations, the installation and finished files to the services they
 * are for. Safe to repeat: some
 * of these commit on their own, before the delivery is marked as processed.
 */
export async function handleShopEvent(
  ctx: ShopContext,
  tx: ModelTransaction,
  deliveries: readonly Delivery[],
): Promise<void> {
  for (const delivery of deliveries) {
    const topic = delivery.topic as (typeof shopTopics)[number];
    switch (topic) {
      case "orders/delete":
        await deleteOrders(ctx, tx, orderIdsOf(delivery));
        break;
      case "products/create":
      case "products/update":
        await requestProductSync(ctx, JSON.parse(delivery.body));
        break;
      case "products/delete":
        await markProductDeleted(ctx, JSON.parse(delivery.body));
        break;
      case "locations/create":
      case "locations/update":
      case "locations/activate":
      case "locations/deactivate":
      case "locations/delete":
        await requestLocationSync(tx, ctx.shop.id);
        break;
      case "app/uninstalled":
        await uninstallShop(ctx, delivery.triggeredAt);
        break;
      case "app/scopes_update":
        await updateScopes(ctx, JSON.parse(delivery.body));
        break;
      case "bulk_operations/finish":
        await wakeImport(ctx, tx, JSON.parse(delivery.body));
        break;
      default:
        topic satisfies never;
    }
  }
}

function orderIdsOf(delivery: Delivery): ShopifyId[] {
  const event = readOrderEvent(delivery);
  return event === null ? [] : [event.orderId];
}
