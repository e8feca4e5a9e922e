import type { Order, Shop } from "../../state/types.ts";
import { count, dateTime, money } from "../format.ts";
import { html, type Html } from "../html.ts";

type TimelineEntry = { at: number; text: string };

/** What happened to an order, newest first, told from its facts. */
export function orderTimeline(shop: Shop, order: Order): Html {
  const entries: TimelineEntry[] = [
    {
      at: order.createdAt,
      text: order.customerId === null ? "Order placed by a guest" : "Order placed by the customer",
    },
    ...order.fulfillments.map((fulfillment) => ({
      at: fulfillment.createdAt,
      text: `${count(
        fulfillment.lines.reduce((sum, line) => sum + line.quantity, 0),
        "item",
      )} fulfilled from ${shop.locations.get(fulfillment.locationId)?.name ?? "a removed location"}`,
    })),
    ...order.fulfillments
      .filter((fulfillment) => fulfillment.status === "cancelled")
      .map((fulfillment) => ({
        at: fulfillment.updatedAt,
        text: `Fulfilment ${fulfillment.name} cancelled`,
      })),
    ...order.refunds.map((refund) => ({
      at: refund.createdAt,
      text: `${count(
        refund.lines.reduce((sum, line) => sum + line.quantity, 0),
        "item",
      )} refunded (${money(shop, refund.amountCents)})${
        refund.lines[0] === undefined ? "" : `, ${refund.lines[0].restockType.replaceAll("_", " ")}`
      }`,
    })),
    ...order.returns.map((entry) => ({ at: entry.createdAt, text: `Return ${entry.name} opened` })),
    ...(order.cancelledAt === null
      ? []
      : [{ at: order.cancelledAt, text: `Order cancelled (${order.cancelReason ?? "no reason"})` }]),
  ];
  // Equal instants keep the order in which an order's life is told above, reversed with the rest.
  const newestFirst = entries
    .map((entry, index) => ({ ...entry, index }))
    .sort((a, b) => b.at - a.at || b.index - a.index);
  return html`<ol class="timeline">
    ${newestFirst.map(
      (entry) =>
        html`<li>
          <span>${entry.text}</span
          ><time class="subdued" datetime="${new Date(entry.at).toISOString()}"
            >${dateTime(shop, entry.at)}</time
          >
        </li>`,
    )}
  </ol>`;
}
