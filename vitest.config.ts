import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["app/**/*.test.ts"], environment: "node" } },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts", "tests/integration/**/*.test.tsx"],
          pool: "forks",
          maxWorkers: 2,
          globalSetup: ["tests/setup/template-database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "cases",
          include: ["tests/cases/**/*.test.ts"],
          pool: "forks",
          maxWorkers: 2,
          globalSetup: ["tests/setup/template-database.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "model",
          include: ["tests/model/**/*.test.ts"],
          pool: "forks",
          maxWorkers: 2,
          globalSetup: ["tests/setup/template-database.ts"],
          // As long as the stories take: how many is for whoever starts it to say.
          testTimeout: 0,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "hammer",
          include: ["tests/hammer/**/*.test.ts"],
          pool: "forks",
          maxWorkers: 1,
          globalSetup: ["tests/setup/template-database.ts"],
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "chaos",
          include: ["tests/chaos/**/*.test.ts"],
          pool: "forks",
          maxWorkers: 1,
          globalSetup: ["tests/setup/template-database.ts"],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "devstore",
          include: ["tests/dev-store/**/*.test.ts"],
          pool: "forks",
          testTimeout: 60_000,
        },
      },
      { test: { name: "conformance", include: ["tests/conformance/**/*.test.ts"], testTimeout: 30_000 } },
      {
        esbuild: { jsx: "automatic", jsxImportSource: "preact" },
        test: {
          name: "extensions",
          include: ["extensions/*/tests/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          server: { deps: { inline: [/@shopify\/ui-extensions-tester/] } },
        },
      },
    ],
  },
});
