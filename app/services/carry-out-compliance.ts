import type { Logger } from "#app/config/logger.server.ts";
import type { Cipher } from "#app/db/cipher.ts";
import type { Database, Transaction } from "#app/db/client.ts";
import { collectPerson } from "#app/db/collect-person.ts";
import {
  completeComplianceRequest,
  findOpenComplianceRequests,
  removeExports,
  removeOldExports,
  takeComplianceRequest,
} from "#app/db/compliance-requests.ts";
import type { OpenComplianceRequest } from "#app/db/compliance-requests.ts";
import { deleteHistory, deleteShopRow } from "#app/db/delete-shop.ts";
import { redactPerson } from "#app/db/redact-customer.ts";
import type { Person } from "#app/db/redact-customer.ts";
import { findShopToRedact } from "#app/db/shop-to-redact.ts";
import type { ShopToRedact } from "#app/db/shop-to-redact.ts";
import { customerRedactBody, dataRequestBody, personOf } from "./compliance-bodies.ts";
import { openPerson } from "./open-person.ts";

/** Not a shop's context: a request outlives the app's stay in the shop, and sometimes the shop. */
export interface ComplianceDeps {
  db: Database;
  cipher: Cipher;
  now: () => Date;
  log: Logger;
}

/** Shopify sends `shop/redact` this long after an uninstall. */
const REDACT_AFTER_UNINSTALL_MS = 48 * 3_600_000;
const TIME_LIMIT_MS = 10 * 60_000;
/** A merchant has thirty days to answer a person; after twice that nobody needs the export any more. */
const EXPORT_KEPT_MS = 60 * 86_400_000;

/**
 * Carries out every stored compliance request (DOMAIN section 5): a person is forgotten, a person's data is put ready
 * for the merchant, a shop is deleted. Each is one transaction and doing it twice changes nothing. The row stays as proof,
 * without the body; its outcome holds counts, or for a data request the encrypted export.
 * @throws {AggregateError} some could not be carried out; the others were.
 */
export async function carryOutCompliance(deps: ComplianceDeps): Promise<void> {
  const failures: unknown[] = [];
  await removeOldExports(deps.db, new Date(deps.now().getTime() - EXPORT_KEPT_MS));
  for (const request of await findOpenComplianceRequests(deps.db)) {
    try {
      await carryOutOne(deps, request);
    } catch (error) {
      const { topic, shopDomain: shop } = request.key;
      deps.log.error({ err: error, topic, shop }, "a compliance request could not be carried out");
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    throw new AggregateError(failures, `${failures.length} compliance requests could not be carried out`);
  }
}

async function carryOutOne(deps: ComplianceDeps, request: OpenComplianceRequest): Promise<void> {
  const { key, receivedAt } = request;
  if (key.topic === "shop/redact") {
    const shop = await findShopToRedact(deps.db, key.shopDomain);
    // Outside the transaction and in slices; who is broken off here begins again.
    if (shop !== null && isGoneForGood(shop, receivedAt)) await deleteHistory(deps.db, shop.id);
  }
  await deps.db.$transaction(
    async (tx) => {
      const taken = await takeComplianceRequest(tx, key);
      if (taken === null) return;
      const shop = await findShopToRedact(tx, key.shopDomain);
      const outcome =
        shop === null ? { shop: "unknown" } : await carryOut(deps, tx, request, shop, taken.body);
      await completeComplianceRequest(tx, key, outcome, deps.now());
    },
    { timeout: TIME_LIMIT_MS },
  );
}

async function carryOut(
  deps: ComplianceDeps,
  tx: Transaction,
  { key, receivedAt }: OpenComplianceRequest,
  shop: ShopToRedact,
  text: string,
): Promise<object> {
  const body: unknown = JSON.parse(text);
  switch (key.topic) {
    case "customers/redact": {
      const { customer, orders_to_redact } = customerRedactBody.parse(body);
      const person = personOf(deps.cipher, customer, orders_to_redact);
      await removeExports(tx, key.shopDomain, keyOf(person));
      return redactPerson(tx, shop.id, person, deps.now());
    }
    case "customers/data_request": {
      const { customer, orders_requested } = dataRequestBody.parse(body);
      const person = personOf(deps.cipher, customer, orders_requested);
      const stored = await collectPerson(tx, shop.id, person);
      const sealed = deps.cipher.encrypt(JSON.stringify(openPerson(deps.cipher, stored)));
      return { ...keyOf(person), export: sealed };
    }
    case "shop/redact":
      if (!isGoneForGood(shop, receivedAt)) return { shop: "installed again" };
      await removeExports(tx, key.shopDomain, null);
      await deleteShopRow(tx, shop.id, key.shopDomain);
      return { shop: "deleted" };
    default:
      throw new Error(`there is no compliance topic ${key.topic}`);
  }
}

/** By what a later redaction finds the export of a person. */
function keyOf({ customerId, emailHash }: Person): { customerId: string | null; addressHash: string | null } {
  return { customerId: customerId === null ? null : String(customerId), addressHash: emailHash };
}

/** A merchant who has come back since the uninstall keeps the data; one whose uninstall we missed does not. */
function isGoneForGood(shop: ShopToRedact, requestedAt: Date): boolean {
  if (shop.uninstalledAt !== null) return true;
  const lastAccess = shop.accessGrantedAt ?? shop.installedAt;
  return requestedAt.getTime() - lastAccess.getTime() >= REDACT_AFTER_UNINSTALL_MS;
}
