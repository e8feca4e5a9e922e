import { orderTotals } from "../../state/order-status.ts";
import type { Customer, Order, Shop } from "../../state/types.ts";
import { addressLines, count, customerName, dateTime, money } from "../format.ts";
import { html, type Html } from "../html.ts";
import { badge, emptyState, fulfillmentBadge, pageHeader, pageNumber, pager, tagList } from "./pieces.ts";

const PAGE_SIZE = 50;

/** The customer list, searchable by name, email and tag. */
export function customersPage(shop: Shop, url: URL): Html {
  const query = (url.searchParams.get("query") ?? "").trim().toLowerCase();
  const customers = [...shop.customers.values()].filter((customer) =>
    [customerName(customer), customer.email ?? "", ...customer.tags].some((text) =>
      text.toLowerCase().includes(query),
    ),
  );
  const page = pageNumber(url);
  const shown = customers.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const ordersOf = new Map<number, number>();
  for (const order of shop.orders.values()) {
    if (order.customerId !== null) ordersOf.set(order.customerId, (ordersOf.get(order.customerId) ?? 0) + 1);
  }
  return html`${pageHeader({ title: "Customers" })}
    <section class="card card--flush">
      <form class="filter" role="search">
        <input
          type="search"
          name="query"
          value="${url.searchParams.get("query")}"
          placeholder="Search customers"
          aria-label="Search customers"
        />
      </form>
      ${
        shown.length === 0
          ? emptyState("No customers found", "Buyers appear here with their first order.")
          : html`<table class="index-table" data-live="customers">
              <thead>
                <tr>
                  <th>Name</th>
                  <th>Email</th>
                  <th>Orders</th>
                  <th>Tags</th>
                </tr>
              </thead>
              <tbody>
                ${shown.map(
                  (customer) =>
                    html`<tr data-href="/store/${shop.name}/customers/${customer.id}">
                      <td>
                        <a href="/store/${shop.name}/customers/${customer.id}"
                          ><strong>${customerName(customer)}</strong></a
                        >
                      </td>
                      <td>${customer.email ?? html`<span class="subdued">No email</span>`}</td>
                      <td>${count(ordersOf.get(customer.id) ?? 0, "order")}</td>
                      <td>${customer.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
    </section>
    ${pager(url, page, PAGE_SIZE, customers.length)}`;
}

/** One customer with their orders and tags. */
export function customerPage(shop: Shop, customer: Customer): Html {
  const orders = [...shop.orders.values()]
    .filter((order) => order.customerId === customer.id)
    .sort((a, b) => b.createdAt - a.createdAt);
  return html`${pageHeader({ title: customerName(customer), back: `/store/${shop.name}/customers`, subtitle: customer.email ?? "No email address" })}
    <div class="page-actions" data-extension-actions="admin.customer-details.action.render"></div>
    <div class="columns">
      <div class="stack">
        <section class="card card--flush" data-live="orders">
          <div class="card__head"><h2>Orders</h2></div>
          ${
            orders.length === 0
              ? emptyState("No orders", "This customer has not ordered yet.")
              : html`<ul class="rows">
                  ${orders.map((order) => orderRow(shop, order))}
                </ul>`
          }
        </section>
        <div class="stack" data-extension-blocks="admin.customer-details.block.render"></div>
      </div>
      <div class="stack">
        <section class="card" data-live="tags">
          <h2>Tags</h2>
          ${tagList(customer.tags)}
        </section>
        <section class="card">
          <h2>Customer</h2>
          <h3>Contact</h3>
          <p>${customer.email ?? html`<span class="subdued">No email</span>`}<br />${customer.phone}</p>
          <h3>Address</h3>
          <p>
            ${customer.defaultAddress === null ? "None" : addressLines(customer.defaultAddress).map((line) => html`${line}<br />`)}
          </p>
          <h3>Marketing</h3>
          <p>
            ${badge(customer.emailMarketing.replaceAll("_", " "), customer.emailMarketing === "subscribed" ? "success" : "neutral")}
          </p>
          <h3>Language</h3>
          <p>${customer.locale}</p>
        </section>
      </div>
    </div>`;
}

function orderRow(shop: Shop, order: Order): Html {
  return html`<li>
    <a class="row" href="/store/${shop.name}/orders/${order.id}"
      ><strong>${order.name}</strong>
      <span class="subdued">${dateTime(shop, order.createdAt)}</span>
      <span>${order.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</span>
      <span class="row__end"
        >${fulfillmentBadge(order)} ${money(shop, orderTotals(order).totalCents)}</span
      ></a
    >
  </li>`;
}
