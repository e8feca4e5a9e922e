import { env, EnvError } from "#app/config/env.server.ts";
import { createLogger } from "#app/config/logger.server.ts";
import { start } from "./start.ts";
import type { RunningApp } from "./start.ts";

/** Exit codes: 0 stopped as asked, 1 could not start or died, 2 was asked to stop twice. */
async function main(): Promise<void> {
  const settings = env();
  const log = createLogger(settings.LOG_LEVEL);
  let starting: Promise<RunningApp> | undefined;
  let isStopping = false;

  const stop = async (signal: string): Promise<void> => {
    if (isStopping) process.exit(2);
    isStopping = true;
    log.info({ signal }, "stopping");
    await starting?.then(
      (app) => app.stop(),
      () => undefined,
    );
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));

  starting = start(settings, log);
  await starting;
}

main().catch((error: unknown) => {
  const text = error instanceof EnvError || error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text}\n`);
  if (error instanceof Error && error.cause !== undefined) process.stderr.write(`${String(error.cause)}\n`);
  process.exit(1);
});
