import { createTransport } from "nodemailer";
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { fulfillOrder } from "../state/orders/fulfill-order.ts";
import { HOOK_TIMEOUT_MS, startAdminBrowser, type AdminBrowser } from "./fixtures/admin-browser.ts";
import { eventually } from "./fixtures/eventually.ts";
import { startShellWorld, type ShellWorld } from "./fixtures/shell-world.ts";

let world: ShellWorld;
let browser: AdminBrowser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  browser = await startAdminBrowser();
}, HOOK_TIMEOUT_MS);
beforeEach(async () => {
  world = await startShellWorld();
  ({ page, errors } = await browser.open());
}, HOOK_TIMEOUT_MS);
afterEach(async () => {
  await browser.reset();
  await world.stop();
});
afterAll(() => browser.close());

const panel = () => page.getByRole("region", { name: "Dev store" });
const openOrder = () => page.goto(`${world.admin}/orders/${world.order.id}`);

describe("the order page", () => {
  it("shows lines, customer and timeline, and new tags without a reload", async () => {
    await openOrder();
    await page.getByText("Unfulfilled (3)").waitFor();
    await page.getByRole("link", { name: "Ada Moss" }).waitFor();
    await page.getByText("Order placed by the customer").waitFor();
    world.order.tags.push("recall-R26-001");
    await page.getByText("recall-R26-001").waitFor();
    expect(errors).toEqual([]);
  });

  it("fulfils all that is open", async () => {
    await openOrder();
    await panel().getByRole("button", { name: "Fulfil all" }).click();
    await page.getByText("Fulfilled (3)").waitFor();
    expect(world.order.fulfillments).toHaveLength(1);
  });

  it.each(["return", "cancel", "no_restock", "legacy_restock"])(
    "refunds with the restock type %s",
    async (restockType) => {
      // Goods can only come back once they have left.
      if (restockType === "return") fulfillOrder(world.devStore.world, world.shop, world.order, {});
      await openOrder();
      const refund = panel().locator("form", { hasText: "Refund" });
      await refund.getByLabel("Units").fill("2");
      await refund.getByLabel("Restock").selectOption(restockType);
      await refund.getByRole("button", { name: "Refund" }).click();
      await eventually(() => world.order.refunds.flatMap(({ lines }) => lines)).toMatchObject([
        { quantity: 2, restockType },
      ]);
    },
  );

  it("edits a line and adds a product", async () => {
    await openOrder();
    const edit = panel().locator("[data-dev-form=order-edit]");
    await edit.getByLabel("New quantity").fill("5");
    await edit.getByRole("button", { name: "Save edit" }).click();
    await page.getByText("Unfulfilled (5)").waitFor();
    const add = panel().locator("[data-dev-form=order-add-line]");
    await add.getByLabel("Product").selectOption({ label: "Beeswax candle · 250 g" });
    await add.getByRole("button", { name: "Add to order" }).click();
    await page.getByText("Unfulfilled (6)").waitFor();
  });

  it("cancels after asking", async () => {
    await openOrder();
    await panel().getByRole("button", { name: "Cancel…" }).click();
    await page.getByRole("button", { name: "Cancel order" }).click();
    await page.getByText("Cancelled", { exact: true }).waitFor();
    expect(world.order.cancelledAt).not.toBeNull();
  });

  it("deletes after asking and goes back to the list", async () => {
    await openOrder();
    await panel().getByRole("button", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete order" }).click();
    await page.waitForURL(`${world.admin}/orders`);
    expect(world.shop.orders.has(world.order.id)).toBe(false);
  });

  it("says what the dev store refused", async () => {
    await openOrder();
    const refund = panel().locator("form", { hasText: "Refund" });
    await refund.getByLabel("Units").fill("99");
    await refund.getByRole("button", { name: "Refund" }).click();
    await page.getByRole("status").getByText(/99/).waitFor();
    expect(world.order.refunds).toEqual([]);
  });
});

describe("the other pages", () => {
  it("places an order from the home page and leads to it", async () => {
    await page.goto(world.admin);
    await page.getByLabel("Product").selectOption({ label: "Beeswax candle · 100 g" });
    await page.getByLabel("Units").fill("4");
    await page.getByRole("button", { name: "Place order" }).click();
    await page.getByRole("button", { name: "View" }).click();
    await page.getByText("Unfulfilled (4)").waitFor();
    expect(world.shop.orders.size).toBe(2);
  });

  it("finds orders by customer, tag and product, and opens one by its row", async () => {
    await page.goto(`${world.admin}/orders?query=candle`);
    await page.getByText("No orders found").waitFor();
    await page.goto(`${world.admin}/orders?query=ada`);
    await page.getByRole("row").filter({ hasText: world.order.name }).getByText("Ada Moss").click();
    await page.waitForURL(`${world.admin}/orders/${world.order.id}`);
  });

  it("shows a product's variants and its absence once deleted", async () => {
    await page.goto(`${world.admin}/products/${world.product.id}`);
    await page.getByRole("cell", { name: "LAV-250" }).waitFor();
    await panel().getByRole("button", { name: "Delete product" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete product" }).click();
    await page.waitForURL(`${world.admin}/products`);
    expect((await fetch(`${world.admin}/products/${world.product.id}`)).status).toBe(404);
  });

  it("escapes whatever names contain", async () => {
    world.customer.firstName = `<img src=x onerror="document.title='broken into'">`;
    world.shop.title = `</script><b>bold`;
    await openOrder();
    await page.getByRole("link", { name: /<img/ }).waitFor();
    expect(await page.title()).not.toContain("broken into");
    expect(errors).toEqual([]);
  });

  it("fits a telephone: no page scrolls sideways at 360 px, and the navigation opens as a drawer", async () => {
    const phone = await browser.open({ width: 360, height: 740 });
    const pages = [
      "",
      "/orders",
      `/orders/${world.order.id}`,
      "/products",
      `/products/${world.product.id}`,
      "/customers",
      `/customers/${world.customer.id}`,
    ];
    for (const path of [...pages.map((part) => world.admin + part), `${world.devStore.url}/inbox`]) {
      await phone.page.goto(path);
      const width = await phone.page
        .locator("main")
        .evaluate((main) => [main.scrollWidth, document.documentElement.scrollWidth]);
      expect(Math.max(...width), path).toBeLessThanOrEqual(360);
    }
    await phone.page.goto(world.admin);
    const products = phone.page.getByRole("link", { name: "Products" });
    expect(await products.isVisible()).toBe(false);
    await phone.page.getByRole("button", { name: "Open navigation" }).click();
    await products.click();
    await phone.page.waitForURL(`${world.admin}/products`);
  });
});

describe("the inbox", () => {
  async function send(to: string, html: string): Promise<void> {
    const transport = createTransport({ host: "127.0.0.1", port: world.devStore.smtpPort, secure: false });
    await transport.sendMail({
      from: "shop@example.com",
      to,
      subject: `For ${to}`,
      html,
      text: "in plain words",
      headers: { "X-Recall": "R26-001" },
    });
    transport.close();
  }

  it("lists mails as they arrive, finds them by recipient and shows their text and headers", async () => {
    await page.goto(`${world.devStore.url}/inbox`);
    await page.getByText("No mails").waitFor();
    await send("ada@example.com", "<h1>Please stop using it</h1>");
    await send("bo@example.com", "<p>Other</p>");
    await page.getByRole("link", { name: /bo@example.com/ }).waitFor();
    await page.getByRole("searchbox", { name: "Search mails" }).fill("ada@");
    await page.getByRole("searchbox", { name: "Search mails" }).press("Enter");
    await page.getByText("1 of 2").waitFor();
    await page.getByRole("link", { name: /ada@example.com/ }).click();
    await page
      .frameLocator("iframe[title=Message]")
      .getByRole("heading", { name: "Please stop using it" })
      .waitFor();
    await page.getByText("Plain text").click();
    await page.getByText("in plain words").waitFor();
    await page.getByText("Headers").click();
    await page.getByText(/x-recall: R26-001/).waitFor();
  });

  it("lets no script of a mail run", async () => {
    await send(
      "ada@example.com",
      `<p>quiet</p><script>top.document.title = "broken into"</script><img src="x" onerror="top.document.title='broken into'">`,
    );
    await page.goto(`${world.devStore.url}/inbox/${world.devStore.inbox.mails()[0]?.id}`);
    await page.frameLocator("iframe[title=Message]").getByText("quiet").waitFor();
    expect(await page.title()).toContain("For ada@example.com");
  });
});
