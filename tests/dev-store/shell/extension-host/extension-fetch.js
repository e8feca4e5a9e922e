/**
 * `fetch` as extensions have it: relative addresses are the app's, the app's domain and subdomains get a session token,
 * `shopify:admin/api/...` is the Admin API. The page's origin is not the app's, so the browser asks for CORS.
 */
export function patchFetch(appOrigin, idToken, adminGraphql) {
  const nativeFetch = window.fetch.bind(window);
  const appHost = new URL(appOrigin).host;

  window.fetch = async function fetch(input, init) {
    const address = input instanceof Request ? input.url : String(input);
    const direct = /^shopify:\/*admin\/api(?:\/([^/]+))?\/graphql\.json$/.exec(address);
    if (direct) return adminGraphql(init?.body ?? (await input.text()), direct[1]);

    const url = new URL(address, appOrigin);
    const request = input instanceof Request ? new Request(url, input) : new Request(url, init);
    const isApp = url.host === appHost || url.host.endsWith(`.${appHost}`);
    if (isApp && !request.headers.has("Authorization"))
      request.headers.set("Authorization", `Bearer ${await idToken()}`);
    return nativeFetch(request);
  };
}
