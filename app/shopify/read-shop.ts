import type { AdminClient } from "./admin-client.ts";
import type { ShopDetails } from "./gateway.ts";
import { ReadShopDocument } from "./generated/graphql.ts";

/** What the app keeps of the shop itself. */
export async function readShop(client: AdminClient): Promise<ShopDetails> {
  const { shop, currentAppInstallation } = await client.run(ReadShopDocument, {}, { cost: 10 });
  return {
    name: shop.name,
    email: shop.contactEmail === "" ? null : shop.contactEmail,
    timeZone: shop.ianaTimezone,
    currency: shop.currencyCode,
    locale: shop.primaryDomain.localization?.defaultLocale ?? "en",
    scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle),
  };
}
