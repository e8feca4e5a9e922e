/** Cursor paging over a list, as every Shopify connection does it. */
import { GraphQLError } from "graphql";

export type ConnectionArgs = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

type SortValue = number | string;

export type Connection<T> = {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
};

const MAX_PAGE = 250;
/** `first` as bulk operations ask for it: everything. */
export const WHOLE_CONNECTION = 2_000_000_000;

function badArgument(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
}

function encodeCursor(id: number, value: SortValue): string {
  return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString("base64");
}

function decodeCursor(cursor: string): { id: number; value: SortValue } {
  try {
    const parsed = JSON.parse(Buffer.from(cursor, "base64").toString("utf8")) as {
      last_id: number;
      last_value: SortValue;
    };
    if (typeof parsed.last_id === "number") return { id: parsed.last_id, value: parsed.last_value };
  } catch {
    // Said below, for both ways of being wrong.
  }
  throw badArgument(`Invalid cursor for current pagination sort: ${cursor}`);
}

function compare(a: SortValue, b: SortValue): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * One page. Positions are by sort value and id, not by count, so a page stays right while items come and go.
 * Throws as Shopify does without first/last, and above 250.
 */
export function connection<T>(
  items: readonly T[],
  args: ConnectionArgs,
  idOf: (item: T) => number,
  sortValueOf: (item: T) => SortValue = idOf,
): Connection<T> {
  const size = args.first ?? args.last;
  if (size === null || size === undefined) throw badArgument("you must provide one of first or last");
  if (size < 0) throw badArgument("first and last cannot be negative");
  if (size > MAX_PAGE && size !== WHOLE_CONNECTION)
    throw badArgument(`${args.first == null ? "last" : "first"} cannot exceed ${MAX_PAGE}`);
  const direction = args.reverse === true ? -1 : 1;
  const order = (a: { id: number; value: SortValue }, b: { id: number; value: SortValue }): number =>
    direction * (compare(a.value, b.value) || a.id - b.id);
  let entries = items.map((item) => ({ item, id: idOf(item), value: sortValueOf(item) })).sort(order);
  const total = entries.length;
  let skippedBefore = 0;
  if (args.after) {
    const after = decodeCursor(args.after);
    entries = entries.filter((entry) => order(entry, after) > 0);
    skippedBefore = total - entries.length;
  }
  let skippedAfter = 0;
  if (args.before) {
    const before = decodeCursor(args.before);
    const kept = entries.filter((entry) => order(entry, before) < 0);
    skippedAfter = entries.length - kept.length;
    entries = kept;
  }
  const fromEnd = args.first == null;
  const page = fromEnd ? entries.slice(Math.max(0, entries.length - size)) : entries.slice(0, size);
  const cut = entries.length - page.length;
  const edges = page.map(({ item, id, value }) => ({ cursor: encodeCursor(id, value), node: item }));
  return {
    nodes: page.map(({ item }) => item),
    edges,
    pageInfo: {
      hasNextPage: skippedAfter > 0 || (!fromEnd && cut > 0),
      hasPreviousPage: skippedBefore > 0 || (fromEnd && cut > 0),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
