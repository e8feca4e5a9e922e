import { rm } from "node:fs/promises";
import { join } from "node:path";
import { startStack } from "../tests/stack/stack.ts";
import type { Stack } from "../tests/stack/stack.ts";
import { createChecks } from "./demo/checks.ts";
import { openForTheDay } from "./demo/open-for-the-day.ts";
import { seedDemo } from "./demo/seed-demo.ts";
import { playStory } from "./demo/story.ts";
import { ensureBuilt } from "./ensure-built.ts";

/**
 * `npm run demo`: a shop with two months of orders, open for the day, until Ctrl-C.
 * `npm run demo -- --once`: the same story by itself; exits 0 only if every number is what it must be.
 */
const PREFERRED_PORT = 4400;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const once = args.includes("--once");
  const unknown = args.filter((arg) => arg !== "--once");
  if (unknown.length > 0) {
    process.stderr.write(`Unknown argument ${unknown.join(" ")}. Usage: npm run demo [-- --once]\n`);
    return 2;
  }
  const checks = createChecks();
  ensureBuilt();
  checks.step("built", "the app and its two extensions");

  // The local Shopify forgets everything when it stops, so the app starts anew with it.
  const dataDir = join(".data", once ? "demo-once" : "demo");
  await rm(dataDir, { recursive: true, force: true });
  let stack: Stack | undefined;
  // Whatever waits for the app gives up when the app goes.
  const stopped = stopOnSignal(() => stack?.app.stop());
  try {
    stack = await startStack({ port: once ? 0 : PREFERRED_PORT, dataDir });
    if (stopped.isRequested()) return 0;
    checks.step("started", "Postgres, the dev store, the app, the inbox");
    const demo = await seedDemo(stack, (line) => checks.step("seeded", line));
    if (!once) {
      await openForTheDay(stack, demo, stopped.requested);
      return 0;
    }
    await playStory(stack, demo, checks);
    process.stdout.write(
      checks.failures === 0
        ? "\nEvery number is what it must be.\n"
        : `\n${checks.failures} numbers are wrong.\n`,
    );
    return checks.failures === 0 ? 0 : 1;
  } catch (error) {
    if (stopped.isRequested()) return 0;
    process.stderr.write(
      `\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\nThe app said:\n${stack?.app.output().slice(-4_000) ?? "nothing"}\n`,
    );
    return 1;
  } finally {
    await stack?.stop();
    if (once) await rm(dataDir, { recursive: true, force: true });
  }
}

function stopOnSignal(stopApp: () => Promise<void> | undefined): {
  requested: Promise<void>;
  isRequested(): boolean;
} {
  let asked = false;
  const requested = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      // Not once: a signal that arrives again must not end this process before what it started.
      process.on(signal, () => {
        asked = true;
        resolve();
        // That it would not stop is said at the end.
        stopApp()?.catch(() => undefined);
      });
    }
  });
  return { requested, isRequested: () => asked };
}
