/** The app's intake and its delivery loop in one process, as ROLE=all has them. */
import { createDatabase } from "#app/db/client.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { startDeliveryLoop } from "#app/jobs/delivery-loop.ts";
import { openWebhookStore } from "#app/services/open-webhook-store.ts";
import { startHttpServer } from "#app/server/http-server.ts";
import { createWebhookIntake } from "#app/server/webhook-intake.ts";
import { readWebhookSubscriptions } from "#app/server/webhook-subscriptions.ts";
import { benchContext } from "../parts/shop-for-bench.ts";

const [url = "", id = "", domain = "", secret = ""] = process.argv.slice(2);
const log = createLogger("error");
const db = createDatabase({ url });
const ctx = benchContext(db, { id, domain });
const loop = startDeliveryLoop({
  contextFor: () => Promise.resolve(ctx),
  db,
  mailer: { connections: 1, send: () => Promise.reject(new Error("no mail here")), close: () => undefined },
  workerId: "bench",
  log,
  signal: new AbortController().signal,
});
const { paths, topics, complianceTopics } = await readWebhookSubscriptions();
const store = openWebhookStore(url, log);
const deps = { store, secrets: [secret], topics, complianceTopics, onStored: () => loop.wake(), log };
const server = await startHttpServer(0);
const app = (): void => undefined;
server.serve(
  { webhookPaths: paths, intake: createWebhookIntake(deps), app },
  { check: async () => undefined },
);
process.stdout.write(`${server.port}\n`);
