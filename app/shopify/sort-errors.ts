import { ShopifyAccessError } from "./gateway.ts";

/** An error of a GraphQL answer, as much of it as the app reads. */
export interface AnswerError {
  message: string;
  path?: readonly (string | number)[] | undefined;
  extensions?: { code?: string } | undefined;
}

export interface SortedErrors {
  /** Paths (field names only) of personal fields that Shopify withholds: they are null, the rest of the answer holds. */
  withheld: string[];
  /** Root fields (or their aliases) that have no data because of an error of their own. */
  failedParts: { part: string; message: string; isDenied: boolean }[];
}

/** A buyer's data: null without Shopify's approval for protected customer data, and the app goes on without it. */
const PERSONAL_FIELDS = new Set([
  ...["email", "phone", "emailAddress", "phoneNumber", "defaultEmailAddress", "defaultPhoneNumber"],
  ...["customer", "displayName", "firstName", "lastName", "name"],
  ...["shippingAddress", "billingAddress", "defaultAddress", "address1", "address2", "zip"],
]);

/**
 * Sorts the errors of an answer that has data into those it is still good with and those of one root field. Any other
 * would pass for "Shopify does not have it", so it throws.
 * @throws {ShopifyAccessError} the app may not read what it needs.
 */
export function sortErrors(data: unknown, errors: AnswerError[]): SortedErrors {
  const sorted: SortedErrors = { withheld: [], failedParts: [] };
  for (const { message, path = [], extensions } of errors) {
    const names = path.filter((step) => typeof step === "string");
    const last = names.at(-1);
    const isDenied = extensions?.code === "ACCESS_DENIED";
    if (last !== undefined && path.length > 1 && PERSONAL_FIELDS.has(last) && isNullAt(data, path)) {
      sorted.withheld.push(names.join("."));
    } else if (last !== undefined && path.length === 1 && isNullAt(data, path)) {
      sorted.failedParts.push({ part: last, message, isDenied });
    } else if (isDenied) {
      throw new ShopifyAccessError(message);
    } else {
      throw new Error(`Shopify answered in part: ${message} (at ${names.join(".") || "no field"})`);
    }
  }
  return sorted;
}

/** Whether the null sits where the error says, and has not taken along what holds it. */
function isNullAt(data: unknown, path: readonly (string | number)[]): boolean {
  let value: unknown = data;
  for (const step of path) {
    if (value === null || typeof value !== "object") return false;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value === null;
}
