import type { z } from "zod";
import type { Logger } from "#app/config/logger.server.ts";
import type { Database } from "#app/db/client.ts";
import type { Mailer } from "#app/emails/mailer.ts";
import type { ShopContext } from "#app/services/context.ts";
import type { JobDefinition } from "./definitions.ts";

/** What the worker gives to every handler. */
export interface WorkerDeps {
  /** The shop's context; null when the shop is unknown or uninstalled, and then there is nothing to do. */
  contextFor(shopId: string): Promise<ShopContext | null>;
  db: Database;
  mailer: Mailer;
  /** Of this process; a new one at every start. */
  workerId: string;
  log: Logger;
  /** Fires when the worker is asked to stop: finish the set at hand and return, the job is queued again. */
  signal: AbortSignal;
}

/** Binds a job's definition to the code that runs it. A handler is a few lines: the work is a service's. */
export interface JobHandler<Job extends JobDefinition> {
  job: Job;
  /** Throwing means: try again later, up to the definition's `maxAttempts`. */
  run(deps: WorkerDeps, payload: z.output<Job["payload"]>): Promise<void>;
}
