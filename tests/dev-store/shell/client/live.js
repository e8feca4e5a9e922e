const POLL_INTERVAL_MS = 2000;

/**
 * Keeps `data-live` regions true: asks the server for the page again and swaps what differs.
 * A region in which somebody types or has a menu open is left alone until the next round.
 */
export function startLiveRegions() {
  let busy = false;
  setInterval(() => {
    if (busy || document.hidden) return;
    busy = true;
    void refresh().finally(() => (busy = false));
  }, POLL_INTERVAL_MS);
}

/** Does one round now, e.g. after a button of this page changed something. */
export async function refresh() {
  const response = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
  if (!response?.ok || !response.headers.get("content-type")?.startsWith("text/html")) return;
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const region of document.querySelectorAll("[data-live]")) {
    const fresh = next.querySelector(`[data-live="${region.dataset.live}"]`);
    if (!fresh || fresh.innerHTML === region.innerHTML || region.contains(document.activeElement)) continue;
    region.replaceChildren(...fresh.childNodes);
  }
}
