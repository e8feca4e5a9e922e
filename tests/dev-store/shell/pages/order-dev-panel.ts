import { currentQuantity, fulfilledUnits, unfulfilledQuantity } from "../../state/quantities.ts";
import type { Order, OrderLine, Shop } from "../../state/types.ts";
import { html, type Html } from "../html.ts";
import { icon } from "../icons.ts";

/** Buttons that do what a merchant, a warehouse or a buyer would do; each sends its webhooks. */
export function orderDevPanel(shop: Shop, order: Order): Html {
  const open = order.lines.some((line) => unfulfilledQuantity(order, line) > 0);
  return html`<section class="card dev-panel" data-dev-panel data-order="${order.id}" aria-label="Dev store">
    <div class="card__head"><h2>${icon("flask")} Dev store</h2></div>
    <p class="subdued">Acts on this order. Each sends the webhooks Shopify would send.</p>
    <div class="button-row" data-live="dev-actions">
      <button class="button" data-dev-action="order-fulfil" ${!open && html`disabled`}>Fulfil all</button>
      <button class="button" data-dev-action="order-cancel" ${order.cancelledAt !== null && html`disabled`}>
        Cancel…
      </button>
      <button class="button" data-dev-action="order-pay" ${order.paid && html`disabled`}>Mark as paid</button>
      <button class="button button--critical" data-dev-action="order-delete">Delete</button>
    </div>
    <form class="form" data-dev-form="order-refund">
      <h3>Refund</h3>
      ${lineSelect(order, (line) => currentQuantity(order, line))}
      <div class="form__row">
        <label>Units <input type="number" name="quantity" min="1" value="1" required /></label>
        <label
          >Restock
          <select name="restockType">
            <option value="return">return</option>
            <option value="cancel">cancel</option>
            <option value="no_restock">no_restock</option>
            <option value="legacy_restock">legacy_restock</option>
          </select></label
        >
      </div>
      <button class="button" type="submit">Refund</button>
    </form>
    <form class="form" data-dev-form="order-edit">
      <h3>Edit</h3>
      ${lineSelect(order, (line) => line.quantity - line.removedByEdit)}
      <label>New quantity <input type="number" name="quantity" min="0" value="1" required /></label>
      <button class="button" type="submit">Save edit</button>
    </form>
    <form class="form" data-dev-form="order-add-line">
      <h3>Add a product</h3>
      <label
        >Product
        <select name="variantId">
          ${[...shop.variants.values()]
            .slice(0, 500)
            .map(
              (variant) =>
                html`<option value="${variant.id}">
                  ${shop.products.get(variant.productId)?.title} · ${variant.title}
                </option>`,
            )}
        </select></label
      >
      <label>Units <input type="number" name="quantity" min="1" value="1" required /></label>
      <button class="button" type="submit">Add to order</button>
    </form>
    ${order.fulfillments.some((fulfillment) => fulfillment.status === "success") && cancelFulfillmentForm(order)}
  </section>`;

  function lineSelect(of: Order, units: (line: OrderLine) => number): Html {
    return html`<label
      >Line
      <select name="lineId">
        ${of.lines.map(
          (line) =>
            html`<option value="${line.id}">
              ${line.title} (${units(line)} now, ${fulfilledUnits(of, line)} shipped)
            </option>`,
        )}
      </select></label
    >`;
  }
}

function cancelFulfillmentForm(order: Order): Html {
  return html`<form class="form" data-dev-form="order-cancel-fulfilment">
    <h3>Cancel a fulfilment</h3>
    <label
      >Fulfilment
      <select name="fulfillmentId">
        ${order.fulfillments
          .filter((fulfillment) => fulfillment.status === "success")
          .map((fulfillment) => html`<option value="${fulfillment.id}">${fulfillment.name}</option>`)}
      </select></label
    >
    <button class="button" type="submit">Cancel fulfilment</button>
  </form>`;
}
