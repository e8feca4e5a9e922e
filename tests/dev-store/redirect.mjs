/**
 * Preload: node --import ./tests/dev-store/redirect.mjs
 *
 * Sends what is meant for https://{shop}.myshopify.com/path to DEV_STORE_URL/_shops/{shop}.myshopify.com/path and
 * refuses every other host outside this machine, so that nothing leaves it by accident. It covers fetch and whatever
 * else goes through undici's global dispatcher; code on node:http(s) is not covered.
 */
import { Agent, setGlobalDispatcher } from "undici";

const devStoreUrl = process.env["DEV_STORE_URL"];
if (!devStoreUrl) throw new Error("redirect.mjs: set DEV_STORE_URL to the dev store's address.");
const { origin: devStoreOrigin } = new URL(devStoreUrl);

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

/** @param {import("undici").Dispatcher.Dispatch} dispatch */
function redirectShops(dispatch) {
  /** @type {import("undici").Dispatcher.Dispatch} */
  return function redirected(options, handler) {
    const target = new URL(String(options.origin));
    if (target.hostname.endsWith(".myshopify.com")) {
      const path = `/_shops/${target.hostname}${options.path}`;
      return dispatch(
        { ...options, origin: devStoreOrigin, path, headers: withoutHost(options.headers) },
        handler,
      );
    }
    if (LOOPBACK.has(target.hostname)) return dispatch(options, handler);
    throw new Error(
      `redirect.mjs: ${target.origin} is outside this machine; only shops and loopback are let through.`,
    );
  };
}

/** A Host header names the shop and would contradict the new origin. */
function withoutHost(headers) {
  if (Array.isArray(headers)) {
    const kept = [];
    for (let index = 0; index < headers.length; index += 2) {
      if (String(headers[index]).toLowerCase() !== "host") kept.push(headers[index], headers[index + 1]);
    }
    return kept;
  }
  if (headers && typeof headers === "object" && !(Symbol.iterator in headers)) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== "host"));
  }
  return headers;
}

setGlobalDispatcher(new Agent().compose(redirectShops));
