import { MAX_CODE_LENGTH } from "#app/contracts/batch.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import type { SettingsBody } from "#app/contracts/settings.ts";
import { lockRules, readShopSettings, writeShopSettings } from "#app/db/shop-settings.ts";
import { parseCodeTemplate, renderCode } from "#app/domain/batch-code.ts";
import { ruleChanges, servesMore, shopRulesOf } from "#app/domain/shop-rules.ts";
import type { ShopRules } from "#app/domain/shop-rules.ts";
import type { ShopContext } from "./context.ts";
import { beginTrackingLocations } from "./begin-tracking-locations.ts";
import { recordRulesVersion } from "./record-rules-version.ts";

export type SaveSettingsResult =
  { ok: true } | { ok: false; error: { type: "invalid_fields"; errors: FieldError[] } };

/** Longest that a number, a product's letters and a SKU make a code in practice. */
const WORST_CASE = { product: "W".repeat(40), sku: "W".repeat(40), sequence: 999_999 };

/**
 * Saves those of the shop's settings that are given. They touch what comes, never what is: units that have a batch keep it.
 * A change of a rule is a new version of the rules. A template that cannot make codes is refused.
 */
export async function saveSettings(
  ctx: ShopContext,
  settings: SettingsBody,
  actor: string,
): Promise<SaveSettingsResult> {
  const problem = settings.codeTemplate === undefined ? null : templateProblem(ctx, settings.codeTemplate);
  if (problem !== null) {
    return {
      ok: false,
      error: { type: "invalid_fields", errors: [{ path: "codeTemplate", message: problem }] },
    };
  }
  await ctx.db.$transaction(async (tx) => {
    await lockRules(tx, ctx.shop.id);
    const before = await readShopSettings(tx, ctx.shop.id);
    const after = await writeShopSettings(tx, ctx.shop.id, settings);
    const changes = ruleChanges(shopRulesOf(before), shopRulesOf(after));
    if (changes.length === 0) return;
    if (after.tracksLocations && !before.tracksLocations) await beginTrackingLocations(ctx, tx);
    // What is at a location serves every order again, also those that waited for units at another.
    const freesUnits = before.tracksLocations && !after.tracksLocations;
    await recordRulesVersion(ctx, tx, {
      ...{ actor, changes, product: null },
      servesMore: freesUnits || servesMore(limitsOf(before), limitsOf(after)),
    });
  });
  return { ok: true };
}

/** A stop-ship margin is a product's own. */
function limitsOf({ minShelfLifeDays }: ShopRules): Parameters<typeof servesMore>[0] {
  return { minShelfLifeDays, stopShipDays: 0 };
}

function templateProblem(ctx: ShopContext, template: string): string | null {
  const parsed = parseCodeTemplate(template);
  if (!parsed.ok) return parsed.error;
  const longest = renderCode(template, { ...WORST_CASE, madeAt: ctx.now(), timeZone: ctx.shop.timeZone });
  return longest.length > MAX_CODE_LENGTH
    ? `Codes could get ${longest.length} characters long; shorten the template, ${MAX_CODE_LENGTH} is the most.`
    : null;
}
