import type { ClientActionFunctionArgs } from "@remix-run/react";
import type { ActionResult } from "./action-result.ts";
import { isAnswer } from "./is-answer.ts";

/**
 * A `clientAction` for every page with a form: when the server cannot be reached or breaks, the answer is a failure that
 * the page shows, instead of an error page that would throw away what the merchant typed.
 */
export async function keepPage({ serverAction }: ClientActionFunctionArgs): Promise<ActionResult<unknown>> {
  try {
    return await serverAction<ActionResult<unknown>>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { ok: false, errors: [], unreached: true, ...explain(error) };
  }
}

function explain(error: unknown): { title: string; detail: string } {
  if (!isAnswer(error)) {
    return {
      title: "Batchbook could not be reached",
      detail: "Check your internet connection and try again. Everything you entered is still here.",
    };
  }
  return {
    title: "That did not work",
    detail: "Something went wrong on our side. Everything you entered is still here: try again in a moment.",
  };
}
