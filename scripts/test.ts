import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findOrInstallBrowser } from "./browser.ts";

/**
 * Every gate, cheapest first, so that a typo fails in seconds. All gates run even when one has failed, so that one run
 * tells everything; the exit code is 0 only when all passed. `npm test -- unit e2e` runs just the gates of those names.
 */
interface Gate {
  name: string;
  command: string[];
  /** Tests inside are counted one by one from the runner's report; a gate without a report counts as one. */
  report?: "vitest" | "playwright";
}

const REPORTS = join(".cache", "reports");

const vitest = (project: string): Gate => ({
  name: project,
  command: [
    "vitest",
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${reportFile(project)}`,
  ],
  report: "vitest",
});

const GATES: Gate[] = [
  { name: "format", command: ["prettier", "--check", "--log-level=warn", "."] },
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "types-domain", command: ["tsc", "--noEmit", "-p", "app/domain"] },
  { name: "types-recall-batch", command: ["tsc", "--noEmit", "-p", "extensions/recall-batch"] },
  { name: "types-order-batches", command: ["tsc", "--noEmit", "-p", "extensions/order-batches"] },
  { name: "lint", command: ["eslint", "--max-warnings=0", "."] },
  {
    name: "imports",
    command: ["depcruise", "app", "extensions", "tests", "--config", ".dependency-cruiser.cjs"],
  },
  { name: "dead-code", command: ["knip"] },
  { name: "generated", command: ["node", "scripts/check-generated.ts"] },
  vitest("unit"),
  { name: "build", command: ["npm", "run", "--silent", "build"] },
  { name: "app-build", command: ["node", "scripts/app-build.ts"] },
  vitest("extensions"),
  vitest("integration"),
  vitest("cases"),
  vitest("model"),
  vitest("devstore"),
  vitest("conformance"),
  { name: "e2e", command: ["playwright", "test"], report: "playwright" },
  { name: "demo", command: ["node", "scripts/demo.ts", "--once"] },
  vitest("hammer"),
  vitest("chaos"),
];

interface Outcome {
  gate: string;
  passed: number;
  failed: number;
  /** What was left out, by the title that says why. */
  skipped: string[];
  seconds: number;
}

let running: ChildProcess | undefined;
let stopSignal: NodeJS.Signals | undefined;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopSignal = signal;
    running?.kill(signal);
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main(names: string[]): Promise<number> {
  const unknown = names.filter((name) => !GATES.some((gate) => gate.name === name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no gate "${unknown.join('", "')}". Gates: ${GATES.map((gate) => gate.name).join(", ")}\n`,
    );
    return 2;
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const chosen = names.length === 0 ? GATES : GATES.filter((gate) => names.includes(gate.name));
  const browser = await findOrInstallBrowser();

  const outcomes: Outcome[] = [];
  for (const gate of chosen) {
    outcomes.push(await runGate(gate, browser));
    if (stopSignal !== undefined) break;
  }

  process.stdout.write("\n");
  for (const { gate, passed, failed, skipped, seconds } of outcomes) {
    const mark = failed === 0 ? "✓" : "✗";
    process.stdout.write(
      `${mark} ${gate.padEnd(18)} ${`${passed} passed, ${failed} failed`.padEnd(26)} ${seconds.toFixed(1)} s\n`,
    );
    for (const title of new Set(skipped)) process.stdout.write(`    left out: ${title}\n`);
  }
  const passed = sum(outcomes.map((outcome) => outcome.passed));
  const failed = sum(outcomes.map((outcome) => outcome.failed));
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && stopSignal === undefined ? 0 : 1;
}

async function runGate(gate: Gate, browser: string): Promise<Outcome> {
  process.stdout.write(`\n── ${gate.name}\n`);
  const startedAt = performance.now();
  const exitCode = await run(gate, browser);
  const seconds = (performance.now() - startedAt) / 1000;
  const counts = gate.report === undefined ? undefined : readCounts(gate.report, reportFile(gate.name));
  if (counts === undefined) {
    const passed = exitCode === 0 ? 1 : 0;
    return { gate: gate.name, passed, failed: 1 - passed, skipped: [], seconds };
  }
  // A runner that fails outside of any test (a broken setup, no test found) must not look green.
  const failedOutsideTests = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return { gate: gate.name, ...counts, failed: failedOutsideTests ? 1 : counts.failed, seconds };
}

async function run(gate: Gate, browser: string): Promise<number> {
  const [command = "", ...args] = gate.command;
  const child = spawn(command, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      CHROMIUM_PATH: browser,
      PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile(gate.name),
      SHOPIFY_CLI_NO_ANALYTICS: "1",
      CHECKPOINT_DISABLE: "1",
      NO_COLOR: "1",
    },
  });
  running = child;
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { assertionResults: { status: string; ancestorTitles: string[]; title: string }[] }[];
}

function readCounts(
  kind: "vitest" | "playwright",
  file: string,
): Pick<Outcome, "passed" | "failed" | "skipped"> | undefined {
  let report: unknown;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
  if (kind === "vitest") {
    const { numPassedTests, numFailedTests, testResults } = report as VitestReport;
    const skipped = testResults
      .flatMap((file) => file.assertionResults)
      .filter(({ status }) => status === "skipped" || status === "pending")
      .map(({ ancestorTitles, title }) => ancestorTitles[0] ?? title);
    return { passed: numPassedTests, failed: numFailedTests, skipped };
  }
  const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } };
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: [] };
}

function reportFile(gate: string): string {
  return join(REPORTS, `${gate}.json`);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
