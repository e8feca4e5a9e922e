/** Where this document runs: the shop and host from the query, the API key from the page, the admin from the script's own URL. */

const SHOPIFY_PARAMETERS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];
const STORAGE_KEY = "app-bridge:launch-parameters";

const script = document.currentScript;

/** Origin of the admin page that frames the app. */
export const shellOrigin = new URL(script.src, location.href).origin;

/** True inside the admin's frame. */
export const isEmbedded = window.parent !== window;

/** `shopify.config`. */
export const config = readConfig();

/** The path of this document without what the admin appended to its query. */
export function cleanPath(href = location.href) {
  const url = new URL(href, location.href);
  for (const name of SHOPIFY_PARAMETERS) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

function readConfig() {
  const query = new URLSearchParams(location.search);
  // A page reached inside the app without the admin's parameters is still the same launch.
  const remembered = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}");
  const launch = {
    shop: query.get("shop") ?? remembered.shop,
    host: query.get("host") ?? remembered.host,
    locale: query.get("locale") ?? remembered.locale ?? "en-US",
  };
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify(launch));
  const apiKey = document.querySelector('meta[name="shopify-api-key"]')?.content ?? script.dataset.apiKey;
  if (!apiKey) {
    throw new Error('App Bridge: put <meta name="shopify-api-key"> before the script, or data-api-key on it');
  }
  return { apiKey, appOrigins: [], disabledFeatures: [], debug: {}, ...launch };
}
