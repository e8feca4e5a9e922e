import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { isAnswer } from "./is-answer.ts";

let last: { url: string; data: unknown } | null = null;

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
    // A redirect is thrown too.
    if (!(error instanceof Response) && !isAnswer(error) && last?.url === url) return last.data;
    throw error;
  }
}

// Runs at the first load too, with what the server sent, so that there is something to keep from the start.
keepLast.hydrate = true as const;
