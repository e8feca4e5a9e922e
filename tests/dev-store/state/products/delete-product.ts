import type { Product, Shop } from "../types.ts";
import { announceUnlessSilent, type OperationOptions, type World } from "../world.ts";
import { removeVariant } from "./update-product.ts";

/** Sends products/delete, which carries the id alone. */
export function deleteProduct(
  world: World,
  shop: Shop,
  product: Product,
  options: OperationOptions = {},
): void {
  for (const variantId of product.variantIds) removeVariant(shop, variantId);
  for (const order of shop.orders.values()) {
    for (const line of order.lines) if (line.productId === product.id) line.productId = null;
  }
  shop.products.delete(product.id);
  announceUnlessSilent(world, shop, options, ["products/delete"], () => JSON.stringify({ id: product.id }));
}
