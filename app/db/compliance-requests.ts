import type { Database, ModelTransaction, Transaction } from "./client.ts";

/** Which compliance webhook a request came with. */
export interface ComplianceKey {
  shopDomain: string;
  topic: string;
  webhookId: string;
}

/** A request that is still to be carried out. */
export interface OpenComplianceRequest {
  key: ComplianceKey;
  receivedAt: Date;
}

/** The requests that are still to be carried out, oldest first. */
export async function findOpenComplianceRequests(db: Database): Promise<OpenComplianceRequest[]> {
  const rows = await db.complianceRequest.findMany({
    where: { completedAt: null },
    orderBy: { receivedAt: "asc" },
    select: { shopDomain: true, topic: true, webhookId: true, receivedAt: true },
  });
  return rows.map(({ receivedAt, ...key }) => ({ key, receivedAt }));
}

/** Keeps a request for the caller's transaction; null when it is carried out or another worker is at it. */
export async function takeComplianceRequest(
  tx: Transaction,
  key: ComplianceKey,
): Promise<{ body: string } | null> {
  const [row] = await tx.$queryRaw<{ body: string | null }[]>`
    SELECT body FROM compliance_request
    WHERE shop_domain = ${key.shopDomain} AND topic = ${key.topic} AND webhook_id = ${key.webhookId}
      AND completed_at IS NULL
    FOR UPDATE SKIP LOCKED`;
  return row === undefined ? null : { body: row.body ?? "" };
}

/** Books a request as carried out. Its body, which names a person, goes. */
export async function completeComplianceRequest(
  tx: ModelTransaction,
  key: ComplianceKey,
  outcome: object,
  at: Date,
): Promise<void> {
  await tx.complianceRequest.update({
    where: { shopDomain_topic_webhookId: key },
    data: { body: null, completedAt: at, outcome: JSON.stringify(outcome) },
  });
}

/** Removes the exports that were made for a person, by customer id or address, or with null for anyone of the shop. */
export async function removeExports(
  tx: Transaction,
  shopDomain: string,
  person: { customerId: string | null; addressHash: string | null } | null,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE compliance_request
    SET outcome = jsonb_build_object('removed', true)::text, body = NULL
    WHERE shop_domain = ${shopDomain} AND topic = 'customers/data_request' AND completed_at IS NOT NULL
      AND (${person === null}
        OR outcome::jsonb ->> 'customerId' = ${person?.customerId}
        OR outcome::jsonb ->> 'addressHash' = ${person?.addressHash})`;
}

/** Removes the exports that were ready before an instant. */
export async function removeOldExports(db: Database, before: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE compliance_request SET outcome = jsonb_build_object('removed', true)::text
    WHERE topic = 'customers/data_request' AND completed_at < ${before} AND outcome::jsonb ? 'export'`;
}
