import type { HeadersFunction } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";

/** Every page under /app exports this as its `headers`: without it App Bridge loses the header that makes it try again with a fresh token. */
export const pageHeaders: HeadersFunction = (args) => boundary.headers(args);
