/** The app's presence in a shop: uninstalled, installed again, its scopes changed. */
import type { Shop } from "../types.ts";
import { announceUnlessSilent, type OperationOptions, type World } from "../world.ts";
import { shopBody } from "../rest/shop-body.ts";

/** Every token is dead from now on. Sends app/uninstalled. */
export function uninstallApp(world: World, shop: Shop, options: OperationOptions = {}): void {
  // Announced first: to an app that is gone, nothing is sent any more.
  announceUnlessSilent(world, shop, options, ["app/uninstalled"], () => JSON.stringify(shopBody(shop)));
  shop.installed = false;
  for (const token of shop.accessTokens.values()) token.revoked = true;
  for (const token of shop.refreshTokens.values()) token.revoked = true;
}

/** Managed installation: the scopes are granted before the app is opened. Tells nobody; the app learns of it when it is opened. */
export function installApp(shop: Shop, scopes: readonly string[]): void {
  shop.installed = true;
  shop.grantedScopes = [...scopes];
}

/** What the merchant granted or took back. Tokens carry the new scopes at once. Sends app/scopes_update. */
export function updateScopes(
  world: World,
  shop: Shop,
  scopes: readonly string[],
  options: OperationOptions = {},
): void {
  const previous = shop.grantedScopes;
  shop.grantedScopes = [...scopes];
  for (const token of shop.accessTokens.values()) token.scopes = [...scopes];
  announceUnlessSilent(world, shop, options, ["app/scopes_update"], () =>
    JSON.stringify({
      id: shop.id,
      previous,
      current: shop.grantedScopes,
      updated_at: new Date().toISOString(),
    }),
  );
}

/** Shopify's own clock runs out: every access token of the shop is past its hour. Refresh tokens stay good. */
export function expireAccessTokens(shop: Shop): number {
  for (const token of shop.accessTokens.values()) token.expiresAt = Date.now() - 1;
  return shop.accessTokens.size;
}
