/** The page of an order; its gid's number, so that the address stays short. */
export function orderUrl(gid: string): string {
  return `/app/orders/${gid.slice(gid.lastIndexOf("/") + 1)}`;
}
