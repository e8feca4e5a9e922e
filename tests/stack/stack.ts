import type { DevStore } from "../dev-store/dev-store.ts";
import { startDevStore } from "../dev-store/server.ts";
import type { AppProcess, AppProcessOptions } from "./app-process.ts";
import { startApp } from "./app-process.ts";

export interface StackOptions {
  /** Of the dev store, where a person begins; 0: a free one. */
  port?: number;
  /** Connection string; absent: the app's own Postgres in `dataDir`. */
  databaseUrl?: string;
  dataDir?: string;
  logLevel?: string;
}

/** The dev store, the tunnel, the inbox and the app, talking to each other as in production. */
export interface Stack {
  readonly devStore: DevStore;
  /** Public origin of the app. */
  readonly appUrl: string;
  readonly app: AppProcess;
  /** Starts the app anew in the place of one that was killed: the tunnel and the webhooks lead to it. */
  replaceApp(): Promise<void>;
  /** Starts a further process of the app over the same database. */
  startAnother(role: AppProcessOptions["role"]): Promise<AppProcess>;
  stop(): Promise<void>;
}

const API_KEY = "batchbook-local-client-id";
const API_SECRET = "batchbook-local-client-secret";

/** Needs `npm run build` and the built extensions. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const devStore = await startDevStore({
    port: options.port ?? 0,
    // Not known before the app listens; nothing is sent to it until a shop exists.
    appUrl: "http://127.0.0.1:9",
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appToml: "shopify.app.toml",
    extensionsDir: "extensions",
    tunnelPort: 0,
  });
  const appUrl = devStore.tunnelUrl;
  if (appUrl === null) throw new Error("the dev store started no tunnel");
  const started: AppProcess[] = [];
  const start = async (role: AppProcessOptions["role"]) => {
    const app = await startApp({
      role,
      devStoreUrl: devStore.url,
      appUrl,
      apiKey: API_KEY,
      apiSecret: API_SECRET,
      smtpPort: devStore.smtpPort,
      ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
      ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
      ...(options.logLevel === undefined ? {} : { logLevel: options.logLevel }),
    });
    started.push(app);
    return app;
  };
  try {
    let app = await start("all");
    devStore.config.appUrl = app.url;
    return {
      devStore,
      appUrl,
      get app() {
        return app;
      },
      replaceApp: async () => {
        app = await start("all");
        devStore.config.appUrl = app.url;
      },
      startAnother: start,
      stop: async () => {
        const results = await Promise.allSettled(started.reverse().map((process) => process.stop()));
        await devStore.stop();
        const failed = results.find((result) => result.status === "rejected");
        if (failed !== undefined) throw failed.reason;
      },
    };
  } catch (error) {
    await devStore.stop();
    throw error;
  }
}
