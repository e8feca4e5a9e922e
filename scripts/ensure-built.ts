import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const SOURCES = [
  "app",
  "extensions",
  "prisma",
  "public",
  "vite.config.ts",
  "vite.server.config.ts",
  "package-lock.json",
  "shopify.app.toml",
];
/** What a build or an install leaves among the sources: counting it would make every build look old. */
const MADE = new Set(["dist", "manifest.json", "node_modules", "shopify.d.ts"]);
const MARK = ".cache/built";
const OUTPUTS = [
  "build/server/main.js",
  "extensions/recall-batch/dist/recall-batch.js",
  "extensions/order-batches/dist/order-batches.js",
];

/** Builds the app and its extensions unless the last build was made of exactly these sources. @throws with the output */
export function ensureBuilt(): void {
  const digest = digestOf(SOURCES);
  const current =
    OUTPUTS.every((file) => existsSync(file)) && existsSync(MARK) && readFileSync(MARK, "utf8") === digest;
  if (current) return;
  process.stderr.write("• building the app and its extensions\n");
  run("npm", ["run", "--silent", "build"]);
  run("node", ["scripts/app-build.ts"]);
  mkdirSync(dirname(MARK), { recursive: true });
  writeFileSync(MARK, digest);
}

function run(command: string, args: string[]): void {
  const result = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    env: { ...process.env, SHOPIFY_CLI_NO_ANALYTICS: "1" },
  });
  if (result.status === 0) return;
  throw new Error(
    `${command} ${args.join(" ")} failed:\n${result.stdout}${result.stderr}${result.error?.message ?? ""}`,
  );
}

function digestOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap(filesIn)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !MADE.has(name))
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
