import { defineConfig } from "@playwright/test";
import { BROWSER_ARGUMENTS, BROWSER_USER_AGENT } from "./scripts/browser.ts";

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: ".cache/e2e",
  fullyParallel: false,
  workers: 1,
  forbidOnly: process.env["CI"] !== undefined,
  retries: 0,
  // Generous: only a hang may fail for its time, on whatever machine this runs.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [["list"], ["json"]],
  globalSetup: "./tests/e2e/global-setup.ts",
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 120_000,
    userAgent: BROWSER_USER_AGENT,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env["CHROMIUM_PATH"] === undefined ? {} : { executablePath: process.env["CHROMIUM_PATH"] }),
      args: BROWSER_ARGUMENTS,
    },
  },
});
