import { cleanPath, config, isEmbedded, shellOrigin } from "./config.js";

/** Tells the admin where the app is, so that its address bar and navigation follow. */
export function reportLocation(channel) {
  const report = () => channel.notify("location", { path: cleanPath(), title: document.title });
  for (const method of ["pushState", "replaceState"]) {
    const native = history[method].bind(history);
    history[method] = (...args) => {
      native(...args);
      report();
    };
  }
  window.addEventListener("popstate", report);
  window.addEventListener("hashchange", report);
  new MutationObserver(report).observe(document.head, {
    childList: true,
    subtree: true,
    characterData: true,
  });
  report();
}

/** Sends links out of the frame (`shopify://admin/...`, the admin's own URLs, anything for `_top`) to the admin. */
export function patchOutwardNavigation(channel) {
  const nativeOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    if (!leavesApp(url, target)) return nativeOpen(url, target, features);
    channel.notify("navigate", { url: String(url), newTab: target === "_blank" });
    return null;
  };
  document.addEventListener(
    "click",
    (event) => {
      const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href);
      if (!link || event.defaultPrevented || !leavesApp(link.href, link.target)) return;
      event.preventDefault();
      channel.notify("navigate", {
        url: link.href,
        newTab: link.target === "_blank" || event.ctrlKey || event.metaKey,
      });
    },
    true,
  );
}

/** On `/auth/session-token` the library waits for a token: fetch one and go where `shopify-reload` says. */
export async function followBouncePage(idToken) {
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (!reload) return;
  const destination = new URL(reload, location.origin);
  if (destination.origin !== location.origin)
    throw new Error(`shopify-reload leaves the app: ${destination.origin}`);
  destination.searchParams.set("id_token", await idToken());
  location.replace(destination);
}

/** Outside the admin the app has no session: open the same page inside it. */
export function redirectIntoAdmin() {
  if (isEmbedded || !config.shop || config.disabledFeatures.includes("auto-redirect")) return;
  const store = config.shop.replace(/\.myshopify\.com$/, "");
  location.replace(`${shellOrigin}/store/${store}/apps/${config.apiKey}${cleanPath()}`);
}

function leavesApp(url, target) {
  if (!url) return false;
  const { protocol, hostname, origin, pathname } = new URL(String(url), location.href);
  if (protocol === "shopify:" || protocol === "app:" || hostname === "admin.shopify.com") return true;
  if (hostname.endsWith(".myshopify.com") && pathname.startsWith("/admin")) return true;
  return (target === "_top" || target === "_parent") && (origin !== location.origin || isEmbedded);
}
