interface Connection<Node> {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: Node[];
}

/** All nodes of a connection whose first page is at hand. A page that is missing ends it: its owner was deleted meanwhile. */
export async function readOn<Node>(
  first: Connection<Node>,
  readPage: (after: string) => Promise<Connection<Node> | undefined>,
): Promise<Node[]> {
  const nodes = [...first.nodes];
  let { hasNextPage, endCursor } = first.pageInfo;
  while (hasNextPage && endCursor !== null) {
    const page = await readPage(endCursor);
    if (page === undefined) break;
    nodes.push(...page.nodes);
    ({ hasNextPage, endCursor } = page.pageInfo);
  }
  return nodes;
}
