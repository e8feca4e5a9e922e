import { wiring } from "#app/context.server.ts";
import { carryOutCompliance } from "#app/services/carry-out-compliance.ts";
import { complianceJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const complianceHandler: JobHandler<typeof complianceJob> = {
  job: complianceJob,
  run: ({ db, log }) => carryOutCompliance({ db, log, cipher: wiring().cipher, now: () => new Date() }),
};
