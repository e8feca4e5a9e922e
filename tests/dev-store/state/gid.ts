/** Shopify's global ids: `gid://shopify/Order/123`. */

export function gid(type: string, id: number): string {
  return `gid://shopify/${type}/${id}`;
}

/** Null when the text is not a gid with a numeric id. A query string after the id (inventory levels have one) is left out. */
export function parseGid(text: string): { type: string; id: number } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/(\d+)(?:\?.*)?$/.exec(text);
  const [, type, id] = match ?? [];
  return type === undefined || id === undefined ? null : { type, id: Number(id) };
}

/** The id of a gid of this type, else null. */
export function idOf(type: string, text: string | null | undefined): number | null {
  const parsed = parseGid(text ?? "");
  return parsed?.type === type ? parsed.id : null;
}
