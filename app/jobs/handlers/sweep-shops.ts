import { sweepShops } from "#app/services/sweep-shops.ts";
import { sweepShopsJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";

export const sweepShopsHandler: JobHandler<typeof sweepShopsJob> = {
  job: sweepShopsJob,
  run: (deps) => sweepShops(deps.db),
};
