/** The part of a JSON value that is wanted: all of it, the named fields of an object, or those of each entry of a list. */
type Wanted = true | { fields: Readonly<Record<string, Wanted>> } | { each: Wanted };

const all = (...names: string[]): Record<string, true> =>
  Object.fromEntries(names.map((name) => [name, true as const]));

const ADDRESS: Wanted = {
  fields: all(
    ...["first_name", "last_name", "name", "phone", "company", "address1", "address2", "city"],
    ...["province", "province_code", "zip", "country", "country_code"],
  ),
};

const LINE: Wanted = {
  fields: all(
    ...["id", "admin_graphql_api_id", "variant_id", "product_id", "title", "name", "variant_title", "sku"],
    ...["quantity", "current_quantity", "fulfillable_quantity", "fulfillment_status"],
    ...["gift_card", "tip", "tip_payment_gateway", "tip_payment_method"],
  ),
};

const FULFILMENT: Wanted = {
  fields: {
    ...all("status", "created_at", "shipment_status"),
    line_items: { each: { fields: all("id", "quantity") } },
  },
};

const REFUND: Wanted = {
  fields: {
    ...all("created_at"),
    refund_line_items: { each: { fields: all("line_item_id", "quantity", "restock_type") } },
  },
};

const CUSTOMER: Wanted = {
  fields: {
    ...all("id", "admin_graphql_api_id", "locale", "email", "phone", "first_name", "last_name", "name"),
    default_address: ADDRESS,
  },
};

const ORDER: Wanted = {
  fields: {
    ...all("id", "admin_graphql_api_id", "name", "created_at", "processed_at", "updated_at", "cancelled_at"),
    ...all("test", "financial_status", "customer_locale", "email", "contact_email", "phone"),
    ...{ shipping_address: ADDRESS, billing_address: ADDRESS, customer: CUSTOMER },
    line_items: { each: LINE },
    fulfillments: { each: FULFILMENT },
    refunds: { each: REFUND },
  },
};

/**
 * What `readOrderBody` reads of an order's body, in the same shape: a tenth of it. The rest (prices, payment, notes, the
 * browser of the buyer) is never stored, nor is what is null. Values of an unexpected kind stay as they are, for the reader to refuse.
 */
export function neededOrderBody(body: unknown): unknown {
  return pick(body, ORDER);
}

function pick(value: unknown, wanted: Wanted): unknown {
  if (wanted === true || typeof value !== "object" || value === null) return value;
  if ("each" in wanted) return Array.isArray(value) ? value.map((entry) => pick(entry, wanted.each)) : value;
  if (Array.isArray(value)) return value;
  const picked: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(wanted.fields)) {
    const field = (value as Record<string, unknown>)[name];
    if (field !== undefined && field !== null) picked[name] = pick(field, part);
  }
  return picked;
}
