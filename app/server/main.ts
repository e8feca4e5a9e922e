import { env } from "#app/config/env.server.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { start } from "./start.ts";

/** One Ctrl-C arrives more than once: from the terminal, and again from each program that passes it on. */
const SAME_REQUEST_MS = 2_000;

/** Exit codes: 0 stopped as asked, 1 could not start or died, 2 was asked to stop twice. */
async function main(): Promise<void> {
  const settings = env();
  const log = createLogger(settings.LOG_LEVEL);
  const starting = start(settings, log);
  let askedAt: number | undefined;

  const stop = async (signal: string): Promise<void> => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > SAME_REQUEST_MS) process.exit(2);
      return;
    }
    askedAt = performance.now();
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
