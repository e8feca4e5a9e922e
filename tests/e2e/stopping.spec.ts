import { expect, test } from "@playwright/test";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "../stack/stack.ts";
import { until } from "../stack/until.ts";

test("one Ctrl-C that arrives three times stops the app and the Postgres it had started", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "batchbook-stop-"));
  // As root the server runs as another user, who must be able to pass through the folder.
  await chmod(dataDir, 0o755);
  const openDatabase = join(dataDir, "postgres", "postmaster.pid");
  const stack = await startStack({ dataDir });
  expect(existsSync(openDatabase)).toBe(true);

  // From the terminal, from what started the app, and from what started that.
  for (const signal of ["SIGINT", "SIGINT", "SIGTERM"] as const) process.kill(stack.app.pid, signal);
  await until("the app to end", () => Promise.resolve(!stack.app.running));
  expect(existsSync(openDatabase)).toBe(false);

  await stack.stop();
  await rm(dataDir, { recursive: true, force: true });
});
