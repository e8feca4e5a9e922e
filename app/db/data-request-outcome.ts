import type { Database } from "./client.ts";

/** The encrypted export of a data request that was carried out. */
export async function findDataRequestOutcome(
  db: Database,
  shopDomain: string,
  webhookId: string,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ sealed: string | null }[]>`
    SELECT outcome::jsonb ->> 'export' AS sealed FROM compliance_request
    WHERE shop_domain = ${shopDomain} AND topic = 'customers/data_request' AND webhook_id = ${webhookId}
      AND completed_at IS NOT NULL`;
  return row?.sealed ?? null;
}
