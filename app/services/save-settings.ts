import { MAX_CODE_LENGTH } from "#app/contracts/batch.ts";
import type { FieldError } from "#app/contracts/problem.ts";
import type { SettingsBody } from "#app/contracts/settings.ts";
import { writeShopSettings } from "#app/db/shop-settings.ts";
import { parseCodeTemplate, renderCode } from "#app/domain/batch-code.ts";
import type { ShopContext } from "./context.ts";

export type SaveSettingsResult =
  { ok: true } | { ok: false; error: { type: "invalid_fields"; errors: FieldError[] } };

/** Longest that a number, a product's letters and a SKU make a code in practice. */
const WORST_CASE = { product: "W".repeat(40), sku: "W".repeat(40), sequence: 999_999 };

/** Saves the shop's settings. They touch what comes, never what is. A template that cannot make codes is refused. */
export async function saveSettings(ctx: ShopContext, settings: SettingsBody): Promise<SaveSettingsResult> {
  const problem = templateProblem(ctx, settings.codeTemplate);
  if (problem !== null) {
    return {
      ok: false,
      error: { type: "invalid_fields", errors: [{ path: "codeTemplate", message: problem }] },
    };
  }
  await writeShopSettings(ctx.db, ctx.shop.id, settings);
  return { ok: true };
}

function templateProblem(ctx: ShopContext, template: string): string | null {
  const parsed = parseCodeTemplate(template);
  if (!parsed.ok) return parsed.error;
  const longest = renderCode(template, { ...WORST_CASE, madeAt: ctx.now(), timeZone: ctx.shop.timeZone });
  return longest.length > MAX_CODE_LENGTH
    ? `Codes could get ${longest.length} characters long; shorten the template, ${MAX_CODE_LENGTH} is the most.`
    : null;
}
