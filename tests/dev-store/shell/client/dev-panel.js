import { callControl } from "./admin-api.js";
import { confirmModal, showToast } from "./overlays.js";
import { refresh } from "./live.js";
import { pageData } from "./page-data.js";

const ACTIONS = {
  "order-fulfil": (panel) =>
    callControl(`orders/${panel.dataset.order}/fulfillments`, { method: "POST", body: {} }),
  "order-pay": (panel) => callControl(`orders/${panel.dataset.order}/paid`, { method: "POST", body: {} }),
  async "order-cancel"(panel) {
    const sure = await confirmModal({
      title: "Cancel this order?",
      text: "Unfulfilled units go back on the shelf and the payment is refunded.",
      yes: "Cancel order",
      no: "Keep order",
      critical: true,
    });
    if (sure)
      return callControl(`orders/${panel.dataset.order}/cancel`, {
        method: "POST",
        body: { reason: "customer", restock: true, refund: true },
      });
  },
  async "order-delete"(panel) {
    const sure = await confirmModal({
      title: "Delete this order?",
      text: "It is gone for good, as in Shopify.",
      yes: "Delete order",
      critical: true,
    });
    if (!sure) return;
    await callControl(`orders/${panel.dataset.order}`, { method: "DELETE" });
    location.assign(`/store/${pageData.store}/orders`);
  },
  async "product-rename"(_panel, button) {
    const title = window.prompt("New title", button.dataset.title);
    if (title) await callControl(`products/${button.dataset.product}`, { method: "PUT", body: { title } });
    if (title) location.reload();
  },
  async "product-delete"(_panel, button) {
    const sure = await confirmModal({
      title: "Delete this product?",
      text: "Orders keep its name; the product itself is gone.",
      yes: "Delete product",
      critical: true,
    });
    if (!sure) return;
    await callControl(`products/${button.dataset.product}`, { method: "DELETE" });
    location.assign(`/store/${pageData.store}/products`);
  },
};

const FORMS = {
  "order-refund": (order, { lineId, quantity, restockType }) =>
    callControl(`orders/${order}/refunds`, {
      method: "POST",
      body: { lines: [{ lineId: Number(lineId), quantity: Number(quantity), restockType }] },
    }),
  "order-edit": (order, { lineId, quantity }) =>
    callControl(`orders/${order}/edits`, {
      method: "POST",
      body: { set: [{ lineId: Number(lineId), quantity: Number(quantity) }] },
    }),
  "order-add-line": (order, { variantId, quantity }) =>
    callControl(`orders/${order}/edits`, {
      method: "POST",
      body: { add: [{ variantId: Number(variantId), quantity: Number(quantity) }] },
    }),
  "order-cancel-fulfilment": (order, { fulfillmentId }) =>
    callControl(`orders/${order}/fulfillments/${fulfillmentId}/cancel`, { method: "POST", body: {} }),
};

/** The buttons of the "Dev store" panels, and the "Place an order" form. */
export function startDevPanel() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dev-action]");
    if (button)
      void run(button, () => ACTIONS[button.dataset.devAction](button.closest("[data-dev-panel]"), button));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const values = Object.fromEntries(new FormData(form));
    if (form.dataset.devForm) {
      event.preventDefault();
      const { order } = form.closest("[data-dev-panel]").dataset;
      void run(form.querySelector("[type=submit]"), () => FORMS[form.dataset.devForm](order, values));
    } else if ("placeOrder" in form.dataset) {
      event.preventDefault();
      void run(form.querySelector("[type=submit]"), () => placeOrder(values));
    }
  });
}

async function placeOrder({ variantId, quantity, customerId }) {
  const order = await callControl("orders", {
    method: "POST",
    body: {
      lines: [{ variantId: Number(variantId), quantity: Number(quantity) }],
      ...(customerId ? { customerId: Number(customerId) } : {}),
    },
  });
  showToast({
    message: `Order ${order.name} placed`,
    action: "View",
    onAction: () => location.assign(`/store/${pageData.store}/orders/${order.id}`),
  });
}

async function run(button, act) {
  button.disabled = true;
  try {
    await act();
    await refresh();
  } catch (error) {
    showToast({ message: error.message, isError: true });
  } finally {
    button.disabled = false;
  }
}
