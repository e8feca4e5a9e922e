import { orderTotals } from "../../state/order-status.ts";
import type { Order, Shop } from "../../state/types.ts";
import { count, customerName, dateTime, money } from "../format.ts";
import { html, type Html } from "../html.ts";
import {
  badge,
  emptyState,
  fulfillmentBadge,
  pageHeader,
  pageNumber,
  pager,
  paymentBadge,
} from "./pieces.ts";

const PAGE_SIZE = 50;

/** The order list, newest first, searchable by name, email, tag and product title. */
export function ordersPage(shop: Shop, url: URL): Html {
  const query = (url.searchParams.get("query") ?? "").trim().toLowerCase();
  const orders = [...shop.orders.values()]
    .filter((order) => matches(shop, order, query))
    .sort((a, b) => b.createdAt - a.createdAt);
  const page = pageNumber(url);
  const shown = orders.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return html`${pageHeader({
      title: "Orders",
      actions: html`<a class="button button--primary" href="/store/${shop.name}#place-order-heading"
        >Place an order</a
      >`,
    })}
    <section class="card card--flush">
      <form class="filter" role="search">
        <input
          type="search"
          name="query"
          value="${url.searchParams.get("query")}"
          placeholder="Search by number, email, tag or product"
          aria-label="Search orders"
        />
      </form>
      ${
        shown.length === 0
          ? emptyState(
              "No orders found",
              query === "" ? "Orders appear here as buyers place them." : "Try another search.",
            )
          : html`<table class="index-table" data-live="orders">
              <thead>
                <tr>
                  <th>Order</th>
                  <th>Date</th>
                  <th>Customer</th>
                  <th class="number">Total</th>
                  <th class="wide-only">Payment</th>
                  <th>Fulfilment</th>
                  <th class="wide-only">Items</th>
                  <th>Tags</th>
                </tr>
              </thead>
              <tbody>
                ${shown.map((order) => orderRow(shop, order))}
              </tbody>
            </table>`
      }
    </section>
    ${pager(url, page, PAGE_SIZE, orders.length)}`;
}

function orderRow(shop: Shop, order: Order): Html {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const units = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const href = `/store/${shop.name}/orders/${order.id}`;
  return html`<tr data-href="${href}" class="${order.cancelledAt === null ? "" : "is-cancelled"}">
    <td>
      <a href="${href}"><strong>${order.name}</strong></a>
    </td>
    <td class="subdued nowrap">${dateTime(shop, order.createdAt)}</td>
    <td>${customer === undefined ? (order.email ?? "No customer") : customerName(customer)}</td>
    <td class="number">${money(shop, orderTotals(order).totalCents)}</td>
    <td class="wide-only">${paymentBadge(order)}</td>
    <td>${order.cancelledAt === null ? fulfillmentBadge(order) : badge("Cancelled", "critical")}</td>
    <td class="wide-only">${count(units, "item")}</td>
    <td>${order.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</td>
  </tr>`;
}

function matches(shop: Shop, order: Order, query: string): boolean {
  if (query === "") return true;
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const texts = [
    order.name,
    order.email ?? "",
    customer === undefined ? "" : customerName(customer),
    ...order.tags,
    ...order.lines.map((line) => line.title),
  ];
  return texts.some((text) => text.toLowerCase().includes(query));
}
