import { config } from "./config.js";

const RETRY_HEADER = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE_HEADER = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * Replaces `fetch` as App Bridge does: session token on calls to the app's own origin and its subdomains,
 * one retry with a fresh token when the app asks for it, a redirect when it asks for authorization.
 * @param {() => Promise<string>} idToken
 */
export function patchFetch(idToken) {
  const nativeFetch = window.fetch.bind(window);

  window.fetch = async function fetch(input, init) {
    const request = new Request(input, init);
    if (!isAppUrl(new URL(request.url)) || request.headers.has("Authorization")) return nativeFetch(request);

    const retry = request.clone();
    request.headers.set("Authorization", `Bearer ${await idToken()}`);
    let response = await nativeFetch(request);
    if (response.status === 401 && response.headers.has(RETRY_HEADER)) {
      retry.headers.set("Authorization", `Bearer ${await idToken()}`);
      response = await nativeFetch(retry);
    }
    const reauthorizeUrl = response.headers.get(REAUTHORIZE_HEADER);
    if (reauthorizeUrl) window.open(new URL(reauthorizeUrl, location.origin).href, "_top");
    return response;
  };
}

function isAppUrl(url) {
  if (url.origin === location.origin || config.appOrigins.includes(url.origin)) return true;
  return (
    url.protocol === location.protocol &&
    url.port === location.port &&
    url.hostname.endsWith(`.${location.hostname}`)
  );
}
