import { mkdtemp, rm, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#app/db/embedded-postgres.ts";
import { migrate } from "#app/db/migrate.ts";

/** The app's own Postgres, commits durable as in production, in a folder that goes afterwards. */
export interface BenchPostgres {
  /** A new, migrated, empty database. @returns its connection string */
  database(): Promise<string>;
  /** Removes one: what it left is neither vacuumed nor written out while others are measured. */
  drop(url: string): Promise<void>;
  stop(): Promise<void>;
}

const TEMPLATE = "bench_template";

export async function startBenchPostgres(): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "batchbook-bench-"));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres(folder);
  const urlOf = (database: string): string => {
    const url = new URL(server.url);
    url.pathname = `/${database}`;
    return url.href;
  };
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: urlOf("postgres") });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(urlOf(TEMPLATE));
  let made = 0;
  return {
    async database() {
      const name = `bench_${(made += 1)}`;
      await run(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
      return urlOf(name);
    },
    async drop(url) {
      await run(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
