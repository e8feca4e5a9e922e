/** /__dev/shops/{shop}/webhooks: what was sent, and how the next ones go. */
import { HttpError, type Router } from "../http.ts";
import type { Delivery, DeliveryPolicy } from "../webhooks/delivery.ts";
import type { RawWebhook, ReleaseOrder } from "../webhooks/sender.ts";
import { shopOf, type ControlParts } from "./parts.ts";

function withoutBody({ body, ...rest }: Delivery): object {
  return { ...rest, bodyBytes: Buffer.byteLength(body) };
}

export function mountWebhookControl(router: Router, parts: ControlParts): void {
  const { webhooks } = parts;
  const base = "/__dev/shops/:shop/webhooks";

  /** `?topic=`, `?state=`, `?bodies=1`. */
  router.get(base, (context) => {
    const { searchParams } = context.url;
    const topic = searchParams.get("topic");
    const state = searchParams.get("state");
    const found = webhooks
      .deliveries(shopOf(parts, context).domain)
      .filter((each) => (topic === null || each.topic === topic) && (state === null || each.state === state));
    context.send(200, searchParams.has("bodies") ? found : found.map(withoutBody));
  });
  router.put(`${base}/policy`, async (context) => {
    const changes = await context.json<Partial<DeliveryPolicy>>();
    context.send(200, webhooks.setPolicy(shopOf(parts, context).domain, changes));
  });
  router.post(`${base}/release`, async (context) => {
    const { order = "as sent", keepHolding = false } = await context.json<{
      order?: ReleaseOrder;
      keepHolding?: boolean;
    }>();
    context.send(200, { released: webhooks.release(shopOf(parts, context).domain, order, keepHolding) });
  });
  router.post(`${base}/send`, async (context) => {
    const { body, ...rest } = await context.json<Omit<RawWebhook, "body"> & { body: unknown }>();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const sent = webhooks.sendRaw(shopOf(parts, context), { ...rest, body: text });
    if (sent.length === 0) throw new HttpError(422, `Nobody subscribed to ${rest.topic}.`);
    context.send(202, sent.map(withoutBody));
  });
  router.post(`${base}/:webhook/redeliver`, (context) => {
    const found = webhooks.redeliver(context.params["webhook"] ?? "");
    context.send(found ? 202 : 404, found ? {} : { error: "There is no such delivery." });
  });
  /** Answers when every delivery has ended, retries included. */
  router.post("/__dev/webhooks/drain", async (context) => {
    await webhooks.drain();
    const counts: Record<string, number> = {};
    for (const { state } of webhooks.deliveries()) counts[state] = (counts[state] ?? 0) + 1;
    context.send(200, counts);
  });
}
