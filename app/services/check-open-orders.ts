import type { Database } from "#app/db/client.ts";
import { findInstalledShopIds } from "#app/db/find-installed-shop-ids.ts";
import { endImport, findImportsBegunBefore, insertOrderImport } from "#app/db/order-imports.ts";
import { queueImport } from "./queue-import.ts";

const HOUR_MS = 3_600_000;
/** Shops are spread over this long, so that they do not all begin at once. */
const SPREAD_MS = 3 * HOUR_MS;
/** One that has not ended by the next night never will: the shop was closed, or the app gone from it. */
const STUCK_MS = 20 * HOUR_MS;

/** Begins the nightly check of all open orders in every installed shop; it finds what webhooks and sweeps have missed. */
export async function checkOpenOrders(db: Database, now: Date, newId: () => string): Promise<void> {
  const before = new Date(now.getTime() - STUCK_MS);
  for (const { shopId, id } of await findImportsBegunBefore(db, "nightly", ["asking", "reading"], before)) {
    const end = { state: "failed", error: "It did not come to its end in a day.", at: now } as const;
    await db.$transaction((tx) => endImport(tx, shopId, id, end));
  }
  const shopIds = await findInstalledShopIds(db);
  for (const [index, shopId] of shopIds.entries()) {
    const at = new Date(now.getTime() + Math.floor((index / shopIds.length) * SPREAD_MS));
    const id = newId();
    await db.$transaction(async (tx) => {
      const begun = { id, kind: "nightly", since: null, createdBy: "system", at } as const;
      if (await insertOrderImport(tx, shopId, begun)) await queueImport(tx, shopId, id, at);
    });
  }
}
