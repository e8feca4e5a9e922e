import { gid } from "../../state/gid.ts";
import type { Shop } from "../../state/types.ts";
import type { GraphqlContext, TypeResolvers } from "../context.ts";
import { metafieldResolvers } from "./metafield-resolvers.ts";

export const shopResolvers: TypeResolvers = {
  id: (shop: Shop) => gid("Shop", shop.id),
  name: (shop: Shop) => shop.title,
  myshopifyDomain: (shop: Shop) => shop.domain,
  contactEmail: (shop: Shop) => shop.email,
  ianaTimezone: (shop: Shop) => shop.timezone,
  currencyCode: (shop: Shop) => shop.currency,
  shopOwnerName: (shop: Shop) => shop.ownerName,
  url: (shop: Shop) => `https://${shop.domain}`,
  updatedAt: (shop: Shop) => shop.createdAt,
  timezoneOffsetMinutes: (shop: Shop) => {
    const name = new Intl.DateTimeFormat("en-US", { timeZone: shop.timezone, timeZoneName: "longOffset" })
      .formatToParts(Date.now())
      .find((part) => part.type === "timeZoneName")?.value;
    const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? "");
    if (match === null) return 0;
    return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
  },
  primaryDomain: (shop: Shop) => ({
    id: gid("Domain", shop.id),
    host: shop.domain,
    url: `https://${shop.domain}`,
    sslEnabled: true,
    localization: { defaultLocale: shop.locale, alternateLocales: [], country: null },
  }),
  plan: (shop: Shop) => ({
    publicDisplayName: shop.plan.name,
    shopifyPlus: shop.plan.name === "Shopify Plus",
    partnerDevelopment: false,
  }),
  ...metafieldResolvers("Shop"),
};

export const appInstallationResolvers: TypeResolvers = {
  id: (_source, _args, context: GraphqlContext) => gid("AppInstallation", context.shop.id + 1),
  accessScopes: (_source, _args, context: GraphqlContext) =>
    context.scopes.map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
  activeSubscriptions: () => [],
  launchUrl: (_source, _args, context: GraphqlContext) =>
    `https://${context.shop.domain}/admin/apps/${context.apiKey}`,
  uninstallUrl: () => null,
  app: (_source, _args, context: GraphqlContext) => ({
    id: gid("App", 1),
    apiKey: context.apiKey,
    title: context.app.clientId,
    embedded: true,
    handle: null,
  }),
  ...metafieldResolvers("AppInstallation"),
};
