import {
  advanceCatalogueImport,
  failCatalogueImport,
  finishCatalogueImport,
  setCatalogueTotal,
  takeUpCatalogueImport,
} from "#app/db/catalogue-import.ts";
import type { CatalogueImport } from "#app/db/catalogue-import.ts";
import { markUnseenGone } from "#app/db/mark-deleted-catalogue.ts";
import { saveShopDetails } from "#app/db/shop-details.ts";
import { upsertCatalogue } from "#app/db/upsert-catalogue.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopContext } from "./context.ts";

/**
 * Mirrors the shop's catalogue page by page, with its progress on the shop's row. Each page is booked in the
 * transaction that writes it, so a killed import goes on where it was; one page is all that is ever in memory.
 * @param signal fires when the worker is to stop: the page at hand is finished
 * @returns `interrupted` when pages are left because of `signal`
 * @throws what the gateway throws; the shop's row then says `failed` and why, and the next call goes on
 */
export async function importCatalogue(
  ctx: ShopContext,
  signal: AbortSignal,
): Promise<"done" | "interrupted"> {
  const begun = await takeUpCatalogueImport(ctx.db, ctx.shop.id);
  if (begun === null) return "done";
  try {
    if (begun.done === 0) await readWhatIsAhead(ctx);
    return await mirrorPages(ctx, begun, signal);
  } catch (error) {
    const isPassing = error instanceof ShopifyUnavailableError || error instanceof ShopifyAccessError;
    // A cursor may have gone stale: what is not the network's fault starts over.
    await failCatalogueImport(ctx.db, ctx.shop.id, sayWhy(error), !isPassing);
    throw error;
  }
}

async function readWhatIsAhead(ctx: ShopContext): Promise<void> {
  const details = await ctx.shopify.readShop();
  await ctx.db.$transaction((tx) => saveShopDetails(tx, ctx.shop.id, details));
  await setCatalogueTotal(ctx.db, ctx.shop.id, await ctx.shopify.countVariants());
}

async function mirrorPages(
  ctx: ShopContext,
  begun: CatalogueImport,
  signal: AbortSignal,
): Promise<"done" | "interrupted"> {
  let at = begun;
  for (;;) {
    if (signal.aborted) return "interrupted";
    const page = await ctx.shopify.readCatalogue(at.cursor);
    const to = { ...at, cursor: page.next, done: at.done + page.items.length };
    const isOurs = await ctx.db.$transaction(async (tx) => {
      // First, so that of two workers the one that is behind waits here and then writes nothing.
      if (!(await advanceCatalogueImport(tx, ctx.shop.id, at, to))) return false;
      await upsertCatalogue(tx, ctx.shop.id, page.items);
      if (page.next === null) {
        await markUnseenGone(tx, ctx.shop.id, at.startedAt, ctx.now());
        await finishCatalogueImport(tx, ctx.shop.id);
      }
      return true;
    });
    if (!isOurs || page.next === null) return "done";
    at = to;
  }
}

function sayWhy(error: unknown): string {
  if (error instanceof ShopifyAccessError)
    return "Shopify does not let the app in. Open the app in Shopify once.";
  if (error instanceof ShopifyUnavailableError)
    return "Shopify did not answer. The import goes on by itself.";
  return "The import met an unexpected answer and starts again.";
}
