/** node tests/dev-store/main.ts: settings from the environment, one line of JSON when it is ready, until it is stopped. */
import { createShopsFromEnvironment } from "./main-shops.ts";
import { startDevStore } from "./server.ts";

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") {
    console.error(`dev store: set ${name} (see tests/dev-store/README.md).`);
    process.exit(2);
  }
  return value;
}

function number(name: string): number | undefined {
  const value = process.env[name];
  return value === undefined || value === "" ? undefined : Number(value);
}

const port = number("DEV_STORE_PORT");
const smtpPort = number("DEV_STORE_SMTP_PORT");
const tunnelPort = number("DEV_STORE_TUNNEL_PORT");
const clockScale = number("DEV_STORE_CLOCK_SCALE");
const firstId = number("DEV_STORE_FIRST_ID");

try {
  const devStore = await startDevStore({
    appUrl: required("DEV_STORE_APP_URL"),
    apiKey: required("SHOPIFY_API_KEY"),
    apiSecret: required("SHOPIFY_API_SECRET"),
    appToml: process.env["DEV_STORE_APP_TOML"] ?? "shopify.app.toml",
    extensionsDir: process.env["DEV_STORE_EXTENSIONS_DIR"] ?? "extensions",
    ...(port === undefined ? {} : { port }),
    ...(smtpPort === undefined ? {} : { smtpPort }),
    ...(tunnelPort === undefined ? {} : { tunnelPort }),
    ...(clockScale === undefined ? {} : { clockScale }),
    ...(firstId === undefined ? {} : { firstId }),
  });
  const shops = createShopsFromEnvironment(devStore, process.env["DEV_STORE_SHOPS"] ?? "");
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void devStore.stop().then(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  process.once("SIGHUP", stop);
  // A parent that dies without a signal closes this pipe.
  process.once("disconnect", stop);
  console.log(
    JSON.stringify({
      ready: true,
      url: devStore.url,
      port: devStore.port,
      smtpPort: devStore.smtpPort,
      tunnelUrl: devStore.tunnelUrl,
      shops,
    }),
  );
} catch (error) {
  const { code, port: taken } = error as { code?: string; port?: number };
  console.error(
    code === "EADDRINUSE" ? `dev store: port ${taken} is taken. Stop what uses it or choose another.` : error,
  );
  process.exit(1);
}
