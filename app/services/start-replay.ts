import { insertOrderImport } from "#app/db/order-imports.ts";
import { readScopes } from "#app/db/read-scopes.ts";
import type { ShopContext } from "./context.ts";
import { queueImport } from "./queue-import.ts";

const DAY_MS = 86_400_000;
/** What Shopify shows without `read_all_orders`. */
const VISIBLE_DAYS = 60;

export type StartReplayResult =
  | { ok: true; importId: string }
  /** `running`: one at a time. `hidden`: without `read_all_orders` Shopify shows no order from before `oldest`. */
  | { ok: false; error: { type: "running" } | { type: "hidden"; oldest: Date } };

/** The first instant of which Shopify shows orders to an app without `read_all_orders`. */
export function oldestVisible(now: Date): Date {
  return new Date(now.getTime() - VISIBLE_DAYS * DAY_MS);
}

/**
 * Begins to replay the orders placed since an instant against the batches there are (null: all that Shopify shows).
 * One replay a shop at a time.
 */
export async function startReplay(
  ctx: ShopContext,
  { since }: { since: Date | null },
  actor: string,
): Promise<StartReplayResult> {
  const at = ctx.now();
  const oldest = oldestVisible(at);
  const seesAll = (await readScopes(ctx.db, ctx.shop.id)).includes("read_all_orders");
  // A day of grace: the merchant chooses a day, Shopify counts hours.
  if (!seesAll && (since === null || since.getTime() < oldest.getTime() - DAY_MS)) {
    return { ok: false, error: { type: "hidden", oldest } };
  }
  const importId = ctx.newId();
  return ctx.db.$transaction(async (tx) => {
    const begun = { id: importId, kind: "replay", since, createdBy: actor, at } as const;
    if (!(await insertOrderImport(tx, ctx.shop.id, begun))) return { ok: false, error: { type: "running" } };
    await queueImport(tx, ctx.shop.id, importId);
    return { ok: true, importId };
  });
}
