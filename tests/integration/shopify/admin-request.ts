import type { DevStore } from "../../dev-store/dev-store.ts";
import { TEST_APP_URL } from "../../setup/test-dev-store.ts";

/** What a browser sends; the library turns away robots, and Node's own name counts as one. */
export const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** An API request of the shop's merchant, with a fresh session token. */
export async function adminRequest(
  store: DevStore,
  shopDomain: string,
  options: { path?: string; userAgent?: string; token?: string } = {},
): Promise<Request> {
  const token = options.token ?? (await store.sessionToken(shopDomain));
  return new Request(`${TEST_APP_URL}${options.path ?? "/api/v1/status"}`, {
    headers: {
      Authorization: `Bearer ${token}`,
      "User-Agent": options.userAgent ?? BROWSER,
      Origin: "https://extensions.shopifycdn.com",
    },
  });
}
