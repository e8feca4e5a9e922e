import type { z } from "zod";
import { parseFields } from "#app/contracts/problem.ts";
import type { ActionFailure, FieldError } from "./action-result.ts";

type ReadForm<Data> = { ok: true; data: Data } | ({ ok: false } & ActionFailure);

/** Reads what a page sent by its schema; what does not fit comes back as the page shows it, by field. */
export async function readForm<Schema extends z.ZodType>(
  schema: Schema,
  request: Request,
): Promise<ReadForm<z.output<Schema>>> {
  const parsed = parseFields(schema, await request.json());
  return parsed.ok ? parsed : fieldFailure(parsed.errors);
}

/** The form as a whole is refused because of some of its fields. */
export function fieldFailure(errors: FieldError[]): { ok: false } & ActionFailure {
  return { ok: false, title: "Look at the marked fields", detail: null, errors: errors.map(asSentence) };
}

/** `must not be empty` → `Must not be empty.` */
function asSentence({ path, message }: FieldError): FieldError {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return { path, message: /[.!?]$/.test(text) ? text : `${text}.` };
}
