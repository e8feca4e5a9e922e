import { join } from "node:path";
import type { FrameLocator, Page } from "@playwright/test";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { build, type Rollup } from "vite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOOK_TIMEOUT_MS, startAdminBrowser, type AdminBrowser } from "./fixtures/admin-browser.ts";
import { API_KEY } from "./fixtures/embedded-app.ts";
import { eventually } from "./fixtures/eventually.ts";
import { ReactApp } from "./fixtures/react-app.tsx";
import { startShellWorld, type ShellWorld } from "./fixtures/shell-world.ts";

let world: ShellWorld;
let browser: AdminBrowser;
let page: Page;
let errors: string[];
let frame: FrameLocator;

/** The development build of React, whose hydration complaints are whole sentences. */
async function bundleClient(): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: "error",
    mode: "development",
    define: { "process.env.NODE_ENV": '"development"' },
    esbuild: { jsx: "automatic" },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: join(import.meta.dirname, "fixtures/react-client.tsx"),
        formats: ["iife"],
        name: "client",
      },
    },
  })) as Rollup.RollupOutput[];
  return output[0]?.output[0].code ?? "";
}

beforeAll(async () => {
  const [script] = await Promise.all([
    bundleClient(),
    startShellWorld().then((started) => (world = started)),
    startAdminBrowser().then((started) => (browser = started)),
  ]);
  const appBridgeUrl = `${world.devStore.url}/app-bridge.js`;
  const markup = `<!doctype html>${renderToString(createElement(ReactApp, { appBridgeUrl, apiKey: API_KEY }))}`;
  world.app.routes.set("/app", (_request, response) =>
    response.setHeader("content-type", "text/html").end(markup),
  );
  world.app.routes.set("/client.js", (_request, response) =>
    response.setHeader("content-type", "text/javascript").end(script),
  );
}, HOOK_TIMEOUT_MS);
beforeEach(async () => {
  await browser.reset();
  ({ page, errors } = await browser.open());
  frame = page.frameLocator("iframe[name=app-iframe]");
  await page.goto(`${world.appPage}/app`);
}, HOOK_TIMEOUT_MS);
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const log = () => frame.locator("output").textContent();

describe("app-bridge-react over the stand-in", () => {
  it("hydrates a whole document without a complaint", async () => {
    await page.getByRole("heading", { name: "Batch" }).waitFor();
    await frame.getByRole("button", { name: "toast" }).click();
    await page.getByRole("status").getByText("From React").waitFor();
    expect(errors).toEqual([]);
  });

  it("follows React's state in the title bar and the save bar", async () => {
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    await frame.getByRole("button", { name: "edit" }).click();
    await page.getByRole("heading", { name: "Editing" }).waitFor();
    await bar.getByRole("button", { name: "Save" }).click();
    await eventually(() => bar.getByRole("button", { name: "Save" }).getAttribute("aria-busy")).toBe("true");
    await frame.getByRole("button", { name: "done saving" }).click();
    await eventually(() => bar.getByRole("button", { name: "Save" }).getAttribute("aria-busy")).toBeNull();
    await bar.getByRole("button", { name: "Discard" }).click();
    await bar.waitFor({ state: "hidden" });
    await eventually(log).toBe("bar shown, bar hidden");
  });

  it("shows a modal's children and hides it by state and by its cross", async () => {
    await page.getByRole("button", { name: "Close batch" }).click();
    await frame.getByText("The batch takes no more orders.").waitFor();
    await frame.getByRole("button", { name: "Close it" }).click();
    await frame.getByText("The batch takes no more orders.").waitFor({ state: "hidden" });
    await eventually(log).toBe("closed");
    await page.getByRole("button", { name: "Close batch" }).click();
    await frame.getByRole("button", { name: "Close", exact: true }).click();
    await frame.getByText("The batch takes no more orders.").waitFor({ state: "hidden" });
  });

  it("runs a breadcrumb's React handler", async () => {
    await page.getByRole("button", { name: "Batches" }).click();
    await eventually(log).toBe("back");
  });
});
