import { importCatalogueJob } from "../definitions.ts";
import { enqueue } from "../enqueue.ts";
import type { JobHandler } from "../handler.ts";
import { importCatalogue } from "#app/services/import-catalogue.ts";

export const importCatalogueHandler: JobHandler<typeof importCatalogueJob> = {
  job: importCatalogueJob,
  async run(deps, payload) {
    const ctx = await deps.contextFor(payload.shopId);
    if (ctx === null) return;
    if ((await importCatalogue(ctx, deps.signal)) === "done") return;
    await deps.db.$transaction((tx) =>
      enqueue(tx, importCatalogueJob, payload, { key: `import-catalogue:${payload.shopId}` }),
    );
  },
};
