import type { ShopRules } from "#app/domain/shop-rules.ts";
import type { ModelTransaction, Transaction } from "./client.ts";

/** What the merchant has set for the whole shop. */
export interface ShopSettings extends ShopRules {
  codeTemplate: string;
  replyTo: string | null;
  publishCodes: boolean;
  publishTags: boolean;
}

const RULES = {
  strategy: true,
  assignAt: true,
  minShelfLifeDays: true,
  keepWhole: true,
  skipQuarantine: true,
  tracksLocations: true,
  includeTestOrders: true,
} as const satisfies Record<keyof ShopRules, true>;

const SETTINGS = {
  ...RULES,
  codeTemplate: true,
  replyTo: true,
  publishCodes: true,
  publishTags: true,
} as const satisfies Record<keyof ShopSettings, true>;

export async function readShopSettings(
  tx: ModelTransaction,
  shopId: string,
): Promise<ShopSettings & { rulesVersion: number }> {
  const settings = await tx.shop.findUniqueOrThrow({
    where: { id: shopId },
    select: { ...SETTINGS, rulesVersion: true },
  });
  return settings as ShopSettings & { rulesVersion: number };
}

/** Changes what is given and leaves the rest. @returns the settings as they are then */
export async function writeShopSettings(
  tx: ModelTransaction,
  shopId: string,
  settings: { [Setting in keyof ShopSettings]?: ShopSettings[Setting] | undefined },
): Promise<ShopSettings> {
  const written = await tx.shop.update({ where: { id: shopId }, data: settings, select: SETTINGS });
  return written as ShopSettings;
}

/**
 * Lets one change of rules after the other in, until the transaction ends: what is read afterwards, of the shop, its products
 * and its sets, is changed by nobody else. Nothing that holds a head waits for a shop's row, so this lock comes before all
 * others; the engine, which reads the rules without it, does not wait for it.
 */
export async function lockRules(tx: Transaction, shopId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
}

/** Begins a new version of the rules. @returns its number, and the shop's rules in it */
export async function raiseRulesVersion(
  tx: ModelTransaction,
  shopId: string,
): Promise<{ version: number; shop: ShopRules }> {
  const { rulesVersion, ...shop } = await tx.shop.update({
    where: { id: shopId },
    data: { rulesVersion: { increment: 1 } },
    select: { ...RULES, rulesVersion: true },
  });
  return { version: rulesVersion, shop: shop as ShopRules };
}
