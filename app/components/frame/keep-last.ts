import { isRouteErrorResponse } from "@remix-run/react";
import type { ClientLoaderFunctionArgs } from "@remix-run/react";

let last: { url: string; data: unknown } | null = null;

/** What stands in front of a server says so while no server is behind it. */
const NO_SERVER = [502, 503, 504];

/**
 * A `clientLoader` for pages that load themselves again and again: while the server cannot be reached (a deployment, a
 * train in a tunnel), the page shows what it last knew instead of an error.
 */
export async function keepLast({ request, serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> {
  const { url } = request;
  try {
    const data = await serverLoader();
    last = { url, data };
    return data;
  } catch (error) {
    if (isUnreached(error) && last?.url === url) return last.data;
    throw error;
  }
}

function isUnreached(error: unknown): boolean {
  return error instanceof TypeError || (isRouteErrorResponse(error) && NO_SERVER.includes(error.status));
}

// Runs at the first load too, with what the server sent, so that there is something to keep from the start.
keepLast.hydrate = true as const;
