import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runMigrations } from "graphile-worker";
import pg from "pg";

/** Any constant that nothing else locks: two processes that start at once take turns. */
const MIGRATION_LOCK = 7_238_114_902;

const MIGRATIONS_FOLDER = "prisma/migrations";

/**
 * Applies what is pending of `prisma/migrations` and of the job queue's own schema, one process at a time. Keeps Prisma's
 * record (`_prisma_migrations`), so its command line sees the same history; that command line itself is not needed here.
 * @param url connection string of the database
 * @returns the names of the migrations that were applied now
 * @throws {Error} when an applied migration was changed afterwards, or when one fails (it is then rolled back)
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const applied = await applyPending(client);
    await runMigrations({ connectionString: url });
    return applied;
  } finally {
    // Closing the session also gives the lock back.
    await client.end();
  }
}

async function applyPending(client: pg.Client): Promise<string[]> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id varchar(36) PRIMARY KEY,
      checksum varchar(64) NOT NULL,
      finished_at timestamptz,
      migration_name varchar(255) NOT NULL,
      logs text,
      rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(),
      applied_steps_count integer NOT NULL DEFAULT 0
    )`);
  const known = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const checksums = new Map(known.rows.map((row) => [row.migration_name, row.checksum]));

  const applied: string[] = [];
  for (const migration of await readMigrations()) {
    const recorded = checksums.get(migration.name);
    if (recorded === migration.checksum) continue;
    if (recorded !== undefined) {
      throw new Error(
        `migration ${migration.name} was changed after it had been applied: put it back and add a new one`,
      );
    }
    await applyOne(client, migration);
    applied.push(migration.name);
  }
  return applied;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(MIGRATIONS_FOLDER, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function applyOne(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  // An index on a live table is built CONCURRENTLY, which no transaction allows; such a migration is a file of its own.
  const inTransaction = !/\bCONCURRENTLY\b/i.test(sql);
  if (inTransaction) await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    if (inTransaction) await client.query("COMMIT");
  } catch (error) {
    if (inTransaction) await client.query("ROLLBACK");
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}
