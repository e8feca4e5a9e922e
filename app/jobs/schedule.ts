import { parseCronItems } from "graphile-worker";
import type { ParsedCronItem } from "graphile-worker";
import {
  checkLedgersJob,
  checkOpenOrdersJob,
  complianceJob,
  purgeJob,
  sweepShopsJob,
} from "./definitions.ts";
import type { JobDefinition } from "./definitions.ts";

/** What runs by the clock (UTC), in one worker whichever: a missed time is made up for by the next. */
const times: { job: JobDefinition; match: string }[] = [
  { job: sweepShopsJob, match: "*/10 * * * *" },
  { job: checkOpenOrdersJob, match: "10 0 * * *" },
  { job: complianceJob, match: "*/5 * * * *" },
  { job: purgeJob, match: "20 3 * * *" },
  { job: checkLedgersJob, match: "40 2 * * *" },
];

export function schedule(): ParsedCronItem[] {
  return parseCronItems(
    times.map(({ job, match }) => ({
      task: job.name,
      match,
      identifier: job.name,
      options: { maxAttempts: job.maxAttempts, jobKey: job.name },
    })),
  );
}
