import { env } from "#app/config/env.server.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { start } from "./start.ts";

/** Exit codes: 0 stopped as asked, 1 could not start or died, 2 was asked to stop twice. */
async function main(): Promise<void> {
  const settings = env();
  const log = createLogger(settings.LOG_LEVEL);
  const starting = start(settings, log);
  let isStopping = false;

  const stop = async (signal: string): Promise<void> => {
    if (isStopping) process.exit(2);
    isStopping = true;
    log.info({ signal }, "stopping");
    await starting.then(
      (app) => app.stop(),
      () => undefined,
    );
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));

  await starting;
}

main().catch((error: unknown) => {
  const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
  const because = cause instanceof Error ? `because: ${cause.message}\n` : "";
  process.stderr.write(`${message}\n${because}`);
  process.exit(1);
});
