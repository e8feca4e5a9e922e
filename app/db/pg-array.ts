/**
 * A Postgres array literal, to be bound as one text parameter and cast: `unnest(${pgArray(ids)}::bigint[])`. Prisma
 * inspects every element of an array parameter; one string instead makes a set of thousands of rows three times cheaper.
 */
export function pgArray(values: readonly (bigint | number | string | boolean | Date | null)[]): string {
  let literal = "{";
  for (const value of values) {
    if (literal.length > 1) literal += ",";
    if (value === null) literal += "NULL";
    else if (typeof value === "string")
      literal += `"${value.replace(/[\\"]/g, "\\$&").replaceAll("\0", "")}"`;
    else if (value instanceof Date) literal += value.toISOString();
    else literal += String(value);
  }
  return `${literal}}`;
}
