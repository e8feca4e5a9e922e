import { orderTotals } from "../../state/order-status.ts";
import { currentQuantity, refundedUnits, unfulfilledQuantity } from "../../state/quantities.ts";
import type { Fulfillment, Order, OrderLine, Shop } from "../../state/types.ts";
import { addressLines, count, customerName, dateTime, money } from "../format.ts";
import { html, type Html } from "../html.ts";
import { icon } from "../icons.ts";
import { orderDevPanel } from "./order-dev-panel.ts";
import { orderTimeline } from "./order-timeline.ts";
import {
  badge,
  capitalized,
  fulfillmentBadge,
  pageHeader,
  paymentBadge,
  tagList,
  thumbnail,
} from "./pieces.ts";

/** One order: what is to ship, what has shipped, the money, its timeline and its customer; blocks are placed by the page's script. */
export function orderPage(shop: Shop, order: Order): Html {
  return html`<div data-live="header">
      ${pageHeader({
        title: order.name,
        back: `/store/${shop.name}/orders`,
        badges: html`${paymentBadge(order)} ${fulfillmentBadge(order)}
        ${order.cancelledAt !== null && badge("Cancelled", "critical")} ${order.test && badge("Test", "info")}
        ${order.edited && badge("Edited")}`,
        subtitle: `${dateTime(shop, order.processedAt)} · from ${order.sourceName === "web" ? "Online Store" : capitalized(order.sourceName)}`,
      })}
    </div>
    <div class="page-actions" data-extension-actions="admin.order-details.action.render"></div>
    <div class="columns">
      <div class="stack">
        <div class="stack" data-live="fulfilments">
          ${unfulfilledCard(shop, order)}
          ${order.fulfillments.map((fulfillment) => fulfillmentCard(shop, order, fulfillment))}
          ${removedCard(shop, order)}
        </div>
        <div class="stack" data-extension-blocks="admin.order-details.block.render"></div>
        <section class="card" data-live="payment">${payment(shop, order)}</section>
        <section class="card" data-live="timeline">
          <h2>Timeline</h2>
          ${orderTimeline(shop, order)}
        </section>
      </div>
      <div class="stack">
        <section class="card" data-live="tags">
          <h2>Tags</h2>
          ${tagList(order.tags)}
        </section>
        ${customerCard(shop, order)}
        <section class="card" data-live="note">
          <h2>Notes</h2>
          <p class="${order.note ? "" : "subdued"}">${order.note || "No notes from customer"}</p>
        </section>
        ${orderDevPanel(shop, order)}
      </div>
    </div>`;
}

function unfulfilledCard(shop: Shop, order: Order): Html | null {
  const lines = order.lines
    .map((line) => ({ line, units: unfulfilledQuantity(order, line) }))
    .filter(({ units }) => units > 0);
  if (lines.length === 0) return null;
  const units = lines.reduce((sum, entry) => sum + entry.units, 0);
  return html`<section class="card card--flush">
    <div class="card__head"><h2>${badge(`Unfulfilled (${units})`, "attention")}</h2></div>
    ${lineRows(shop, lines)}
  </section>`;
}

function fulfillmentCard(shop: Shop, order: Order, fulfillment: Fulfillment): Html {
  const lines = fulfillment.lines.flatMap(({ lineId, quantity }) => {
    const line = order.lines.find((candidate) => candidate.id === lineId);
    return line === undefined ? [] : [{ line, units: quantity }];
  });
  const units = lines.reduce((sum, entry) => sum + entry.units, 0);
  const cancelled = fulfillment.status === "cancelled";
  return html`<section class="card card--flush">
    <div class="card__head">
      <h2>
        ${badge(cancelled ? `Cancelled (${units})` : `Fulfilled (${units})`, cancelled ? "critical" : "success")}
        <span class="subdued">${fulfillment.name}</span>
      </h2>
      <span class="subdued"
        >${shop.locations.get(fulfillment.locationId)?.name} · ${dateTime(shop, fulfillment.createdAt)}</span
      >
    </div>
    ${fulfillment.trackingNumber && html`<p class="card__note">${icon("truck")} ${fulfillment.trackingCompany} ${fulfillment.trackingNumber}</p>`}
    ${lineRows(shop, lines)}
  </section>`;
}

function removedCard(shop: Shop, order: Order): Html | null {
  const lines = order.lines
    .map((line) => ({ line, units: refundedUnits(order, line) + line.removedByEdit }))
    .filter(({ units }) => units > 0);
  if (lines.length === 0) return null;
  return html`<section class="card card--flush">
    <div class="card__head"><h2>${badge("Removed or refunded", "neutral")}</h2></div>
    ${lineRows(shop, lines)}
  </section>`;
}

function lineRows(shop: Shop, entries: { line: OrderLine; units: number }[]): Html {
  return html`<ul class="lines">
    ${entries.map(({ line, units }) => {
      const title =
        line.productId !== null && shop.products.has(line.productId)
          ? html`<a href="/store/${shop.name}/products/${line.productId}">${line.title}</a>`
          : line.title;
      return html`<li class="line">
        ${thumbnail(line.image, line.title)}
        <span class="line__text"
          ><strong>${title}</strong>
          <span class="subdued"
            >${line.variantTitle !== "Default Title" && line.variantTitle}
            ${line.sku && html`<span class="mono">${line.sku}</span>`}
            ${line.group && html`part of ${line.group.title}`}</span
          ></span
        >
        <span class="line__numbers">${money(shop, line.priceCents)} × ${units}</span>
        <span class="line__total">${money(shop, line.priceCents * units)}</span>
      </li>`;
    })}
  </ul>`;
}

function payment(shop: Shop, order: Order): Html {
  const totals = orderTotals(order);
  const units = order.lines.reduce((sum, line) => sum + currentQuantity(order, line), 0);
  return html`<h2>${order.paid ? "Paid" : "Payment pending"}</h2>
    <dl class="sums">
      <dt>Subtotal</dt>
      <dd>${count(units, "item")}</dd>
      <dd>${money(shop, totals.currentSubtotalCents)}</dd>
      <dt>Shipping</dt>
      <dd></dd>
      <dd>${money(shop, order.shippingCents)}</dd>
      <dt><strong>Total</strong></dt>
      <dd></dd>
      <dd><strong>${money(shop, totals.totalCents)}</strong></dd>
      ${
        totals.refundedCents > 0 &&
        html`<dt>Refunded</dt>
          <dd></dd>
          <dd>−${money(shop, totals.refundedCents)}</dd>`
      }
    </dl>`;
}

function customerCard(shop: Shop, order: Order): Html {
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  return html`<section class="card" data-live="customer">
    <h2>Customer</h2>
    <p>
      ${customer === undefined ? "No customer" : html`<a href="/store/${shop.name}/customers/${customer.id}">${customerName(customer)}</a>`}
    </p>
    ${customer !== undefined && customer.tags.length > 0 && tagList(customer.tags)}
    <h3>Contact</h3>
    <p>${order.email ?? customer?.email ?? html`<span class="subdued">No email</span>`}</p>
    <h3>Shipping address</h3>
    ${order.shippingAddress === null ? html`<p class="subdued">None</p>` : html`<p>${addressLines(order.shippingAddress).map((line) => html`${line}<br />`)}</p>`}
    ${
      order.customerLocale &&
      html`<h3>Language</h3>
        <p>${order.customerLocale}</p>`
    }
  </section>`;
}
