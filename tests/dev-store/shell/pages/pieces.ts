/** Small drawings that several admin pages share. */
import type { Image, Order, Product } from "../../state/types.ts";
import { displayFulfillmentStatus, financialStatus } from "../../state/order-status.ts";
import { html, type Html } from "../html.ts";
import { icon } from "../icons.ts";

type BadgeTone = "neutral" | "success" | "attention" | "warning" | "critical" | "info";

export function badge(label: string, tone: BadgeTone = "neutral"): Html {
  return html`<span class="badge badge--${tone}">${label}</span>`;
}

export function thumbnail(image: Image | null, title: string, size: "small" | "large" = "small"): Html {
  return html`<span class="thumbnail thumbnail--${size}"
    >${
      image === null
        ? icon("image")
        : html`<img src="${image.url}" alt="${image.alt ?? title}" loading="lazy" />`
    }</span
  >`;
}

export function tagList(tags: readonly string[]): Html {
  if (tags.length === 0) return html`<p class="subdued">No tags</p>`;
  return html`<ul class="tags">
    ${tags.map((tag) => html`<li class="tag">${tag}</li>`)}
  </ul>`;
}

export function emptyState(title: string, text: string, action?: Html): Html {
  return html`<div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
    ${action}
  </div>`;
}

const PRODUCT_TONES: Record<Product["status"], BadgeTone> = {
  active: "success",
  draft: "info",
  archived: "neutral",
  unlisted: "neutral",
};

export function productStatusBadge(product: Product): Html {
  return badge(capitalized(product.status), PRODUCT_TONES[product.status]);
}

export function paymentBadge(order: Order): Html {
  const status = financialStatus(order);
  return badge(capitalized(status.replaceAll("_", " ")), status === "pending" ? "warning" : "neutral");
}

export function fulfillmentBadge(order: Order): Html {
  const status = displayFulfillmentStatus(order);
  const label = capitalized(status.toLowerCase().replaceAll("_", " "));
  return badge(
    label,
    status === "FULFILLED" ? "neutral" : status === "UNFULFILLED" ? "attention" : "warning",
  );
}

export function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Heading of a page: optional way back, title, badges, actions at the end. */
export function pageHeader(header: {
  title: string;
  back?: string;
  badges?: Html;
  subtitle?: string;
  actions?: Html;
}): Html {
  return html`<header class="page-header">
    ${header.back && html`<a class="icon-button" href="${header.back}" aria-label="Back">${icon("back")}</a>`}
    <div class="page-header__text">
      <h1>${header.title}</h1>
      ${header.badges}
      ${header.subtitle && html`<p class="subdued page-header__subtitle">${header.subtitle}</p>`}
    </div>
    <div class="page-header__actions">${header.actions}</div>
  </header>`;
}

/** Previous and next links under a list. */
export function pager(url: URL, page: number, pageSize: number, total: number): Html | null {
  if (total <= pageSize) return null;
  const link = (to: number, label: string, enabled: boolean): Html => {
    const target = new URL(url);
    target.searchParams.set("page", String(to));
    return enabled
      ? html`<a class="button" href="${target.pathname + target.search}">${label}</a>`
      : html`<span class="button" aria-disabled="true">${label}</span>`;
  };
  return html`<nav class="pager" aria-label="Pages">
    ${link(page - 1, "Previous", page > 1)}
    <span class="subdued"
      >${(page - 1) * pageSize + 1}–${Math.min(page * pageSize, total)} of ${total.toLocaleString("en")}</span
    >
    ${link(page + 1, "Next", page * pageSize < total)}
  </nav>`;
}

/** The page number of the address, 1 when it has none. */
export function pageNumber(url: URL): number {
  const page = Number(url.searchParams.get("page") ?? 1);
  return Number.isInteger(page) && page > 0 ? page : 1;
}
