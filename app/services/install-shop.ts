import type { Logger } from "#app/config/logger.server.ts";
import { resetCatalogueImport } from "#app/db/catalogue-import.ts";
import type { Database, ModelTransaction } from "#app/db/client.ts";
import { claimShop } from "#app/db/installed-shop.ts";
import { forgetShownSwitches } from "#app/db/publish-switches.ts";
import { saveShopDetails } from "#app/db/shop-details.ts";
import { importCatalogueJob, sweepOrdersJob } from "#app/jobs/definitions.ts";
import { enqueue } from "#app/jobs/enqueue.ts";
import { ShopifyAccessError, ShopifyUnavailableError } from "#app/shopify/gateway.ts";
import type { ShopDetails, ShopifyGateway } from "#app/shopify/gateway.ts";
import { queueBatchImportsUnderWay } from "./queue-batch-import.ts";
import { queueImportsUnderWay } from "./queue-import.ts";
import { queueOpenRecalls } from "./queue-recall-work.ts";
import { requestLocationSync } from "./request-location-sync.ts";

/** A context without a shop: there is none yet. */
export interface InstallDeps {
  db: Database;
  shopify: ShopifyGateway;
  now: () => Date;
  newId: () => string;
  log: Logger;
}

/**
 * Makes the shop known, or known again after an uninstall, and queues what a new shop needs: its catalogue, its
 * locations and a sweep of its orders. Runs at every token exchange, in parallel too, so doing it twice changes nothing (DOMAIN case 10).
 * When Shopify does not answer, the shop is made all the same and the import reads its details.
 * @returns the shop's id
 */
export async function installShop(deps: InstallDeps, domain: string): Promise<string> {
  const details = await readDetails(deps);
  return deps.db.$transaction(async (tx) => {
    const { shopId, isNew } = await claimShop(tx, { id: deps.newId(), domain, now: deps.now() });
    if (details !== null) await saveShopDetails(tx, shopId, details);
    if (isNew) await queueFirstReads(tx, shopId);
    return shopId;
  });
}

async function readDetails({ shopify, log }: InstallDeps): Promise<ShopDetails | null> {
  try {
    return await shopify.readShop();
  } catch (error) {
    if (!(error instanceof ShopifyUnavailableError || error instanceof ShopifyAccessError)) throw error;
    log.warn({ err: error }, "the shop's details could not be read at install; the import will read them");
    return null;
  }
}

async function queueFirstReads(tx: ModelTransaction, shopId: string): Promise<void> {
  await resetCatalogueImport(tx, shopId);
  await forgetShownSwitches(tx, shopId);
  await enqueue(tx, importCatalogueJob, { shopId }, { key: `import-catalogue:${shopId}` });
  await enqueue(tx, sweepOrdersJob, { shopId }, { key: `sweep-orders:${shopId}` });
  await requestLocationSync(tx, shopId);
  await queueImportsUnderWay(tx, shopId);
  await queueBatchImportsUnderWay(tx, shopId);
  await queueOpenRecalls(tx, shopId);
}
