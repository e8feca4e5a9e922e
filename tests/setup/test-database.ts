import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { createDatabase } from "#app/db/client.ts";
import type { Database } from "#app/db/client.ts";
import { TEMPLATE_DATABASE } from "./template-database.ts";

export interface TestDatabase {
  /** For a second connection, another process, or plain `pg`. */
  readonly url: string;
  readonly db: Database;
}

/** A clone of the migrated template for this test file, emptied before each test and dropped at the end. */
export function useTestDatabase(): TestDatabase {
  const name = `batchbook_${randomBytes(6).toString("hex")}`;
  const maintenanceUrl = inject("postgresUrl");
  const url = new URL(maintenanceUrl);
  url.pathname = `/${name}`;
  const db = createDatabase({ url: url.href });

  beforeAll(async () => {
    await onServer(maintenanceUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  });
  beforeEach(async () => {
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE (schemaname = 'public' AND tablename <> '_prisma_migrations')
         OR (schemaname = 'graphile_worker' AND tablename IN ('_private_jobs', '_private_job_queues'))`;
    await db.$executeRawUnsafe(
      `TRUNCATE ${tables.map((table) => table.name).join(", ")} RESTART IDENTITY CASCADE`,
    );
  });
  afterAll(async () => {
    await db.$disconnect();
    await onServer(maintenanceUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });
  return { url: url.href, db };
}

async function onServer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
