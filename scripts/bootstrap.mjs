// Makes a fresh clone ready and starts a script under the project's own Node. Built-ins only: nothing is installed yet.
// usage: node scripts/bootstrap.mjs <script.ts> [arguments]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

const ownNode = join(root, "node_modules", "node", "bin", "node");
const INSTALLED_MARK = "node_modules/.installed-lock";
const GENERATED_MARK = "node_modules/.generated-schema";

const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");
const isCurrent = (mark, file) => existsSync(mark) && readFileSync(mark, "utf8") === digest(file);

function run(title, command, args, extraEnv = {}) {
  process.stderr.write(`• ${title}\n`);
  const startedAt = Date.now();
  const result = spawnSync(command, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, CHECKPOINT_DISABLE: "1", ...extraEnv },
  });
  if (result.status !== 0) {
    process.stderr.write(`${result.stdout ?? ""}${result.stderr ?? ""}`);
    process.stderr.write(
      `✗ ${title}: "${command} ${args.join(" ")}" failed${result.error ? ` (${result.error.message})` : ""}\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`  done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

if (!existsSync(ownNode) || !isCurrent(INSTALLED_MARK, "package-lock.json")) {
  run(
    "installing dependencies (npm ci, a minute or two the first time)",
    "npm",
    ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
    {
      // Prisma's and Playwright's own downloads are not needed: no engine is used, and the browser is looked for first.
      PRISMA_SKIP_POSTINSTALL_GENERATE: "1",
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
    },
  );
  writeFileSync(INSTALLED_MARK, digest("package-lock.json"));
}
if (!isCurrent(GENERATED_MARK, "prisma/schema.prisma")) {
  run("generating the database client", ownNode, ["node_modules/prisma/build/index.js", "generate"]);
  mkdirSync("node_modules", { recursive: true });
  writeFileSync(GENERATED_MARK, digest("prisma/schema.prisma"));
}

const [script, ...args] = process.argv.slice(2);
if (script === undefined) process.exit(0);

const child = spawn(ownNode, [script, ...args], {
  stdio: "inherit",
  env: { ...process.env, PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}` },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal === null ? code : 1));
