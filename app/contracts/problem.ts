import { z } from "zod";

/** What every refused call answers, as `application/problem+json` (RFC 9457). */
export const problem = z
  .object({
    type: z.string().meta({ example: "urn:batchbook:code_taken" }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ path: z.string().meta({ example: "items.0.produced" }), message: z.string() }))
      .optional(),
    currentStatus: z
      .string()
      .optional()
      .meta({ description: "With 409: the state the batch or the recall is in now." }),
    numbers: z
      .record(z.string(), z.int())
      .optional()
      .meta({ description: "With 409: the units that stand against it." }),
    recall: z
      .object({ id: z.uuid(), number: z.string() })
      .optional()
      .meta({ description: "With key_reused: the recall that was launched under the key." }),
  })
  .meta({ id: "Problem" });

export type Problem = z.output<typeof problem>;

/** One wrong field; `path` is dotted, list places from 0: `items.0.produced`. */
export interface FieldError {
  path: string;
  message: string;
}

export type ProblemKind = keyof typeof KINDS;

const KINDS = {
  malformed: { status: 400, title: "The request is malformed" },
  unauthorized: { status: 401, title: "The session token is missing or not valid" },
  forbidden: { status: 403, title: "A right is missing" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  state_moved: { status: 409, title: "It is not in the expected state" },
  move_not_allowed: { status: 409, title: "This move is not allowed" },
  code_taken: { status: 409, title: "The batch code is taken" },
  not_enough_units: { status: 409, title: "Not enough units" },
  not_assignable: { status: 409, title: "The batch cannot be the one" },
  stock_moved: { status: 409, title: "Units moved meanwhile" },
  needs_confirmation: { status: 409, title: "This needs a confirmation" },
  key_reused: { status: 409, title: "The idempotency key was used with another request" },
  too_large: { status: 413, title: "The body is too large" },
  invalid_fields: { status: 422, title: "Some fields are not valid" },
  internal: { status: 500, title: "Something went wrong" },
  shopify_unavailable: { status: 503, title: "Shopify could not be reached" },
} as const satisfies Record<string, { status: number; title: string }>;

/** A refusal to send. `detail` says what stands against it and what to do. */
export function problemResponse(
  kind: ProblemKind,
  detail: string,
  more: Pick<Problem, "errors" | "currentStatus" | "numbers" | "recall"> = {},
  headers: Record<string, string> = {},
): Response {
  const { status, title } = KINDS[kind];
  const body: Problem = { type: `urn:batchbook:${kind}`, title, status, detail, ...more };
  return Response.json(body, {
    status,
    headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
  });
}

/** 422 with the wrong fields. */
export function fieldProblem(errors: FieldError[]): Response {
  const first = errors[0];
  const detail =
    first === undefined ? "Some fields are not valid." : `${first.path || "body"}: ${first.message}`;
  return problemResponse("invalid_fields", detail, { errors });
}

export type Parsed<T> = { ok: true; data: T } | { ok: false; errors: FieldError[] };

/** Reads what came in by a schema. Wrong fields come back by dotted path, an unknown one under its own name. */
export function parseFields<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Parsed<z.output<Schema>> {
  const result = schema.safeParse(input, {
    error: (issue) =>
      issue.code === "invalid_type" && issue.input === undefined ? "is required" : undefined,
  });
  if (result.success) return { ok: true, data: result.data };
  const errors = result.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "is not a known field" }))
      : [{ path: issue.path.join("."), message: issue.message }],
  );
  return { ok: false, errors: firstOfEachPath(errors) };
}

/** A text that is no date is not in range either; the first message says enough. */
function firstOfEachPath(errors: FieldError[]): FieldError[] {
  return errors.filter(({ path }, index) => errors.findIndex((error) => error.path === path) === index);
}
