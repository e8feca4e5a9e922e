import { z } from "zod";
import type { Cipher } from "#app/db/cipher.ts";
import type { Person } from "#app/db/redact-customer.ts";

const shopifyId = z.union([z.number().int().positive(), z.string().regex(/^\d{1,18}$/)]).transform(BigInt);

const customer = z
  .object({ id: shopifyId.nullish(), email: z.string().nullish(), phone: z.string().nullish() })
  .nullish();

export const dataRequestBody = z.object({ customer, orders_requested: z.array(shopifyId).nullish() });
export const customerRedactBody = z.object({ customer, orders_to_redact: z.array(shopifyId).nullish() });

/** The person a compliance webhook is about, as the database can find them. */
export function personOf(
  cipher: Cipher,
  named: z.output<typeof customer>,
  orderIds: readonly bigint[] | null | undefined,
): Person {
  return {
    customerId: named?.id ?? null,
    emailHash: named?.email ? cipher.hashAddress(named.email) : null,
    orderIds: orderIds ?? [],
  };
}
