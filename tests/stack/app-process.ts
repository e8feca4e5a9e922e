import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { freePort } from "../setup/free-port.ts";

export interface AppProcessOptions {
  role: "all" | "web" | "worker";
  /** The dev store's own address: calls to *.myshopify.com go there. */
  devStoreUrl: string;
  /** Public origin of the app (the tunnel). */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  smtpPort: number;
  /** Connection string; absent: the app's own Postgres in `dataDir`. */
  databaseUrl?: string;
  dataDir?: string;
  /** Absent: a free one. */
  port?: number;
  logLevel?: string;
}

/** The app as it runs in production, started with a preload that sends Shopify's hosts to the dev store. */
export interface AppProcess {
  readonly url: string;
  readonly pid: number;
  readonly running: boolean;
  /** Everything it has printed so far, newest last; at most some thousand lines. */
  output(): string;
  /** As a crash does: no chance to clean up. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits until it has. @throws when it does not stop by itself within 20 s */
  stop(): Promise<void>;
}

/** Any key of the right length: what it encrypts lives as long as the run. */
const ENCRYPTION_KEY = `local:${Buffer.alloc(32, 11).toString("base64")}`;

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;
const KEPT_LINES = 4_000;

/** Starts one process and waits until it answers `/readyz`. @throws with its output when it ends or stays unready */
export async function startApp(options: AppProcessOptions): Promise<AppProcess> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ["--import", "./tests/dev-store/redirect.mjs", "build/server/main.js"],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        NODE_ENV: "production",
        PORT: String(port),
        ROLE: options.role,
        DEV_STORE_URL: options.devStoreUrl,
        APP_BRIDGE_URL: `${options.devStoreUrl}/app-bridge.js`,
        SHOPIFY_APP_URL: options.appUrl,
        SHOPIFY_API_KEY: options.apiKey,
        SHOPIFY_API_SECRET: options.apiSecret,
        SMTP_URL: `smtp://127.0.0.1:${options.smtpPort}`,
        MAIL_FROM: "Fern & Tallow <safety@fernandtallow.example>",
        ENCRYPTION_KEYS: ENCRYPTION_KEY,
        LOG_LEVEL: options.logLevel ?? "warn",
        ...(options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl }),
        ...(options.dataDir === undefined ? {} : { DATA_DIR: options.dataDir }),
      },
    },
  );
  const lines: string[] = [];
  const keep = (chunk: Buffer) => {
    lines.push(...chunk.toString("utf8").split("\n").filter(Boolean));
    if (lines.length > KEPT_LINES) lines.splice(0, lines.length - KEPT_LINES);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));

  const app: AppProcess = {
    url,
    pid: child.pid ?? 0,
    get running() {
      return isRunning(child);
    },
    output: () => lines.join("\n"),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
    stop: () => (stopping ??= stop()),
  };
  // Asked twice it would end at once, and leave its database behind.
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    if (!isRunning(child)) return;
    child.kill("SIGTERM");
    const stopped = await Promise.race([ended.then(() => true), timeout(STOP_TIMEOUT_MS)]);
    if (stopped) return;
    await app.kill();
    throw new Error(
      `the app did not stop within ${STOP_TIMEOUT_MS / 1000} s of SIGTERM:\n${app.output().slice(-3_000)}`,
    );
  };
  await untilReady(app);
  return app;
}

async function untilReady(app: AppProcess): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (!app.running) throw new Error(`the app ended while starting:\n${app.output().slice(-3_000)}`);
    const answer = await fetch(`${app.url}/readyz`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await app.kill();
  throw new Error(
    `the app was not ready within ${READY_TIMEOUT_MS / 1000} s:\n${app.output().slice(-3_000)}`,
  );
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function timeout(ms: number): Promise<false> {
  return await new Promise((resolve) => {
    setTimeout(() => resolve(false), ms).unref();
  });
}
