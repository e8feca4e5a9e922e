import { syncLocationsJob } from "../definitions.ts";
import type { JobHandler } from "../handler.ts";
import { syncLocations } from "#app/services/sync-locations.ts";

export const syncLocationsHandler: JobHandler<typeof syncLocationsJob> = {
  job: syncLocationsJob,
  async run(deps, payload) {
    const ctx = await deps.contextFor(payload.shopId);
    if (ctx !== null) await syncLocations(ctx);
  },
};
