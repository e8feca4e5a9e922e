import { pageData } from "./page-data.js";

/**
 * Where a link that leaves the app leads in this admin: `shopify://admin/orders/1`, `app:batches`,
 * `https://admin.shopify.com/store/x/...`, `https://x.myshopify.com/admin/...`, a gid, or any other address as it is.
 * @param {string} href
 * @param {string} appOrigin origin of the app's frame: its own addresses open the app page
 */
export function adminUrl(href, appOrigin) {
  const base = `/store/${pageData.store}`;
  const appBase = `${base}/apps/${pageData.app.apiKey}`;
  const url = new URL(href, appOrigin);
  const tail = url.search + url.hash;
  if (url.protocol === "shopify:") return adminPath(`${url.pathname}${tail}`, base, appBase);
  if (url.protocol === "app:") return `${appBase}/${url.pathname.replace(/^\/+/, "")}${tail}`;
  if (url.hostname === "admin.shopify.com")
    return adminPath(url.pathname.replace(/^\/store\/[^/]+/, "") + tail, base, appBase);
  if (url.hostname.endsWith(".myshopify.com") && url.pathname.startsWith("/admin")) {
    return adminPath(url.pathname.slice("/admin".length) + tail, base, appBase);
  }
  if (url.origin === appOrigin) return appBase + url.pathname + tail;
  return url.href;
}

/** `extension://` and apps are named by key or handle; everything else keeps its path. */
function adminPath(path, base, appBase) {
  const app = /^\/apps\/[^/?#]+(.*)$/.exec(path);
  if (app) return appBase + app[1];
  return base + (path === "/" ? "" : path);
}
