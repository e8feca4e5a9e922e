import { parseShopifyId, type ShopifyId, type ShopifyIdKind } from "./shopify-id.ts";

/** An order body that is not what Shopify documents. The message names the place and what should have been there. */
export class MalformedOrderError extends Error {
  override name = "MalformedOrderError";
  /** Where in the body: `line_items[2].quantity`. */
  readonly path: string;

  constructor(path: string, expected: string) {
    super(`${path === "" ? "The body" : path} should be ${expected}`);
    this.path = path;
  }
}

/** A JSON object and where it stands in the body. */
export interface BodyObject {
  path: string;
  fields: Readonly<Record<string, unknown>>;
}

export function asObject(value: unknown, path: string): BodyObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MalformedOrderError(path, "an object");
  }
  return { path, fields: value as Record<string, unknown> };
}

export function optionalObject(parent: BodyObject, key: string): BodyObject | null {
  const value = parent.fields[key];
  return value === undefined || value === null ? null : asObject(value, at(parent, key));
}

/** A list of objects; one that is missing or null is empty. */
export function objectList(parent: BodyObject, key: string): BodyObject[] {
  const value = parent.fields[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new MalformedOrderError(at(parent, key), "a list");
  return value.map((entry: unknown, index) => asObject(entry, `${at(parent, key)}[${index}]`));
}

/** Trimmed; null when missing or empty. Zero characters, which a database text cannot hold, are dropped. */
export function optionalText(parent: BodyObject, key: string): string | null {
  const value = parent.fields[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw new MalformedOrderError(at(parent, key), "a text");
  return value.replaceAll("\0", "").trim() || null;
}

export function optionalFlag(parent: BodyObject, key: string): boolean {
  const value = parent.fields[key] ?? false;
  if (typeof value !== "boolean") throw new MalformedOrderError(at(parent, key), "true or false");
  return value;
}

/** Whole units, not negative. */
export function units(parent: BodyObject, key: string): number {
  const value = optionalUnits(parent, key);
  if (value === null) throw new MalformedOrderError(at(parent, key), "a number of units");
  return value;
}

export function optionalUnits(parent: BodyObject, key: string): number | null {
  const value = parent.fields[key];
  if (value === undefined || value === null) return null;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > MAX_UNITS) {
    throw new MalformedOrderError(at(parent, key), `a whole number from 0 to ${MAX_UNITS}`);
  }
  return value;
}

/** Largest count that the database's integers hold. */
const MAX_UNITS = 2_147_483_647;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

export function instant(parent: BodyObject, key: string): Date {
  const value = optionalInstant(parent, key);
  if (value === null) throw new MalformedOrderError(at(parent, key), "a date and time with an offset");
  return value;
}

export function optionalInstant(parent: BodyObject, key: string): Date | null {
  const value = parent.fields[key];
  if (value === undefined || value === null) return null;
  const milliseconds = typeof value === "string" && RFC_3339.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(milliseconds)) {
    throw new MalformedOrderError(at(parent, key), "a date and time with an offset");
  }
  return new Date(milliseconds);
}

/**
 * The id of an object. Above 2^53 (Shopify's test notifications have such ids) JSON has lost its last digits, and
 * only the gid beside it is exact.
 */
export function ownId(parent: BodyObject, kind: ShopifyIdKind): ShopifyId {
  const gid = parent.fields["admin_graphql_api_id"];
  const exact = typeof gid === "string" ? parseShopifyId(kind, gid) : null;
  const id = exact ?? idOf(parent.fields["id"]);
  if (id === null) throw new MalformedOrderError(at(parent, "id"), `the id of a ${kind}`);
  return id;
}

/** The id of the order that a parsed body is of; null when it is not legible. */
export function orderIdOfBody(body: object): ShopifyId | null {
  try {
    return ownId({ path: "", fields: body as Record<string, unknown> }, "Order");
  } catch {
    return null;
  }
}

/** A reference to another object that may be missing. */
export function optionalId(parent: BodyObject, key: string): ShopifyId | null {
  const value = parent.fields[key];
  if (value === undefined || value === null) return null;
  const id = idOf(value);
  if (id === null) throw new MalformedOrderError(at(parent, key), "an id");
  return id;
}

/** An id as the body spells it, to match references within one body even where its digits are not exact. */
export function spelledId(parent: BodyObject, key: string): string {
  const value = parent.fields[key];
  if (typeof value !== "number" && typeof value !== "string" && typeof value !== "bigint") {
    throw new MalformedOrderError(at(parent, key), "an id");
  }
  return String(value);
}

function idOf(value: unknown): ShopifyId | null {
  if (typeof value === "bigint") return value > 0n ? value : null;
  if (typeof value === "number") return Number.isInteger(value) && value > 0 ? BigInt(value) : null;
  return typeof value === "string" && /^\d{1,18}$/.test(value) ? BigInt(value) : null;
}

function at(parent: BodyObject, key: string): string {
  return parent.path === "" ? key : `${parent.path}.${key}`;
}
