/**
 * Waits until the admin could have answered. The real events come after its answer; React relies on that, since
 * app-bridge-react calls `show()` while it is exchanging the listeners for "show".
 */
export function announced() {
  return new Promise((resolve) => setTimeout(resolve));
}
