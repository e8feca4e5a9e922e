import { queueLedgerChecks } from "#app/services/queue-ledger-checks.ts";
import { checkLedgersJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const checkLedgersHandler: JobHandler<typeof checkLedgersJob> = {
  job: checkLedgersJob,
  run: (deps) => queueLedgerChecks(deps.db),
};
