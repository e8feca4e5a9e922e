import { isRouteErrorResponse } from "@remix-run/react";

/**
 * Whether the app itself answered with this failure. Anything else never reached it: the line broke, or something in
 * front of the app spoke in its place, in words that no page can read.
 */
export function isAnswer(error: unknown): boolean {
  return isRouteErrorResponse(error) || (error instanceof Error && error.name === "SanitizedError");
}
