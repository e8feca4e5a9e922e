/** The page of a product; its gid's number, so that the address stays short. */
export function productUrl(gid: string): string {
  return `/app/products/${gid.slice(gid.lastIndexOf("/") + 1)}`;
}
