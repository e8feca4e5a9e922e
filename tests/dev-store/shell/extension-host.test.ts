import type { FrameLocator, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HOOK_TIMEOUT_MS, startAdminBrowser, type AdminBrowser } from "./fixtures/admin-browser.ts";
import { writeExtension } from "./fixtures/extension-folder.ts";
import { startShellWorld, type ShellWorld } from "./fixtures/shell-world.ts";

const PRODUCT_ACTION = "admin.product-details.action.render";
const ORDER_BLOCK = "admin.order-details.block.render";

let world: ShellWorld;
let browser: AdminBrowser;
let page: Page;
let errors: string[];

beforeAll(async () => {
  [world, browser] = await Promise.all([startShellWorld(), startAdminBrowser()]);
  await Promise.all(EXTENSIONS.map((extension) => writeExtension(world.extensionsDir, extension)));
}, HOOK_TIMEOUT_MS);
beforeEach(async () => {
  world.app.seen.length = 0;
  ({ page, errors } = await browser.open());
}, HOOK_TIMEOUT_MS);
afterEach(() => browser.reset());
afterAll(async () => {
  await browser.close();
  await world.stop();
});

const EXTENSIONS = [
  {
    handle: "recall-action",
    target: PRODUCT_ACTION,
    translations: {
      name: "Recall a batch",
      heading: "Recall {{title}}",
      units: { one: "{{count}} unit", other: "{{count}} units" },
    },
    script: `
      function App() {
        const [form, setForm] = useState({ batch: "b1", reason: "", remedies: ["refund"], sure: false, units: "1" });
        const [result, setResult] = useState("");
        const set = (key, value) => setForm((old) => ({ ...old, [key]: value }));
        const launch = async () => {
          const { shop } = await (await fetch("/api/recalls", { method: "POST", body: "{}" })).json();
          const { data } = await shopify.query("query ($id: ID!) { product(id: $id) { title } }", { variables: { id: shopify.data.selected[0].id } });
          setResult(shop + " " + data.product.title);
        };
        return h("s-admin-action", { heading: shopify.i18n.translate("heading", { title: "soap" }) },
          h("s-select", { label: "Batch", value: form.batch, onChange: (event) => set("batch", event.currentTarget.value) },
            h("s-option", { value: "b1" }, "LAV-0411"), h("s-option", { value: "b2" }, "LAV-0412")),
          h("s-text-field", { label: "Reason", value: form.reason, error: form.reason === "" ? "Say why" : "", onInput: (event) => set("reason", event.currentTarget.value) }),
          h("s-number-field", { label: "Units", value: form.units, onChange: (event) => set("units", event.currentTarget.value) }),
          h("s-choice-list", { label: "Remedies", multiple: true, values: form.remedies, onChange: (event) => set("remedies", event.currentTarget.values) },
            h("s-choice", { value: "refund" }, "Refund"), h("s-choice", { value: "replacement" }, "Replacement")),
          h("s-checkbox", { label: "I am sure", checked: form.sure, onChange: (event) => set("sure", event.currentTarget.checked) }),
          h("s-text", null, "form: " + JSON.stringify(form)), h("s-text", null, "result: " + result),
          h("s-text", null, shopify.i18n.translate("units", { count: 2 })),
          h("s-button", { slot: "primary-action", disabled: !form.sure, onClick: launch }, "Launch"),
          h("s-button", { slot: "secondary-actions", onClick: () => shopify.close() }, "Cancel"));
      }
      shopify.extend("${PRODUCT_ACTION}", async () => render(h(App), document.body));`,
  },
  {
    handle: "hidden-action",
    target: PRODUCT_ACTION,
    script: `shopify.extend("${PRODUCT_ACTION}", () => {});`,
    conditions: `shopify.extend("admin.product-details.action.should-render", async () => ({ display: shopify.data.selected[0].id === "gid://shopify/Product/1" }));`,
  },
  {
    handle: "order-block",
    target: ORDER_BLOCK,
    translations: { name: "Batches of this order" },
    script: `shopify.extend("${ORDER_BLOCK}", async () => render(
      h("s-admin-block", { heading: "Batches" }, h("s-text", null, "of " + shopify.data.selected[0].id),
        h("s-button", { onClick: () => shopify.navigation.navigate("extension://order-action") }, "Correct")), document.body));`,
  },
  {
    handle: "order-action",
    target: "admin.order-details.action.render",
    translations: { name: "Correct a batch" },
    script: `shopify.extend("admin.order-details.action.render", async () => render(h("s-admin-action", { heading: "Correct" }, h("s-text", null, "the action")), document.body));`,
  },
  {
    handle: "customer-block",
    target: "admin.customer-details.block.render",
    script: `shopify.extend("admin.customer-details.block.render", () => render(
      h("s-admin-block", null, h("s-mystery", null, "?"), h("div", null, "plain"), h("s-button", { onClick: () => shopify.i18n.translate("nowhere") }, "translate"),
        h("s-button", { onClick: () => shopify.reviews.request() }, "review")), document.body));`,
  },
];

async function openAction(): Promise<FrameLocator> {
  await page.goto(`${world.admin}/products/${world.product.id}`);
  await page.getByRole("button", { name: /More actions/ }).click();
  await page.getByRole("menuitem", { name: "Recall a batch" }).click();
  return page.frameLocator("[data-extension=recall-action] iframe");
}

describe("an action extension", () => {
  it("opens from the product page's menu with its texts from the default locale", async () => {
    const action = await openAction();
    await action.getByRole("heading", { name: "Recall soap" }).waitFor();
    await action.getByText("2 units").waitFor();
    expect(errors).toEqual([]);
  });

  it("gets what the merchant types from event.currentTarget", async () => {
    const action = await openAction();
    await action.getByText("Say why").waitFor();
    await action.getByLabel("Batch").selectOption("LAV-0412");
    await action.getByLabel("Reason").fill("Too much lye");
    await action.getByLabel("Units").fill("7");
    await action.getByLabel("Replacement").check();
    await action.getByLabel("Refund").uncheck();
    await action.getByLabel("I am sure").check();
    await action
      .getByText(/^form:/)
      .getByText(/"sure":true/)
      .or(action.getByText(/"sure":true/))
      .first()
      .waitFor();
    const form = JSON.parse(
      ((await action.getByText(/^form:/).textContent()) ?? "").replace("form: ", ""),
    ) as unknown;
    expect(form).toEqual({
      batch: "b2",
      reason: "Too much lye",
      remedies: ["replacement"],
      sure: true,
      units: "7",
    });
    expect(await action.getByText("Say why").isVisible()).toBe(false);
  });

  it("keeps a disabled button from acting", async () => {
    const action = await openAction();
    expect(await action.getByRole("button", { name: "Launch" }).isDisabled()).toBe(true);
    await action.getByRole("button", { name: "Launch" }).dispatchEvent("click");
    expect(world.app.seen).toEqual([]);
  });

  it("calls its app across origins with a session token, and the Admin API with the merchant's rights", async () => {
    const action = await openAction();
    await action.getByLabel("I am sure").check();
    await action.getByRole("button", { name: "Launch" }).click();
    await action.getByText(`result: https://${world.shop.domain} Lavender soap`).waitFor();
    const shellOrigin = new URL(world.admin).origin;
    expect(world.app.seen.map(({ path, preflight, origin }) => ({ path, preflight, origin }))).toEqual([
      { path: "/api/recalls", preflight: true, origin: shellOrigin },
      { path: "/api/recalls", preflight: false, origin: shellOrigin },
    ]);
    expect(world.app.seen[1]?.authorization).toMatch(/^Bearer ey/);
    expect(new URL(world.devStore.tunnelUrl ?? "").origin).not.toBe(shellOrigin);
  });

  it("closes when it asks to", async () => {
    const action = await openAction();
    await action.getByRole("button", { name: "Cancel" }).click();
    await page.locator("[data-extension=recall-action]").waitFor({ state: "detached" });
  });

  it("is not offered when its should_render module says no", async () => {
    await openAction();
    expect(await page.getByRole("menuitem", { name: "hidden-action" }).count()).toBe(0);
  });
});

describe("a block extension", () => {
  it("stands on the order's page, knows the order, and opens an action of the same page", async () => {
    await page.goto(`${world.admin}/orders/${world.order.id}`);
    const block = page.frameLocator("[data-extension=order-block] iframe");
    await block.getByRole("heading", { name: "Batches" }).waitFor();
    await block.getByText(`of gid://shopify/Order/${world.order.id}`).waitFor();
    await block.getByRole("button", { name: "Correct" }).click();
    await page.frameLocator("[data-extension=order-action] iframe").getByText("the action").waitFor();
    expect(errors).toEqual([]);
  });
});

describe("what the real host would refuse", () => {
  it("shows unknown elements, plain HTML, missing texts and missing APIs as errors, in the page and on the console", async () => {
    await page.goto(`${world.admin}/customers/${world.customer.id}`);
    const block = page.frameLocator("[data-extension=customer-block] iframe");
    const alert = block.getByRole("alert");
    await alert.getByText(/<s-mystery> is not drawn/).waitFor();
    await alert.getByText(/<div> is plain HTML/).waitFor();
    await block.getByRole("button", { name: "translate" }).dispatchEvent("click");
    await alert.getByText(/no text "nowhere"/).waitFor();
    await block.getByRole("button", { name: "review" }).dispatchEvent("click");
    await alert.getByText(/shopify\.reviews is not implemented/).waitFor();
    expect(errors.length).toBeGreaterThanOrEqual(4);
  });

  it("says that an extension has to be built first", async () => {
    const answer = await fetch(`${world.admin}/__shell/extension-conditions?handle=order-block`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("is not built");
  });
});
