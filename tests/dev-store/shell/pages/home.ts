import { displayFulfillmentStatus, orderTotals } from "../../state/order-status.ts";
import type { Shop } from "../../state/types.ts";
import { count, dateTime, money } from "../format.ts";
import { html, type Html } from "../html.ts";
import { icon } from "../icons.ts";
import { fulfillmentBadge, pageHeader } from "./pieces.ts";

const RECENT_ORDERS = 6;
const DAY_MS = 86_400_000;

/** The shop's first page: numbers of the day, recent orders, and the ways into the app and the inbox. */
export function homePage(shop: Shop, app: { name: string; apiKey: string }, mails: number): Html {
  const orders = [...shop.orders.values()].sort((a, b) => b.createdAt - a.createdAt);
  const today = orders.filter((order) => order.createdAt > Date.now() - DAY_MS);
  const sales = today.reduce((sum, order) => sum + orderTotals(order).totalCents, 0);
  const unfulfilled = orders.filter(
    (order) => displayFulfillmentStatus(order) === "UNFULFILLED" && order.cancelledAt === null,
  );
  const base = `/store/${shop.name}`;

  return html`${pageHeader({ title: shop.title, subtitle: "A local stand-in for a Shopify store. Nothing here reaches the internet." })}
    <section class="metrics" data-live="metrics" aria-label="Today">
      ${metric("Sales, last 24 hours", money(shop, sales))}
      ${metric("Orders, last 24 hours", String(today.length))}
      ${metric("To fulfil", String(unfulfilled.length))} ${metric("Mails in the inbox", String(mails))}
    </section>
    <div class="columns">
      <section class="card">
        <div class="card__head">
          <h2>Recent orders</h2>
          <a href="${base}/orders">All orders</a>
        </div>
        <ul class="rows" data-live="recent-orders">
          ${orders.slice(0, RECENT_ORDERS).map(
            (order) =>
              html`<li>
                <a class="row" href="${base}/orders/${order.id}">
                  <strong>${order.name}</strong>
                  <span class="subdued">${dateTime(shop, order.createdAt)}</span>
                  <span class="row__end"
                    >${fulfillmentBadge(order)} ${money(shop, orderTotals(order).totalCents)}</span
                  ></a
                >
              </li>`,
          )}
          ${orders.length === 0 && html`<li class="row subdued">No orders yet. Place one below.</li>`}
        </ul>
      </section>
      <div class="stack">
        <a class="card card--link" href="${base}/apps/${app.apiKey}">
          <span class="app-mark app-mark--large" aria-hidden="true">${app.name.slice(0, 1)}</span>
          <span><strong>${app.name}</strong><br /><span class="subdued">Open the app</span></span></a
        >
        <a class="card card--link" href="/inbox">
          <span class="app-mark app-mark--large app-mark--mail" aria-hidden="true">${icon("inbox")}</span>
          <span
            ><strong>Inbox</strong><br /><span class="subdued" data-live="mails"
              >${count(mails, "mail")} sent by the app</span
            ></span
          ></a
        >
        ${placeOrderPanel(shop)}
      </div>
    </div>`;
}

function metric(label: string, value: string): Html {
  return html`<div class="metric"><span class="subdued">${label}</span><strong>${value}</strong></div>`;
}

function placeOrderPanel(shop: Shop): Html {
  const customers = [...shop.customers.values()].slice(0, 200);
  const variants = [...shop.variants.values()].slice(0, 500);
  return html`<section class="card dev-panel" aria-labelledby="place-order-heading">
    <div class="card__head"><h2 id="place-order-heading">${icon("flask")} Place an order</h2></div>
    <p class="subdued">What a buyer does in the online store.</p>
    <form class="form" data-place-order>
      <label
        >Product
        <select name="variantId" required>
          ${variants.map(
            (variant) =>
              html`<option value="${variant.id}">
                ${shop.products.get(variant.productId)?.title}${
                  variant.title === "Default Title" ? "" : ` · ${variant.title}`
                }
              </option>`,
          )}
        </select></label
      >
      <div class="form__row">
        <label>Units <input name="quantity" type="number" min="1" max="999" value="1" required /></label>
        <label
          >Customer
          <select name="customerId">
            ${customers.map(
              (customer) =>
                html`<option value="${customer.id}">
                  ${[customer.firstName, customer.lastName].filter(Boolean).join(" ")} ${customer.email}
                </option>`,
            )}
            <option value="">Guest</option>
          </select></label
        >
      </div>
      <button class="button button--primary" type="submit" ${variants.length === 0 && html`disabled`}>
        Place order
      </button>
    </form>
  </section>`;
}
