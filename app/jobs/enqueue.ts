import type { z } from "zod";
import type { Transaction } from "#app/db/client.ts";
import type { JobDefinition } from "./definitions.ts";

interface EnqueueOptions {
  /** Jobs with the same key that have not started yet become one. */
  key?: string;
  runAt?: Date;
}

/** Adds a job inside the caller's transaction: it exists exactly when its cause is committed. */
export async function enqueue<Payload extends z.ZodType>(
  tx: Transaction,
  job: JobDefinition<Payload>,
  payload: z.input<Payload>,
  options: EnqueueOptions = {},
): Promise<void> {
  const json = JSON.stringify(job.payload.parse(payload));
  await tx.$executeRaw`
    SELECT graphile_worker.add_job(
      ${job.name}, ${json}::json,
      run_at => ${options.runAt ?? null}::timestamptz,
      max_attempts => ${job.maxAttempts}::int,
      job_key => ${options.key ?? null}::text
    )`;
}
