import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome-stable",
  "google-chrome",
  "chrome",
  "microsoft-edge",
];
const OUTSIDE_PATH = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Offline and without a display; no sandbox, since containers and root have none. */
export const BROWSER_ARGUMENTS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** As a merchant's browser says it; the Shopify library turns away anything that looks like a bot. */
export const BROWSER_USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/**
 * A Chromium to test in: the one `CHROMIUM_PATH` names, one of the system, Playwright's own, or a fresh install by
 * Playwright or (as root) by the package manager, in this order.
 * @returns its path
 * @throws {Error} that says what was tried and what to do
 */
export async function findOrInstallBrowser(): Promise<string> {
  const found = await findBrowser();
  if (found !== undefined) return found;

  process.stderr.write("• no Chromium found, installing one\n");
  const tried = [tryCommand("playwright", ["install", "chromium"], 180_000)];
  const byPlaywright = await findBrowser();
  if (byPlaywright !== undefined) return byPlaywright;

  if (process.getuid?.() === 0 && onPath("apt-get") !== undefined) {
    tried.push(tryCommand("apt-get", ["update", "-qq"], 180_000));
    tried.push(
      tryCommand("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], 600_000),
    );
    const byPackageManager = await findBrowser();
    if (byPackageManager !== undefined) return byPackageManager;
  }
  throw new Error(
    `No Chromium for the browser tests. Tried:\n${tried.map((line) => `  - ${line}`).join("\n")}\n` +
      "Install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  );
}

async function findBrowser(): Promise<string | undefined> {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which cannot be run`);
  }
  const onSystem = NAMES.map(onPath).find((path) => path !== undefined) ?? OUTSIDE_PATH.find(isExecutable);
  if (onSystem !== undefined) return onSystem;
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  return isExecutable(own) ? own : undefined;
}

function onPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function tryCommand(command: string, args: string[], timeoutMs: number): string {
  const result = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    timeout: timeoutMs,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  const line = `${command} ${args.join(" ")}`;
  if (result.status === 0) return `${line}: done`;
  const why =
    result.error?.message ?? result.stderr.trim().split("\n").at(-1) ?? `exit code ${result.status}`;
  return `${line}: ${why}`;
}
