/** One webhook on its way to one subscription, and what became of it. */
type Attempt = {
  at: number;
  durationMs: number;
  /** HTTP status, or what went wrong. */
  outcome: number | string;
};

export type Delivery = {
  /** X-Shopify-Webhook-Id: the same in every attempt and every duplicate. */
  webhookId: string;
  /** X-Shopify-Event-Id: the same for all deliveries that one act of the merchant caused. */
  eventId: string;
  shop: string;
  topic: string;
  uri: string;
  name: string | null;
  apiVersion: string;
  body: string;
  triggeredAt: string;
  /** Signed with a secret that is not the app's. */
  forged: boolean;
  state: "held" | "waiting" | "sending" | "delivered" | "failed" | "dropped";
  attempts: Attempt[];
};

/** What happens to a shop's webhooks on the way. Rates are probabilities; the same seed makes the same choices. */
export type DeliveryPolicy = {
  seed: number;
  /** Keep everything back until released. */
  hold: boolean;
  duplicateRate: number;
  /** Never sent, as Shopify may. */
  dropRate: number;
  /** A copy with a wrong signature is sent as well. */
  forgeRate: number;
  delayRate: number;
  /** A delayed webhook waits up to this long, so others overtake it. */
  maxDelayMs: number;
};

export const PROMPT_DELIVERY: DeliveryPolicy = {
  seed: 1,
  hold: false,
  duplicateRate: 0,
  dropRate: 0,
  forgeRate: 0,
  delayRate: 0,
  maxDelayMs: 0,
};
