/** The REST order, which is the body of every orders/* webhook but orders/edited and orders/delete. */
import { createHash } from "node:crypto";
import { gid } from "../gid.ts";
import { financialStatus, orderFulfillmentStatus, orderTotals } from "../order-status.ts";
import type { Order, Shop } from "../types.ts";
import { addressBody } from "./address-body.ts";
import { customerBody } from "./customer-body.ts";
import { fulfillmentBody } from "./fulfillment-body.ts";
import { lineItemBody } from "./line-item-body.ts";
import { moneySetBody, moneyText } from "./money-body.ts";
import { redactedAddress, redactedContact } from "./protected-data.ts";
import { refundBody } from "./refund-body.ts";
import { restTimestamp } from "./timestamps.ts";

function shippingLines(shop: Shop, order: Order): object[] {
  if (!order.lines.some((line) => line.requiresShipping) || order.sourceName === "pos") return [];
  const price = moneyText(order.shippingCents);
  const priceSet = moneySetBody(order.shippingCents, shop.currency);
  return [
    {
      id: order.id + 1,
      carrier_identifier: null,
      code: "Standard",
      discounted_price: price,
      discounted_price_set: priceSet,
      is_removed: false,
      phone: null,
      price,
      price_set: priceSet,
      requested_fulfillment_service_id: null,
      source: "shopify",
      title: "Standard",
      tax_lines: [],
      discount_allocations: [],
    },
  ];
}

export function orderBody(shop: Shop, order: Order): object {
  const totals = orderTotals(order);
  const contact = redactedContact(shop, order);
  const customer = order.customerId === null ? undefined : shop.customers.get(order.customerId);
  const token = createHash("md5").update(`${shop.domain}/${order.id}`).digest("hex");
  const set = (cents: number): object => moneySetBody(cents, shop.currency);
  const at = (instant: number | null): string | null => restTimestamp(instant, shop.timezone);
  const zero = set(0);
  return {
    id: order.id,
    admin_graphql_api_id: gid("Order", order.id),
    app_id: order.sourceName === "pos" ? 129785 : 580111,
    browser_ip: null,
    buyer_accepts_marketing: customer?.emailMarketing === "subscribed",
    cancel_reason: order.cancelReason,
    cancelled_at: at(order.cancelledAt),
    cart_token: null,
    checkout_id: order.sourceName === "web" ? order.id + 2 : null,
    checkout_token: order.sourceName === "web" ? token : null,
    client_details: null,
    closed_at: at(order.closedAt),
    confirmation_number: token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: contact.email,
    created_at: at(order.createdAt),
    currency: shop.currency,
    current_subtotal_price: moneyText(totals.currentSubtotalCents),
    current_subtotal_price_set: set(totals.currentSubtotalCents),
    current_total_additional_fees_set: null,
    current_total_discounts: "0.00",
    current_total_discounts_set: zero,
    current_total_duties_set: null,
    current_total_price: moneyText(totals.currentTotalCents),
    current_total_price_set: set(totals.currentTotalCents),
    current_total_tax: "0.00",
    current_total_tax_set: zero,
    customer_locale: order.customerLocale,
    device_id: null,
    discount_codes: [],
    duties_included: false,
    email: contact.email,
    estimated_taxes: false,
    financial_status: financialStatus(order),
    fulfillment_status: orderFulfillmentStatus(order),
    landing_site: null,
    landing_site_ref: null,
    location_id: order.retailLocationId,
    merchant_business_entity_id: "MTU0ODM4MDAwOQ",
    merchant_of_record_app_id: null,
    name: order.name,
    note: order.note,
    note_attributes: order.noteAttributes,
    number: order.orderNumber - 1000,
    order_number: order.orderNumber,
    order_status_url: `https://${shop.domain}/${shop.id}/orders/${token}/authenticate?key=${token.slice(0, 12)}`,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    payment_gateway_names: order.paid ? ["shopify_payments"] : [],
    phone: contact.phone,
    po_number: null,
    presentment_currency: shop.currency,
    processed_at: at(order.processedAt),
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    subtotal_price: moneyText(totals.subtotalCents),
    subtotal_price_set: set(totals.subtotalCents),
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: [],
    taxes_included: false,
    test: order.test,
    token,
    total_cash_rounding_payment_adjustment_set: zero,
    total_cash_rounding_refund_adjustment_set: zero,
    total_discounts: "0.00",
    total_discounts_set: zero,
    total_line_items_price: moneyText(totals.subtotalCents),
    total_line_items_price_set: set(totals.subtotalCents),
    total_outstanding: order.paid ? "0.00" : moneyText(totals.currentTotalCents),
    total_price: moneyText(totals.totalCents),
    total_price_set: set(totals.totalCents),
    total_shipping_price_set: set(order.shippingCents),
    total_tax: "0.00",
    total_tax_set: zero,
    total_tip_received: "0.00",
    total_weight: order.lines.reduce((grams, line) => grams + line.grams * line.quantity, 0),
    updated_at: at(order.updatedAt),
    user_id: null,
    billing_address: addressBody(redactedAddress(shop, order.billingAddress)),
    customer: customer === undefined ? null : customerBody(shop, customer),
    discount_applications: [],
    fulfillments: order.fulfillments.map((fulfillment) => fulfillmentBody(shop, order, fulfillment)),
    line_items: order.lines.map((line) => lineItemBody(shop, order, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundBody(shop, order, refund)),
    shipping_address: addressBody(redactedAddress(shop, order.shippingAddress)),
    shipping_lines: shippingLines(shop, order),
  };
}
