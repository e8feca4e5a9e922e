import type { FrameLocator, Locator, Page } from "@playwright/test";

const FRAME = "iframe[name=app-iframe]";

/** The app inside the admin. */
export function appFrame(page: Page): FrameLocator {
  return page.frameLocator(FRAME);
}

/** The admin's bar above the app, with the page's title and its actions. */
export function titleBar(page: Page): Locator {
  return page.locator("[data-title-bar]");
}

/** The admin's bar that appears while something is not saved. */
export function saveBar(page: Page): Locator {
  return page.getByRole("region", { name: "Unsaved changes" });
}

/** The admin's menu, in which the app has its pages. */
export function adminMenu(page: Page): Locator {
  return page.getByRole("navigation", { name: "Admin" });
}

/** Buttons of the modal that is open; what stands in it is found in the frame itself. */
export function modalButton(app: FrameLocator, name: string): Locator {
  return app.getByRole("dialog").getByRole("button", { name, exact: true });
}
