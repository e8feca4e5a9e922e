/**
 * A Postgres array literal, to be bound as one text parameter and cast: `unnest(${pgArray(ids)}::bigint[])`. Prisma
 * inspects every element of an array parameter; one string instead makes a set of thousands of rows three times cheaper.
 */
export function pgArray(values: readonly (bigint | number | string | boolean | Date | null)[]): string {
  return `{${values.map(element).join(",")}}`;
}

/** Backslashes and quotes are escaped; zero characters, which a database text cannot hold, are dropped. */
const SPECIAL = /[\\"\0]/;

/** What JSON writes in other ways than Postgres reads: control characters and halves of surrogate pairs. */
const UNLIKE_JSON = /[\0-\x1f\ud800-\udfff]/;

function element(value: bigint | number | string | boolean | Date | null): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return value instanceof Date ? value.toISOString() : String(value);
  if (!SPECIAL.test(value)) return `"${value}"`;
  // The same escapes, four times as fast: thousands of decisions are full of quotes.
  if (!UNLIKE_JSON.test(value)) return JSON.stringify(value);
  return `"${value.replace(/[\\"]/g, "\\$&").replaceAll("\0", "")}"`;
}
