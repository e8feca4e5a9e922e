/** What an action of a page answers. Expected failures are answers, not exceptions: the page stays as the merchant left it. */
export type ActionResult<Value = null> =
  { ok: true; said: string; value: Value } | ({ ok: false } & ActionFailure);

export interface ActionFailure {
  /** What did not happen. */
  title: string;
  /** Why, and what to do next. */
  detail: string | null;
  errors: FieldError[];
  /** The server was not reached: nothing is known to have happened. */
  unreached?: true;
}

export interface FieldError {
  /** Dotted, as in `items.0.produced`; empty for the form as a whole. */
  path: string;
  message: string;
}

/** The message for one field, or undefined as Polaris fields want it. */
export function errorAt(failure: Pick<ActionFailure, "errors"> | null, path: string): string | undefined {
  return failure?.errors.find((error) => error.path === path)?.message;
}

/** The messages that belong to none of the fields shown. */
export function errorsBeside(failure: ActionFailure | null, shown: readonly string[]): FieldError[] {
  return failure?.errors.filter((error) => !shown.includes(error.path)) ?? [];
}

/** Whether this is the result of an action that did not get to the server. */
export function wasUnreached(result: unknown): boolean {
  return typeof result === "object" && result !== null && "unreached" in result && result.unreached === true;
}
