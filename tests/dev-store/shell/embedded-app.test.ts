import type { FrameLocator, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOOK_TIMEOUT_MS, startAdminBrowser, type AdminBrowser } from "./fixtures/admin-browser.ts";
import { API_KEY } from "./fixtures/embedded-app.ts";
import { eventually } from "./fixtures/eventually.ts";
import { startShellWorld, type ShellWorld } from "./fixtures/shell-world.ts";

let world: ShellWorld;
let browser: AdminBrowser;
let page: Page;
let errors: string[];
let frame: FrameLocator;

beforeAll(async () => {
  [world, browser] = await Promise.all([startShellWorld(), startAdminBrowser()]);
}, HOOK_TIMEOUT_MS);
beforeEach(async () => {
  world.app.seen.length = 0;
  world.app.refusals.length = 0;
  world.app.routes.clear();
  ({ page, errors } = await browser.open());
  frame = page.frameLocator("iframe[name=app-iframe]");
}, HOOK_TIMEOUT_MS);
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function openApp(body: string, path = "/app"): Promise<void> {
  world.app.body = body;
  await page.goto(world.appPage + path);
  await frame.locator("body > *").first().waitFor({ state: "attached" });
}

const clickIn = (name: string): Promise<void> => frame.getByRole("button", { name, exact: true }).click();

describe("launching the app", () => {
  it("gives the frame a query and a token that Shopify's library accepts", async () => {
    await openApp("<h1>Hello</h1>", "/app/batches?state=open");
    await eventually(() => frame.getByRole("heading", { name: "Hello" }).isVisible()).toBe(true);
    expect(world.app.refusals).toEqual([]);
    expect(world.app.seen.map(({ path }) => path)).toEqual(["/app/batches"]);
    expect(errors).toEqual([]);
  });

  it("opens the application_url's page when the address names none", async () => {
    await openApp("<h1>Hello</h1>", "");
    expect(world.app.seen[0]?.path).toBe("/app");
  });

  it("answers 404 for an app that is not installed", async () => {
    const answer = await fetch(world.appPage.replace(API_KEY, "another-app"));
    expect(answer.status).toBe(404);
  });

  it("gets a fresh token on the bounce page and comes back to the page that was asked for", async () => {
    await openApp(`<a href="/app/plain-link">plain link</a>`);
    await frame.getByRole("link", { name: "plain link" }).click();
    await eventually(() => world.app.seen.map(({ path }) => path)).toEqual([
      "/app",
      "/app/plain-link",
      "/auth/session-token",
      "/app/plain-link",
    ]);
    await eventually(() => new URL(page.url()).pathname).toBe(
      `/store/fern-and-tallow/apps/${API_KEY}/app/plain-link`,
    );
    expect(world.app.refusals).toEqual([]);
  });

  it("sends a page that was opened outside the admin into it", async () => {
    const token = await world.devStore.sessionToken(world.shop.domain);
    await page.goto(`${world.devStore.tunnelUrl}/app/outside?shop=${world.shop.domain}&id_token=${token}`);
    await page.waitForURL(`**/store/fern-and-tallow/apps/${API_KEY}/app/outside`);
    await frame.getByRole("link", { name: "plain link" }).waitFor();
  });

  it("mirrors the app's own navigation in the address bar without its launch parameters", async () => {
    await openApp(
      `<button onclick="history.pushState(null, '', '/app/batches/7?tab=orders&shop=x')">go</button>`,
    );
    await clickIn("go");
    await eventually(() => page.url()).toBe(`${world.appPage}/app/batches/7?tab=orders`);
  });
});

describe("fetch in the app", () => {
  it("carries a session token to the app's own origin and to no other", async () => {
    await openApp(`<button onclick="fetch('/api/mine').then((r) => r.json()).then((j) => { document.title = j.shop })">own</button>
      <button onclick="fetch('${world.app.url}/api/other')">other</button>`);
    await clickIn("own");
    await eventually(() => page.title()).toContain(world.shop.domain);
    await clickIn("other");
    await eventually(() => world.app.seen.some(({ path }) => path === "/api/other")).toBe(true);
    const [mine, other] = ["/api/mine", "/api/other"].map((path) =>
      world.app.seen.find((seen) => seen.path === path),
    );
    expect(mine?.authorization).toMatch(/^Bearer ey/);
    expect(other?.authorization).toBeNull();
  });

  it("repeats a call once with a fresh token and the same body when the app asks for it", async () => {
    const bodies: string[] = [];
    const tokens = new Set<string>();
    world.app.routes.set("/api/retry", (request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        bodies.push(body);
        tokens.add(request.headers.authorization ?? "");
        response.writeHead(401, { "x-shopify-retry-invalid-session-request": "1" });
        response.end();
      });
    });
    await openApp(
      `<button onclick="fetch('/api/retry', { method: 'POST', body: 'units=3' }).then((r) => { document.title = 'answered ' + r.status })">send</button>`,
    );
    await clickIn("send");
    await eventually(() => page.title()).toContain("answered 401");
    expect(bodies).toEqual(["units=3", "units=3"]);
    expect(tokens.size).toBe(2);
  });

  it("goes where the app asks when it answers that it must be authorized again", async () => {
    world.app.routes.set("/api/reauthorize", (_request, response) => {
      response.writeHead(401, {
        "x-shopify-api-request-failure-reauthorize-url":
          "https://admin.shopify.com/store/fern-and-tallow/orders",
      });
      response.end();
    });
    await openApp(`<button onclick="fetch('/api/reauthorize')">call</button>`);
    await clickIn("call");
    await page.waitForURL(`${world.admin}/orders`);
  });
});

describe("what the admin draws for the app", () => {
  it("shows the app's navigation, hides its home item, and asks the app to navigate by shopify:navigate", async () => {
    await openApp(`<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/batches">Batches</a><a href="/app/recalls">Recalls</a></ui-nav-menu>
      <script>addEventListener("shopify:navigate", (event) => history.pushState(null, "", event.target.getAttribute("href")))</script>`);
    const navigation = page.getByRole("navigation", { name: "Admin" });
    await navigation.getByRole("link", { name: "Recalls" }).click();
    await eventually(() => page.url()).toBe(`${world.appPage}/app/recalls`);
    expect(await navigation.getByRole("link", { name: "Recalls" }).getAttribute("aria-current")).toBe("page");
    expect(await navigation.getByRole("link", { name: "Home" }).count()).toBe(1);
    expect(world.app.seen.filter(({ path }) => path === "/app/recalls")).toEqual([]);

    await page.goto(`${world.admin}/orders`);
    await navigation.getByRole("link", { name: "Batches" }).click();
    await page.waitForURL(`${world.appPage}/app/batches`);
  });

  it("draws the title bar and clicks its buttons through", async () => {
    await openApp(`<ui-title-bar title="LAV-0411"><button variant="breadcrumb" onclick="document.title = 'back'">Batches</button>
      <button onclick="document.title = 'exported'">Export</button><button variant="primary" onclick="this.textContent = 'Opened'; document.title = 'opened'">Open batch</button></ui-title-bar>`);
    await page.getByRole("heading", { name: "LAV-0411" }).waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await eventually(() => page.title()).toContain("exported");
    await page.getByRole("button", { name: "Batches" }).click();
    await eventually(() => page.title()).toContain("back");
    await page.getByRole("button", { name: "Open batch" }).click();
    await page.getByRole("button", { name: "Opened" }).waitFor();
  });

  it("shows toasts, runs their action and hides them again", async () => {
    await openApp(`<button onclick="shopify.toast.show('Batch created', { action: 'Undo', onAction() { document.title = 'undone' } })">create</button>
      <button onclick="const id = shopify.toast.show('Saving'); setTimeout(() => shopify.toast.hide(id), 300)">brief</button>`);
    await clickIn("create");
    await page.getByRole("status").getByText("Batch created").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await eventually(() => page.title()).toContain("undone");
    await clickIn("brief");
    await page.getByText("Saving").waitFor();
    await page.getByText("Saving").waitFor({ state: "detached" });
  });

  it("shows the loading bar while the app says so", async () => {
    await openApp(
      `<button onclick="shopify.loading(true)">busy</button><button onclick="shopify.loading(false)">idle</button>`,
    );
    await page.locator(".loading-bar").waitFor({ state: "hidden" });
    await clickIn("busy");
    await page.locator(".loading-bar").waitFor({ state: "visible" });
    await clickIn("idle");
    await page.locator(".loading-bar").waitFor({ state: "hidden" });
  });

  it("opens a modal with its heading and actions, and tells the element when it shows and hides", async () => {
    await openApp(`<ui-modal id="sure"><p>Really?</p><ui-title-bar title="Delete batch"><button variant="primary" tone="critical" onclick="document.title = 'deleted'; shopify.modal.hide('sure')">Delete</button></ui-title-bar></ui-modal>
      <button onclick="const m = document.getElementById('sure'); m.addEventListener('hide', () => { document.title += ' and hidden' }); shopify.modal.show('sure')">ask</button>`);
    expect(await frame.getByText("Really?").isVisible()).toBe(false);
    await clickIn("ask");
    await frame.getByRole("heading", { name: "Delete batch" }).waitFor();
    // The admin around the frame is out of the keyboard's reach meanwhile.
    for (let presses = 0; presses < 5; presses += 1) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.tagName)).toMatch(/^(IFRAME|BODY)$/);
    }
    await clickIn("Delete");
    await frame.getByText("Really?").waitFor({ state: "hidden" });
    await eventually(() => page.title()).toContain("deleted and hidden");
    expect(await page.locator("[inert]").count()).toBe(0);
  });

  it("opens links to the admin in the admin", async () => {
    await openApp(`<a href="shopify://admin/orders/${world.order.id}" target="_top">order</a>`);
    await frame.getByRole("link", { name: "order" }).click();
    await page.waitForURL(`${world.admin}/orders/${world.order.id}`);
  });

  it("opens window.open to the admin in the admin", async () => {
    await openApp(
      `<button onclick="window.open('https://admin.shopify.com/store/fern-and-tallow/products/${world.product.id}', '_top')">product</button>`,
    );
    await clickIn("product");
    await page.waitForURL(`${world.admin}/products/${world.product.id}`);
  });
});

describe("the save bar", () => {
  const FORM = `<ui-save-bar id="bar" discardConfirmation><button variant="primary" onclick="document.title = 'saved'; shopify.saveBar.hide('bar')">Save</button>
    <button onclick="document.title = 'discarded'; shopify.saveBar.hide('bar')"></button></ui-save-bar>
    <button onclick="shopify.saveBar.show('bar')">edit</button><button onclick="shopify.saveBar.leaveConfirmation().then(() => { document.title = 'left' })">leave</button>`;

  it("saves through the app's own button and goes away", async () => {
    await openApp(FORM);
    await clickIn("edit");
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    await bar.getByRole("button", { name: "Save" }).click();
    await bar.waitFor({ state: "hidden" });
    await eventually(() => page.title()).toContain("saved");
  });

  it("asks before it discards when the app wants that", async () => {
    await openApp(FORM);
    await clickIn("edit");
    await page.getByRole("button", { name: "Discard" }).click();
    expect(await page.title()).not.toContain("discarded");
    await page.getByRole("button", { name: "Discard changes" }).click();
    await eventually(() => page.title()).toContain("discarded");
  });

  it("holds the merchant back from another page until the changes are given up", async () => {
    await openApp(FORM);
    await clickIn("edit");
    const orders = page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: "Orders" });
    await orders.click();
    await page.getByRole("button", { name: "Stay" }).click();
    expect(page.url()).toBe(`${world.appPage}/app`);
    await orders.click();
    await page.getByRole("button", { name: "Leave page" }).click();
    await page.waitForURL(`${world.admin}/orders`);
  });

  it("resolves leaveConfirmation at once without changes, and only after consent with them", async () => {
    await openApp(FORM);
    await clickIn("leave");
    await eventually(() => page.title()).toContain("left");
    await frame.locator("body").evaluate((body) => (body.ownerDocument.title = "again"));
    await clickIn("edit");
    await clickIn("leave");
    await page.getByRole("button", { name: "Stay" }).click();
    expect(await page.title()).toContain("again");
    await clickIn("leave");
    await page.getByRole("button", { name: "Leave page" }).click();
    await eventually(() => page.title()).toContain("left");
  });

  it("serves a form with data-save-bar", async () => {
    await openApp(
      `<form data-save-bar onsubmit="event.preventDefault(); document.title = 'submitted'"><input aria-label="Code"></form>`,
    );
    await frame.getByLabel("Code").fill("LAV-0412");
    await page.getByRole("region", { name: "Unsaved changes" }).getByRole("button", { name: "Save" }).click();
    await eventually(() => page.title()).toContain("submitted");
  });
});

describe("the resource picker", () => {
  const picker = (options: string): string =>
    `<button onclick='shopify.resourcePicker(${options}).then((chosen) => { document.body.dataset.chosen = JSON.stringify(chosen ?? null) })'>pick</button>`;
  const chosen = async (): Promise<unknown> => {
    await frame.locator("body[data-chosen]").waitFor();
    return JSON.parse((await frame.locator("body").getAttribute("data-chosen")) ?? "") as unknown;
  };

  it("returns variants in Shopify's shape after a search", async () => {
    await openApp(picker(`{ "type": "variant", "multiple": true }`));
    await clickIn("pick");
    await page.getByLabel("Search variants").fill("beeswax");
    await page.getByText("Lavender soap").waitFor({ state: "detached" });
    await page.getByRole("checkbox", { name: /100 g/ }).check();
    await page.getByRole("checkbox", { name: /250 g/ }).check();
    await page.getByRole("button", { name: "Add" }).click();
    expect(await chosen()).toMatchObject(
      world.candle.variantIds.map((id) => ({
        id: `gid://shopify/ProductVariant/${id}`,
        product: { id: `gid://shopify/Product/${world.candle.id}` },
      })),
    );
  });

  it("returns products with the variants that were chosen of them", async () => {
    await openApp(picker(`{ "type": "product", "action": "select", "multiple": true }`));
    await clickIn("pick");
    const rows = page.getByRole("dialog").getByRole("listitem");
    await rows.filter({ hasText: "LAV-250" }).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Select" }).click();
    expect(await chosen()).toMatchObject([
      {
        title: "Lavender soap",
        totalVariants: 2,
        variants: [
          {
            id: `gid://shopify/ProductVariant/${world.product.variantIds[1]}`,
            sku: "LAV-250",
            price: "16.50",
          },
        ],
      },
    ]);
  });

  it("shows what the app preselects and keeps to its limit", async () => {
    await openApp(
      picker(
        `{ "type": "variant", "multiple": 1, "selectionIds": [{ "id": "gid://shopify/ProductVariant/${world.product.variantIds[0]}" }] }`,
      ),
    );
    await clickIn("pick");
    await page.getByText("1/1 selected").waitFor();
    await page.getByRole("listitem").filter({ hasText: "BEE-100" }).getByRole("radio").check();
    await page.getByRole("button", { name: "Add" }).click();
    expect(await chosen()).toMatchObject([{ sku: "BEE-100" }]);
  });

  it("returns nothing when it is closed", async () => {
    await openApp(picker(`{ "type": "product" }`));
    await clickIn("pick");
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(await chosen()).toBeNull();
  });

  it("lets the merchant choose among the app's own rows", async () => {
    await openApp(
      `<button onclick='shopify.picker({ heading: "Choose a template", items: [{ id: "a", heading: "Plain" }, { id: "b", heading: "Urgent", disabled: true }, { id: "c", heading: "Polite" }] }).then((p) => p.selected).then((ids) => { document.body.dataset.chosen = JSON.stringify(ids) })'>pick</button>`,
    );
    await clickIn("pick");
    expect(await page.getByRole("radio", { name: "Urgent" }).isDisabled()).toBe(true);
    await page.getByRole("radio", { name: "Polite" }).check();
    await page.getByRole("button", { name: "Select" }).click();
    expect(await chosen()).toEqual(["c"]);
  });
});

describe("scopes and the rest of the API", () => {
  it("asks the merchant for optional scopes and tells the app what was granted", async () => {
    await openApp(
      `<button onclick="shopify.scopes.request(['read_all_orders']).then((answer) => { document.title = answer.result + ' ' + answer.detail.granted.includes('read_all_orders') })">more</button>`,
    );
    await clickIn("more");
    await page.getByRole("button", { name: "Cancel" }).click();
    await eventually(() => page.title()).toContain("declined-all false");
    await clickIn("more");
    await page.getByRole("button", { name: "Update access" }).click();
    await eventually(() => page.title()).toContain("granted-all true");
    expect(world.shop.grantedScopes).toContain("read_all_orders");
  });

  it("refuses scopes that the app never declared, with their names", async () => {
    await openApp(
      `<button onclick="shopify.scopes.request(['write_themes']).catch((error) => { document.title = error.message })">more</button>`,
    );
    await clickIn("more");
    await eventually(() => page.title()).toContain("write_themes");
  });

  it.each(["shopify.reviews", "shopify.toast.explode", "shopify.scopes.everything"])(
    "throws with its name when the app reads %s",
    async (name) => {
      await openApp(
        `<button onclick="try { ${name} } catch (error) { document.title = error.message }">read</button>`,
      );
      await clickIn("read");
      await eventually(() => page.title()).toContain(`${name} is not implemented`);
    },
  );
});
