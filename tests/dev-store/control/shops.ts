/** /__dev/shops: shops, their installation, their tokens, compliance. */
import type { Context, Router } from "../http.ts";
import { HttpError } from "../http.ts";
import { issueSessionToken } from "../session-token.ts";
import { seedSoapShop } from "../seed/soap-shop.ts";
import { redactCustomer, redactShop, requestCustomerData } from "../state/shops/compliance.ts";
import { expireAccessTokens, installApp, uninstallApp, updateScopes } from "../state/shops/installation.ts";
import {
  createLocation,
  deleteLocation,
  updateLocation,
  type LocationInput,
} from "../state/shops/locations.ts";
import type { CreateShopInput } from "../state/shops/create-shop.ts";
import type { Location, Shop } from "../state/types.ts";
import type { OperationOptions } from "../state/world.ts";
import { setPoints, throttleStatus } from "../graphql/throttle.ts";
import type { BulkPlan } from "../bulk/runner.ts";
import { mustFind } from "../state/refusal.ts";
import { carryOut, optionsIn, shopOf, type ControlParts } from "./parts.ts";

function summary(shop: Shop): object {
  const {
    id,
    domain,
    name,
    title,
    timezone,
    currency,
    locale,
    plan,
    installed,
    grantedScopes,
    protectedData,
  } = shop;
  return {
    id,
    domain,
    name,
    title,
    timezone,
    currency,
    locale,
    plan,
    installed,
    grantedScopes,
    protectedData,
    locations: [...shop.locations.values()],
    counts: {
      products: shop.products.size,
      variants: shop.variants.size,
      customers: shop.customers.size,
      orders: shop.orders.size,
    },
  };
}

function locationOf(shop: Shop, context: Context): Location {
  return mustFind(shop.locations.get(Number(context.params["location"])), "such location");
}

export function mountShopControl(router: Router, parts: ControlParts): void {
  const { world } = parts;

  router.get("/__dev/shops", (context) => context.send(200, parts.shops.all().map(summary)));

  router.post("/__dev/shops", async (context) => {
    const input = await context.json<CreateShopInput>();
    try {
      context.send(201, summary(parts.shops.create(input)));
    } catch (error) {
      throw new HttpError(422, (error as Error).message);
    }
  });

  router.get("/__dev/shops/:shop", (context) => context.send(200, summary(shopOf(parts, context))));

  router.put("/__dev/shops/:shop", async (context) => {
    const shop = shopOf(parts, context);
    const { timezone, locale, title, plan, protectedData, email } = await context.json<Partial<Shop>>();
    if (timezone !== undefined) shop.timezone = timezone;
    if (locale !== undefined) shop.locale = locale;
    if (title !== undefined) shop.title = title;
    if (email !== undefined) shop.email = email;
    if (plan !== undefined) shop.plan = { ...shop.plan, ...plan };
    if (protectedData !== undefined) shop.protectedData = { ...shop.protectedData, ...protectedData };
    context.send(200, summary(shop));
  });

  router.delete("/__dev/shops/:shop", (context) => {
    parts.shops.delete(shopOf(parts, context).domain);
    context.send(204);
  });

  router.post("/__dev/shops/:shop/seed", async (context) => {
    const input = await context.json<{ now?: string | number }>();
    const now = input.now === undefined ? Date.now() : new Date(input.now).getTime();
    await carryOut(context, 201, () => seedSoapShop(world, shopOf(parts, context), { now }));
  });

  router.post("/__dev/shops/:shop/session-token", async (context) => {
    const shop = shopOf(parts, context);
    const { userId, at, apiKey, apiSecret } = await context.json<{
      userId?: number;
      at?: string | number;
      apiKey?: string;
      apiSecret?: string;
    }>();
    const atMs = at === undefined ? Date.now() : new Date(at).getTime();
    const token = await issueSessionToken(
      shop,
      apiKey ?? parts.config.apiKey,
      apiSecret ?? parts.config.apiSecret,
      userId,
      atMs,
    );
    context.send(200, { token });
  });

  router.post("/__dev/shops/:shop/locations", async (context) => {
    const input = await context.json<LocationInput & OperationOptions & { name: string }>();
    await carryOut(context, 201, () =>
      createLocation(world, shopOf(parts, context), input, optionsIn(input)),
    );
  });

  router.put("/__dev/shops/:shop/locations/:location", async (context) => {
    const shop = shopOf(parts, context);
    const input = await context.json<LocationInput & OperationOptions>();
    await carryOut(context, 200, () =>
      updateLocation(world, shop, locationOf(shop, context), input, optionsIn(input)),
    );
  });

  router.delete("/__dev/shops/:shop/locations/:location", async (context) => {
    const shop = shopOf(parts, context);
    const options = optionsIn(await context.json());
    await carryOut(context, 200, () => deleteLocation(world, shop, locationOf(shop, context), options));
  });

  mountInstallation(router, parts);
  mountCompliance(router, parts);

  router.put("/__dev/shops/:shop/throttle", async (context) => {
    const shop = shopOf(parts, context);
    const { available, restoreRate, bucketSize } = await context.json<{
      available?: number;
      restoreRate?: number;
      bucketSize?: number;
    }>();
    if (restoreRate !== undefined) shop.plan.restoreRate = restoreRate;
    if (bucketSize !== undefined) shop.plan.bucketSize = bucketSize;
    if (available !== undefined) setPoints(shop, available);
    context.send(200, throttleStatus(shop));
  });

  router.put("/__dev/shops/:shop/bulk", async (context) => {
    const changes = await context.json<Partial<BulkPlan>>();
    context.send(200, parts.bulk.setPlan(shopOf(parts, context).domain, changes));
  });
}

function mountInstallation(router: Router, parts: ControlParts): void {
  const { world } = parts;

  router.post("/__dev/shops/:shop/uninstall", async (context) => {
    const options = optionsIn(await context.json());
    uninstallApp(world, shopOf(parts, context), options);
    context.send(200, { installed: false });
  });

  router.post("/__dev/shops/:shop/install", async (context) => {
    const shop = shopOf(parts, context);
    const { scopes } = await context.json<{ scopes?: string[] }>();
    installApp(shop, scopes ?? parts.app.scopes);
    context.send(200, { installed: true, scopes: shop.grantedScopes });
  });

  router.put("/__dev/shops/:shop/scopes", async (context) => {
    const shop = shopOf(parts, context);
    const body = await context.json<{ scopes: string[]; webhooks?: boolean }>();
    updateScopes(world, shop, body.scopes, optionsIn(body));
    context.send(200, { scopes: shop.grantedScopes });
  });

  router.post("/__dev/shops/:shop/tokens/expire", (context) => {
    context.send(200, { expired: expireAccessTokens(shopOf(parts, context)) });
  });

  router.post("/__dev/shops/:shop/tokens/revoke", (context) => {
    const shop = shopOf(parts, context);
    for (const token of shop.accessTokens.values()) token.revoked = true;
    for (const token of shop.refreshTokens.values()) token.revoked = true;
    context.send(200, { revoked: shop.accessTokens.size });
  });
}

function mountCompliance(router: Router, parts: ControlParts): void {
  const forCustomer =
    (send: typeof redactCustomer) =>
    async (context: Context): Promise<void> => {
      const { customerId } = await context.json<{ customerId: number }>();
      await carryOut(context, 202, () => send(parts.world, shopOf(parts, context), customerId));
    };
  router.post("/__dev/shops/:shop/compliance/data-request", forCustomer(requestCustomerData));
  router.post("/__dev/shops/:shop/compliance/customer-redact", forCustomer(redactCustomer));
  router.post("/__dev/shops/:shop/compliance/shop-redact", (context) => {
    redactShop(parts.world, shopOf(parts, context));
    context.send(202, {});
  });
}
