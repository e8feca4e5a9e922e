import { z } from "zod";
import type { RulesVersionPage } from "#app/contracts/rules-view.ts";
import { findRulesVersions } from "#app/db/rules-versions.ts";
import { toGid } from "#app/domain/shopify-id.ts";
import type { ShopContext } from "./context.ts";
import { cutPage, readCursor, writeCursor } from "./page-cursor.ts";

const cursor = z.tuple([z.string().regex(/^\d{1,9}$/)]);

/** A page of the history of the shop's rules, the latest change first. A cursor that is not ours begins anew. */
export async function listRulesVersions(
  ctx: ShopContext,
  page: { limit: number; after?: string | undefined },
): Promise<RulesVersionPage> {
  const after = page.after === undefined ? null : readCursor(page.after, cursor);
  const records = await findRulesVersions(ctx.db, ctx.shop.id, {
    before: after === null ? null : Number(after[0]),
    limit: page.limit + 1,
  });
  const { rows, nextCursor } = cutPage(records, page.limit, (last) => writeCursor([String(last.version)]));
  const items = rows.map(({ version, at, actor, rules: { product, changes } }) => ({
    version,
    at: at.toISOString(),
    actor,
    product:
      product === null ? null : { id: toGid("Product", BigInt(product.productId)), title: product.title },
    changes,
  }));
  return { items, nextCursor };
}
