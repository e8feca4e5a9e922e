import type { Database } from "./client.ts";

export interface DataRequestRow {
  webhookId: string;
  receivedAt: Date;
}

/** Data requests whose export is there to be fetched, newest first. */
export async function listReadyDataRequests(
  db: Database,
  shopDomain: string,
  limit: number,
): Promise<DataRequestRow[]> {
  return db.$queryRaw<DataRequestRow[]>`
    SELECT webhook_id AS "webhookId", received_at AS "receivedAt" FROM compliance_request
    WHERE shop_domain = ${shopDomain} AND topic = 'customers/data_request' AND completed_at IS NOT NULL
      AND outcome::jsonb ? 'export'
    ORDER BY received_at DESC LIMIT ${limit}`;
}
