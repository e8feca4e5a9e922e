import { element } from "./dom.js";
import { pageData } from "./page-data.js";

const menuKey = `app-navigation:${pageData.app.apiKey}`;

/** Drawer on narrow screens, rows that act as links, and the app's own navigation as last heard of. */
export function startNavigation() {
  for (const toggle of document.querySelectorAll("[data-toggle-navigation]"))
    toggle.addEventListener("click", () => toggleDrawer());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggleDrawer(false);
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-href]");
    if (row && !event.target.closest("a, button, input, select, label")) location.assign(row.dataset.href);
  });
  drawAppNavigation(JSON.parse(localStorage.getItem(menuKey) ?? "[]"));
}

function toggleDrawer(open = !document.body.classList.contains("navigation-open")) {
  document.body.classList.toggle("navigation-open", open);
  document.querySelector(".navigation-backdrop").hidden = !open;
  document.querySelector(".top-bar__menu").setAttribute("aria-expanded", String(open));
}

/** Keeps what the app's navigation element says, for this page and the next ones. */
export function rememberAppNavigation(items) {
  localStorage.setItem(menuKey, JSON.stringify(items));
  drawAppNavigation(items);
}

/** Marks the item whose address is the longest beginning of the app's present path. */
export function markAppNavigation(path) {
  const links = [...document.querySelectorAll("[data-app-href]")];
  const { pathname } = new URL(path, location.origin);
  const hits = links.filter(
    (link) => pathname === link.dataset.appHref || pathname.startsWith(`${link.dataset.appHref}/`),
  );
  const current = hits.sort((a, b) => b.dataset.appHref.length - a.dataset.appHref.length)[0];
  for (const link of links) {
    if (link === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** Calls back when the merchant chooses a page of the app; true from the callback means it was handled. */
export function onAppNavigation(handle) {
  document.querySelector("[data-app-navigation]")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-app-href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    toggleDrawer(false);
    handle(link.dataset.appHref);
  });
}

function drawAppNavigation(items) {
  const list = document.querySelector("[data-app-navigation]");
  if (!list) return;
  for (const old of list.querySelectorAll("[data-app-item]")) old.remove();
  const visible = items.filter((item) => !item.home && item.href);
  for (const item of visible) {
    const path = new URL(item.href, location.origin).pathname;
    const link = element(
      "a",
      {
        class: "navigation__item navigation__item--sub",
        href: list.dataset.appBase + item.href,
        "data-app-href": path,
      },
      element("span", {}, item.label),
    );
    list.append(element("li", { "data-app-item": true }, link));
  }
  const base = list.dataset.appBase;
  if (location.pathname.startsWith(base)) markAppNavigation(location.pathname.slice(base.length) || "/");
}
