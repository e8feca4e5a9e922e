import type { Shop } from "../state/types.ts";
import { html, type Html } from "./html.ts";
import { icon, type IconName } from "./icons.ts";

export type Section = "home" | "orders" | "products" | "customers" | "app" | "inbox";

export type AdminPage = {
  title: string;
  section: Section;
  /** Null on pages that belong to no shop. */
  shop: Shop | null;
  app: { name: string; apiKey: string };
  unreadMails: number;
  openOrders: number;
  content: Html;
  /** The app's frame takes the whole main area. */
  fullBleed?: boolean;
  /** Read by the page's script. */
  data?: Record<string, unknown>;
};

/** A whole admin page: top bar, navigation, content. */
export function renderAdminPage(page: AdminPage): string {
  const base = page.shop === null ? null : `/store/${page.shop.name}`;
  const shopInitials = (page.shop?.title ?? "Dev store")
    .split(/\s+/)
    .map((word) => word[0])
    .join("")
    .slice(0, 2);
  const data = {
    ...page.data,
    shop: page.shop?.domain ?? null,
    store: page.shop?.name ?? null,
    locale: page.shop?.locale ?? "en",
    app: page.app,
    section: page.section,
  };
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${page.shop?.title ?? "Dev store"}</title>
        <link rel="icon" href="/__shell/assets/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/__shell/assets/shell.css" />
        <link rel="stylesheet" href="/__shell/assets/pages.css" />
        <link rel="stylesheet" href="/__shell/assets/overlays.css" />
        <script type="application/json" id="page-data">
          ${{ markup: JSON.stringify(data).replaceAll("<", "\\u003c") }}
        </script>
        <script type="module" src="/__shell/client/shell.js"></script>
      </head>
      <body>
        <div class="loading-bar" hidden></div>
        <header class="top-bar">
          <button
            class="top-bar__menu"
            aria-label="Open navigation"
            aria-expanded="false"
            data-toggle-navigation
          >
            ${icon("menu")}
          </button>
          <a class="brand" href="${base ?? "/"}"
            ><span class="brand__mark">${icon("flask")}</span><span class="brand__name">dev store</span></a
          >
          ${
            base &&
            html`<form class="search" role="search" action="${base}/orders">
              <span class="search__icon">${icon("search")}</span
              ><input type="search" name="query" placeholder="Search orders" aria-label="Search orders" />
            </form>`
          }
          <div class="top-bar__end">
            <a class="top-bar__link" href="/inbox" aria-label="Inbox"
              >${icon("inbox")}<span class="top-bar__label">Inbox</span
              ><span class="pill" data-live="mail-count">${page.unreadMails || ""}</span></a
            >
            <span class="shop-badge" title="${page.shop?.domain ?? ""}"
              ><span class="shop-badge__name">${page.shop?.title ?? "All shops"}</span
              ><span class="avatar">${shopInitials}</span></span
            >
          </div>
        </header>
        <div class="save-bar" role="region" aria-label="Unsaved changes" hidden></div>
        <div class="frame">
          <nav class="navigation" aria-label="Admin">
            ${base && storeNavigation(page, base)}
            <ul class="navigation__foot">
              ${navigationItem("/inbox", "Inbox", "inbox", page.section === "inbox")}
            </ul>
          </nav>
          <button
            class="navigation-backdrop"
            aria-label="Close navigation"
            hidden
            data-toggle-navigation
          ></button>
          <main class="${page.fullBleed ? "main main--app" : "main"}">${page.content}</main>
        </div>
        <div class="toasts" role="status" aria-live="polite"></div>
      </body>
    </html>`.markup;
}

function storeNavigation(page: AdminPage, base: string): Html {
  const appBase = `${base}/apps/${page.app.apiKey}`;
  return html`<ul>
      ${navigationItem(base, "Home", "home", page.section === "home")}
      ${navigationItem(`${base}/orders`, "Orders", "orders", page.section === "orders", page.openOrders)}
      ${navigationItem(`${base}/products`, "Products", "products", page.section === "products")}
      ${navigationItem(`${base}/customers`, "Customers", "customers", page.section === "customers")}
    </ul>
    <h2 class="navigation__heading">Apps</h2>
    <ul data-app-navigation data-app-base="${appBase}">
      <li>
        <a class="navigation__item" href="${appBase}" ${page.section === "app" && html`aria-current="page"`}
          ><span class="app-mark" aria-hidden="true">${page.app.name.slice(0, 1)}</span
          ><span>${page.app.name}</span></a
        >
      </li>
    </ul>`;
}

function navigationItem(href: string, label: string, glyph: IconName, current: boolean, badge = 0): Html {
  return html`<li>
    <a class="navigation__item" href="${href}" ${current && html`aria-current="page"`}
      >${icon(glyph)}<span>${label}</span>${
        badge > 0 && html`<span class="pill" data-live="open-orders">${badge}</span>`
      }</a
    >
  </li>`;
}
