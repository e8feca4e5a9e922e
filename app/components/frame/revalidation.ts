import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { wasUnreached } from "./action-result.ts";

/**
 * Every page with a form exports this as its `shouldRevalidate`: when an action never reached the server, loading the page
 * again would fail too and replace what the merchant typed by an error page. A refusal does load again: something moved.
 */
export function reloadUnlessUnreached(args: ShouldRevalidateFunctionArgs): boolean {
  return wasUnreached(args.actionResult) ? false : args.defaultShouldRevalidate;
}
