import type { SettingsView } from "#app/contracts/settings.ts";
import { readShopSettings } from "#app/db/shop-settings.ts";
import type { ShopContext } from "./context.ts";
import { nextBatchCode } from "./next-batch-code.ts";

/** The shop's settings, with a code as the template would make it now. */
export async function readSettings(ctx: ShopContext): Promise<SettingsView> {
  const [settings, next] = await Promise.all([
    readShopSettings(ctx.db, ctx.shop.id),
    nextBatchCode(ctx, { madeAt: ctx.now() }),
  ]);
  return { ...settings, codePreview: next.code, codeWarnings: next.warnings };
}
