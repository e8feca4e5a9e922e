import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";
import type { ActionFunctionArgs, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { env } from "#app/config/env.server.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { addDocumentResponseHeaders } from "#app/shopify.server.ts";

const log = createLogger(env().LOG_LEVEL);

/** How long, in milliseconds, a card that loads late may hold the page's stream open. */
export const streamTimeout = 10_000;

/** Streams the page to people and sends it whole to robots. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  addDocumentResponseHeaders(request, headers);
  // The library preloads App Bridge from Shopify's own address; the page takes it from where it is told.
  if (headers.has("Link")) headers.set("Link", `<${env().APP_BRIDGE_URL}>; rel="preload"; as="script";`);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const readyEvent = isbot(request.headers.get("user-agent") ?? "") ? "onAllReady" : "onShellReady";

  return new Promise((resolve, reject) => {
    let broken = false;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={remixContext} url={request.url} />, {
      [readyEvent]() {
        const body = new PassThrough();
        resolve(
          new Response(createReadableStreamFromReadable(body), { status: broken ? 500 : status, headers }),
        );
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        broken = true;
        log.error({ err: error }, "a page could not be drawn");
      },
    });
    // One second more than Remix gives the loaders, so that their rejection is still drawn.
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Loader and action errors that are not answers: logged by path only, since a query may hold a token or an address. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted) return;
  log.error(
    { err: error, method: request.method, path: new URL(request.url).pathname },
    "a page request failed",
  );
}
