import { gid } from "../gid.ts";
import type { Customer, Shop } from "../types.ts";
import { defaultAddressBody } from "./address-body.ts";
import { redactedCustomer } from "./protected-data.ts";
import { restTimestamp } from "./timestamps.ts";

export function customerBody(shop: Shop, stored: Customer): object {
  const customer = redactedCustomer(shop, stored);
  return {
    id: customer.id,
    email: customer.email,
    created_at: restTimestamp(customer.createdAt, shop.timezone),
    updated_at: restTimestamp(customer.updatedAt, shop.timezone),
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: "disabled",
    note: customer.note,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    phone: customer.phone,
    email_marketing_consent:
      customer.email === null
        ? null
        : {
            state: customer.emailMarketing,
            opt_in_level: "single_opt_in",
            consent_updated_at: restTimestamp(customer.createdAt, shop.timezone),
          },
    sms_marketing_consent: null,
    tags: customer.tags.join(", "),
    currency: shop.currency,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    default_address: defaultAddressBody(customer.id, customer.defaultAddress),
  };
}
