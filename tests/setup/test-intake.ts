import { createHmac } from "node:crypto";
import type { Logger } from "#app/config/logger.server.ts";
import { openWebhookStore } from "#app/services/open-webhook-store.ts";
import { startHttpServer } from "#app/server/http-server.ts";
import { createWebhookIntake } from "#app/server/webhook-intake.ts";
import { readWebhookSubscriptions } from "#app/server/webhook-subscriptions.ts";

export interface TestIntake {
  readonly port: number;
  /** Where `shopify.app.toml` has order webhooks sent. */
  readonly path: string;
  stop(): Promise<void>;
}

/** The app's own webhook route on a free port, with nothing else behind it. */
export async function startIntake(
  databaseUrl: string,
  {
    secrets,
    log,
    onStored = () => undefined,
  }: { secrets: readonly string[]; log: Logger; onStored?: () => void },
): Promise<TestIntake> {
  const { paths, topics, complianceTopics } = await readWebhookSubscriptions();
  const store = openWebhookStore(databaseUrl, log);
  const intake = createWebhookIntake({ store, secrets, topics, complianceTopics, onStored, log });
  const server = await startHttpServer(0);
  const app = (): void => undefined;
  server.serve({ webhookPaths: paths, intake, app }, { check: () => Promise.resolve() });
  return {
    port: server.port,
    path: [...paths][0] ?? "",
    async stop() {
      await server.stop(1_000);
      await store.close();
    },
  };
}

/** What Shopify puts into `X-Shopify-Hmac-Sha256`. */
export function sign(body: string | Buffer, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("base64");
}
