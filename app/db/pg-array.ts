/**
 * A Postgres array literal, to be bound as one text parameter and cast: `unnest(${pgArray(ids)}::bigint[])`. Prisma
 * inspects every element of an array parameter; one string instead makes a set of thousands of rows three times cheaper.
 */
export function pgArray(values: readonly (bigint | number | string | boolean | Date | null)[]): string {
  return `{${values.map(element).join(",")}}`;
}

/** Backslashes and quotes are escaped; zero characters, which a database text cannot hold, are dropped. */
const SPECIAL = /[\\"\0]/;

function element(value: bigint | number | string | boolean | Date | null): string {
  if (value === null) return "NULL";
  if (typeof value !== "string") return value instanceof Date ? value.toISOString() : String(value);
  if (!SPECIAL.test(value)) return `"${value}"`;
  return `"${value.replace(/[\\"]/g, "\\$&").replaceAll("\0", "")}"`;
}
