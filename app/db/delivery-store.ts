import pg from "pg";
import type { ShopifyId } from "#app/domain/shopify-id.ts";

/** A verified webhook, as it is stored. */
export interface AcceptedDelivery {
  shopDomain: string;
  topic: string;
  webhookId: string;
  body: string;
  /** The order that the body is of, where it carries one. */
  orderId: ShopifyId | null;
  triggeredAt: Date | null;
}

/** Where webhooks go before they are answered. */
export interface DeliveryStore {
  /** @returns false: a duplicate, or the shop is unknown or has removed the app; nothing was stored */
  storeDelivery(delivery: AcceptedDelivery): Promise<boolean>;
  /** Kept whether or not the shop is known, with the job that carries it out. @returns false: a duplicate */
  storeComplianceRequest(delivery: AcceptedDelivery): Promise<boolean>;
  close(): Promise<void>;
}

const STORE_DELIVERY = `
  INSERT INTO webhook_delivery (shop_id, topic, webhook_id, body, order_id, triggered_at)
  SELECT id, $2, $3, $4, $5, $6 FROM shop WHERE domain = $1 AND uninstalled_at IS NULL
  ON CONFLICT DO NOTHING`;

const STORE_COMPLIANCE = `
  WITH stored AS (
    INSERT INTO compliance_request (shop_domain, topic, webhook_id, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING
    RETURNING 1
  )
  SELECT graphile_worker.add_job($5, '{}'::json, job_key => $5, max_attempts => $6) FROM stored`;

/**
 * Plain `pg`, with prepared statements: a flash sale's webhooks must not queue behind pages, and Prisma would cost more
 * than all the rest of the request.
 */
export function createDeliveryStore(options: {
  url: string;
  poolSize?: number;
  complianceJob: { name: string; maxAttempts: number };
  onError: (error: Error) => void;
}): DeliveryStore {
  const pool = new pg.Pool({ connectionString: options.url, max: options.poolSize ?? 8 });
  pool.on("error", options.onError);
  return {
    async storeDelivery({ shopDomain, topic, webhookId, body, orderId, triggeredAt }) {
      const result = await pool.query({
        name: "store-delivery",
        text: STORE_DELIVERY,
        values: [shopDomain, topic, webhookId, body, orderId?.toString() ?? null, triggeredAt],
      });
      return result.rowCount === 1;
    },
    async storeComplianceRequest({ shopDomain, topic, webhookId, body }) {
      const { name, maxAttempts } = options.complianceJob;
      const result = await pool.query(STORE_COMPLIANCE, [
        shopDomain,
        topic,
        webhookId,
        body,
        name,
        maxAttempts,
      ]);
      return result.rowCount === 1;
    },
    close: () => pool.end(),
  };
}
