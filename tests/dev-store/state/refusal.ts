/** An operation that Shopify would not carry out either; the control API answers it as 422. */
export class RefusedOperation extends Error {}

export function mustFind<T>(found: T | undefined | null, what: string): T {
  if (found === undefined || found === null) throw new RefusedOperation(`There is no ${what}.`);
  return found;
}

/** Refuses anything but a whole number from `least` on. */
export function mustBeWhole(value: unknown, what: string, least = 1): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < least) {
    throw new RefusedOperation(`${what} must be a whole number from ${least} on, not ${String(value)}.`);
  }
  return value;
}
