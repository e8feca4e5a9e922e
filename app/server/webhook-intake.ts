import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "#app/config/logger.server.ts";
import { webhooksReceived } from "#app/config/metrics.server.ts";
import { acceptDelivery } from "#app/services/accept-delivery.ts";
import type { AcceptDeps, Acceptance } from "#app/services/accept-delivery.ts";
import { readBody } from "./read-body.ts";

/** Shopify's largest order bodies are well below. */
const MAX_BODY_BYTES = 5 * 1024 * 1024;

const STATUS: Record<Acceptance["outcome"], number> = {
  stored: 200,
  compliance_stored: 200,
  duplicate_or_unknown_shop: 200,
  not_subscribed: 200,
  bad_signature: 401,
  malformed: 400,
};

/**
 * Answers one webhook. Stands in front of Express and Remix, whose layers would cost several times what is done here
 * (PERFORMANCE.md, section 1).
 */
export function createWebhookIntake(
  deps: AcceptDeps & { onStored: () => void; log: Logger },
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    if (req.method !== "POST") {
      res.setHeader("Allow", "POST");
      answer(res, 405, "webhooks are posted");
      return;
    }
    try {
      const body = await readBody(req, MAX_BODY_BYTES);
      if (body === null) {
        webhooksReceived.inc({ outcome: "too_large" });
        // What is left of the body is not read: the connection cannot be used again.
        res.setHeader("Connection", "close");
        answer(res, 413, "the body is larger than 5 MB");
        return;
      }
      const acceptance = await acceptDelivery(deps, { headers: req.headers, body });
      webhooksReceived.inc({ outcome: acceptance.outcome });
      answer(res, STATUS[acceptance.outcome], "detail" in acceptance ? acceptance.detail : "");
      if (acceptance.outcome === "stored") deps.onStored();
    } catch (error) {
      if (req.destroyed && !req.complete) return;
      // Shopify delivers it again.
      webhooksReceived.inc({ outcome: "failed" });
      deps.log.error({ err: error }, "a webhook could not be stored");
      answer(res, 503, "not stored; deliver it again");
    }
  };
}

function answer(res: ServerResponse, status: number, text: string): void {
  res.statusCode = status;
  if (text !== "") res.setHeader("Content-Type", "text/plain; charset=utf-8");
  res.end(text);
}
