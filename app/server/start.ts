import { join } from "node:path";
import type { Env } from "#app/config/env.server.ts";
import type { Logger } from "#app/config/logger.server.ts";
import { registerBacklog } from "#app/config/metrics.server.ts";
import { createWiring, provideWiring } from "#app/context.server.ts";
import type { Wiring } from "#app/context.server.ts";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { migrate } from "#app/db/migrate.ts";
import { createSmtpMailer } from "#app/emails/transport.ts";
import { startWorker } from "#app/jobs/worker.ts";
import type { RunningWorker } from "#app/jobs/worker.ts";
import { checkReadiness, readBacklog } from "#app/services/process-health.ts";
import { openWebhookStore } from "#app/services/open-webhook-store.ts";
import { startHttpServer } from "./http-server.ts";
import { createWebApp } from "./web-app.ts";
import { createWebhookIntake } from "./webhook-intake.ts";
import { readWebhookSubscriptions } from "./webhook-subscriptions.ts";

const DRAIN_MS = 10_000;

export interface RunningApp {
  port: number;
  /** Finishes what is at hand, then closes everything, the embedded database last. */
  stop(): Promise<void>;
}

/**
 * Starts the roles that the environment names: takes the port first, so that a second start fails at once and plainly,
 * then the database, its migrations, and only then the work. What was started is stopped again when a later step fails.
 */
export async function start(env: Env, log: Logger): Promise<RunningApp> {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) {
      await close().catch((error: unknown) => log.error({ err: error }, "a part did not stop cleanly"));
    }
  };
  try {
    const http = await startHttpServer(env.PORT);
    // The server stops first of all, so it is not among the closers but for a failed start.
    closers.push(() => http.stop(DRAIN_MS));
    const databaseUrl = await openDatabase(env, closers);
    const applied = await migrate(databaseUrl);
    if (applied.length > 0) log.info({ migrations: applied }, "migrations applied");

    const parts = createWiring({ env, databaseUrl, log });
    provideWiring(parts);
    closers.push(() => parts.db.$disconnect());
    registerBacklog(() => readBacklog(parts.db));

    const worker = env.ROLE === "web" ? null : await startBackground(parts, closers);
    const check = (): Promise<void> => checkReadiness(parts.db);
    if (env.ROLE === "worker") {
      http.serve({ webhookPaths: new Set(), intake: () => undefined, app: null }, { check });
    } else {
      const web = await prepareWeb(parts, closers, worker);
      http.serve(web, { check });
    }
    log.info({ port: http.port, role: env.ROLE }, "listening");
    return {
      port: http.port,
      stop: async () => {
        await http.stop(DRAIN_MS);
        closers.shift();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openDatabase(env: Env, closers: (() => Promise<unknown>)[]): Promise<string> {
  if (env.DATABASE_URL !== undefined) return env.DATABASE_URL;
  const postgres = await startEmbeddedPostgres(env.DATA_DIR);
  closers.push(() => postgres.stop());
  return postgres.url;
}

async function startBackground(parts: Wiring, closers: (() => Promise<unknown>)[]): Promise<RunningWorker> {
  const { env, db, log, databaseUrl } = parts;
  if (env.SMTP_URL === undefined || env.MAIL_FROM === undefined) {
    throw new Error("SMTP_URL and MAIL_FROM are needed unless ROLE=web");
  }
  const mailer = createSmtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  closers.push(async () => mailer.close());
  const contextFor = (shopId: string) => parts.contextFor(shopId, "background");
  const worker = await startWorker({ contextFor, db, mailer, log, databaseUrl });
  closers.push(() => worker.stop());
  return worker;
}

async function prepareWeb(
  { env, databaseUrl, log }: Wiring,
  closers: (() => Promise<unknown>)[],
  worker: RunningWorker | null,
) {
  const { paths, topics, complianceTopics } = await readWebhookSubscriptions();
  const store = openWebhookStore(databaseUrl, log);
  closers.push(() => store.close());
  const intake = createWebhookIntake({
    store,
    secrets: env.SHOPIFY_API_SECRET,
    topics,
    complianceTopics,
    onStored: () => worker?.wake(),
    log,
  });
  const secure = env.SHOPIFY_APP_URL.startsWith("https:");
  const app = await createWebApp({ folder: join(process.cwd(), "build"), secure, log });
  return { webhookPaths: paths, intake, app };
}
