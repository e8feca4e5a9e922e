import { toGid } from "#app/domain/shopify-id.ts";
import type { AdminClient } from "./admin-client.ts";
import type { OrderToShow, ShowResult } from "./gateway.ts";
import { DeleteOrderMetafieldsDocument, SetOrderMetafieldsDocument } from "./generated/graphql.ts";

/** The app's own namespace: merchants and other apps read it, only this app writes it. Declared in shopify.app.toml. */
const NAMESPACE = "$app";
const BATCHES = { key: "batches", type: "json" } as const;
const CODES = { key: "batch_codes", type: "single_line_text_field" } as const;
/** Shopify takes 25 metafields a call, and an order has two. */
const ORDERS_AT_ONCE = 12;
const METAFIELDS_OF_ORDER = 2;
/** Points of one mutation, however many metafields it has. */
const COST_OF_CALL = 10;

interface UserError {
  field?: string[] | null;
  message: string;
}
type WriteAtOnce = (orders: readonly OrderToShow[]) => Promise<UserError[]>;

/** Writes or deletes the two metafields of each order. One result per order, in order. */
export async function showBatches(
  client: AdminClient,
  orders: readonly OrderToShow[],
): Promise<ShowResult[]> {
  const results = new Map<OrderToShow, ShowResult>();
  const shown = orders.filter((order) => order.shown !== null);
  const hidden = orders.filter((order) => order.shown === null);
  for (const [list, write] of [
    [shown, setMetafields(client)],
    [hidden, deleteMetafields(client)],
  ] as const) {
    for (let from = 0; from < list.length; from += ORDERS_AT_ONCE) {
      await writeAll(list.slice(from, from + ORDERS_AT_ONCE), write, results);
    }
  }
  return orders.map((order) => {
    const result = results.get(order);
    if (result === undefined) throw new Error(`nothing became of order ${order.orderId}`);
    return result;
  });
}

/** A call is all or nothing: what it refuses is taken out, and the rest is tried again. */
async function writeAll(
  orders: readonly OrderToShow[],
  write: WriteAtOnce,
  results: Map<OrderToShow, ShowResult>,
): Promise<void> {
  let left = [...orders];
  while (left.length > 0) {
    const errors = await write(left);
    if (errors.length === 0) {
      for (const order of left) results.set(order, { ok: true });
      return;
    }
    const refused = new Map<OrderToShow, UserError[]>();
    for (const error of errors) {
      const order = left.length === 1 ? left[0] : left[orderIndexOf(error)];
      if (order !== undefined) refused.set(order, [...(refused.get(order) ?? []), error]);
    }
    if (refused.size === 0) {
      // Shopify does not say which: each on its own can only be about that one.
      for (const order of left) await writeAll([order], write, results);
      return;
    }
    for (const [order, said] of refused) {
      results.set(order, {
        ok: false,
        isGone: said.some(({ field }) => field?.at(-1) === "ownerId"),
        refused: said.map(({ message }) => message).join("; "),
      });
    }
    left = left.filter((order) => !refused.has(order));
  }
}

/** An error names its metafield by place: `["metafields", "3", "value"]`. NaN when it names none. */
function orderIndexOf({ field }: UserError): number {
  return Math.floor(Number.parseInt(field?.[1] ?? "", 10) / METAFIELDS_OF_ORDER);
}

function setMetafields(client: AdminClient): WriteAtOnce {
  return async (orders) => {
    const metafields = orders.flatMap(({ orderId, shown }) => {
      const owner = { ownerId: toGid("Order", orderId), namespace: NAMESPACE };
      return [
        { ...owner, ...BATCHES, value: shown?.batches ?? "" },
        { ...owner, ...CODES, value: shown?.codes ?? "" },
      ];
    });
    const answer = await client.run(SetOrderMetafieldsDocument, { metafields }, { cost: COST_OF_CALL });
    return answer.metafieldsSet?.userErrors ?? [];
  };
}

function deleteMetafields(client: AdminClient): WriteAtOnce {
  return async (orders) => {
    const metafields = orders.flatMap(({ orderId }) =>
      [BATCHES, CODES].map(({ key }) => ({ ownerId: toGid("Order", orderId), namespace: NAMESPACE, key })),
    );
    const answer = await client.run(DeleteOrderMetafieldsDocument, { metafields }, { cost: COST_OF_CALL });
    return answer.metafieldsDelete?.userErrors ?? [];
  };
}
