import { purge } from "#app/services/purge.ts";
import { purgeJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const purgeHandler: JobHandler<typeof purgeJob> = {
  job: purgeJob,
  run: (deps) => purge(deps.db, new Date(), deps.signal),
};
