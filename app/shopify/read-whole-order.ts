import type { AdminClient } from "./admin-client.ts";
import {
  ReadAllFulfillmentsDocument,
  ReadAllRefundsDocument,
  ReadMoreFulfillmentUnitsDocument,
  ReadMoreLinesDocument,
  ReadMoreRefundUnitsDocument,
} from "./generated/graphql.ts";
import type {
  FulfillmentStartFragment,
  FulfillmentUnitsFragment,
  OrderHeadFragment,
  OrderLineFragment,
  OrderStartFragment,
  RefundStartFragment,
  RefundUnitsFragment,
} from "./generated/graphql.ts";
import { readOn } from "./read-on.ts";

/** An order with every line, fulfilment and refund of it. */
export interface WholeOrder {
  head: OrderHeadFragment;
  lines: OrderLineFragment[];
  fulfillments: (Pick<FulfillmentStartFragment, "id" | "status" | "displayStatus" | "createdAt"> & {
    units: FulfillmentUnitsFragment["nodes"];
  })[];
  refunds: (Pick<RefundStartFragment, "createdAt"> & { units: RefundUnitsFragment["nodes"] })[];
}

/** The lists' sizes in orders.graphql: a list that is this long may have been cut. */
const FULFILLMENTS_AT_FIRST = 3;
const REFUNDS_AT_FIRST = 3;
/** Shopify answers lists without a cursor up to this length. */
const LONGEST_LIST = 250;
const COST_OF_PAGE = 60;

/** Reads on what did not fit into the first query. */
export async function readWholeOrder(client: AdminClient, head: OrderStartFragment): Promise<WholeOrder> {
  const lines = await readOn(head.lineItems, async (after) => {
    const answer = await client.run(ReadMoreLinesDocument, { id: head.id, after }, { cost: COST_OF_PAGE });
    return answer.order?.lineItems;
  });
  const fulfillments: WholeOrder["fulfillments"] = [];
  for (const fulfillment of await allFulfillments(client, head)) {
    const { id } = fulfillment;
    const units = await readOn(fulfillment.fulfillmentLineItems, async (after) => {
      const answer = await client.run(
        ReadMoreFulfillmentUnitsDocument,
        { id, after },
        { cost: COST_OF_PAGE },
      );
      return answer.fulfillment?.fulfillmentLineItems;
    });
    fulfillments.push({ ...fulfillment, units });
  }
  const refunds: WholeOrder["refunds"] = [];
  for (const refund of await allRefunds(client, head)) {
    const { id } = refund;
    const units = await readOn(refund.refundLineItems, async (after) => {
      const answer = await client.run(ReadMoreRefundUnitsDocument, { id, after }, { cost: COST_OF_PAGE });
      return answer.refund?.refundLineItems;
    });
    refunds.push({ ...refund, units });
  }
  return { head, lines, fulfillments, refunds };
}

async function allFulfillments(
  client: AdminClient,
  { id, fulfillments }: OrderStartFragment,
): Promise<FulfillmentStartFragment[]> {
  if (fulfillments.length < FULFILLMENTS_AT_FIRST) return fulfillments;
  const { order } = await client.run(
    ReadAllFulfillmentsDocument,
    { id, first: LONGEST_LIST },
    { cost: COST_OF_PAGE * 2 },
  );
  return order?.fulfillments ?? fulfillments;
}

async function allRefunds(
  client: AdminClient,
  { id, refunds }: OrderStartFragment,
): Promise<RefundStartFragment[]> {
  if (refunds.length < REFUNDS_AT_FIRST) return refunds;
  const { order } = await client.run(
    ReadAllRefundsDocument,
    { id, first: LONGEST_LIST },
    { cost: COST_OF_PAGE * 2 },
  );
  return order?.refunds ?? refunds;
}
