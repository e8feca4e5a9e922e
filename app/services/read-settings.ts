import { THIRD_PARTY_SCOPE } from "#app/contracts/settings.ts";
import type { SettingsView } from "#app/contracts/settings.ts";
import { findLocations } from "#app/db/locations.ts";
import { readScopes } from "#app/db/read-scopes.ts";
import { readShopSettings } from "#app/db/shop-settings.ts";
import type { ShopContext } from "./context.ts";
import { nextBatchCode } from "./next-batch-code.ts";

/** The shop's settings, with a code as the template would make it now. */
export async function readSettings(ctx: ShopContext): Promise<SettingsView> {
  const [settings, next, locations, scopes] = await Promise.all([
    readShopSettings(ctx.db, ctx.shop.id),
    nextBatchCode(ctx, { madeAt: ctx.now() }),
    findLocations(ctx.db, ctx.shop.id),
    readScopes(ctx.db, ctx.shop.id),
  ]);
  const unseen = scopes.includes(THIRD_PARTY_SCOPE)
    ? []
    : locations.filter(({ ofService, active }) => ofService && active);
  return {
    ...settings,
    codePreview: next.code,
    codeWarnings: next.warnings,
    unseenLocations: unseen.map(({ name }) => name),
  };
}
