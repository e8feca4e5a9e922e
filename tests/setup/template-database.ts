import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "#app/db/migrate.ts";
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

export const TEMPLATE_DATABASE = "batchbook_template";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the maintenance database of the tests' Postgres. */
    postgresUrl: string;
  }
}

/** Once per project: a Postgres of its own with one migrated database, which every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startThrowawayPostgres();
  const maintenance = new pg.Client({ connectionString: postgres.url("postgres") });
  await maintenance.connect();
  await maintenance.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await maintenance.end();
  await migrate(postgres.url(TEMPLATE_DATABASE));
  project.provide("postgresUrl", postgres.url("postgres"));
  return () => postgres.stop();
}
