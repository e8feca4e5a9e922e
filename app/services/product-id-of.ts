import { z } from "zod";
import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId } from "#app/domain/shopify-id.ts";

const productBody = z.object({ id: z.union([z.number().int().positive(), z.string()]) });

/** The product that a `products/*` body is about. @throws {Error} the body names none. */
export function productIdOf(body: unknown): ShopifyId {
  const id = parseShopifyId("Product", String(productBody.parse(body).id));
  if (id === null) throw new Error("the product webhook names no product");
  return id;
}
