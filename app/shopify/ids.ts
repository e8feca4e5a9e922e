import { parseShopifyId } from "#app/domain/shopify-id.ts";
import type { ShopifyId, ShopifyIdKind } from "#app/domain/shopify-id.ts";

/** The id in a gid that Shopify gave. @throws {Error} it is of another kind, which its schema rules out. */
export function idOf(kind: ShopifyIdKind, node: { id: string }): ShopifyId {
  const id = parseShopifyId(kind, node.id);
  if (id === null) throw new Error(`Shopify gave ${node.id} where a ${kind} belongs`);
  return id;
}

/** As `idOf`, for what may be absent. */
export function idOrNull(kind: ShopifyIdKind, node: { id: string } | null): ShopifyId | null {
  return node === null ? null : idOf(kind, node);
}

/** Whether a node that was asked for by id is there, and of the kind that was asked for. */
export function isFound<Node extends { id: string }>(
  node: Node | Record<PropertyKey, never> | null,
): node is Node {
  return node !== null && "id" in node;
}
