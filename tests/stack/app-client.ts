import { BROWSER_USER_AGENT } from "../../scripts/browser.ts";
import type { DevStore } from "../dev-store/dev-store.ts";

/** The app's JSON API as a merchant's browser calls it: with a fresh session token of the shop for every call. */
export interface AppClient {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
}

/** @throws {Error} on any answer but 2xx, with the app's own words */
export function appClient(devStore: DevStore, appUrl: string, shopDomain: string): AppClient {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${appUrl}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await devStore.sessionToken(shopDomain)}`,
        "User-Agent": BROWSER_USER_AGENT,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return JSON.parse(text) as T;
  };
  return {
    get: (path) => call("GET", path),
    post: (path, body) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
  };
}
