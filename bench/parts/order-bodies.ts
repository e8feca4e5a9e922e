import { readFileSync } from "node:fs";
import { neededOrderBody } from "#app/domain/needed-order-body.ts";
import { FIRST_VARIANT } from "./shop-for-bench.ts";

const LINES_PER_ORDER = 3;
const BODY_BYTES = 10_000;

const sample = JSON.parse(readFileSync("tests/fixtures/orders/open.json", "utf8")) as Record<string, unknown>;
const [sampleLine] = sample["line_items"] as Record<string, unknown>[];

/** The body of an order webhook in full size (10 KB), with three lines over the shop's variants. */
export function benchOrderBody(id: number, variants: number, firstVariant = FIRST_VARIANT): string {
  const placedAt = placedAtOf(id).toISOString();
  const body: Record<string, unknown> = {
    ...sample,
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${id}`,
    email: `buyer${id}@mail.example`,
    contact_email: `buyer${id}@mail.example`,
    created_at: placedAt,
    processed_at: placedAt,
    updated_at: placedAt,
    customer: {
      ...(sample["customer"] as object),
      id: 7_000_000 + id,
      admin_graphql_api_id: `gid://shopify/Customer/${7_000_000 + id}`,
      email: `buyer${id}@mail.example`,
    },
    line_items: Array.from({ length: LINES_PER_ORDER }, (_, place) => ({
      ...sampleLine,
      id: id * 10 + place,
      admin_graphql_api_id: `gid://shopify/LineItem/${id * 10 + place}`,
      variant_id: Number(firstVariant) + ((id * 7 + place * 13) % variants),
      product_id: 1,
      quantity: 1,
      current_quantity: 1,
      fulfillable_quantity: 1,
    })),
    fulfillments: [],
    refunds: [],
  };
  const missing = BODY_BYTES - Buffer.byteLength(JSON.stringify(body));
  return JSON.stringify({ ...body, note: "x".repeat(Math.max(0, missing)) });
}

function placedAtOf(id: number): Date {
  return new Date(Date.UTC(2026, 9, 1) + id * 1_000);
}

/** What the intake keeps of that body. */
export function storedOrderBody(id: number, variants: number, firstVariant = FIRST_VARIANT): string {
  return JSON.stringify(neededOrderBody(JSON.parse(benchOrderBody(id, variants, firstVariant))));
}

/** The same order an hour later, when its first two lines have left in a parcel and the last was taken out. */
export function storedChangedOrderBody(id: number, variants: number, firstVariant = FIRST_VARIANT): string {
  const body = JSON.parse(storedOrderBody(id, variants, firstVariant)) as {
    line_items: Record<string, unknown>[];
  };
  const at = new Date(placedAtOf(id).getTime() + 3_600_000).toISOString();
  const shipped = body.line_items.slice(0, -1);
  for (const line of shipped)
    Object.assign(line, { fulfillable_quantity: 0, fulfillment_status: "fulfilled" });
  Object.assign(body.line_items.at(-1) ?? {}, { current_quantity: 0, fulfillable_quantity: 0 });
  const items = shipped.map((line) => ({ id: line["id"], quantity: 1 }));
  const fulfillments = [{ status: "success", created_at: at, line_items: items }];
  return JSON.stringify({ ...body, updated_at: at, fulfillments });
}
